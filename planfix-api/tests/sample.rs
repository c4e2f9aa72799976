//! Samples of every method obey their tables, and survive writing and reading.

mod records;

use planfix_api::table::Combined;
use planfix_api::{sample, validate};
use records::{Side, dump, sides};

fn each(check: impl Fn(Side, &dyn planfix_api::record::Record)) {
    for side in sides() {
        for fill in [sample::smallest, sample::filled] {
            let mut record = side.blank();
            fill(&mut *record);
            check(side, &*record);
        }
    }
}

#[test]
fn a_sample_breaks_no_rule() {
    each(|side, record| {
        if side.is_request {
            let broken = validate(record).err();
            assert!(broken.is_none(), "{}\n{}", side.name(), broken.unwrap());
        }
    });
}

#[test]
fn a_sample_is_read_as_it_was_written() {
    each(|side, record| {
        let xml = side.write(record).unwrap();
        let again = side
            .read(&xml)
            .unwrap_or_else(|e| panic!("{}: {e}\n{}", side.name(), String::from_utf8_lossy(&xml)));
        assert_eq!(dump(&*again), dump(record), "{}", side.name());
    });
}

#[test]
fn a_filled_sample_leaves_out_only_rows_that_others_exclude() {
    for side in sides() {
        let mut record = side.blank();
        sample::filled(&mut *record);
        for element in record.table().fields() {
            let (number, _) = element.content.field().unwrap();
            let row = element.row.unwrap();
            let is_set = !matches!(record.field(number), planfix_api::record::View::Absent);
            let combinations = record.table().combinations.iter();
            let mut alternatives = combinations.filter(|found| matches!(found.rule, Combined::Alternatives(_)));
            let is_alternative = alternatives.any(|found| found.rule.fields().any(|field| field == number));
            let excused = row.rules.choice.is_some() || row.rules.only_if.is_some() || is_alternative;
            assert!(is_set || excused, "{} {}", side.name(), row.path);
        }
    }
}
