//! The vendor's pages, where they are beside the repository.

#![allow(dead_code, unreachable_pub)]

pub mod other;

use planfix_schema::model::KnownDifference;
use planfix_schema::vendor::tables::Tables;
use planfix_schema::{Source, read_differences};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the pages: `PLANFIX_VENDOR`, else beside the repository.
pub fn folder() -> PathBuf {
    std::env::var_os("PLANFIX_VENDOR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vendor")),
        PathBuf::from,
    )
}

/// Returns the pages of methods in the order of their names. Without the folder there are none, which is printed.
pub fn pages() -> Vec<(String, String)> {
    let mut pages = files("methods");
    pages.extend(files(MORE));
    pages.sort();
    pages
}

/// A folder of more pages of methods, with lists of their rows.
const MORE: &str = "last-nine";

/// Returns the pages of a folder in the same way.
pub fn files(name: &str) -> Vec<(String, String)> {
    markdown(&folder().join(name))
}

/// The tables of `spec`.
pub fn tables() -> Tables {
    Tables::read(&spec("methods"), &spec("types"))
}

/// The tables of a folder of `spec`, by name.
pub fn spec(folder: &str) -> Vec<(String, String)> {
    markdown(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(folder))
}

fn markdown(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(folder) else {
        println!("skipped: there is no {}", folder.display());
        return Vec::new();
    };
    let mut out: Vec<(String, String)> = entries
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("text"))
        })
        .collect();
    out.sort();
    out
}

/// The rows of a CSV file of the folder and of the one with more pages, without their headings.
pub fn csv(name: &str) -> Vec<Vec<String>> {
    let (all, more) = (folder().join(name), folder().join(MORE).join(name));
    let mut rows = parsed(&fs::read_to_string(all).unwrap_or_default());
    rows.extend(parsed(&fs::read_to_string(more).unwrap_or_default()));
    rows
}

fn parsed(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => rows.last_mut().expect("a row").push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' => {}
            c => rows.last_mut().expect("a row").last_mut().expect("a cell").push(c),
        }
    }
    rows.retain(|row| row.len() > 1);
    rows.drain(..1.min(rows.len()));
    rows
}

/// The differences that `spec/differences.md` lists.
pub fn known() -> Vec<KnownDifference> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/differences.md");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: there is no {}", path.display());
        return Vec::new();
    };
    let reading = read_differences(&Source::file("spec/differences.md", &text));
    reading.into_result().expect("no faults")
}

/// Numbers that are the same in each run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).expect("64 bits") % end.max(1)
    }
}
