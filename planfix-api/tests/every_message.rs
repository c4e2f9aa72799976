//! Every recorded message is decoded, and every leaf of it is in the result or reported as unknown.

use planfix_api::table::Method;
use planfix_api::xml::{Answer, Envelope, read_request, read_response, write_request, write_response};
use planfix_api::{record::Record, unknown};
use std::path::{Path, PathBuf};

/// Messages that are errors, which `messages.rs` covers.
const ERRORS: &str = "error.";

fn messages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/messages");
    let mut out = Vec::new();
    for inner in ["popstas-planfix-go", "vendor-docs"] {
        match std::fs::read_dir(folder.join(inner)) {
            Ok(entries) => out.extend(entries.map(|entry| entry.unwrap().path())),
            Err(_) => println!("skipped: {} does not exist", folder.join(inner).display()),
        }
    }
    out.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    out.sort();
    out
}

fn method(name: &str) -> &'static Method {
    let found = planfix_api::methods()
        .iter()
        .find(|method| name.strip_prefix(method.name).is_some_and(|rest| rest.starts_with('.')));
    found.unwrap_or_else(|| panic!("no method for {name}"))
}

/// Returns the leaves of a document, path and text, without those of the envelope.
fn leaves(xml: &str) -> Vec<(String, String)> {
    fn walk(node: roxmltree::Node<'_, '_>, path: &str, out: &mut Vec<(String, String)>) {
        for attribute in node.attributes() {
            out.push((format!("{path}@{}", attribute.name()), attribute.value().to_owned()));
        }
        let mut children = node.children().filter(roxmltree::Node::is_element).peekable();
        if children.peek().is_none() {
            let text: String = node.children().filter_map(|n| n.text()).collect();
            out.push((path.to_owned(), text));
        }
        for child in children {
            walk(child, &format!("{path}.{}", child.tag_name().name()), out);
        }
    }
    let document = roxmltree::Document::parse(xml).unwrap();
    let mut out = Vec::new();
    for child in document.root_element().children().filter(roxmltree::Node::is_element) {
        let name = child.tag_name().name();
        if !["account", "sid", "signature"].contains(&name) {
            walk(child, name, &mut out);
        }
    }
    out
}

#[test]
fn nothing_of_a_message_is_lost() {
    let mut count = 0;
    for path in messages() {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with(ERRORS) {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let method = method(name);
        let is_request = name.ends_with(".request.xml");
        let (mut record, written): (Box<dyn Record>, Vec<u8>);
        if is_request {
            record = (method.new_request)();
            let envelope = read_request(&bytes, &mut *record).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(envelope.method, method.name);
            written = write_request(method.name, &Envelope::default(), &*record).unwrap();
        } else {
            record = (method.new_response)();
            let answer = read_response(&bytes, &mut *record).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(answer, Answer::Ok, "{name}");
            written = write_response(&*record).unwrap();
        }
        let mut there = leaves(std::str::from_utf8(&written).unwrap());
        for element in unknown(&*record) {
            println!("{name}: unknown {}", element.path);
            let wrapped = format!("<r>{}</r>", element.xml);
            let path: String = element.path.split('[').collect::<Vec<_>>().join("[");
            let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent).to_owned();
            let inside = leaves(&wrapped).into_iter();
            there.extend(inside.map(|(below, text)| (format!("{}.{below}", plain(&parent)), text)));
        }
        let text = String::from_utf8(bytes).unwrap();
        for (leaf, text) in leaves(&text) {
            let at = there
                .iter()
                .position(|(path, known)| *path == leaf && same(known, &text));
            let at = at.unwrap_or_else(|| panic!("{name}: {leaf} = {text:?} is lost; there is\n{there:#?}"));
            there.swap_remove(at);
            count += 1;
        }
    }
    println!("{count} leaves");
}

/// Removes the numbers of items from a path.
fn plain(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Ignores layout around a value, and an empty element of a struct that is left out.
fn same(known: &str, found: &str) -> bool {
    known.trim() == found.trim()
}
