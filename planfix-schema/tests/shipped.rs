//! The tables in `spec/` have no faults, and the list of shared types has their files.

use planfix_schema::{Kind, Source, Tables, check_together, read_errors, read_method, read_type, shipped};
use std::fs;
use std::path::{Path, PathBuf};

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// The files of a folder of `spec/`: the name without `.md`, and the table.
fn tables(folder: &str) -> Vec<(String, Source)> {
    let Ok(entries) = fs::read_dir(spec().join(folder)) else {
        println!("skipped: there is no spec/{folder} beside this package");
        return Vec::new();
    };
    let mut tables: Vec<(String, Source)> = entries
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("text");
            let source = Source::file(&format!("spec/{folder}/{name}.md"), &text);
            (name, source)
        })
        .collect();
    tables.sort_by(|a, b| a.0.cmp(&b.0));
    tables
}

#[test]
fn every_method_is_right() {
    for (name, source) in tables("methods") {
        if let Some(faults) = read_method(&source, Some(&name), shipped::TYPES).faults {
            panic!("{faults}");
        }
    }
}

#[test]
fn every_shared_type_is_right() {
    for (name, source) in tables("types") {
        if let Some(faults) = read_type(&source, Some(&name), shipped::TYPES).faults {
            panic!("{faults}");
        }
    }
}

#[test]
fn the_error_codes_are_right() {
    let Ok(text) = fs::read_to_string(spec().join("errors.md")) else {
        println!("skipped: there is no spec/errors.md beside this package");
        return;
    };
    let codes = read_errors(&Source::file("spec/errors.md", &text))
        .into_result()
        .unwrap_or_else(|faults| panic!("{faults}"));
    assert!(codes.len() > 100);
    assert_eq!(codes[0].code, "0001");
}

#[test]
fn the_list_of_shared_types_has_each_file_with_its_kind() {
    let files = tables("types");
    let kind = |source: &Source| Kind::of_file(source).unwrap_or_else(|| panic!("{} has no kind", source.name));
    let wanted: Vec<(&str, Kind)> = files
        .iter()
        .map(|(name, source)| (name.as_str(), kind(source)))
        .collect();
    if !files.is_empty() {
        assert_eq!(shipped::TYPES, wanted);
    }
}

#[test]
fn the_tables_agree_with_each_other() {
    let mut all = Tables::default();
    for (name, source) in tables("types") {
        let model = read_type(&source, Some(&name), shipped::TYPES).model;
        all.types.push((source, model));
    }
    for (name, source) in tables("methods") {
        let model = read_method(&source, Some(&name), shipped::TYPES).model;
        all.methods.push((source, model));
    }
    let faults: Vec<String> = check_together(&all).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
