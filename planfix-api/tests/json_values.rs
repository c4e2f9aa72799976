//! Serde of values by themselves: in a configuration, as a key, in a cache.
#![cfg(feature = "serde")]

use planfix_api::client::Endpoint;
use planfix_api::{
    Brackets, Bytes, Commas, ContactId, DateTime, Decimal, Maybe, Sex, TaskStatusId, TimeOrDate, UserId, json,
    types::AnalyticValue, types::Contact, types::FieldValue, types::TaskStatus,
};
use serde::{Deserialize, Serialize};
use serde_json::{from_str, json, to_string, to_value};
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Config {
    endpoint: Endpoint,
    responsible: UserId,
    sex: Sex,
    status: TaskStatus,
    since: DateTime,
    until: TimeOrDate,
    price: Decimal,
    level: FieldValue,
    ids: Brackets<i64>,
    months: Commas<i64>,
    key: Bytes,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    post: Maybe<String>,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    group: Maybe<ContactId>,
}

fn config() -> Config {
    Config {
        endpoint: Endpoint::russia(),
        responsible: UserId(7),
        sex: Sex::Female,
        status: TaskStatusId(4).into(),
        since: jiff::civil::date(2018, 2, 3).at(17, 9, 0, 0).into(),
        until: jiff::civil::time(8, 30, 0, 0).into(),
        price: "10.50".parse().unwrap(),
        level: "Gold".into(),
        ids: [3, 14].into(),
        months: [1, 2].into(),
        key: vec![1, 2, 3].into(),
        post: Maybe::Empty,
        group: Maybe::Absent,
    }
}

#[test]
fn a_configuration_is_read_and_written() {
    let json = json!({
        "endpoint": "russia", "responsible": 7, "sex": "FEMALE", "status": 4, "since": "2018-02-03T17:09",
        "until": "08:30", "price": "10.50", "level": "Gold", "ids": "[3,14]", "months": "1,2", "key": "AQID",
        "post": null,
    });
    assert_eq!(to_value(config()).unwrap(), json);
    assert_eq!(serde_json::from_value::<Config>(json).unwrap(), config());
}

#[test]
fn a_field_that_is_missing_is_not_an_emptied_one() {
    #[derive(Debug, Deserialize)]
    struct Strict {
        post: Maybe<String>,
    }
    let error = from_str::<Strict>("{}").unwrap_err().to_string();
    assert!(error.starts_with("missing field `post`"), "{error}");
    assert!(from_str::<Strict>(r#"{"post":null}"#).unwrap().post.is_emptied());
    let error = to_string(&Maybe::<i64>::Absent).unwrap_err().to_string();
    assert!(error.contains("skip_serializing_if"), "{error}");
}

#[test]
fn an_identifier_is_a_key_of_a_map() {
    let contacts = HashMap::from([(ContactId(5), Contact::new(ContactId(5)).name("Anna"))]);
    let text = to_string(&contacts).unwrap();
    assert_eq!(text, r#"{"5":{"id":5,"name":"Anna"}}"#);
    assert_eq!(from_str::<HashMap<ContactId, Contact>>(&text).unwrap(), contacts);
    let days = BTreeMap::from([("Sunday", DateTime::from(jiff::civil::date(2026, 11, 29)))]);
    assert_eq!(to_string(&days).unwrap(), r#"{"Sunday":"2026-11-29"}"#);
}

#[test]
fn an_error_says_what_is_valid() {
    let error = |error: serde_json::Error| error.to_string();
    for (wrong, message) in [
        (
            from_str::<Sex>(r#""male""#).map(drop).map_err(error),
            "\"male\" is not a value of Sex; did you mean `MALE`? (it has MALE, FEMALE)",
        ),
        (
            from_str::<ContactId>(r#""5""#).map(drop).map_err(error),
            "invalid type: string \"5\", expected a whole number",
        ),
        (
            from_str::<ContactId>("1.5").map(drop).map_err(error),
            "expected a whole number",
        ),
        (
            from_str::<DateTime>(r#""09-04-1990""#).map(drop).map_err(error),
            "expected a date as \"yyyy-mm-dd\" or \"yyyy-mm-ddThh:mm\", found \"09-04-1990\"",
        ),
        (
            from_str::<Bytes>(r#""*""#).map(drop).map_err(error),
            "expected a string in base64",
        ),
    ] {
        let found = wrong.unwrap_err();
        assert!(found.starts_with(message), "{found}");
    }
}

#[test]
fn a_value_that_is_not_listed_is_kept_where_it_is_allowed() {
    assert!(from_str::<Sex>(r#""OTHER""#).is_err());
    let mut text = serde_json::Deserializer::from_str(r#""OTHER""#);
    assert_eq!(
        json::allow_unlisted::<Sex, _>(&mut text).unwrap(),
        Sex::unlisted("OTHER")
    );
}

#[test]
fn a_value_of_several_forms_is_a_text_or_an_object() {
    let period = r#"{"begin":"08:00","end":"09:00"}"#;
    let value: AnalyticValue = from_str(period).unwrap();
    assert_eq!(to_string(&value).unwrap(), period);
    assert_eq!(from_str::<FieldValue>("true").unwrap(), FieldValue::from("1"));
    assert_eq!(from_str::<FieldValue>("10.5").unwrap(), FieldValue::from("10.5"));
}
