//! Every method as a command: flags, JSON in both directions, help and `explain`, all compared with its static table.

mod support;

use planfix_api::json::Json;
use planfix_api::table::{By, Content, Element, Kind, Place, Table};
use planfix_api::{record::Record, sample};
use serde_json::Value;
use support::{run, run_with};

fn json(record: &dyn Record) -> Value {
    serde_json::to_value(Json(record)).unwrap()
}

/// Writes a request as flags, each with the whole path of its row; a password becomes a line of standard input.
fn flags(path: &str, value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                flags(&path, inner, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| match item {
            Value::Object(_) => out.extend([format!("--{path}"), item.to_string()]),
            leaf => flags(path, leaf, out),
        }),
        _ if path == "password" || path.ends_with(".password") => out.push(format!("--{path}-stdin")),
        Value::String(text) => out.push(format!("--{path}={text}")),
        other => out.push(format!("--{path}={other}")),
    }
}

/// Runs each method with flags for every value of a sample request, and decodes the printed XML.
fn flags_make_the_request(fill: fn(&mut dyn Record)) {
    for method in planfix_api::methods() {
        let mut request = (method.new_request)();
        fill(&mut *request);
        let mut expected = json(&*request);
        let mut args = vec![method.group().to_owned(), method.action().to_owned()];
        flags("", &expected, &mut args);
        args.push("--dry-run".to_owned());
        if method
            .request
            .fields()
            .any(|element| element.row.is_some_and(|row| row.rules.resets))
        {
            args.push("--reset-left-out".to_owned());
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let xml = run_with(&args, "a secret\n").ends(0);
        assert!(!xml.out.contains("a secret"), "{}", method.name);
        let back = run_with(&["decode", method.name, "--request"], &xml.out).ends(0);
        // A list is asked for its first page.
        if let Some(By::Page { first }) = method.parts.map(|parts| parts.by) {
            let members = expected.as_object_mut().unwrap();
            members.entry("pageCurrent").or_insert(first.into());
        }
        // A secret is sent, but not printed.
        for place in ["/password", "/user/password", "/contact/user/password"] {
            if let Some(password) = expected.pointer_mut(place) {
                *password = "***".into();
            }
        }
        assert_eq!(back.json(), expected, "{}", method.name);
    }
}

#[test]
fn the_smallest_flags_of_every_method_make_its_smallest_request() {
    flags_make_the_request(sample::smallest);
}

#[test]
fn flags_can_say_all_that_a_request_can_hold() {
    flags_make_the_request(sample::filled);
}

#[test]
fn both_sides_of_every_method_come_back_from_xml_as_they_were() {
    for method in planfix_api::methods() {
        for (side, new) in [("--request", method.new_request), ("--response", method.new_response)] {
            let mut record = new();
            sample::filled(&mut *record);
            let expected = json(&*record);
            let xml = run_with(&["encode", method.name, side], &expected.to_string()).ends(0);
            assert_eq!(xml.err, "", "{} {side}", method.name);
            let back = run_with(&["decode", method.name, side], &xml.out).ends(0);
            assert_eq!(back.err, "", "{} {side}", method.name);
            assert_eq!(back.json(), expected, "{} {side}", method.name);
        }
    }
}

/// Collects the whole path of every row of a message with a value, through structs, lists and forms.
fn paths(table: &'static Table, around: &str, out: &mut Vec<String>) {
    fn walk(elements: &'static [Element], around: &str, out: &mut Vec<String>) {
        for element in elements {
            let mut path = match element.place {
                Place::Attribute => format!("{around}@{}", element.name),
                Place::Text => format!("{around}#text"),
                Place::Element if around.is_empty() => element.name.to_owned(),
                Place::Element => format!("{around}.{}", element.name),
            };
            let kind = match element.content {
                Content::Group(inner) => {
                    walk(inner, &path, out);
                    continue;
                }
                Content::Value { kind, .. } => kind,
                Content::Repeat { kind, .. } => {
                    path.push_str("[]");
                    kind
                }
                Content::List { kind, item, .. } => {
                    path.push_str(&format!(".{}[]", item.name));
                    kind
                }
            };
            let forms: Vec<Kind> = match kind {
                Kind::Union(union) => union.forms.iter().map(|form| form.kind).collect(),
                kind => vec![kind],
            };
            out.push(path.clone());
            for form in forms {
                if let Kind::Record(inner) = form {
                    paths(inner, &path, out);
                }
            }
        }
    }
    walk(table.elements, around, out);
}

/// Joins the lines of terminal output, so that wrapped text can be found.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn help_and_explain_show_every_row_of_every_method() {
    let mut rows = 0;
    for method in planfix_api::methods() {
        let help = flat(&run(&[method.group(), method.action(), "--help"]).ends(0).out);
        let explained = run(&["explain", method.name]).ends(0).out;
        let sides = explained.split_once("\nRESPONSE\n").unwrap();
        for (table, text) in [(method.request, sides.0), (method.response, sides.1)] {
            let mut all = Vec::new();
            paths(table, "", &mut all);
            rows += all.len();
            for path in &all {
                let line = format!("  {path} ");
                assert!(text.lines().any(|row| row.starts_with(&line)), "{} {path}", method.name);
            }
            // The last row is usually the one of the deepest element.
            if let Some(path) = all.last() {
                run(&["explain", &format!("{}.{path}", method.name)])
                    .ends(0)
                    .prints(&[path, "  JSON  "]);
            }
        }
        let mut all = Vec::new();
        paths(method.request, "", &mut all);
        for path in all {
            // An element with children has no flag; a part of an item is named relative to the item.
            let is_holder = help.contains(&format!("[{path}."));
            let parts = path.match_indices("[].").map(|(at, _)| &path[at + 3..]);
            let is_part = parts
                .clone()
                .any(|part| help.contains(&format!(" {part}: ")) || help.contains(&format!(" {part}.")));
            assert!(
                help.contains(&format!("[{path}: ")) || is_holder || is_part,
                "{} {path}",
                method.name
            );
        }
    }
    assert!(rows > 1000, "{rows}");
}

#[test]
fn every_shared_type_is_explained_by_its_name() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/types")).unwrap();
    let mut count = 0;
    for path in folder.map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        run(&["explain", name])
            .ends(0)
            .prints(&[&format!("{name}\n\n"), &format!("spec/types/{name}.md")]);
        count += 1;
    }
    assert!(count > 50, "{count}");
}
