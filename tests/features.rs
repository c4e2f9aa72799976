//! Each shared type stands under the features of exactly those groups of methods whose tables need it.

use planfix_schema::model::{Operand, Record, SharedKind, SharedType, Type};
use planfix_schema::{Source, read_method, read_type, shipped};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn tables(folder: &str) -> Vec<(String, Source)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(folder);
    let mut tables: Vec<(String, Source)> = fs::read_dir(path)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let source = Source::file(&name, &fs::read_to_string(&path).unwrap());
            (name, source)
        })
        .collect();
    tables.sort_by(|a, b| a.0.cmp(&b.0));
    tables
}

/// The shared types that a type names.
fn of_type(ty: &Type, out: &mut BTreeSet<String>) {
    match ty {
        Type::Shared(name) => {
            out.insert(name.clone());
        }
        Type::Joined(_, item) => of_type(item, out),
        Type::Record(record) => of_record(record, out),
        _ => {}
    }
}

fn of_record(record: &Record, out: &mut BTreeSet<String>) {
    for field in record.fields() {
        of_type(&field.ty, out);
    }
}

fn of_shared(shared: &SharedType, out: &mut BTreeSet<String>) {
    match &shared.kind {
        SharedKind::Id => {}
        SharedKind::Enum { number, .. } => out.extend(number.iter().map(|(_, id)| id.clone())),
        SharedKind::Record(record, filters) => {
            of_record(record, out);
            for operand in filters.iter().flat_map(|filter| [&filter.operator, &filter.value]) {
                if let Operand::Any(ty) = operand {
                    of_type(ty, out);
                }
            }
        }
        SharedKind::Union(forms) => forms.iter().for_each(|form| of_type(&form.ty, out)),
    }
}

#[test]
fn a_group_of_methods_compiles_the_types_that_it_needs_and_no_others() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, source) in tables("types") {
        let mut out = BTreeSet::new();
        let shared = read_type(&source, Some(&name), shipped::TYPES).into_result().unwrap();
        of_shared(&shared, &mut out);
        uses.insert(name, out);
    }
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, source) in tables("methods") {
        let method = read_method(&source, Some(&name), shipped::TYPES).into_result().unwrap();
        let mut todo = BTreeSet::new();
        of_record(&method.request, &mut todo);
        of_record(&method.response, &mut todo);
        let group = name.split('.').next().unwrap();
        while let Some(ty) = todo.pop_first() {
            let is_new = groups.entry(ty.clone()).or_default().insert(group.to_owned());
            if is_new {
                todo.extend(uses[&ty].iter().cloned());
            }
        }
    }
    let expected: String = uses
        .keys()
        .filter_map(|name| {
            let groups = groups.get(name)?.iter();
            let groups: Vec<String> = groups.map(|group| format!("\"{group}\"")).collect();
            Some(format!("    \"spec/types/{name}.md\" for {};\n", groups.join(" ")))
        })
        .collect();
    let source = include_str!("../planfix-api/src/types.rs");
    let (_, list) = source.split_once("types! {\n").unwrap();
    let list = list.trim_end_matches("}\n");
    let unused: Vec<&String> = uses.keys().filter(|name| !groups.contains_key(*name)).collect();
    assert!(unused.is_empty(), "no method needs {unused:?}");
    assert_eq!(list, expected, "planfix-api/src/types.rs should list:\n{expected}");
}
