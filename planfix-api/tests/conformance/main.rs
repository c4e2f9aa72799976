//! What holds for every method because it holds for its table: cases made from the tables themselves.
//!
//! Each test walks over all methods and over every field of a filled sample; `cases_of_every_method`
//! counts them, so that no method slips through with a few.

#[path = "../records/mod.rs"]
mod records;

mod requests;
mod responses;
mod walk;

use records::{Side, dump, sides};
use std::collections::BTreeMap;

/// How many cases each method has passed.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    fn passed(&mut self, side: Side) {
        *self.0.entry(side.method.name).or_default() += 1;
    }
}

/// What is written is read back as it was, and a second parser reads it too.
fn survives(side: Side, record: &dyn planfix_api::Record, what: &str) {
    let name = side.name();
    let xml = side.write(record).unwrap_or_else(|e| panic!("{name}, {what}: {e}"));
    let text = std::str::from_utf8(&xml).unwrap();
    roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{name}, {what}: {e}\n{text}"));
    let again = side
        .read(&xml)
        .unwrap_or_else(|e| panic!("{name}, {what}: {e}\n{text}"));
    assert_eq!(dump(&*again), dump(record), "{name}, {what}\n{text}");
}

#[test]
fn cases_of_every_method() {
    let mut tally = Tally::default();
    for side in sides() {
        if side.is_request {
            requests::cases(side, &mut tally);
        } else {
            responses::cases(side, &mut tally);
        }
    }
    let total: usize = tally.0.values().sum();
    let (least, count) = tally.0.iter().min_by_key(|(_, count)| **count).unwrap();
    println!(
        "{total} cases of {} methods; fewest: {least} with {count}",
        tally.0.len()
    );
    for method in planfix_api::methods() {
        let count = tally.0.get(method.name).copied().unwrap_or(0);
        assert!(count >= 10, "{} has {count} cases", method.name);
    }
    assert!(total >= 10 * planfix_api::methods().len());
}
