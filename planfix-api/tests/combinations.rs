//! Rules over several rows: at least one of them, a total number of items, alternatives that exclude each other.

use planfix_api::{Rule, UserId, record::Record, sample, validate};

mod find {
    planfix_api::method! {
        /// # order.find
        ///
        /// Finds orders.
        ///
        /// - effect: read
        /// - source: an example
        ///
        /// ## Request
        ///
        /// | name          | type   | note |
        /// |---------------|--------|------|
        /// | orders.id[]   | int    | `any-of keys` `total keys 2..4` Numbers. |
        /// | orders.code[] | string | `any-of keys` `total keys 2..4` `personal` Codes. |
        /// | filters.filter[] | | Conditions. |
        /// | filters.filter[].begin | date | `any-of by` `alternative by=period` First day. |
        /// | filters.filter[].end | date | `any-of by` `alternative by=period` Last day. |
        /// | filters.filter[].user | UserId | `any-of by` `alternative by=user` Who. |
        /// | filters.filter[].note | string | A text. |
        ///
        /// ## Response
        ///
        /// None.
    }
}

use find::{Filter, Request};
use planfix_api::jiff::civil::date;

fn broken(request: &Request) -> Vec<(String, Rule, Option<String>)> {
    let violations = validate(request).err();
    let violations = violations.iter().flat_map(|violations| violations.as_slice());
    violations
        .map(|violation| (violation.path.clone(), violation.rule.clone(), violation.value.clone()))
        .collect()
}

const KEYS: [&str; 2] = ["orders.id[]", "orders.code[]"];

#[test]
fn at_least_one_row_must_be_set() {
    let none = Request::new();
    let expected = ("orders.id".to_owned(), Rule::AnyOf(KEYS.to_vec()), None);
    assert_eq!(broken(&none), std::slice::from_ref(&expected));
    // An empty list without an element around it is not written.
    assert_eq!(
        broken(&Request::new().id(Vec::<i64>::new()).code(Vec::<String>::new())),
        [expected]
    );
    assert_eq!(broken(&Request::new().id([1, 2])), []);
    assert_eq!(broken(&Request::new().code(["a", "b"])), []);
    let text = validate(&none).unwrap_err().to_string();
    assert!(
        text.starts_with("orders.id: at least one of orders.id[], orders.code[] must be set (planfix-api/tests/"),
        "{text}"
    );
}

#[test]
fn the_items_of_several_lists_are_counted_together() {
    assert_eq!(broken(&Request::new().id([1, 2]).code(["a", "b"])), []);
    let few = Rule::TooFewTogether {
        lists: KEYS.to_vec(),
        min: 2,
    };
    let many = Rule::TooManyTogether {
        lists: KEYS.to_vec(),
        max: 4,
    };
    let at = |rule, count: &str| ("orders.id".to_owned(), rule, Some(count.to_owned()));
    assert_eq!(broken(&Request::new().code(["a"])), [at(few, "1")]);
    assert_eq!(broken(&Request::new().id([1, 2, 3]).code(["a", "b"])), [at(many, "5")]);
}

#[test]
fn rows_of_two_alternatives_exclude_each_other() {
    let request = |filters: &[Filter]| Request::new().id([1, 2]).filters(filters.to_vec());
    let (first, last) = (date(2024, 3, 1), date(2024, 3, 31));
    let period = || Filter::new().begin(first).end(last);
    assert_eq!(broken(&request(&[period(), Filter::new().user(UserId(3))])), []);
    let both = broken(&request(&[period(), period().user(UserId(3)).note("x")]));
    assert_eq!(
        both,
        [(
            "filters.filter[1].user".to_owned(),
            Rule::Alternative("filters.filter[].begin"),
            None
        )]
    );
    // A struct in a list has rules of its own.
    let neither = broken(&request(&[Filter::new().note("x")]));
    let paths = ["begin", "end", "user"].map(|name| format!("filters.filter[].{name}"));
    let Rule::AnyOf(rows) = &neither[0].1 else {
        panic!("{neither:?}");
    };
    assert_eq!(
        (neither[0].0.as_str(), rows.as_slice()),
        ("filters.filter[0].begin", &paths.each_ref().map(String::as_str)[..])
    );
}

#[test]
fn a_sample_obeys_combinations() {
    for fill in [sample::smallest, sample::filled] {
        let mut request = Request::new();
        fill(&mut request as &mut dyn Record);
        assert_eq!(broken(&request), []);
    }
    let mut request = Request::new();
    sample::filled(&mut request);
    assert!(!request.id.is_empty() && !request.code.is_empty());
}

#[test]
fn the_static_table_has_combinations() {
    let table = Request::new().table();
    let names: Vec<&str> = table.combinations.iter().map(|found| found.name).collect();
    assert_eq!(names, ["keys", "keys"]);
    let fields: Vec<u16> = table.combinations[0].rule.fields().collect();
    assert_eq!(fields, [0, 1]);
}
