//! Answers that were cut off: the part that arrived is not lost.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{Error, Limits, Outcome, Unreadable};
use std::time::Duration;

const PART: &str = "<response status=\"ok\"><contact><id>7</id>";
const WHOLE: &str = "<response status=\"ok\"><contact><id>7</id></contact></response>";

/// Answers that promise more than this body, in both ways in which HTTP declares the length.
fn cut_off(body: &str) -> [Vec<u8>; 2] {
    let length = body.len();
    [
        format!("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{body}").into_bytes(),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n").into_bytes(),
    ]
}

fn is_told_as_carried_out(error: &Error, body: &str) {
    assert!(
        matches!(
            error,
            Error::Unreadable {
                status: 200,
                why: Unreadable::CutOff(_),
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(error.outcome(), Outcome::CarriedOut);
    let text = error.to_string();
    assert!(
        text.contains("(HTTP 200) cannot be used: it did not arrive whole: "),
        "{text}"
    );
    let end = "it was carried out: do not send it again; the answer says: contact.id is 7";
    assert!(text.ends_with(end), "{text}");
    assert_eq!(error.answer().unwrap().bytes(), body.as_bytes());
}

#[test]
fn an_answer_that_began_with_ok_was_carried_out_with_its_identifiers() {
    for body in [PART, WHOLE] {
        for answer in cut_off(body) {
            each(
                move |_| Reply::Close(answer.clone()),
                |answer, seen| {
                    is_told_as_carried_out(&answer.unwrap_err(), body);
                    assert_eq!(seen.len(), 1);
                },
            );
        }
    }
}

fn is_refused(answer: Vec<u8>) {
    each(
        move |_| Reply::Close(answer.clone()),
        |answer, _| {
            let error = answer.unwrap_err();
            assert_eq!(error.code(), Some("0015"));
            assert_eq!(error.outcome(), Outcome::Refused);
        },
    );
}

#[test]
fn a_refusal_that_arrived_whole_is_the_error() {
    for answer in cut_off(&refused("0015")) {
        is_refused(answer);
    }
}

#[test]
fn a_refusal_whose_code_arrived_is_the_error() {
    const PART: &str = "<response status=\"error\"><code>0015</code><mess";
    let in_time = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{PART}", PART.len()).into_bytes();
    let [promised, chunked] = cut_off(PART);
    for answer in [promised, chunked, in_time] {
        is_refused(answer);
    }
}

#[test]
fn any_other_part_is_kept_and_leaves_the_outcome_unknown() {
    let secret = format!("<html>{NAME}");
    for body in [secret.as_str(), "<response", "<response status=\"error\"><code>00"] {
        for answer in cut_off(body) {
            each(
                move |_| Reply::Close(answer.clone()),
                |answer, _| {
                    let error = answer.unwrap_err();
                    assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
                    assert_eq!(error.outcome(), Outcome::Unknown);
                    assert_eq!(error.answer().unwrap().bytes(), body.as_bytes());
                },
            );
        }
    }
    for nothing in [Vec::new(), b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".to_vec()] {
        each(
            move |_| Reply::Close(nothing.clone()),
            |answer, _| assert!(answer.unwrap_err().answer().is_none()),
        );
    }
}

#[test]
fn a_part_before_a_limit_is_kept_too() {
    let limits = Limits {
        call: Duration::from_secs(2),
        ..patient()
    };
    each_with(
        with_token(),
        limits,
        |_| Reply::Hang(format!("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{PART}").into_bytes()),
        |answer, _| {
            let error = answer.unwrap_err();
            is_told_as_carried_out(&error, PART);
            assert!(error.is_timeout(), "{error:?}");
        },
    );
}

#[test]
fn the_rest_of_a_refusal_that_is_not_well_formed_is_kept() {
    let answer = "<response status=\"error\"><code>8002</code><message>a\u{1b}b</message></response>";
    each(
        move |_| Reply::answer(200, answer),
        |answer, _| {
            let Err(Error::Refused { refusal, .. }) = answer else {
                panic!("not refused");
            };
            assert_eq!((refusal.code.as_str(), refusal.unknown.len()), ("8002", 1));
            let rest = refusal.unknown.iter().next().unwrap();
            assert_eq!(rest.path, "message");
            assert!(rest.xml.starts_with("<message>a\u{1b}b</message>"), "{}", rest.xml);
        },
    );
}
