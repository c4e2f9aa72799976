//! The example of another HTTP client works, and is as short as it says.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

#[allow(dead_code)] // Its `main`.
#[path = "../examples/own_transport.rs"]
mod own_transport;

use client_support::*;
use planfix_api::ContactId;
use planfix_api::client::{Client, Error, Outcome};

#[test]
fn the_example_calls_and_leaves_redirects_to_the_client() {
    let server = Server::start(|seen| match seen.number {
        0 => Reply::Close(http(307, "Location: /there\r\n", "")),
        1 => Reply::Close(http(200, "", &ok(CREATED))),
        _ => Reply::Close(Vec::new()),
    });
    let client = Client::new(connection(server.endpoint(), with_token()), own_transport::Minreq);
    assert_eq!(client.call(&request()).unwrap().id, ContactId(42));
    assert_eq!(server.seen()[1].line, "POST /there HTTP/1.1");

    let error = client.call(&request()).unwrap_err();
    assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn the_example_has_at_most_fifteen_lines() {
    let text = include_str!("../examples/own_transport.rs");
    let from_impl = text.split_once("impl Transport for Minreq").unwrap().1;
    let lines = from_impl.split_once("\n}\n").unwrap().0.lines().count() + 1;
    assert!(lines <= 15, "{lines} lines");
}
