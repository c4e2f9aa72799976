//! Answers that do not match the table, through the client: nothing known about them is lost.

use planfix_api::client::{Auth, Body, Client, Connection, Endpoint, Error, Outcome, Transport, TransportError};
use planfix_api::{Effect, TaskId, contact, task, unknown};

const NAME: &str = "Canary";

/// Answers every request with this body.
struct Fixed(Vec<u8>);

impl Transport for Fixed {
    fn send(&self, _: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        Ok(http::Response::new(self.0.clone()))
    }

    fn is_local(&self) -> bool {
        true
    }
}

fn client(content: &str, strict: bool) -> Client<Fixed> {
    let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("key", "token")).strict(strict);
    Client::new(connection, Fixed(content.as_bytes().to_vec()))
}

fn client_of(answer: Vec<u8>) -> Client<Fixed> {
    let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("key", "token"));
    Client::new(connection, Fixed(answer))
}

fn ok(content: &str) -> String {
    format!("<response status=\"ok\">{content}</response>")
}

#[test]
fn an_accepted_call_is_reported_with_its_bytes_and_identifiers() {
    let answer = ok(&format!("<task><id>5</id><general>6</general><title>{NAME}</title>"));
    let error = client(&answer, false).call(&task::add::Request::new("t")).unwrap_err();
    assert_eq!(error.outcome(), Outcome::CarriedOut);
    let text = error.to_string();
    assert!(
        text.contains("it was carried out: do not send it again; the answer says: task.id is 5"),
        "{text}"
    );
    let Error::Unreadable {
        answer: received,
        effect,
        ..
    } = &error
    else {
        panic!("{error:?}");
    };
    assert_eq!(*effect, Effect::Create);
    assert_eq!(received.bytes(), answer.as_bytes());
    let ids = received.identifiers();
    assert_eq!(ids[0], ("task.id".to_owned(), "5".to_owned()));
    assert!(received.read().is_some());
    for shown in [text, format!("{error:?}"), format!("{error:#?}")] {
        assert!(!shown.contains(NAME), "{shown}");
    }
}

#[test]
fn an_answer_that_does_not_begin_with_ok_leaves_the_outcome_unknown() {
    for answer in [
        "<response status=\"ok",
        "<answer/>",
        "<response><task><id>5</id></task></response>",
    ] {
        let error = client(answer, false).call(&task::add::Request::new("t")).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{answer}");
        let Error::Unreadable { answer: received, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(received.bytes(), answer.as_bytes());
        assert!(received.read().is_none());
    }
}

#[test]
fn an_answer_in_another_encoding_is_reported_with_the_encoding() {
    let text = ok("<task><id>5</id></task>");
    for (encoding, bytes) in [
        (
            "windows-1251",
            text.replace("<task>", "<x>\u{1}</x><task>")
                .replace('\u{1}', "?")
                .into_bytes(),
        ),
        (
            "UTF-16",
            [0xFF, 0xFE]
                .into_iter()
                .chain(text.bytes().flat_map(|b| [b, 0]))
                .collect(),
        ),
    ] {
        let bytes = bytes.into_iter().map(|b| if b == b'?' { 0xC0 } else { b }).collect();
        let error = client_of(bytes).call(&task::add::Request::new("t")).unwrap_err();
        assert!(error.to_string().contains(&format!("looks like {encoding}")), "{error}");
        let known = encoding == "windows-1251";
        assert_eq!(error.outcome() == Outcome::CarriedOut, known, "{error}");
        assert_eq!(error.to_string().contains("task.id is 5"), known, "{error}");
    }
}

#[test]
fn a_leaf_that_does_not_match_is_an_error_only_for_a_strict_client() {
    let answer = ok("<task><id>5</id><general>T-6</general></task>");
    let response = client(&answer, false).call(&task::add::Request::new("t")).unwrap();
    assert_eq!(response.id, TaskId(5));
    assert_eq!(unknown(&response).len(), 1);
    let error = client(&answer, true).call(&task::add::Request::new("t")).unwrap_err();
    assert_eq!(error.outcome(), Outcome::CarriedOut);
    assert!(error.to_string().contains("task.general"), "{error}");
    assert!(error.to_string().contains("task.id is 5"), "{error}");
}

#[test]
fn a_reading_method_was_carried_out_and_changed_nothing() {
    let answer = ok("<task><id>5</id><title>t</title><general>T-6</general></task>");
    let error = client(&answer, true)
        .call(&task::get::Request::new(TaskId(5)))
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::CarriedOut);
    let text = error.to_string();
    assert!(
        text.contains("it was carried out and only reads: nothing was changed"),
        "{text}"
    );
}

#[test]
fn a_list_item_has_one_number_in_every_message() {
    let answer = ok(
        "<contacts totalCount=\"3\" count=\"3\"><contact><name>a</name></contact><contact><id>7</id></contact>\
         <contact><id>8</id><birthdate>x</birthdate></contact></contacts>",
    );
    let error = client(&answer, true)
        .call(&contact::get_list::Request::new())
        .unwrap_err();
    let text = error.to_string();
    for part in [
        "contacts.contact[0].id: missing",
        "contacts.contact[1].id is 7",
        "contacts.contact[2].id is 8",
        "contacts.contact[2].birthdate: expected",
    ] {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
}
