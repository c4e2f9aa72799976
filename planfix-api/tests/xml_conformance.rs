//! The W3C XML conformance suite: documents that are not well-formed are refused, well-formed ones are read, every
//! document with a DOCTYPE is refused, and nothing panics.

use planfix_api::xml::{FaultKind, Malformed, check};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/xml-conformance")
}

/// Returns every file of the suite by its name; `None` if the suite is not beside the repository.
fn suite() -> Option<BTreeMap<String, Vec<u8>>> {
    let path = folder().join("xmlts20130923.zip");
    let Ok(file) = std::fs::File::open(&path) else {
        println!("skipped: {} does not exist", path.display());
        return None;
    };
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        if entry.is_file() {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            files.insert(entry.name().unwrap().into_owned(), bytes);
        }
    }
    Some(files)
}

fn list(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Well-formed documents that are refused because they are not in UTF-8, the encoding of PlanFix.
const OTHER_ENCODINGS: &[&str] = &["xmlconf/sun/invalid/utf16b.xml", "xmlconf/sun/invalid/utf16l.xml"];

#[test]
fn documents_that_are_not_well_formed_are_refused() {
    let Some(files) = suite() else { return };
    let names = list("must-refuse.txt");
    let accepted: Vec<&String> = names.iter().filter(|name| check(&files[*name]).is_ok()).collect();
    assert!(
        accepted.is_empty(),
        "{} of {}: {accepted:#?}",
        accepted.len(),
        names.len()
    );
    println!("{} documents refused", names.len());
}

#[test]
fn well_formed_documents_are_read() {
    let Some(files) = suite() else { return };
    let names = list("must-accept.txt");
    let refused: Vec<String> = names
        .iter()
        .filter(|name| !OTHER_ENCODINGS.contains(&name.as_str()))
        .filter_map(|name| Some(format!("{name}: {}", check(&files[name]).err()?)))
        .collect();
    assert!(refused.is_empty(), "{} of {}: {refused:#?}", refused.len(), names.len());
    println!("{} documents read", names.len() - OTHER_ENCODINGS.len());
}

#[test]
fn no_file_of_the_suite_makes_a_panic() {
    let Some(files) = suite() else { return };
    let accepted = files.values().filter(|bytes| check(bytes).is_ok()).count();
    println!("{} files, {accepted} of them read", files.len());
    assert!(files.len() > 2_500);
}

#[test]
fn every_document_with_a_doctype_is_refused() {
    let Some(files) = suite() else { return };
    let mut told = 0;
    let mut count = 0;
    for line in list("all.tsv") {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[_, _, _, "dtd", name, _] = columns.as_slice() else {
            continue;
        };
        let bytes = &files[name];
        if !markup(bytes).contains("<!DOCTYPE") {
            println!("{name} has it in text or in a comment");
            continue;
        }
        let error = check(bytes).expect_err(name);
        count += 1;
        let fault = &error.faults()[0].kind;
        told += usize::from(matches!(fault, FaultKind::Malformed(Malformed::Doctype)));
    }
    // The others are refused for a fault before it, such as bytes that are not UTF-8.
    println!("{count} documents with a DOCTYPE refused, {told} of them for it");
    assert!(count > 1_000 && told > 1_000);
}

/// Removes CDATA, comments and processing instructions, which may contain anything, from a text in any encoding.
fn markup(bytes: &[u8]) -> String {
    let bytes: Vec<u8> = bytes.iter().copied().filter(|&b| b != 0).collect();
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    for (open, close) in [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")] {
        while let Some(at) = text.find(open) {
            let end = text[at..].find(close).map_or(text.len(), |end| at + end + close.len());
            text.replace_range(at..end, "");
        }
    }
    text
}
