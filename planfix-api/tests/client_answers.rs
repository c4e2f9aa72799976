//! Answers of a server, through real connections and both transports.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{Error, Outcome, Unreadable};
use planfix_api::{Class, ContactId};
use std::error::Error as _;

#[test]
fn a_call_is_one_post_with_key_and_token() {
    each(
        |_| Reply::answer(200, &ok(CREATED)),
        |answer, seen| {
            assert_eq!(answer.unwrap().id, ContactId(42));
            assert_eq!(seen.len(), 1);
            assert_eq!(seen[0].line, "POST /xml/ HTTP/1.1");
            let agent = format!("user-agent: planfix-api/{}\r\n", env!("CARGO_PKG_VERSION"));
            assert!(seen[0].head.contains(&agent), "{}", seen[0].head);
            assert!(seen[0].head.contains("content-type: application/xml\r\n"));
            assert!(seen[0].head.contains("authorization: basic "));
            assert!(!seen[0].head.contains("accept-encoding"), "{}", seen[0].head);
            assert!(!seen[0].head.contains("transfer-encoding"), "{}", seen[0].head);
            assert_eq!(seen[0].method(), "contact.add");
        },
    );
}

#[test]
fn a_connection_is_used_again() {
    let server = Server::start(|_| Reply::answer(200, &ok(CREATED)));
    let client = planfix_api::client::Client::new(
        connection(server.endpoint(), with_token()),
        planfix_api::client::Http::with_limits(patient()),
    );
    for _ in 0..3 {
        client.call(&request()).unwrap();
    }
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn a_web_page_with_status_200_is_reported_as_one() {
    for page in [
        "<!DOCTYPE html><html><body>Technical works</body></html>",
        "\u{feff}\n <HTML>",
        "<?xml version=\"1.0\"?><!-- x --><!DOCTYPE html PUBLIC \"x\"><html/>",
    ] {
        each(
            move |_| Reply::answer(200, page),
            |answer, _| {
                let error = answer.unwrap_err();
                assert!(
                    matches!(
                        error,
                        Error::Unreadable {
                            status: 200,
                            why: Unreadable::Html,
                            ..
                        }
                    ),
                    "{error:?}"
                );
                assert_eq!(error.outcome(), Outcome::Unknown);
                assert_eq!(
                    error.to_string(),
                    "contact.add: the answer (HTTP 200) cannot be used: it is a web page, not XML (a proxy, a login \
                     page or a maintenance notice?); it may have been carried out: check before sending it again, or \
                     there may be two"
                );
            },
        );
    }
}

#[test]
fn an_empty_body_and_plain_text_are_told_apart() {
    each(
        |_| Reply::answer(200, ""),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(
                error.to_string().contains("(HTTP 200) cannot be used: it is empty;"),
                "{error}"
            );
        },
    );
    each(
        |_| Reply::answer(200, "It works"),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(
                error.to_string().contains("(HTTP 200) cannot be used: it is not XML;"),
                "{error}"
            );
        },
    );
    each(
        |_| Reply::Keep(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(
                error.to_string().contains("(HTTP 204) cannot be used: it is empty;"),
                "{error}"
            );
        },
    );
}

#[test]
fn a_refusal_is_read_whatever_the_status() {
    for status in [200, 403, 500] {
        each(
            move |_| Reply::answer(status, &refused("0001")),
            |answer, seen| {
                let error = answer.unwrap_err();
                assert_eq!(error.code(), Some("0001"));
                assert_eq!(error.class(), Some(Class::Credentials));
                assert_eq!(error.outcome(), Outcome::Refused);
                assert_eq!(
                    error.to_string(),
                    "contact.add: refused by PlanFix, nothing was carried out; code 0001: The API key is wrong. \
                     Correct the key, the token or the login before sending it again."
                );
                assert_eq!(seen.len(), 1);
            },
        );
    }
}

#[test]
fn codes_have_their_class_and_an_unknown_one_is_kept() {
    for (code, class) in [
        ("0004", Some(Class::Account)),
        ("0007", Some(Class::Limit)),
        ("0011", Some(Class::Later)),
        ("0015", Some(Class::Input)),
        ("0024", Some(Class::Endpoint)),
        ("3014", Some(Class::Busy)),
        ("8002", Some(Class::NotFound)),
        ("8003", Some(Class::Failed)),
        ("9876", None),
        ("15", None),
    ] {
        each(
            move |_| Reply::answer(200, &refused(code)),
            |answer, seen| {
                let error = answer.unwrap_err();
                assert_eq!(error.code(), Some(code));
                assert_eq!(error.class(), class);
                // The client does not repeat the call on its own.
                assert_eq!(seen.len(), 1);
                if class.is_none() {
                    let shown = format!("nothing was carried out; code {code}, which is not in the table of codes");
                    assert!(error.to_string().ends_with(&shown), "{error}");
                }
            },
        );
    }
}

#[test]
fn without_a_login_a_lost_session_is_an_error_at_once() {
    each(
        |_| Reply::answer(200, &refused("0005")),
        |answer, seen| {
            assert_eq!(answer.unwrap_err().class(), Some(Class::Session));
            assert_eq!(seen.len(), 1);
        },
    );
}

#[test]
fn xml_that_ends_too_early_was_cut_off() {
    each(
        |_| Reply::answer(200, "<response status=\"ok\"><contact><id>4"),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::Unreadable {
                        why: Unreadable::Truncated(_),
                        ..
                    }
                ),
                "{error:?}"
            );
            assert!(error.to_string().contains("it was cut off: 1:"), "{error}");
            // The chain of sources ends at the fault in the document.
            let why = error.source().unwrap();
            let fault = why.source().unwrap();
            assert!(fault.is::<planfix_api::xml::ReadError>());
        },
    );
}

#[test]
fn xml_that_does_not_match_is_reported_with_its_place() {
    each(
        |_| Reply::answer(200, &ok("<contact><id>many</id></contact>")),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::Unreadable {
                        why: Unreadable::Xml(_),
                        ..
                    }
                ),
                "{error:?}"
            );
            assert!(error.to_string().contains("contact.id"), "{error}");
            assert!(error.to_string().contains("contact.add.md:"), "{error}");
        },
    );
}

#[test]
fn a_compressed_answer_is_reported_as_one() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\x00".to_vec();
    each(
        move |_| Reply::Close(answer.clone()),
        |answer, _| {
            let text = answer.unwrap_err().to_string();
            assert!(
                text.contains("it is compressed (gzip), although the request did not ask for it"),
                "{text}"
            );
        },
    );
}
