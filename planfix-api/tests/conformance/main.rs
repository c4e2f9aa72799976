//! Statements that hold for every method because they hold for its table, in cases made from the tables.
//!
//! Each test visits all methods, and every field of a filled sample; `cases_of_every_method` counts the cases, so that
//! no method passes with only a few.

#[path = "../records/mod.rs"]
mod records;

mod requests;
mod responses;
mod walk;

use records::{Side, dump, sides};
use std::collections::BTreeMap;

/// The number of cases that each method has passed.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    fn passed(&mut self, side: Side) {
        *self.0.entry(side.method.name).or_default() += 1;
    }
}

/// Checks that a record is read as it was written, and that a second parser accepts it too.
fn survives(side: Side, record: &dyn planfix_api::record::Record, what: &str) {
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
