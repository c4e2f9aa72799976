//! Connections that fail, and the outcome of the call.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{AsyncClient, Client, Endpoint, Error, Http, Limits, Outcome, Reqwest};
use planfix_api::contact;
use std::net::TcpListener;
use std::time::Duration;

fn not_sent(endpoint: &Endpoint, limits: Limits) -> [String; 2] {
    [blocking, asynchronous].map(|call| {
        let error = call(endpoint.clone(), with_token(), limits).unwrap_err();
        println!("{}\n", chain(&error));
        assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
        no_secrets(&format!("{error:?}"));
        error.to_string()
    })
}

#[test]
fn a_refused_connection_sent_nothing() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let endpoint: Endpoint = format!("http://{free}/xml/").parse().unwrap();
    for text in not_sent(&endpoint, patient()) {
        let expected =
            format!("contact.add: not sent, nothing was carried out: no connection to {free}: Connection refused");
        assert!(text.starts_with(&expected), "{text}");
    }
    for call in [blocking, asynchronous] {
        let error = call(endpoint.clone(), with_token(), patient()).unwrap_err();
        let mut source: &dyn std::error::Error = &error;
        while let Some(next) = source.source() {
            source = next;
        }
        let io = source.downcast_ref::<std::io::Error>().unwrap();
        assert_eq!(io.kind(), std::io::ErrorKind::ConnectionRefused);
    }
}

#[test]
fn a_host_without_an_address_was_sent_nothing() {
    let endpoint: Endpoint = "https://planfix.invalid/xml/".parse().unwrap();
    for text in not_sent(&endpoint, patient()) {
        assert!(text.contains("no connection to planfix.invalid: "), "{text}");
    }
}

#[test]
fn a_server_that_does_not_speak_tls_was_sent_nothing() {
    let server = Server::start(|_| Reply::Close(b"no TLS here\r\n\r\n".to_vec()));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint: Endpoint = format!("https://{}/xml/", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            drop(std::io::Write::write_all(
                &mut stream.unwrap(),
                b"HTTP/1.1 400 Bad Request\r\n\r\n",
            ));
        }
    });
    not_sent(&endpoint, patient());
    assert!(server.seen().is_empty());
}

#[test]
fn a_server_that_closes_without_an_answer_is_asked_once() {
    each(
        |_| Reply::Close(Vec::new()),
        |answer, seen| {
            let error = answer.unwrap_err();
            assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
            assert_eq!(error.outcome(), Outcome::Unknown);
            let text = error.to_string();
            assert!(
                text.starts_with("contact.add: sent, but no whole answer arrived: the connection was lost: "),
                "{text}"
            );
            assert!(
                text.ends_with("it may have been carried out: check before sending it again, or there may be two"),
                "{text}"
            );
            assert_eq!(seen.len(), 1, "sent again");
        },
    );
}

/// HTTP libraries tend to repeat a request when a kept connection turns out to be closed.
#[test]
fn a_kept_connection_that_closes_under_a_call_does_not_repeat_it() {
    let script = |seen: &Seen| match seen.number {
        0 => Reply::answer(200, &ok(CREATED)),
        _ => Reply::Close(Vec::new()),
    };
    let server = Server::start(script);
    let client = Client::new(
        connection(server.endpoint(), with_token()),
        Http::with_limits(patient()),
    );
    client.call(&request()).unwrap();
    assert!(matches!(client.call(&request()), Err(Error::NoAnswer { .. })));
    assert_eq!(server.seen().len(), 2);

    let server = Server::start(script);
    let client = AsyncClient::new(
        connection(server.endpoint(), with_token()),
        Reqwest::with_limits(patient()),
    );
    runtime().block_on(async {
        client.call(&request()).await.unwrap();
        assert!(matches!(client.call(&request()).await, Err(Error::NoAnswer { .. })));
    });
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_body_shorter_than_its_length_was_cut_off() {
    each(
        |_| Reply::Close(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<response".to_vec()),
        |answer, seen| {
            let error = answer.unwrap_err();
            assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
            assert!(
                error.to_string().contains("no whole answer arrived: it was cut off: "),
                "{error}"
            );
            assert!(chain(&error).lines().count() > 1);
            assert_eq!(seen.len(), 1);
        },
    );
}

#[test]
fn an_answer_that_is_not_http_is_a_lost_answer() {
    each(
        |_| Reply::Close(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()),
        |answer, _| assert!(matches!(answer, Err(Error::NoAnswer { .. })), "{answer:?}"),
    );
}

#[test]
fn an_answer_over_the_limit_is_not_read() {
    let limits = Limits {
        response: 1000,
        ..patient()
    };
    for head in ["Content-Length: 2000\r\n", ""] {
        each_with(
            with_token(),
            limits,
            move |_| Reply::Close(format!("HTTP/1.1 200 OK\r\n{head}\r\n{}", "x".repeat(2000)).into_bytes()),
            |answer, _| {
                let error = answer.unwrap_err();
                assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
                let expected = "no whole answer arrived: it is longer than 1000 bytes, and the rest was not read;";
                assert!(error.to_string().contains(expected), "{error}");
            },
        );
    }
    // An answer of exactly the limit is read.
    let body = ok(CREATED);
    let limits = Limits {
        response: body.len() as u64,
        ..patient()
    };
    each_with(
        with_token(),
        limits,
        move |_| Reply::answer(200, &body),
        |answer, _| drop(answer.unwrap()),
    );
}

#[test]
fn an_answer_that_never_ends_is_read_up_to_the_limit() {
    let limits = Limits {
        response: 100_000,
        ..patient()
    };
    let item = "<contact><id>1</id></contact>".repeat(1000);
    let chunk = format!("{:x}\r\n{item}\r\n", item.len());
    for (head, piece) in [("", item), ("Transfer-Encoding: chunked\r\n", chunk)] {
        each_with(
            with_token(),
            limits,
            move |_| {
                let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n");
                Reply::Endless(head.into_bytes(), piece.clone().into_bytes())
            },
            |answer, seen| {
                let error = answer.unwrap_err();
                assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
                let expected = "it is longer than 100000 bytes, and the rest was not read;";
                assert!(error.to_string().contains(expected), "{error}");
                assert_eq!(seen.len(), 1);
            },
        );
    }
}

#[test]
fn a_slow_server_is_not_waited_for() {
    let limits = Limits {
        call: Duration::from_millis(300),
        ..Limits::default()
    };
    for bytes in ["", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<response"] {
        each_with(
            with_token(),
            limits,
            move |_| Reply::Hang(bytes.as_bytes().to_vec()),
            |answer, seen| {
                let error = answer.unwrap_err();
                assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
                assert!(
                    error.to_string().contains("the server sent none within 300ms;"),
                    "{error}"
                );
                assert_eq!(seen.len(), 1);
            },
        );
    }
}

#[test]
fn an_answer_that_drips_is_not_waited_for() {
    let limits = Limits {
        call: Duration::from_millis(500),
        ..Limits::default()
    };
    each_with(
        with_token(),
        limits,
        |_| Reply::Dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".to_vec()),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(error.is_timeout(), "{error:?}");
            assert_eq!(error.outcome(), Outcome::Unknown);
        },
    );
}

#[test]
fn a_connection_without_tls_within_the_limit_sent_nothing() {
    // Connections are accepted, but nothing is read from them.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint: Endpoint = format!("https://{}/xml/", silent.local_addr().unwrap())
        .parse()
        .unwrap();
    for limits in [
        Limits {
            connect: Duration::from_millis(200),
            ..patient()
        },
        Limits {
            call: Duration::from_millis(200),
            ..patient()
        },
    ] {
        for text in not_sent(&endpoint, limits) {
            let end = format!("no connection to {} within 200ms", silent.local_addr().unwrap());
            assert!(text.ends_with(&end), "{text}");
        }
    }
}

#[test]
fn a_request_that_is_not_valid_is_not_sent_and_opens_no_session() {
    let server = Server::start(|_| Reply::answer(200, &ok(CREATED)));
    let client = Client::new(
        connection(server.endpoint(), with_login()),
        Http::with_limits(patient()),
    );
    let error = client.call(&contact::add::Request::new().name("a\u{1}")).unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(server.seen().is_empty());
}

#[test]
fn what_to_do_depends_on_the_effect() {
    let server = Server::start(|_| Reply::Close(Vec::new()));
    let client = Client::new(
        connection(server.endpoint(), with_token()),
        Http::with_limits(patient()),
    );
    let id = planfix_api::ContactId(1);
    for (text, advice) in [
        (
            client.call(&contact::get::Request::new(id)).unwrap_err().to_string(),
            "nothing was changed, it may be sent again",
        ),
        (
            client.call(&contact::update::Request::new(id)).unwrap_err().to_string(),
            "it sets a state, so it may be sent again",
        ),
        (
            client.call(&contact::delete::Request::new(id)).unwrap_err().to_string(),
            "it may be sent again, and \"does not exist\" then means done",
        ),
    ] {
        assert!(text.ends_with(advice), "{text}");
    }
}
