//! Clones of a client share its transport and its session, and may have a limit of their own.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{AsyncClient, Client};
use std::time::Duration;

/// A transport that cannot be cloned.
struct Lone;

impl planfix_api::client::Transport for Lone {
    fn send(
        &self,
        _: http::Request<planfix_api::client::Body>,
    ) -> Result<http::Response<Vec<u8>>, planfix_api::client::TransportError> {
        Ok(http::Response::new(ok(CREATED).into_bytes()))
    }
}

fn script(seen: &Seen) -> Reply {
    match seen.method() {
        "auth.login" => Reply::answer(200, &ok(&format!("<sid>{}</sid>", sid(seen.number)))),
        _ => Reply::answer(200, &ok(CREATED)),
    }
}

fn logins(server: &Server) -> usize {
    let seen = server.seen();
    seen.iter().filter(|seen| seen.method() == "auth.login").count()
}

#[test]
fn clones_share_one_session() {
    let server = Server::start(script);
    let client = Client::https(connection(server.endpoint(), with_login()));
    let clone = client.clone();
    client.call(&request()).unwrap();
    clone.call(&request()).unwrap();
    clone.with_limit(Duration::from_secs(60)).call(&request()).unwrap();
    assert_eq!(logins(&server), 1);

    let server = Server::start(script);
    let client = AsyncClient::https(connection(server.endpoint(), with_login()));
    let clone = client.clone();
    runtime().block_on(async {
        client.call(&request()).await.unwrap();
        clone.call(&request()).await.unwrap();
        clone
            .with_limit(Duration::from_secs(60))
            .call(&request())
            .await
            .unwrap();
    });
    assert_eq!(logins(&server), 1);
}

#[test]
fn a_client_is_cloned_without_its_transport() {
    let endpoint = "http://127.0.0.1:1/xml/".parse().unwrap();
    let client = Client::new(connection(endpoint, with_token()), Lone);
    assert_eq!(client.clone().call(&request()).unwrap().id.0, 42);
}

#[test]
fn a_limit_of_one_call_replaces_the_limit_of_the_transport() {
    let server = Server::start(|_| Reply::Hang(Vec::new()));
    let short = Duration::from_millis(50);

    let client = Client::https(connection(server.endpoint(), with_token()));
    let error = client.with_limit(short).call(&request()).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("within 50ms"), "{error}");

    let client = AsyncClient::https(connection(server.endpoint(), with_token()));
    let error = runtime()
        .block_on(client.with_limit(short).call(&request()))
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("within 50ms"), "{error}");
}
