//! The shared types of `spec/types` and the methods that use them.

use planfix_schema::{Source, read_method, read_type, shipped};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The tables of a folder of `spec/`, by name.
fn tables(folder: &str) -> BTreeMap<String, Source> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(folder);
    let files = fs::read_dir(path).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let source = Source::file(&name, &fs::read_to_string(&path).unwrap());
        (name, source)
    });
    files.collect()
}

#[test]
fn every_shared_type_is_used_by_a_method() {
    let types = tables("types");
    let mut todo = BTreeSet::new();
    for (name, source) in tables("methods") {
        let method = read_method(&source, Some(&name), shipped::TYPES).into_result().unwrap();
        todo.extend(method.shared_types().into_iter().map(str::to_owned));
    }
    let mut used = BTreeSet::new();
    while let Some(name) = todo.pop_first() {
        let shared = read_type(&types[&name], Some(&name), shipped::TYPES)
            .into_result()
            .unwrap();
        used.insert(name);
        let inner = shared.shared_types().into_iter();
        todo.extend(inner.filter(|name| !used.contains(*name)).map(str::to_owned));
    }
    let unused: Vec<&String> = types.keys().filter(|name| !used.contains(*name)).collect();
    assert!(
        unused.is_empty(),
        "planfix-api leaves out these types, because no method uses them: {unused:?}"
    );
}
