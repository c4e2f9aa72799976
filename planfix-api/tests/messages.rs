//! Messages from live accounts and from the vendor's examples decode as expected.

use planfix_api::xml::{Answer, FaultKind, Malformed, ReadError, read_request, read_response};
use planfix_api::{FilterOperator, auth, contact, record::Typed, unknown};
use std::path::Path;

/// Reads a recorded message; `None` if the collection is not beside the repository.
fn message(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/messages")
        .join(name);
    let bytes = std::fs::read(&path);
    if bytes.is_err() {
        println!("skipped: {} does not exist", path.display());
    }
    bytes.ok()
}

fn answer(bytes: &[u8]) -> Result<Answer, ReadError> {
    read_response(bytes, &mut contact::update::Response::blank())
}

#[test]
fn errors_have_their_code_as_text() {
    for (name, code) in [
        ("error.0001.xml", "0001"),
        ("popstas-planfix-go/error.xml", "0004"),
        ("popstas-planfix-go/error.sessionExpired.xml", "0005"),
        ("popstas-planfix-go/error.unknown.xml", "123123123"),
    ] {
        let Some(bytes) = message(name) else { continue };
        let Answer::Refused(refusal) = answer(&bytes).unwrap() else {
            panic!("{name} is an error");
        };
        assert_eq!(refusal.code, code, "{name}");
        assert_eq!(refusal.message, "", "{name}");
        assert_eq!((refusal.id, refusal.name), (None, None), "{name}");
        assert!(refusal.unknown.is_empty(), "{name}");
    }
}

#[test]
fn a_message_that_was_cut_off_says_where() {
    let Some(bytes) = message("popstas-planfix-go/error.invalidXml.xml") else {
        return;
    };
    let error = answer(&bytes).unwrap_err();
    let [fault] = error.faults() else {
        panic!("one cause, one fault: {error}");
    };
    assert_eq!(
        fault.kind,
        FaultKind::Malformed(Malformed::Truncated("response".to_owned()))
    );
    assert_eq!(fault.line, String::from_utf8_lossy(&bytes).matches('\n').count() + 1);
    assert!(
        fault
            .to_string()
            .ends_with("the document ends inside element `response`: it was cut off")
    );
}

#[test]
fn a_login_returns_its_session() {
    let Some(bytes) = message("popstas-planfix-go/auth.login.xml") else {
        return;
    };
    let mut response = auth::login::Response::blank();
    assert_eq!(read_response(&bytes, &mut response).unwrap(), Answer::Ok);
    assert_eq!(response.sid, "sid_after_login");
    assert!(unknown(&response).is_empty());
}

#[test]
fn lists_of_contacts_are_asked_for() {
    for (name, kind, field, value) in [
        ("vendor-docs/contact.getList.byPhone.request.xml", 4003, None, "123456"),
        (
            "vendor-docs/contact.getList.byCustomString.request.xml",
            4101,
            Some(10123),
            "value_fo_find",
        ),
    ] {
        let Some(bytes) = message(name) else { continue };
        let mut request = contact::get_list::Request::blank();
        let envelope = read_request(&bytes, &mut request).unwrap();
        assert_eq!(
            (envelope.method.as_str(), envelope.account.as_str()),
            ("contact.getList", "testo")
        );
        assert_eq!(
            (request.page_current.set(), request.page_size.set()),
            (Some(&1), Some(&10))
        );
        let [filter] = request.filters.set().unwrap().as_slice() else {
            panic!("{name} has one filter");
        };
        assert_eq!(filter.kind, kind);
        assert_eq!(filter.operator, FilterOperator::Equal);
        assert_eq!(filter.value.text().as_deref(), Some(value));
        assert_eq!(filter.field.set().map(|id| id.0), field);
        assert!(unknown(&request).is_empty(), "{name}");
    }
    let Some(bytes) = message("vendor-docs/contact.getList.1c.request.xml") else {
        return;
    };
    let mut request = contact::get_list::Request::blank();
    read_request(&bytes, &mut request).unwrap();
    assert!(request.filters.is_absent() && request.target.is_absent());
}
