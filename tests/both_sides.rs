//! A fact of the model is a fact of the static table too: the structs of both have the same fields.
//!
//! The model is owned data, read from a table by the build; the static table is what the build makes of it for the
//! program. Where the two differ, [`OTHERS`] says how.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::{Fields, Item};

/// The structs of both sides.
const SHARED: [&str; 10] = [
    "Choice",
    "Combination",
    "Combined",
    "Condition",
    "Element",
    "Filter",
    "Form",
    "Method",
    "Operand",
    "Rules",
];

/// The fields that only one side has: the struct, the fields of the model, those of the static table, and the reason.
const OTHERS: [(&str, &[&str], &[&str], &str); 12] = [
    (
        "Choice",
        &["rust"],
        &[],
        "names a Rust type, which a program does not need",
    ),
    ("Choice", &[], &["members"], "each field of the model knows its choice"),
    ("Choice", &[], &["ranked"], "follows from the precedence of the method"),
    ("Condition", &[], &["field"], "the number of the row at `path`"),
    (
        "Element",
        &[],
        &["tags", "row", "text_only"],
        "follow from the name and from the field in the content",
    ),
    ("Filter", &["rust"], &["name"], "the same name"),
    (
        "Form",
        &["rust", "ty"],
        &["name", "kind"],
        "the same, as the name and the kind of the value",
    ),
    ("Form", &["line"], &[], "a program reports no fault of a form"),
    (
        "Method",
        &["precedence", "left_out"],
        &[],
        "become `Choice::ranked` and `Rules::resets`",
    ),
    (
        "Method",
        &[],
        &["file", "text", "new_request", "new_response"],
        "where the table is, and what is made of it",
    ),
    (
        "Rules",
        &["range", "items"],
        &["min", "max", "min_items", "max_items"],
        "each bound by itself",
    ),
    ("Rules", &[], &["length"], "part of the type in the model"),
];

/// Returns the fields of the structs, and the variants of the enums with their fields, in the files of a folder.
fn types(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for item in syn::parse_file(&text).unwrap().items {
            match item {
                Item::Struct(item) => _ = out.insert(item.ident.to_string(), names("", &item.fields)),
                Item::Enum(item) => {
                    let variants = item.variants.iter();
                    let variants = variants.flat_map(|variant| {
                        let name = variant.ident.to_string();
                        let mut fields = names(&format!("{name}."), &variant.fields);
                        fields.insert(name);
                        fields
                    });
                    out.insert(item.ident.to_string(), variants.collect());
                }
                _ => {}
            }
        }
    }
    out
}

fn names(before: &str, fields: &Fields) -> BTreeSet<String> {
    let named = fields.iter().filter_map(|field| field.ident.as_ref());
    named.map(|name| format!("{before}{name}")).collect()
}

#[test]
fn the_model_and_the_static_table_have_the_same_facts() {
    let model = types("planfix-schema/src/model");
    let table = types("planfix-api/src/table");
    for name in SHARED {
        let (mut model, mut table) = (model[name].clone(), table[name].clone());
        for (_, of_model, of_table, why) in OTHERS.iter().filter(|(of, ..)| *of == name) {
            for (fields, listed) in [(&mut model, of_model), (&mut table, of_table)] {
                for field in *listed {
                    assert!(fields.remove(*field), "{name} has no `{field}` any more: {why}");
                }
            }
        }
        assert_eq!(
            model, table,
            "{name}: on the left the model, on the right the static table"
        );
    }
}
