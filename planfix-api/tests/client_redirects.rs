//! Redirects are followed within the server, and the key is sent nowhere else.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{Error, Outcome, Unreadable};

fn moved(status: u16, to: &str) -> Reply {
    Reply::Keep(http(status, &format!("Location: {to}\r\n"), ""))
}

#[test]
fn another_host_gets_nothing() {
    let other = std::sync::Arc::new(Server::start(|_| Reply::answer(200, &ok(CREATED))));
    for prefix in ["http://", "http://user:secret@", "//"] {
        let to = format!("{prefix}{}/xml/?a=b", other.address);
        each(
            move |_| moved(302, &to),
            |answer, seen| {
                let error = answer.unwrap_err();
                assert_eq!(seen.len(), 1);
                let expected = format!(
                    "contact.add: the answer (HTTP 302) cannot be used: it redirects to http://{}, where the key is not \
                     sent; check the endpoint; it may have been carried out: check before sending it again, or there \
                     may be two",
                    other.address
                );
                assert_eq!(error.to_string(), expected);
            },
        );
    }
    assert!(other.seen().is_empty(), "the other host was asked");
}

#[test]
fn the_same_host_is_asked_again_with_method_and_body() {
    for status in [301, 302, 307, 308] {
        each(
            move |seen| match seen.number {
                0 => moved(status, "/api/v2?x=1"),
                _ => Reply::answer(200, &ok(CREATED)),
            },
            |answer, seen| {
                answer.unwrap();
                assert_eq!(seen.len(), 2);
                assert_eq!(seen[1].line, "POST /api/v2?x=1 HTTP/1.1");
                assert_eq!(seen[0].body, seen[1].body);
                assert!(seen[1].head.contains("authorization: basic "));
            },
        );
    }
}

#[test]
fn an_absolute_address_of_the_same_host_is_followed() {
    each(
        |seen| match seen.number {
            0 => {
                let host = seen.head.split_once("host: ").unwrap().1.split_once("\r\n").unwrap().0;
                moved(307, &format!("http://{host}/there"))
            }
            _ => Reply::answer(200, &ok(CREATED)),
        },
        |answer, seen| {
            answer.unwrap();
            assert_eq!(seen[1].line, "POST /there HTTP/1.1");
        },
    );
}

#[test]
fn a_loop_ends() {
    each(
        |_| moved(302, "/xml/"),
        |answer, seen| {
            let error = answer.unwrap_err();
            assert!(error.to_string().contains("it redirects again and again"), "{error}");
            assert_eq!(seen.len(), 4);
        },
    );
}

#[test]
fn a_redirect_that_must_not_repeat_the_call_is_not_followed() {
    for (status, to) in [(303, "/done"), (302, "not/absolute"), (302, "http://"), (304, "/")] {
        each(
            move |_| moved(status, to),
            |answer, seen| {
                let error = answer.unwrap_err();
                assert!(
                    matches!(
                        error,
                        Error::Unreadable {
                            why: Unreadable::RedirectNowhere,
                            ..
                        }
                    ),
                    "{status} {to}: {error:?}"
                );
                assert_eq!(error.outcome(), Outcome::Unknown);
                assert_eq!(seen.len(), 1);
            },
        );
    }
}
