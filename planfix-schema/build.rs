//! Lists the shared types of `spec/types` (`types` in this package) with their kinds, for `shipped::TYPES`.
//!
//! A table anywhere may use these types, so the list is compiled in; a new type is a new file and nothing else.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=types");
    let mut types = Vec::new();
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
    }
    types.sort();
    let list = format!("&[\n{}\n]\n", types.join("\n"));
    let folder = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&folder).join("types.rs"), list)?;
    Ok(())
}
