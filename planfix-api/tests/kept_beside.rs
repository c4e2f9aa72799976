//! Data of a message that has no row is kept too: at the root, in a refusal, and in the envelope.

use planfix_api::xml::{Answer, Refusal, read_request, read_response};
use planfix_api::{Why, contact, file, record::Typed, unknown};

fn refusal(answer: &[u8]) -> Refusal {
    let mut response = contact::get::Response::blank();
    match read_response(answer, &mut response) {
        Ok(Answer::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn kept(refusal: &Refusal) -> Vec<(&str, &str)> {
    refusal
        .unknown
        .iter()
        .map(|element| (element.path, element.xml))
        .collect()
}

#[test]
fn a_refusal_keeps_what_its_fields_do_not_hold() {
    let refusal = refusal(
        b"<response status=\"error\" lang=\"ru\"><code x=\"1\">8002<b>z</b></code><code>0001</code><message>a</message>\
          <message>b</message><id>5</id><id>six</id>tail</response>",
    );
    assert_eq!(
        (refusal.code.as_str(), refusal.message.as_str(), refusal.id),
        ("8002", "a", Some(5))
    );
    assert_eq!(
        kept(&refusal),
        [
            ("@lang", "ru"),
            ("code@x", "1"),
            ("code.b", "<b>z</b>"),
            ("code", "<code>0001</code>"),
            ("message", "<message>b</message>"),
            ("id", "<id>six</id>"),
            ("#text", "tail"),
        ]
    );
}

#[test]
fn an_empty_element_of_a_refusal_is_ignored() {
    let refusal = refusal(b"<response status=\"error\"><code/><code>3014</code><code/></response>");
    assert_eq!(refusal.code, "3014");
    assert!(refusal.unknown.is_empty());
}

#[test]
fn a_refusal_in_windows_1251_keeps_its_message_and_the_rest() {
    let mut answer =
        b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><response status=\"error\"><code>8002</code><message>"
            .to_vec();
    answer.extend([0xCD, 0xE5, 0xF2]);
    answer.extend(b"</message><hint>x</hint></response>");
    let refusal = refusal(&answer);
    assert_eq!((refusal.code.as_str(), refusal.message.as_str()), ("8002", "Нет"));
    assert_eq!(kept(&refusal), [("hint", "<hint>x</hint>")]);
}

#[test]
fn attributes_of_the_root_are_kept() {
    let mut response = contact::get::Response::blank();
    let answer = b"<response status=\"ok\" lang=\"ru\" xmlns=\"u\"><contact><id>1</id></contact></response>";
    read_response(answer, &mut response).unwrap();
    let found = unknown(&response);
    assert_eq!((found[0].path, found[0].xml, found.len()), ("@lang", "ru", 1));
    let mut request = contact::get::Request::blank();
    let text = b"<request method=\"contact.get\" extra=\"1\"><account x=\"1\">d<b>e</b></account><account>f</account>\
        <contact><id>1</id></contact></request>";
    let head = read_request(text, &mut request).unwrap();
    assert_eq!(head.account, "d");
    let found: Vec<(String, Why)> = unknown(&request).iter().map(|u| (u.path.to_owned(), u.why)).collect();
    assert_eq!(
        found,
        [
            ("@extra".to_owned(), Why::NoRow),
            ("account@x".to_owned(), Why::NoRow),
            ("account.b".to_owned(), Why::InText),
            ("account".to_owned(), Why::Second { row: None }),
        ]
    );
}

#[test]
fn an_empty_container_before_the_real_one_is_ignored() {
    let mut response = file::upload::Response::blank();
    let answer = b"<response status=\"ok\"><files/><files><file><uniqueId>5</uniqueId></file></files></response>";
    assert_eq!(read_response(answer, &mut response), Ok(Answer::Ok));
    assert_eq!(response.files.len(), 1);
}
