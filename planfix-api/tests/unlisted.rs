//! Values that are not in the table of their enum: refused in the JSON of a request, kept in an answer, and sent on
//! purpose.

use planfix_api::json::{self, Fill};
use planfix_api::table::Kind;
use planfix_api::xml::{Answer, read_response};
use planfix_api::{
    ContactId, Method as _, Sex, contact,
    record::{Typed as _, Value as _},
    table, validate,
};
use serde::de::DeserializeSeed as _;

const REQUEST: &str = r#"{"contact":{"id":42,"sex":"male"}}"#;

#[test]
fn a_request_in_json_accepts_only_listed_values() {
    let refused = serde_json::from_str::<contact::update::Request>(REQUEST)
        .unwrap_err()
        .to_string();
    let message = "contact.sex: \"male\" is not a value of Sex; did you mean `MALE`? (it has MALE, FEMALE) (spec/";
    assert!(refused.starts_with(message), "{refused}");
    // The same holds for every enum of every request, in any list or text.
    for method in planfix_api::methods() {
        let mut request = (method.new_request)();
        planfix_api::sample::filled(&mut *request);
        let mut met = Vec::new();
        enums(request.table().elements, &mut met);
        let text = serde_json::to_string(&json::Json(&*request)).unwrap();
        let mut json = serde_json::Deserializer::from_str(&text);
        Fill::new(&mut *(method.new_request)()).deserialize(&mut json).unwrap();
        for values in met {
            let Some(first) = values.values.first().filter(|_| !values.number) else {
                continue;
            };
            let quoted = |value: &str| format!("\"{value}\"");
            if !text.contains(&quoted(first.0)) {
                continue;
            }
            let wrong = text.replace(&quoted(first.0), &quoted("NO SUCH VALUE"));
            let mut json = serde_json::Deserializer::from_str(&wrong);
            let refused = Fill::new(&mut *(method.new_request)())
                .deserialize(&mut json)
                .unwrap_err();
            let name = format!(" is not a value of {}", values.shared.name);
            assert!(refused.to_string().contains(&name), "{}: {refused}", method.name);
        }
    }
}

/// Returns the enums of the fields of elements, including those of inner structs.
fn enums(elements: &'static [table::Element], out: &mut Vec<&'static table::Enumeration>) {
    for element in elements {
        match element.content {
            table::Content::Group(inner) => enums(inner, out),
            _ => match element.content.field() {
                Some((_, Kind::Enum(values))) => out.push(values),
                Some((_, Kind::Record(table))) => enums(table.elements, out),
                _ => {}
            },
        }
    }
}

#[test]
fn several_values_in_one_text_are_each_checked() {
    let status = planfix_api::Words::<Sex>::KIND;
    assert!(status.unlisted("MALE FEMALE").is_none());
    assert_eq!(status.unlisted("MALE  FEMAL").unwrap().nearest(), Some("FEMALE"));
    let brackets = planfix_api::Brackets::<Sex>::KIND;
    assert_eq!(brackets.unlisted("[MALE, X]").unwrap().value, "X");
    assert!(
        planfix_api::ContactTarget::KIND.unlisted("17").is_none(),
        "a number is one of its values"
    );
}

#[test]
fn an_unlisted_value_is_sent_on_purpose() {
    let made = contact::update::Request::new(ContactId(42)).sex(Sex::unlisted("male"));
    assert!(validate(&made).is_ok());
    let read: contact::update::Request =
        json::allow_unlisted(&mut serde_json::Deserializer::from_str(REQUEST)).unwrap();
    assert_eq!(read, made);
}

#[test]
fn an_answer_keeps_values_that_the_server_adds() {
    let xml = b"<response status=\"ok\"><contact><id>1</id><sex>OTHER</sex></contact></response>";
    let mut response = contact::get::Response::blank();
    assert!(matches!(read_response(xml, &mut response), Ok(Answer::Ok)));
    assert_eq!(response.contact.sex, Sex::unlisted("OTHER").into());
    // The JSON written for it is read again.
    let text = serde_json::to_string(&response).unwrap();
    assert_eq!(serde_json::from_str::<contact::get::Response>(&text).unwrap(), response);
    let mut record = (contact::get::Request::METHOD.new_response)();
    Fill::new(&mut *record)
        .deserialize(&mut serde_json::Deserializer::from_str(&text))
        .unwrap();
    assert!(Sex::blank().set_text("OTHER").is_ok());
}
