//! Thousands of records of every table are read as they were written, and a second parser agrees.

mod records;

use planfix_api::unknown;
use records::{Node, Rng, Side, dump, nodes, sides};

const RECORDS: u64 = 1_500;

fn each(check: impl Fn(Side, &dyn planfix_api::record::Record, &[u8])) {
    for side in sides() {
        for seed in 0..RECORDS {
            let record = side.random(&mut Rng::new(seed));
            let xml = side.write(&*record).unwrap();
            check(side, &*record, &xml);
        }
    }
}

#[test]
fn a_second_parser_finds_every_element_attribute_and_text() {
    each(|side, record, xml| {
        let text = std::str::from_utf8(xml).unwrap();
        let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{}: {e}\n{text}", side.name()));
        let root = document.root_element();
        let children = root.children().filter(|n| n.tag_name().name() != "account");
        let found: Vec<Node> = children.map(|n| parsed(n)).collect();
        let expected: Vec<Node> = nodes(record).children.iter().map(bare).collect();
        assert_eq!(found, expected, "{}\n{text}", side.name());
    });
}

fn parsed(node: roxmltree::Node<'_, '_>) -> Node {
    Node {
        name: node.tag_name().name().to_owned(),
        attributes: node
            .attributes()
            .map(|a| (a.name().to_owned(), a.value().to_owned()))
            .collect(),
        text: node
            .children()
            .filter(|n| n.is_text())
            .filter_map(|n| n.text())
            .collect(),
        children: node.children().filter(|n| n.is_element()).map(parsed).collect(),
        ..Node::default()
    }
}

/// Removes everything that only the table determines.
fn bare(node: &Node) -> Node {
    Node {
        path: String::new(),
        layout: false,
        children: node.children.iter().map(bare).collect(),
        ..node.clone()
    }
}

#[test]
fn a_record_survives_xml() {
    each(|side, record, xml| {
        let again = side
            .read(xml)
            .unwrap_or_else(|e| panic!("{}: {e}\n{}", side.name(), String::from_utf8_lossy(xml)));
        let text = String::from_utf8_lossy(xml);
        assert_eq!(dump(&*again), dump(record), "{}\n{text}", side.name());
        assert!(unknown(&*again).is_empty(), "{}\n{text}", side.name());
        assert_eq!(side.write(&*again).unwrap(), xml, "{}", side.name());
    });
}

#[test]
#[cfg(feature = "serde")]
fn a_record_survives_json() {
    use planfix_api::json::{Fill, Json};
    use serde::de::DeserializeSeed;

    each(|side, record, xml| {
        let json = serde_json::to_string(&Json(record)).unwrap();
        let mut again = side.blank();
        let mut reader = serde_json::Deserializer::from_str(&json);
        // Some values of an enum are not in its table.
        Fill::new(&mut *again)
            .allow_unlisted()
            .deserialize(&mut reader)
            .unwrap_or_else(|e| panic!("{}: {e}\n{json}", side.name()));
        assert_eq!(dump(&*again), dump(record), "{}\n{json}", side.name());
        assert_eq!(side.write(&*again).unwrap(), xml, "{}\n{json}", side.name());
    });
}
