//! The lists of methods and types name exactly the tables that there are.

use std::collections::BTreeSet;
use std::path::Path;

/// Names of the tables in a folder of `spec`; nothing where a package is tested without it.
fn tables(folder: &str) -> Option<BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec").join(folder);
    let Ok(entries) = std::fs::read_dir(&path) else {
        println!("skipped: there is no {}", path.display());
        return None;
    };
    Some(
        entries
            .map(|entry| format!("spec/{folder}/{}", entry.unwrap().file_name().into_string().unwrap()))
            .collect(),
    )
}

/// The paths that a source names, in its order.
fn named(source: &str, folder: &str) -> Vec<String> {
    let start = format!("\"spec/{folder}/");
    source
        .split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|name| format!("spec/{folder}/{name}"))
        .collect()
}

fn check(source: &str, file: &str, folder: &str) {
    let Some(tables) = tables(folder) else { return };
    let named = named(source, folder);
    let set: BTreeSet<String> = named.iter().cloned().collect();
    let unnamed: Vec<&String> = tables.difference(&set).collect();
    assert!(unnamed.is_empty(), "no line of {file} names {unnamed:?}: add them");
    let strange: Vec<&String> = set.difference(&tables).collect();
    assert!(
        strange.is_empty(),
        "{file} names {strange:?}, which do not exist: remove the lines or add the tables"
    );
    assert_eq!(named.len(), set.len(), "{file} names a table twice");
    assert!(
        named.is_sorted(),
        "{file}: the tables stand in the order of their names"
    );
}

#[test]
fn every_method_has_its_line() {
    check(
        include_str!("../src/methods.rs"),
        "planfix-api/src/methods.rs",
        "methods",
    );
}

#[test]
fn every_type_has_its_line() {
    check(include_str!("../src/types.rs"), "planfix-api/src/types.rs", "types");
}

#[test]
fn a_module_is_named_as_its_method() {
    for method in planfix_api::methods() {
        assert_eq!(method.file, format!("spec/methods/{}.md", method.name));
        assert!(method.text.starts_with(&format!("# {}\n", method.name)));
    }
}
