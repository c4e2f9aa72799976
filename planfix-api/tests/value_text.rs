//! Identifiers, enums, dates and values as text: `FromStr`, `Display`, and the conversions of identifiers.

use planfix_api::{
    Brackets, Bytes, ContactId, DateTime, Decimal, Sex, TaskTarget, TimeOrDate, types::FieldValue, types::TaskStatus,
};
use std::collections::HashSet;
use std::fmt::{Debug, Display};
use std::str::FromStr;

fn shown_is_parsed<T: FromStr<Err: Debug> + Display + PartialEq + Debug>(values: impl IntoIterator<Item = T>) {
    for value in values {
        assert_eq!(value.to_string().parse::<T>().unwrap(), value);
    }
}

#[test]
fn a_displayed_value_is_parsed_again() {
    shown_is_parsed([ContactId(0), ContactId(42), ContactId(-1), ContactId(i64::MAX)]);
    shown_is_parsed([Sex::Male, Sex::Female]);
    shown_is_parsed([TaskStatus::from(planfix_api::TaskStatusId(7))]);
    let day = jiff::civil::date(1990, 4, 9);
    shown_is_parsed([DateTime::from(day), DateTime::from(day.at(17, 9, 0, 0))]);
    shown_is_parsed([TimeOrDate::from(jiff::civil::time(17, 9, 0, 0)), TimeOrDate::Date(day)]);
    shown_is_parsed(["10.50".parse::<Decimal>().unwrap()]);
    shown_is_parsed([Bytes::from([0, 255]), Bytes::default()]);
    shown_is_parsed([Brackets::<i64>::from([3, 14])]);
    shown_is_parsed([
        FieldValue::from("Gold"),
        FieldValue::from(Brackets::<i64>::from([3, 14])),
    ]);
}

#[test]
fn a_date_is_parsed_as_in_json_and_as_on_the_wire() {
    let day = jiff::civil::date(2018, 2, 3);
    for text in ["2018-02-03", "03-02-2018"] {
        assert_eq!(text.parse::<DateTime>(), Ok(DateTime::from(day)), "{text}");
    }
    for text in [
        "2018-02-03T17:09",
        "2018-02-03 17:09",
        "2018-02-03T17:09:00",
        "03-02-2018 17:09",
    ] {
        assert_eq!(
            text.parse::<DateTime>(),
            Ok(DateTime::from(day.at(17, 9, 0, 0))),
            "{text}"
        );
    }
    for text in ["", " ", "2018-02-30", "2018-2-3", "03.02.2018", "2018-02-03T17:09:30"] {
        let error = text.parse::<DateTime>().unwrap_err().to_string();
        assert_eq!(error, "expected a date as yyyy-mm-dd or yyyy-mm-ddThh:mm", "{text}");
    }
}

#[test]
fn an_error_says_what_is_valid_and_hides_the_text() {
    let message = |error: planfix_api::ParseValueError| error.to_string();
    assert_eq!(
        "femail".parse::<Sex>().map_err(message),
        Err("not a value of Sex; did you mean `FEMALE`? (it has MALE, FEMALE)".to_owned())
    );
    let whole = "not a ContactId: expected a whole number, such as 42";
    for text in ["", "five", "5.0", "5 6"] {
        assert_eq!(
            text.parse::<ContactId>().map_err(message),
            Err(whole.to_owned()),
            "{text}"
        );
    }
    assert_eq!(
        "9223372036854775808".parse::<ContactId>().map_err(message),
        Err("not a ContactId: too large: at most 9223372036854775807".to_owned())
    );
    let target = "al".parse::<TaskTarget>().map_err(message).unwrap_err();
    assert!(
        target.contains("did you mean `all`?") && target.ends_with("or a number)"),
        "{target}"
    );
    assert_eq!(
        "3,14".parse::<Brackets<i64>>().map_err(message),
        Err("expected values in brackets, such as [14,15]".to_owned())
    );
}

#[test]
fn an_enum_has_its_text() {
    assert_eq!(Sex::Male.as_str(), "MALE");
    assert_eq!(Sex::unlisted("OTHER").as_str(), "OTHER");
    assert_eq!(Sex::unlisted("OTHER").to_string(), "OTHER");
    assert_eq!(TaskStatus::from(planfix_api::TaskStatusId(7)).as_str(), None);
    assert_eq!(TaskStatus::from(planfix_api::TaskStatusId(7)).to_string(), "7");
}

#[test]
fn an_identifier_converts_from_and_into_numbers() {
    assert_eq!(ContactId::try_from(5_i64), Ok(ContactId(5)));
    assert_eq!(ContactId::try_from(5_u64), Ok(ContactId(5)));
    assert_eq!(u64::try_from(ContactId(5)), Ok(5));
    assert_eq!(i64::from(ContactId(5)), 5);
    let error = ContactId::try_from(u64::MAX).unwrap_err().to_string();
    assert_eq!(error, "not a ContactId: too large: at most 9223372036854775807");
    let error = u64::try_from(ContactId(-1)).unwrap_err().to_string();
    assert_eq!(error, "this ContactId is negative");
}

#[test]
fn identifiers_enums_and_values_are_kept_in_sets() {
    use planfix_api::types::{AnalyticValue, TimePeriod};
    let period = |hour| {
        AnalyticValue::from(TimePeriod::new(
            jiff::civil::time(hour, 0, 0, 0),
            jiff::civil::time(20, 0, 0, 0),
        ))
    };
    let values = HashSet::from([period(8), period(8), period(9), "8".into(), "".into()]);
    assert_eq!(values.len(), 4);
    assert_eq!(HashSet::from([Sex::Male, Sex::Male, Sex::unlisted("X")]).len(), 2);
    assert_eq!(
        HashSet::from([Brackets::<i64>::from([1]), Brackets::from([1])]).len(),
        1
    );
}
