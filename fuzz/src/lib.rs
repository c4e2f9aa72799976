//! The bodies of the fuzz targets. A finding is a panic.
//!
//! `fuzz/targets` runs them under cargo-fuzz with a nightly compiler; `tests/replay.rs` runs the corpora in
//! `fuzz/corpus` on stable Rust, as part of the usual tests.

#[path = "../../planfix-api/tests/records/mod.rs"]
mod records;

mod leaves;

use leaves::{independent, leaves};
use planfix_api::{unknown, xml};
use planfix_schema::vendor::{import::import, page, tables::Tables};
use planfix_schema::{Source, read_errors, read_method, read_type, shipped};
use records::{Rng, Side, dump, sides};

/// A fuzz target: its name, which is also the name of its corpus, and its body.
pub type Target = (&'static str, fn(&[u8]));

/// The targets that `fuzz/targets` and the replay of the corpora run.
pub const TARGETS: [Target; 5] = [
    ("check", check),
    ("message", message),
    ("value", value),
    ("table", table),
    ("page", vendor_page),
];

/// Checks bytes as XML. An independent parser must accept every document that the check accepts.
pub fn check(bytes: &[u8]) {
    if xml::check(bytes).is_ok() {
        let text = std::str::from_utf8(bytes).expect("the check refuses what is not UTF-8");
        let _ = independent(text);
    }
}

/// Reads bytes as one side of a method, chosen by the first byte; the fast path and the slow path of the reader must
/// agree. The result is written and read again without a change, and nothing is lost: an independent parser finds the
/// same leaves.
pub fn message(bytes: &[u8]) {
    let Some((&first, document)) = bytes.split_first() else {
        return;
    };
    let sides = sides();
    let side = sides[usize::from(first) % sides.len()];
    let Ok(record) = side.both_ways(document) else { return };
    let _ = unknown(&*record);
    let _ = format!("{:?}", planfix_api::validate(&*record));
    let Ok(written) = side.write(&*record) else {
        panic!("{}: what was read cannot be written", side.name());
    };
    same(side, &dump(&*record), &written);
    // Without unknown elements all leaves must be present; with them, the comparison above covers the known ones.
    if unknown(&*record).is_empty()
        && let (Some(before), Some(after)) = (leaves(document), leaves(&written))
        && let Some(lost) = leaves::lost(&before, &after)
    {
        let text = String::from_utf8_lossy(document);
        panic!(
            "{}: {lost:?} is lost\n{text}\n{}",
            side.name(),
            String::from_utf8_lossy(&written)
        );
    }
}

fn same(side: Side, expected: &str, written: &[u8]) {
    match side.read(written) {
        Ok(again) => assert_eq!(dump(&*again), expected, "{}", String::from_utf8_lossy(written)),
        Err(error) => panic!("{}: {error}\n{}", side.name(), String::from_utf8_lossy(written)),
    }
}

/// Fills a record from bytes as a seed, writes it, parses it with another parser, and reads it back.
pub fn value(bytes: &[u8]) {
    let mut seed = [0; 8];
    for (at, byte) in bytes.iter().enumerate() {
        seed[at % 8] ^= byte.rotate_left(u32::try_from(at / 8 % 8).unwrap_or(0));
    }
    let mut rng = Rng::new(u64::from_le_bytes(seed));
    let sides = sides();
    let side = *rng.pick(&sides);
    let record = side.random(&mut rng);
    let Ok(written) = side.write(&*record) else {
        panic!("{}: a value cannot be written", side.name());
    };
    let text = String::from_utf8_lossy(&written);
    if let Err(error) = roxmltree::Document::parse(&text) {
        panic!("{}: another parser refuses it: {error}\n{text}", side.name());
    }
    same(side, &dump(&*record), &written);
}

/// Reads bytes as a table of any kind.
pub fn table(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::file("spec/methods/a.set.md", &text);
    let faults = [
        read_method(&source, None, shipped::TYPES).faults,
        read_type(&source, None, shipped::TYPES).faults,
        read_errors(&source).faults,
    ];
    for faults in faults.iter().flatten() {
        let _ = faults.render(false);
    }
}

/// Reads bytes as a saved page of the vendor. An imported table has no faults other than open questions.
pub fn vendor_page(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let tables = Tables::read(&[], &[]);
    for page in page::read(&text) {
        let Ok(made) = import(&page, &tables) else { continue };
        let reading = read_method(&Source::file("t.md", &made.text), Some(&made.name), shipped::TYPES);
        for fault in reading.faults.iter().flat_map(|faults| faults.iter()) {
            assert!(
                fault.message.starts_with("open question: "),
                "{} in line {}\n{}",
                fault.message,
                fault.line,
                made.text
            );
        }
    }
}
