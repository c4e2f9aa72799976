//! HTTP errors of a web server or a proxy: their messages, when to try again, and whether the call was carried out.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::Class;
use planfix_api::client::{Error, Outcome};
use std::time::Duration;

const PAGE: &str = "<html><body><h1>Sorry</h1></body></html>";

#[test]
fn a_request_that_was_turned_away_says_why_and_was_not_carried_out() {
    for (status, class, words) in [
        (
            401,
            Some(Class::Credentials),
            "unauthorized. Correct the key, the token or the login before sending it again.",
        ),
        (
            403,
            Some(Class::Denied),
            "forbidden. Check what the key and the token may do, and whether this network may reach the server.",
        ),
        (
            404,
            Some(Class::Endpoint),
            "not found. Check the endpoint: there is no API at this address.",
        ),
        (413, Some(Class::Input), "content too large. Send less in one request."),
        (429, Some(Class::Busy), "too many requests. Send it again in a second."),
        (
            503,
            Some(Class::Later),
            "service unavailable. It is overloaded or under maintenance: send it again in a few minutes.",
        ),
        (
            422,
            None,
            "unprocessable entity. Check the endpoint, and any proxy between here and PlanFix.",
        ),
    ] {
        for body in ["", PAGE, "{\"error\":1}", "<Error><Code>x</Code></Error>"] {
            each(
                move |_| Reply::answer(status, body),
                |answer, seen| {
                    let error = answer.unwrap_err();
                    assert!(
                        matches!(error, Error::Http { status: s, .. } if s == status),
                        "{error:?}"
                    );
                    assert_eq!(error.outcome(), Outcome::Refused);
                    assert_eq!(error.class(), class);
                    assert_eq!(error.is_not_now(), [429, 503].contains(&status));
                    assert_eq!(
                        error.to_string(),
                        format!("contact.add: turned away, nothing was carried out (HTTP {status}): {words}")
                    );
                    assert_eq!(seen.len(), 1);
                },
            );
        }
    }
}

#[test]
fn a_server_that_failed_may_have_carried_it_out() {
    for (status, words) in [
        (500, "internal server error"),
        (
            502,
            "bad gateway, a server between here and PlanFix got no valid answer from it",
        ),
        (
            504,
            "gateway timeout, a server between here and PlanFix got no answer from it in time",
        ),
        (408, "request timeout"),
        (499, "a status that is not in any standard"),
    ] {
        each(
            move |_| Reply::answer(status, PAGE),
            |answer, _| {
                let error = answer.unwrap_err();
                assert_eq!(error.outcome(), Outcome::Unknown);
                assert!(!error.is_not_now());
                assert_eq!(
                    error.to_string(),
                    format!(
                        "contact.add: the answer is an HTTP error (HTTP {status}): {words}; it may have been carried \
                         out: check before sending it again, or there may be two"
                    )
                );
            },
        );
    }
}

#[test]
fn retry_after_is_kept_as_seconds_and_as_a_date() {
    for header in [
        "Retry-After: 30",
        "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:50:07 GMT",
    ] {
        for status in [429, 503] {
            each(
                move |_| Reply::Keep(http(status, &format!("{header}\r\n"), PAGE)),
                |answer, _| {
                    let error = answer.unwrap_err();
                    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
                    let text = error.to_string();
                    assert!(text.ends_with(". The server asks to send it again in 30 s."), "{text}");
                },
            );
        }
        each(
            move |_| Reply::Keep(http(503, &format!("{header}\r\n"), &refused("3014"))),
            |answer, _| {
                let error = answer.unwrap_err();
                assert_eq!(error.code(), Some("3014"));
                assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
                assert!(error.to_string().ends_with(" send it again in 30 s."), "{error}");
            },
        );
    }
    each(
        |_| Reply::answer(429, ""),
        |answer, _| assert_eq!(answer.unwrap_err().retry_after(), None),
    );
}

#[test]
fn retry_after_does_not_hide_what_to_do() {
    const HEADER: &str = "Retry-After: 30\r\n";
    for (status, remedy) in [
        (401, "Correct the key, the token or the login before sending it again."),
        (
            403,
            "Check what the key and the token may do, and whether this network may reach the server.",
        ),
        (404, "Check the endpoint: there is no API at this address."),
        (409, "Check the endpoint, and any proxy between here and PlanFix."),
        (413, "Send less in one request."),
    ] {
        each(
            move |_| Reply::Keep(http(status, HEADER, PAGE)),
            |answer, _| {
                let error = answer.unwrap_err();
                assert!(error.to_string().ends_with(remedy), "{error}");
                assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
            },
        );
    }
    each(
        |_| Reply::Keep(http(200, HEADER, &refused("0001"))),
        |answer, _| {
            let error = answer.unwrap_err();
            let remedy = "Correct the key, the token or the login before sending it again.";
            assert!(error.to_string().ends_with(remedy), "{error}");
        },
    );
}

#[test]
fn busy_maintenance_and_limits_ask_to_come_back_and_others_do_not() {
    for (code, not_now) in [
        ("3014", true),
        ("0011", true),
        ("0007", true),
        ("0001", false),
        ("0005", false),
        ("0015", false),
        ("8002", false),
        ("9876", false),
    ] {
        each(
            move |_| Reply::answer(200, &refused(code)),
            |answer, _| assert_eq!(answer.unwrap_err().is_not_now(), not_now, "{code}"),
        );
    }
}

#[test]
fn a_refusal_says_the_message_of_planfix_on_one_short_line() {
    let long = "x".repeat(5000);
    let message = format!("contact.id: expected a number\ncontact.name: missing\u{202e}\u{9b}31m {long}");
    let answer = format!("<response status=\"error\"><code>0015</code><message>{message}</message></response>");
    each(
        move |_| Reply::answer(200, &answer),
        |answer, _| {
            let text = answer.unwrap_err().to_string();
            let expected = "PlanFix says: contact.id: expected a number; contact.name: missing\\u{202e}\\u{9b}31m xxx";
            assert!(text.contains(expected), "{text}");
            assert!(text.chars().count() < 1300, "{}", text.len());
            assert!(text.ends_with('…'), "{text}");
        },
    );
}

#[test]
fn an_error_knows_its_method_its_effect_and_whether_it_was_sent() {
    each(
        |_| Reply::Close(Vec::new()),
        |answer, _| {
            let error = answer.unwrap_err();
            assert_eq!(
                (error.method(), error.effect()),
                ("contact.add", planfix_api::Effect::Create)
            );
            assert!(!error.is_connect() && !error.is_timeout());
        },
    );
    each_with(
        with_token(),
        planfix_api::client::Limits {
            call: Duration::from_millis(100),
            ..patient()
        },
        |_| Reply::Hang(Vec::new()),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(!error.is_connect() && error.is_timeout(), "{error:?}");
        },
    );
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for call in [blocking, asynchronous] {
        let endpoint = format!("http://{free}/xml/").parse().unwrap();
        let error = call(endpoint, with_token(), patient()).unwrap_err();
        assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    }
}

/// A server that reads only the head of a request that is too large for it.
#[test]
fn an_answer_that_comes_before_the_body_was_sent_is_read() {
    for call in [blocking_large, asynchronous_large] {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (told, heard) = std::sync::mpsc::channel();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = [0; 256];
            let _ = std::io::Read::read(&mut stream, &mut head).unwrap();
            let answer = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            std::io::Write::write_all(&mut stream, answer).unwrap();
            // Closed when the client has its answer, with most of the body unread.
            heard.recv().unwrap();
        });
        let error = call(format!("http://{address}/xml/").parse().unwrap()).unwrap_err();
        told.send(()).unwrap();
        server.join().unwrap();
        assert!(matches!(error, Error::Http { status: 413, .. }), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Refused);
    }
}

fn large() -> planfix_api::contact::add::Request {
    planfix_api::contact::add::Request::new().name("x".repeat(30_000_000))
}

fn blocking_large(endpoint: planfix_api::client::Endpoint) -> Answer {
    let transport = planfix_api::client::Http::with_limits(patient());
    planfix_api::client::Client::new(connection(endpoint, with_token()), transport).call(&large())
}

fn asynchronous_large(endpoint: planfix_api::client::Endpoint) -> Answer {
    let transport = planfix_api::client::Reqwest::with_limits(patient());
    let client = planfix_api::client::AsyncClient::new(connection(endpoint, with_token()), transport);
    runtime().block_on(client.call(&large()))
}
