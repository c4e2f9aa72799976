//! Clients that fill in a template write an empty element for every field that they do not set. Such a request is read
//! as if these fields were left out, reports them, and can be sent on with the same meaning.
#![cfg(feature = "serde")]

mod records;

use planfix_api::json::{Fill, Json};
use planfix_api::xml::{self, Envelope};
use planfix_api::{Rule, Why, record::Record, sample, unknown, validate};
use records::{Node, Side, dump, nodes, sides};
use serde::de::DeserializeSeed as _;

fn read(side: Side, content: &str) -> Option<Box<dyn Record>> {
    let text = format!(
        "<request method='{}'><account>demo</account>{content}</request>",
        side.method.name
    );
    side.read(text.as_bytes()).ok()
}

/// Encode accepts what decode prints, and decode prints what encode writes.
fn goes_round(side: Side, record: &dyn Record, what: &str) {
    let json = serde_json::to_string(&Json(record)).unwrap();
    let mut again = side.blank();
    let mut deserializer = serde_json::Deserializer::from_str(&json);
    let filled = Fill::new(&mut *again).allow_unlisted().deserialize(&mut deserializer);
    filled.unwrap_or_else(|error| panic!("{} {what}: {error}", side.name()));
    assert_eq!(dump(&*again), dump(record), "{} {what}", side.name());
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    let written = xml::write_request(side.method.name, &envelope, &*again).unwrap();
    let read = side.read(&written).unwrap();
    assert_eq!(dump(&*read), dump(record), "{} {what}", side.name());
    assert!(unknown(&*read).is_empty(), "{} {what}", side.name());
}

#[test]
fn decode_encode_decode_is_the_same_for_each_emptied_element_of_each_method() {
    let (mut told, mut cleared) = (0, 0);
    for side in sides().into_iter().filter(|side| side.is_request) {
        let mut filled = side.blank();
        sample::filled(&mut *filled);
        let whole = nodes(&*filled);
        for path in paths(&whole) {
            let mut root = whole.clone();
            let node = root.find(&path).unwrap();
            (node.text, node.children) = (String::new(), Vec::new());
            // An empty element for a required value is refused.
            let Some(record) = read(side, &root.render()) else {
                continue;
            };
            let said = unknown(&*record);
            let is_told = said.iter().any(|element| matches!(element.why, Why::Emptied { .. }));
            told += usize::from(is_told);
            let violations = validate(&*record).err();
            for violation in violations.iter().flat_map(|violations| violations.as_slice()) {
                assert!(violation.rule != Rule::Emptied, "{} {path}: {violation}", side.name());
            }
            cleared += usize::from(!is_told && dump(&*record) != dump(&*filled));
            goes_round(side, &*record, &path);
        }
    }
    assert!(told > 300 && cleared > 100, "{told} {cleared}");
}

#[test]
fn a_request_with_every_element_empty_but_the_needed_ones_is_the_smallest() {
    for side in sides().into_iter().filter(|side| side.is_request) {
        let (mut filled, mut smallest) = (side.blank(), side.blank());
        sample::filled(&mut *filled);
        sample::smallest(&mut *smallest);
        let needed = paths(&nodes(&*smallest));
        let mut root = nodes(&*filled);
        hollow(&mut root, &needed);
        if let Some(record) = read(side, &root.render()) {
            goes_round(side, &*record, "all empty");
        }
    }
}

fn hollow(node: &mut Node, needed: &[String]) {
    for child in &mut node.children {
        if !needed.contains(&child.path) {
            child.text.clear();
            child.attributes.clear();
        }
        hollow(child, needed);
    }
}

fn paths(node: &Node) -> Vec<String> {
    let below = node.children.iter().flat_map(paths);
    node.children
        .iter()
        .map(|child| child.path.clone())
        .chain(below)
        .collect()
}
