//! Checks that the scanner and quick-xml agree on elements, attributes and text in every document that both accept.

use super::{Document, Token};
use crate::interpret::xml::Limits;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read as _;

/// A piece of a document, in terms of both readers; consecutive pieces of text are joined.
#[derive(Debug, PartialEq)]
enum Said {
    Open(String, Vec<(String, String)>),
    Text(String),
    Close,
}

fn add(out: &mut Vec<Said>, piece: &str) {
    match out.last_mut() {
        Some(Said::Text(text)) => text.push_str(piece),
        _ if piece.is_empty() => {}
        _ => out.push(Said::Text(piece.to_owned())),
    }
}

fn ours(bytes: &[u8]) -> Option<Vec<Said>> {
    let mut document = Document::new(bytes, Limits::DEFAULT, false).ok()?;
    let mut out = Vec::new();
    loop {
        match document.next().ok()? {
            Token::Open(tag) => {
                let attributes = tag.attributes.iter();
                let attributes = attributes.map(|(name, value)| ((*name).to_owned(), value.to_string()));
                out.push(Said::Open(tag.name.to_owned(), attributes.collect()));
            }
            Token::Text(piece) => add(&mut out, &piece),
            Token::Close => out.push(Said::Close),
            Token::End => return Some(out),
        }
    }
}

fn theirs(bytes: &[u8]) -> Option<Vec<Said>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    reader.config_mut().enable_all_checks(true);
    let (mut out, mut depth) = (Vec::new(), 0_usize);
    loop {
        let event = reader.read_event().ok()?;
        let open = |tag: &BytesStart<'_>| {
            let attributes = tag.attributes().map(|attribute| {
                let attribute = attribute.ok()?;
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
                Some((attribute.key.as_ref().to_owned(), value.into_owned()))
            });
            Some(Said::Open(
                tag.name().as_ref().to_owned(),
                attributes.collect::<Option<_>>()?,
            ))
        };
        match event {
            Event::Start(tag) => {
                out.push(open(&tag)?);
                depth += 1;
            }
            Event::Empty(tag) => out.extend([open(&tag)?, Said::Close]),
            Event::End(_) => {
                out.push(Said::Close);
                depth = depth.checked_sub(1)?;
            }
            // Outside of the root, white space is not content.
            Event::Text(text) if depth == 0 => text.trim().is_empty().then_some(())?,
            Event::Text(text) => add(&mut out, &text.xml10_content()),
            Event::CData(text) => add(&mut out, &text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => add(&mut out, &character.to_string()),
                None => add(&mut out, quick_xml::escape::resolve_xml_entity(&reference)?),
            },
            Event::Eof => return (depth == 0).then_some(out),
            Event::DocType(_) => return None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Compares both readers. Returns true if both accept the document.
fn agree(bytes: &[u8]) -> bool {
    match (ours(bytes), theirs(bytes)) {
        (Some(ours), Some(theirs)) => {
            assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(bytes));
            true
        }
        _ => false,
    }
}

/// Pieces to build documents from; some of them are wrong nearly everywhere.
fn piece() -> impl Strategy<Value = Cow<'static, str>> {
    let fixed = proptest::sample::select(vec![
        "<a>",
        "</a>",
        "<a>",
        "</a>",
        "<b.c>",
        "</b.c>",
        "<a/>",
        "<a x='1' y=\"&lt;'\"/>",
        "<a\n x = '&#10;\r\n\t' >",
        "</a >",
        "<!-- - -->",
        "<![CDATA[<&]]>",
        "<![CDATA[]]]]>",
        "<?go on?>",
        "&amp;",
        "&#x41;",
        "&#1071;",
        "&quot;",
        "]]",
        ">",
        "\r",
        "\r\n",
        "\n  ",
        "я",
        "text",
        "'",
        "&nbsp;",
        "&#0;",
        "<",
        "]]>",
        "--",
        "<a x='1' x='2'>",
        "\u{FFFE}",
        "=",
    ]);
    fixed.prop_map(Cow::Borrowed)
}

/// Closes all open elements at the end, so that many of the results are documents.
fn document(pieces: &[Cow<'static, str>]) -> String {
    let mut text = String::from("<a>");
    let mut open = vec!["a"];
    for piece in pieces {
        match &**piece {
            "<b.c>" => open.push("b.c"),
            closing if closing.starts_with("</") => {
                if open.len() > 1
                    && let Some(name) = open.pop()
                {
                    text.push_str(&format!("</{name}>"));
                }
                continue;
            }
            piece if piece.starts_with("<a") && !piece.ends_with("/>") => open.push("a"),
            _ => {}
        }
        text.push_str(piece);
    }
    for name in open.iter().rev() {
        text.push_str(&format!("</{name}>"));
    }
    text
}

#[test]
fn on_documents_put_together() {
    let mut runner = TestRunner::new(Config {
        cases: 20_000,
        failure_persistence: None,
        ..Config::default()
    });
    let read = Cell::new(0);
    let done = runner.run(&proptest::collection::vec(piece(), 0..12), |pieces| {
        read.set(read.get() + usize::from(agree(document(&pieces).as_bytes())));
        Ok(())
    });
    done.unwrap();
    println!("{} of 20,000 documents are accepted by both", read.get());
    assert!(read.get() > 2_000);
}

#[test]
fn many_of_them_are_read() {
    let read = [
        "<a> x &amp; y<b/>\r\n</a>",
        "<a x=' &#10; '>]]<![CDATA[>]]></a>",
        "<?xml version='1.0'?><a/>",
    ];
    assert!(read.iter().all(|text| agree(text.as_bytes())));
}

#[test]
fn on_the_documents_of_the_w3c() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/xml-conformance/xmlts20130923.zip"
    );
    let Ok(file) = std::fs::File::open(path) else {
        println!("skipped: {path} does not exist");
        return;
    };
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut read = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        if entry.is_file() {
            entry.read_to_end(&mut bytes).unwrap();
        }
        read += usize::from(agree(&bytes));
    }
    println!("{read} documents are accepted by both");
    assert!(read > 100);
}
