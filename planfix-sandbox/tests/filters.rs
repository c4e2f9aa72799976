//! The filters of contact.getList, by groups of types.

mod common;

use common::{assert_refused, client, post, request, sandbox};
use planfix_api::contact::{self, get_list};
use planfix_api::{ContactFilter, ContactTarget, FieldId, FilterDateType, FilterOperator, FilterPeriod, jiff};
use planfix_sandbox::Sandbox;

use FilterOperator::{Equal, Greater, Less, NotEqual};

fn text(kind: i64, operator: FilterOperator, value: &str) -> ContactFilter {
    ContactFilter::new(kind, operator, value)
}

fn date(kind: i64, operator: FilterOperator, value: FilterPeriod) -> ContactFilter {
    ContactFilter::new(kind, operator, value)
}

fn period(kind: FilterDateType) -> FilterPeriod {
    FilterPeriod::new(kind)
}

/// Returns the identifiers of the people that meet the filters.
fn ids<const N: usize>(sandbox: &Sandbox, filters: [ContactFilter; N]) -> Vec<i64> {
    let request = get_list::Request::new().filters(filters);
    let contacts = client(sandbox).call(&request).unwrap().contacts.items;
    contacts.iter().map(|contact| contact.id.0).collect()
}

#[test]
fn texts_contain_or_do_not() {
    let sandbox = sandbox();
    for (kind, value, found) in [
        (4001, "СМИР", vec![1]),
        (4001, "clara", vec![3]),
        (4002, "engin", vec![2]),
        (4003, "00-12", vec![2]),
        (4004, "old street", vec![1]),
        (4005, "@EXAMPLE.COM", vec![1, 2]),
        (4014, "бори", vec![2]),
        (4015, "sample", vec![3]),
        (4221, "example.org", vec![2]),
    ] {
        let others: Vec<i64> = [1, 2, 3].into_iter().filter(|id| !found.contains(id)).collect();
        assert_eq!(ids(&sandbox, [text(kind, Equal, value)]), found, "{kind}");
        assert_eq!(ids(&sandbox, [text(kind, NotEqual, value)]), others, "{kind}");
    }
    // A name is not a family name.
    assert!(ids(&sandbox, [text(4014, Equal, "Левин")]).is_empty());
}

#[test]
fn every_filter_must_hold() {
    let sandbox = sandbox();
    let both = [text(4005, Equal, "example.com"), text(4002, NotEqual, "buyer")];
    assert_eq!(ids(&sandbox, both), [2]);
}

#[test]
fn properties_take_1() {
    let sandbox = sandbox();
    assert_eq!(ids(&sandbox, [text(4007, Equal, "1")]), [1, 2, 3]);
    assert!(ids(&sandbox, [text(4006, Equal, "1")]).is_empty());
    let companies = get_list::Request::new()
        .target(ContactTarget::Company)
        .filters([text(4006, Equal, "1")]);
    assert_eq!(client(&sandbox).call(&companies).unwrap().contacts.items.len(), 2);
    let worker = contact::update::Request::new(planfix_api::ContactId(2)).can_be_worker(true);
    client(&sandbox).call(&worker).unwrap();
    assert_eq!(ids(&sandbox, [text(4012, Equal, "1")]), [2]);
    assert_eq!(ids(&sandbox, [text(4017, Equal, "1")]), [1, 3]);
    let raw = |operator: &str, value: &str| {
        let filter = format!("<type>4006</type><operator>{operator}</operator><value>{value}</value>");
        let body = request(
            "contact.getList",
            &format!("<filters><filter>{filter}</filter></filters>"),
        );
        post(&sandbox, &body)
    };
    assert_refused(&raw("equal", "0"), "0015", "filters.filter[0].value");
    assert_refused(&raw("notequal", "1"), "0016", "filters.filter[0].operator");
}

#[test]
fn groups_templates_and_employees_are_identifiers() {
    let sandbox = sandbox();
    assert_eq!(ids(&sandbox, [text(4008, Equal, "2")]), [1]);
    assert_eq!(ids(&sandbox, [text(4008, NotEqual, "2")]), [2, 3]);
    assert_eq!(ids(&sandbox, [text(4016, Equal, "1")]), [1, 2]);
    assert_eq!(ids(&sandbox, [text(2, Equal, "3")]), [1]);
}

#[test]
fn custom_texts_and_numbers() {
    let sandbox = sandbox();
    let custom = |kind, operator, value: &str, field| text(kind, operator, value).field(FieldId(field));
    assert_eq!(ids(&sandbox, [custom(4101, Equal, "silv", 101)]), [1]);
    assert_eq!(ids(&sandbox, [custom(4101, NotEqual, "silv", 101)]), [2, 3]);
    assert_eq!(ids(&sandbox, [custom(4102, Equal, "5000", 103)]), [2]);
    assert_eq!(ids(&sandbox, [custom(4102, Greater, "5000", 103)]), [1]);
    assert_eq!(ids(&sandbox, [custom(4102, Less, "120000", 103)]), [2]);
    assert_eq!(ids(&sandbox, [custom(4102, NotEqual, "5000", 103)]), [1, 3]);
}

#[test]
fn dates_of_creation_follow_the_clock() {
    let sandbox = sandbox();
    let everyone = [1, 2, 3];
    for kind in [
        FilterDateType::Today,
        FilterDateType::ThisWeek,
        FilterDateType::ThisMonth,
    ] {
        assert_eq!(ids(&sandbox, [date(12, Equal, period(kind.clone()))]), everyone);
        assert!(ids(&sandbox, [date(12, NotEqual, period(kind))]).is_empty());
    }
    for kind in [
        FilterDateType::Yesterday,
        FilterDateType::LastWeek,
        FilterDateType::LastMonth,
    ] {
        assert!(ids(&sandbox, [date(12, Equal, period(kind.clone()))]).is_empty());
        assert_eq!(ids(&sandbox, [date(12, Greater, period(kind))]), everyone);
    }
    for kind in [
        FilterDateType::Tomorrow,
        FilterDateType::NextWeek,
        FilterDateType::NextMonth,
    ] {
        assert_eq!(ids(&sandbox, [date(12, Less, period(kind))]), everyone);
    }
    let days = |kind| period(kind).date_value(3);
    assert_eq!(
        ids(&sandbox, [date(12, Equal, days(FilterDateType::LastDays))]),
        everyone
    );
    assert_eq!(
        ids(&sandbox, [date(12, Equal, days(FilterDateType::NextDays))]),
        everyone
    );
    assert!(ids(&sandbox, [date(12, Equal, days(FilterDateType::InDays))]).is_empty());
}

#[test]
fn dates_of_birth_with_and_without_their_year() {
    let sandbox = sandbox();
    let day = |y, m, d| period(FilterDateType::Date).date_from(jiff::civil::date(y, m, d));
    // Contact 2 was born on 28 February 1985, contact 3 on 5 November 1992, contact 1 has no date.
    assert_eq!(ids(&sandbox, [date(4223, Equal, day(1985, 2, 28))]), [2]);
    assert!(ids(&sandbox, [date(4223, Equal, day(2026, 2, 28))]).is_empty());
    assert_eq!(ids(&sandbox, [date(4011, Equal, day(2026, 2, 28))]), [2]);
    assert_eq!(ids(&sandbox, [date(4223, Greater, day(1990, 1, 1))]), [3]);
    assert_eq!(ids(&sandbox, [date(4223, NotEqual, day(1985, 2, 28))]), [1, 3]);
    let winter = period(FilterDateType::Period)
        .date_from(jiff::civil::date(2025, 11, 1))
        .date_to(jiff::civil::date(2026, 3, 1));
    assert_eq!(ids(&sandbox, [date(4011, Equal, winter.clone())]), [2, 3]);
    assert!(ids(&sandbox, [date(4223, Equal, winter)]).is_empty());
}

#[test]
fn a_filter_that_makes_no_sense_is_refused_with_its_place() {
    let sandbox = sandbox();
    let ask = |filter: &str| {
        let fields = format!("<filters><filter>{filter}</filter></filters>");
        post(&sandbox, &request("contact.getList", &fields))
    };
    let filter = |kind: i64, operator: &str, value: &str| {
        ask(&format!(
            "<type>{kind}</type><operator>{operator}</operator><value>{value}</value>"
        ))
    };
    assert_refused(
        &filter(47, "equal", "1"),
        "0018",
        "filters.filter[0].type: the sandbox has no filter 47",
    );
    assert_refused(&filter(4001, "gt", "x"), "0016", "expects one of equal, notequal");
    assert_refused(&filter(4001, "like", "x"), "0015", "equal, notequal, gt, lt");
    assert_refused(&filter(4008, "equal", "VIP"), "0015", "an integer");
    assert_refused(&filter(4101, "equal", "x"), "0017", "filters.filter[0].field");
    assert_refused(&ask("<type>4001</type>"), "0009", "operator");
    let custom = |kind: i64, value: &str, field: i64| {
        ask(&format!(
            "<type>{kind}</type><operator>equal</operator><value>{value}</value><field>{field}</field>"
        ))
    };
    assert_refused(&custom(4101, "x", 999), "0015", "no custom field 999");
    assert_refused(&custom(4101, "x", 103), "0016", "103");
    assert_refused(&custom(4102, "x", 103), "0015", "an integer");
    assert_refused(&filter(12, "equal", "01-01-2026"), "0015", "FilterPeriod");
    assert_refused(&custom(4001, "x", 101), "0015", "does not use a custom field");
    assert_refused(&filter(12, "equal", "<datetype>last</datetype>"), "0017", "datevalue");
    assert_refused(
        &filter(12, "equal", "<datetype>anotherdate</datetype>"),
        "0017",
        "datefrom",
    );
    assert_refused(&filter(12, "equal", "<datetype>someday</datetype>"), "0015", "datetype");
    assert_refused(
        &filter(
            12,
            "equal",
            "<datetype>anotherperiod</datetype><datefrom>02-01-2026</datefrom><dateto>01-01-2026</dateto>",
        ),
        "0019",
        "datefrom is after dateto",
    );
    assert_refused(
        &filter(12, "equal", "<datetype>in</datetype><datevalue>9999999999</datevalue>"),
        "0015",
        "calendar",
    );
}
