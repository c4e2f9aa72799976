//! The other libraries: each reads and writes the same structs, which is checked once before measuring.

use hard_xml::{XmlRead, XmlWrite};
use planfix_bench::rounds::Side;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::hint::black_box;

/// A struct that all libraries support.
pub(crate) trait ByHand:
    Serialize + DeserializeOwned + XmlWrite + for<'x> XmlRead<'x> + PartialEq + Debug
{
}

impl<T: Serialize + DeserializeOwned + XmlWrite + for<'x> XmlRead<'x> + PartialEq + Debug> ByHand for T {}

/// The libraries that take part.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Peers {
    All,
    /// Without serde-xml-rs, which would take most of the run for a long document.
    Fast,
}

/// The names of the sides, in the order of the table's columns: planfix first, then the reference.
pub(crate) const NAMES: [&str; 5] = [
    "planfix",
    "quick-xml serde",
    "quick-xml events",
    "hard-xml",
    "serde-xml-rs",
];

/// Reads a document with the reference library.
pub(crate) fn read<T: ByHand>(document: &str) -> T {
    quick_xml::de::from_str(document).expect("the structs fit the document")
}

/// Returns the sides that read a document. Each must get the same result from it as the reference got from the
/// compact document.
pub(crate) fn read_sides<'a, T: ByHand>(
    document: &'a str,
    same: &T,
    peers: Peers,
    ours: impl FnMut() + 'a,
) -> Vec<Side<'a>> {
    let hard = || T::from_str(black_box(document)).expect("read");
    let serde_xml_rs = || serde_xml_rs::from_str::<T>(black_box(document)).expect("read");
    assert!(read::<T>(document) == *same && hard() == *same);
    let mut sides = vec![
        Side::new(NAMES[0], ours),
        Side::new(NAMES[1], || drop(black_box(read::<T>(black_box(document))))),
        Side::new(NAMES[2], || events(black_box(document))),
        Side::new(NAMES[3], move || drop(black_box(hard()))),
    ];
    if peers == Peers::All {
        assert!(serde_xml_rs() == *same);
        sides.push(Side::new(NAMES[4], move || drop(black_box(serde_xml_rs()))));
    }
    sides
}

/// Reads the events of quick-xml without building anything: text is not unescaped, and numbers are not parsed.
fn events(document: &str) {
    let mut reader = Reader::from_str(document);
    while !matches!(
        black_box(reader.read_event().expect("the document is well-formed")),
        Event::Eof
    ) {}
}

/// Returns the sides that write. All must write the same document, except that hard-xml puts nested structs before
/// texts.
pub(crate) fn write_sides<'a, T: ByHand>(
    theirs: &'a T,
    document: &str,
    peers: Peers,
    ours: impl FnMut() + 'a,
) -> Vec<Side<'a>> {
    let serde = || quick_xml::se::to_string(black_box(theirs)).expect("written");
    let hard = || XmlWrite::to_string(black_box(theirs)).expect("written");
    let serde_xml_rs = || serde_xml_rs::to_string(black_box(theirs)).expect("written");
    assert!(plain(&serde()) == plain(document));
    assert!(plain(&hard()).len() == plain(document).len() && read::<T>(&hard()) == *theirs);
    let mut sides = vec![
        Side::new(NAMES[0], ours),
        Side::new(NAMES[1], move || drop(black_box(serde()))),
        Side::new(NAMES[3], move || drop(black_box(hard()))),
    ];
    if peers == Peers::All {
        assert!(plain(&serde_xml_rs()) == plain(document));
        sides.push(Side::new(NAMES[4], move || drop(black_box(serde_xml_rs()))));
    }
    sides
}

/// Removes the declaration, which not all write, and unescapes quotes, which not all escape.
fn plain(document: &str) -> String {
    let root = match document.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(rest, |(_, root)| root),
        None => document,
    };
    root.trim_start().replace("&quot;", "\"").replace("&apos;", "'")
}
