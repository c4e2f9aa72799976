//! Lists the shared types of `spec/types` (`types` in this package) with their kinds and words, for `shipped`.
//!
//! A table anywhere may use these types, so the list is compiled in; a new type is a new file and nothing else.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=types");
    let mut types = Vec::new();
    let mut words = Vec::new();
    for entry in fs::read_dir("types")? {
        let path = entry?.path();
        let Some(name) = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_suffix(".md"))
        else {
            continue;
        };
        let text = fs::read_to_string(&path)?;
        let kind = text
            .lines()
            .find_map(|line| line.strip_prefix("- kind:"))
            .map(str::trim);
        let kind = match kind {
            Some("id") => "Id",
            Some("enum") => "Enum",
            Some("record") => "Record",
            Some("union") => "Union",
            _ => {
                return Err(format!("spec/types/{name}.md: expected `- kind: id`, `enum`, `record` or `union`").into());
            }
        };
        types.push(format!("(\"{name}\", Kind::{kind}),"));
        let said = text.lines().find_map(|line| line.strip_prefix("- words:"));
        let said = said.into_iter().flat_map(|line| line.split(',')).map(str::trim);
        let said: Vec<String> = said.map(|word| format!("{word:?}")).collect();
        words.push(format!("(\"{name}\", &[{}]),", said.join(", ")));
    }
    let folder = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    for (file, mut lines) in [("types.rs", types), ("words.rs", words)] {
        lines.sort();
        let list = format!("&[\n{}\n]\n", lines.join("\n"));
        fs::write(Path::new(&folder).join(file), list)?;
    }
    Ok(())
}
