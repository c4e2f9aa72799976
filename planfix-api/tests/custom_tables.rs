//! A struct of one's own custom fields: into requests, out of answers, as JSON, and its messages.
#![cfg(feature = "serde")]

use planfix_api::custom::CustomTable as _;
use planfix_api::record::{Record as _, Typed as _};
use planfix_api::{
    CustomField, Decimal, FieldEdit, FieldId, FieldValue, Maybe, Sex, UserId, Why, contact, flat, unknown, validate,
    xml,
};

planfix_api::custom_fields! {
    /// # Fields
    ///
    /// The custom fields of contacts.
    ///
    /// - source: an account for tests
    ///
    /// ## Fields
    ///
    /// | name           | type             | note |
    /// |----------------|------------------|------|
    /// | Level          | string(4)        | `id 101` How important the contact is. |
    /// | Revenue        | decimal          | `id 103` |
    /// | Contract since | date             | `id 104` |
    /// | Newsletter     | bool             | `id 105` |
    /// | Advisor        | UserId           | `id 109` |
    /// | Topics         | brackets(string) | `id 110` |
    /// | Team           | brackets(UserId) | `id 113` |
    /// | Type           | Sex              | `id 114` |
    /// | Пол \| (осн.)  | string           | `id 115` `as main` |
}

fn filled() -> Fields {
    Fields::new()
        .level("Gold")
        .revenue("10.50".parse::<Decimal>().unwrap())
        .contract_since(jiff::civil::date(2026, 2, 3))
        .newsletter(false)
        .advisor(UserId(3))
        .topics(["a", "b"])
        .team([UserId(3), UserId(14)])
        .r#type(Sex::Male)
        .clear_main()
}

const WIRE: [(i64, &str); 9] = [
    (101, "Gold"),
    (103, "10.50"),
    (104, "03-02-2026"),
    (105, "0"),
    (109, "3"),
    (110, r#"["a","b"]"#),
    (113, "[3,14]"),
    (114, "MALE"),
    (115, ""),
];

fn with_value(mut field: CustomField, value: Maybe<FieldValue>) -> CustomField {
    field.value = value;
    field
}

fn answer() -> Vec<CustomField> {
    let field = |(id, text): &(i64, &str)| {
        let field = CustomField::new().field_id(FieldId(*id)).field_name("x");
        match *text {
            "" => with_value(field, Maybe::Empty),
            text => field.value(text.parse::<FieldValue>().unwrap()),
        }
    };
    WIRE.iter().map(field).collect()
}

#[test]
fn the_struct_is_the_list_of_a_request() {
    let fields = filled();
    let edits = fields.edits();
    let wire: Vec<(i64, String)> = edits
        .iter()
        .map(|edit| {
            (
                edit.id.0,
                edit.value.set().map(FieldValue::to_string).unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(wire, WIRE.map(|(id, text)| (id, text.to_owned())));
    assert!(edits[8].value.is_emptied());
    let request = contact::update::Request::new(planfix_api::ContactId(1)).custom_data(&fields);
    assert_eq!(fields, filled());
    assert_eq!(request.custom_data.as_slice(), edits);
    assert_eq!(validate(&request), Ok(()));
    assert!(Fields::default().edits().is_empty());
    assert_eq!(Fields::new().level(None::<String>), Fields::default());
}

#[test]
fn the_struct_comes_out_of_an_answer() {
    assert_eq!(Fields::read(&answer()), filled());
    assert_eq!(Fields::read(&Maybe::Set(answer())), filled());
    assert_eq!(Fields::read(&Maybe::<Vec<CustomField>>::Absent), Fields::new());
    let rows: Vec<(i64, &str)> = Fields::ROWS.iter().map(|row| (row.id.0, row.name)).collect();
    assert_eq!(rows[0], (101, "Level"));
    assert_eq!(rows[8], (115, "Пол | (осн.)"));
}

#[test]
fn a_value_of_another_type_is_kept_with_the_reason() {
    let field = |id, text: &str| CustomField::new().field_id(FieldId(id)).field_name("Other").value(text);
    let read = Fields::read(&[
        field(104, "soon"),
        field(105, "yes"),
        field(101, "Platinum"),
        field(999, "x"),
    ]);
    assert_eq!(read.level.as_str(), Some("Platinum"));
    assert!(read.contract_since.is_absent() && read.newsletter.is_absent());
    let kept = unknown(&read);
    let found: Vec<(&str, &str)> = kept.iter().map(|element| (element.path, element.xml)).collect();
    assert_eq!(
        found,
        [
            ("Contract since (104)", "soon"),
            ("Newsletter (105)", "yes"),
            ("Other (999)", "x")
        ]
    );
    let text = kept[0].why.to_string();
    assert!(
        text.starts_with("does not match its type, expected a date as dd-mm-yyyy; left out ("),
        "{text}"
    );
    assert!(text.contains("custom_tables.rs:"), "{text}");
    assert!(matches!(kept[1].why, Why::Unfit { .. }) && matches!(kept[2].why, Why::NoRow));
}

#[test]
fn the_type_of_a_field_is_known_in_json_and_in_flat_text() {
    let json = serde_json::to_value(filled()).unwrap();
    assert_eq!(json["contract_since"], "2026-02-03");
    assert_eq!(json["newsletter"], false);
    assert_eq!(json["main"], serde_json::Value::Null);
    assert_eq!(serde_json::from_value::<Fields>(json).unwrap(), filled());
    let error = serde_json::from_str::<Fields>(r#"{"contract_since": "03-02-2026"}"#)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("contract_since: expected a date as \"yyyy-mm-dd\""),
        "{error}"
    );
    let read: Fields = flat::read([("contract_since", "2026-02-03"), ("level", "Gold")]).unwrap();
    assert_eq!(
        read,
        Fields::new()
            .contract_since(jiff::civil::date(2026, 2, 3))
            .level("Gold")
    );
}

#[test]
fn values_are_personal_and_checked() {
    let fields = filled().level("Platinum");
    assert!(!format!("{fields:?}").contains("Platinum"));
    assert!(format!("{:?}", fields.revealed()).contains("Platinum"));
    let violations = validate(&fields).unwrap_err();
    assert_eq!(violations.as_slice()[0].path, "level");
}

#[test]
fn the_struct_survives_the_wire() {
    let request = contact::update_custom_data::Request::new(planfix_api::ContactId(1), filled());
    let mut same = contact::update_custom_data::Request::blank();
    let envelope = xml::Envelope::default();
    let written = xml::write_request("contact.updateCustomData", &envelope, &request).unwrap();
    xml::read_request(&written, &mut same).unwrap();
    let edits: Vec<FieldEdit> = same.custom_data;
    let answer: Vec<CustomField> = edits
        .into_iter()
        .map(|edit| with_value(CustomField::new().field_id(edit.id), edit.value))
        .collect();
    assert_eq!(Fields::read(&answer), filled());
}
