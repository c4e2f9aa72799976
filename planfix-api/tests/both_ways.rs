//! The fast path and the tokenizer agree on every document: compact, with layout, in another order, and broken at any
//! place.

mod records;

use planfix_api::unknown;
use records::{Rng, Side, sides};

const RECORDS: u64 = 60;

fn each(check: impl Fn(Side, &[u8], &mut Rng)) {
    for side in sides() {
        for seed in 0..RECORDS {
            let mut rng = Rng::new(seed + 2_000_000);
            let record = side.random(&mut rng);
            check(side, &side.write(&*record).unwrap(), &mut rng);
        }
    }
}

#[test]
fn about_what_is_written() {
    each(|side, xml, _| {
        let record = side.both_ways(xml).unwrap();
        assert!(unknown(&*record).is_empty());
    });
}

#[test]
fn about_what_is_laid_out() {
    for layout in ["\n  ", "\r\n\t", "<!-- - -->", "<?go on?>"] {
        each(|side, xml, rng| {
            let mut out = Vec::new();
            for pair in xml.windows(2) {
                out.push(pair[0]);
                if pair == b"><" && rng.one_in(2) {
                    out.extend_from_slice(layout.as_bytes());
                }
            }
            out.push(b'>');
            side.both_ways(&out).unwrap();
        });
    }
}

/// Returns the document with half of its leaves as empty-element tags.
fn emptied(xml: &[u8], rng: &mut Rng) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), std::str::from_utf8(xml).unwrap());
    while let Some((before, tag)) = rest.split_once('<') {
        out.extend_from_slice(before.as_bytes());
        let (name, after) = tag.split_once('>').unwrap();
        let end = format!("</{name}>");
        let text = after.find('<').unwrap_or(after.len());
        let emptied = after[text..].strip_prefix(&end).filter(|_| rng.one_in(2));
        let slash = if emptied.is_some() { "/" } else { "" };
        out.extend_from_slice(format!("<{name}{slash}>").as_bytes());
        rest = emptied.unwrap_or(after);
    }
    out
}

#[test]
fn about_what_is_empty() {
    let read = std::cell::Cell::new(0);
    each(|side, xml, rng| {
        let out = emptied(xml, rng);
        read.set(read.get() + usize::from(side.both_ways(&out).is_ok()));
    });
    assert!(read.get() > 1_000, "{} accepted", read.get());
}

/// Pieces that replace others.
const PIECES: [&str; 16] = [
    "<",
    ">",
    "/",
    "&",
    "]]>",
    "&amp;",
    "&#1071;",
    "\r\n",
    " ",
    "x",
    "<id>7</id>",
    "<zz a=\"1\"/>",
    "<![CDATA[<]]>",
    "<id/>",
    "</id>",
    "\u{FFFF}",
];

#[test]
fn about_what_is_broken() {
    let (mut read, mut refused) = (0, 0);
    let counts = std::cell::RefCell::new((&mut read, &mut refused));
    each(|side, xml, rng| {
        for _ in 0..8 {
            let mut out = xml.to_vec();
            for _ in 0..=rng.below(2) {
                let from = rng.below(out.len());
                let to = (from + rng.below(12)).min(out.len());
                let piece = rng.pick(&PIECES).as_bytes().to_vec();
                out.splice(from..to, piece);
            }
            let mut counts = counts.borrow_mut();
            match side.both_ways(&out) {
                Ok(_) => *counts.0 += 1,
                Err(_) => *counts.1 += 1,
            }
        }
    });
    assert!(read > 1_000 && refused > 10_000, "{read} accepted, {refused} refused");
}
