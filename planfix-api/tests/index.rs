//! The list of methods matches the tables of methods.

use std::collections::BTreeSet;
use std::path::Path;

const SOURCE: &str = include_str!("../src/methods.rs");

/// Returns the paths of the tables of methods; `None` if the package is tested without them.
fn tables() -> Option<BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/methods");
    let Ok(entries) = std::fs::read_dir(&path) else {
        println!("skipped: {} does not exist", path.display());
        return None;
    };
    let paths = entries.map(|entry| format!("spec/methods/{}", entry.unwrap().file_name().into_string().unwrap()));
    Some(paths.collect())
}

#[test]
fn every_method_has_its_line() {
    let Some(tables) = tables() else { return };
    let pieces = SOURCE.split("\"spec/methods/").skip(1);
    let paths = pieces.filter_map(|rest| rest.split('"').next());
    let listed: Vec<String> = paths.map(|name| format!("spec/methods/{name}")).collect();
    let set: BTreeSet<String> = listed.iter().cloned().collect();
    let missing: Vec<&String> = tables.difference(&set).collect();
    assert!(
        missing.is_empty(),
        "add these to planfix-api/src/methods.rs: {missing:?}"
    );
    let strange: Vec<&String> = set.difference(&tables).collect();
    assert!(
        strange.is_empty(),
        "planfix-api/src/methods.rs lists tables that do not exist: {strange:?}"
    );
    assert_eq!(
        listed.len(),
        set.len(),
        "planfix-api/src/methods.rs lists a table twice"
    );
    assert!(
        listed.is_sorted(),
        "planfix-api/src/methods.rs: sort the tables by name"
    );
}

#[test]
fn a_module_is_named_as_its_method() {
    for method in planfix_api::methods() {
        assert_eq!(method.file, format!("spec/methods/{}.md", method.name));
        assert!(method.text.starts_with(&format!("# {}\n", method.name)));
    }
}
