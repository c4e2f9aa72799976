//! Typed values of custom fields: in Rust, in JSON, and as the server sends them.
#![cfg(feature = "serde")]

use planfix_api::custom::{Custom as _, CustomFieldError, Fields};
use planfix_api::{
    CustomField, DateTime, Decimal, FieldEdit, FieldId, FieldValue, TaskId, UserId, contact, record::Typed as _, xml,
};
use serde_json::{Value, from_value, json, to_value};

fn edit(value: Value) -> Result<FieldEdit, String> {
    from_value(json!({"id": 7, "value": value})).map_err(|error| error.to_string())
}

#[test]
fn json_writes_a_value_by_its_form() {
    for (json, wire) in [
        (json!("2026-02-03"), "2026-02-03"),
        (json!({"date": "2026-02-03"}), "03-02-2026"),
        (json!({"date": "2026-02-03T17:09"}), "03-02-2026 17:09"),
        (json!({"text": "2026-02-03"}), "2026-02-03"),
        (json!([3, 14]), "[3,14]"),
        (json!({"ids": [3, 14]}), "[3,14]"),
        (json!({"ids": "3,14"}), "[3,14]"),
        (json!({"ids": []}), "[]"),
        (json!(["a", "b\"c"]), r#"["a","b\"c"]"#),
        (json!({"texts": ["a"]}), r#"["a"]"#),
        (json!(true), "1"),
        (json!(10.5), "10.5"),
    ] {
        let found = edit(json.clone()).unwrap().value;
        assert_eq!(found.set().unwrap().to_string(), wire, "{json}");
        // What is written is the text of the wire.
        assert_eq!(to_value(found.set().unwrap()).unwrap(), json!(wire));
    }
    assert!(edit(json!(null)).unwrap().value.is_emptied());
}

#[test]
fn json_refuses_what_is_no_form() {
    for (json, fault) in [
        (
            json!({"date": "03-02-2026"}),
            "value: expected a date as yyyy-mm-dd or yyyy-mm-ddThh:mm, found another string",
        ),
        (json!({"dte": "2026-02-03"}), "value.dte: unknown; did you mean `date`?"),
        (
            json!({"date": "2026-02-03", "text": "x"}),
            "value: two forms of one value; give one of them",
        ),
        (json!({"ids": ["x"]}), "value: "),
        (
            json!([1, "a"]),
            "value: an array of texts and numbers; write all items alike",
        ),
        (json!([[1]]), "value: "),
        (json!({}), "value: "),
    ] {
        let found = edit(json.clone()).unwrap_err();
        assert!(found.starts_with(fault), "{json}: {found}");
    }
}

#[test]
fn a_value_of_an_answer_is_read_by_its_type() {
    let value = |text: &str| text.parse::<FieldValue>().unwrap();
    let day = jiff::civil::date(2026, 2, 3);
    assert_eq!(value("03-02-2026"), FieldValue::from(day));
    assert_eq!(value("03-02-2026").as_date(), Some(day));
    assert_eq!(
        value("03-02-2026 17:09").as_date_time(),
        Some(DateTime::from(day.at(17, 9, 0, 0)))
    );
    assert_eq!(value("31-02-2026").as_date(), None);
    assert_eq!(value("17:09").as_time(), Some(jiff::civil::time(17, 9, 0, 0)));
    assert_eq!(
        (value("1").as_bool(), value("0").as_bool(), value("2").as_bool()),
        (Some(true), Some(false), None)
    );
    assert_eq!(value("10.50").as_number(), Some("10.50".parse::<Decimal>().unwrap()));
    assert_eq!((value("10").as_integer(), value("1.5").as_integer()), (Some(10), None));
    assert_eq!(value("[3,14]").as_ids::<UserId>(), Some(vec![UserId(3), UserId(14)]));
    assert_eq!(value("5,6").as_ids::<i64>(), Some(vec![5, 6]));
    assert_eq!(value("5").as_ids::<TaskId>(), Some(vec![TaskId(5)]));
    assert_eq!(value("[]").as_ids::<TaskId>(), Some(Vec::new()));
    assert_eq!(value("5").as_id::<TaskId>(), Some(TaskId(5)));
    assert_eq!(
        value(r#"["a","b"]"#).as_texts(),
        Some(vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(value("a").as_texts(), Some(vec!["a".to_owned()]));
    assert_eq!(value("03-02-2026").as_text().as_deref(), Some("03-02-2026"));
}

#[test]
fn the_wire_is_not_changed_by_a_typed_value() {
    for text in [
        "03-02-2026",
        "31-02-2026",
        "03-02-2026 7:09",
        "[3, 14]",
        "[3,14]",
        "1",
        "+5",
        " x ",
    ] {
        let body = format!(
            "<request method=\"contact.update\"><account>a</account><contact><id>1</id><customData><customValue><id>7</id>\
             <value>{text}</value></customValue></customData></contact></request>"
        );
        let mut request = contact::update::Request::blank();
        xml::read_request(body.as_bytes(), &mut request).unwrap();
        let value = request.custom_data.first().unwrap().value.set().unwrap();
        assert_eq!(value.to_string(), text);
    }
}

#[test]
fn fields_are_found_by_name() {
    let named = |id, name: &str| CustomField::new().field_id(FieldId(id)).field_name(name);
    let contact = planfix_api::Contact::new(planfix_api::ContactId(1)).custom_data([
        named(7, "Level").value("Gold"),
        named(8, "Since").value("03-02-2026"),
        named(9, "Note"),
        named(10, "Note"),
        CustomField::new().field_name("Lost"),
    ]);
    assert_eq!(contact.custom("Level").unwrap().field_id.copied(), Some(FieldId(7)));
    let fields = contact.custom_fields();
    assert_eq!(
        fields.value("Since").unwrap().and_then(FieldValue::as_date),
        Some(jiff::civil::date(2026, 2, 3))
    );
    let edits = [
        fields.edit("Level", "Silver").unwrap(),
        fields.edit("Since", "x").unwrap(),
    ];
    assert_eq!(edits[0], FieldEdit::new(FieldId(7)).value("Silver"));
    assert_eq!(fields.clear("Since"), Ok(FieldEdit::new(FieldId(8)).clear_value()));
    assert_eq!(
        fields.get("Note").unwrap_err().to_string(),
        "2 custom fields are called `Note`; use the identifier of one of them: 9, 10"
    );
    assert_eq!(
        fields.edit("level", "x").unwrap_err().to_string(),
        "no custom field `level`; did you mean `Level`? (there are: Level, Since, Note, Note, Lost)"
    );
    assert_eq!(
        fields.id("Lost"),
        Err(CustomFieldError::NoId {
            name: "Lost".to_owned()
        })
    );
    assert_eq!(
        Fields::of([]).get("x").unwrap_err().to_string(),
        "no custom field `x`: the answer has no custom fields with a name"
    );
    assert_eq!(fields.by_id(FieldId(9)).unwrap().field_name.as_str(), Some("Note"));
}
