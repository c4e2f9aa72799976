//! The sandbox over HTTP on loopback.
#![cfg(feature = "http")]

mod common;

use common::{BASIC, connection, options, request};
use planfix_api::client::{Client, Connection, Http};
use planfix_api::{ContactId, FileId, Maybe, contact, file};
use planfix_sandbox::{Sandbox, ServeError, Server, serve};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

fn server() -> Server {
    Server::start(Arc::new(Sandbox::in_memory(options()).unwrap())).unwrap()
}

/// Sends the bytes of a request and returns the answer.
fn exchange(server: &Server, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let head = format!(
        "{head}\r\nHost: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        server.address(),
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_plain_socket_gets_an_answer() {
    let server = server();
    let body = request("contact.get", "<contact><id>1</id></contact>");
    let answer = exchange(
        &server,
        &format!("POST /xml/ HTTP/1.1\r\nAuthorization: {BASIC}"),
        &body,
    );
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(
        answer.contains("content-type: application/xml; charset=utf-8"),
        "{answer}"
    );
    assert!(answer.contains("<name>Анна</name>"), "{answer}");
    let answer = exchange(&server, "POST / HTTP/1.1", &body);
    assert!(answer.contains("<code>0001</code>"), "{answer}");
    let answer = exchange(&server, "GET / HTTP/1.1", "");
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
}

#[test]
fn a_download_is_a_file_or_a_redirect() {
    let server = server();
    let auth = planfix_api::client::Auth::token("demo", "demo");
    let connection = Connection::new(server.url().parse().unwrap(), "demo", auth);
    let client = Client::new(connection, Http::new());
    let download = |id| client.call(&file::download::Request::new(FileId(id)));
    let body = file::download::Content::Body(b"Twelve white desks".to_vec().into());
    assert_eq!(download(1).unwrap().content, Some(body));
    let link = file::download::Content::Link("https://example.com/plan.pdf".to_owned());
    assert_eq!(download(2).unwrap().content, Some(link));
    assert_eq!(download(99).unwrap_err().code(), Some("9002"));
}

#[test]
fn the_blocking_client_works_over_it() {
    let server = server();
    let auth = planfix_api::client::Auth::token("demo", "demo");
    let connection = Connection::new(server.url().parse().unwrap(), "demo", auth);
    let client = Client::new(connection, Http::new());
    client
        .call(&contact::update::Request::new(ContactId(1)).post("Капитан 🙂"))
        .unwrap();
    let contact = client.call(&contact::get::Request::new(ContactId(1))).unwrap().contact;
    assert_eq!(contact.post, Maybe::Set("Капитан 🙂".to_owned()));
}

#[test]
fn in_process_and_over_http_share_one_sandbox() {
    let sandbox = Arc::new(Sandbox::in_memory(options()).unwrap());
    let server = Server::start(Arc::clone(&sandbox)).unwrap();
    let client = Client::new(connection(), Arc::clone(&sandbox));
    client
        .call(&contact::update::Request::new(ContactId(1)).post("Captain"))
        .unwrap();
    let body = request("contact.get", "<contact><id>1</id></contact>");
    let answer = exchange(
        &server,
        &format!("POST /xml/ HTTP/1.1\r\nAuthorization: {BASIC}"),
        &body,
    );
    assert!(answer.contains("<post>Captain</post>"), "{answer}");
}

#[test]
fn it_stops_when_it_is_dropped_even_with_an_open_connection() {
    let server = server();
    let address = server.address();
    let idle = TcpStream::connect(address).unwrap();
    drop(server);
    drop(idle);
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn only_loopback_is_served() {
    let sandbox = Arc::new(Sandbox::in_memory(options()).unwrap());
    let everywhere = || TcpListener::bind("0.0.0.0:0").unwrap();
    let error = serve(Arc::clone(&sandbox), everywhere(), async {}).unwrap_err();
    assert!(matches!(error, ServeError::NotLoopback(_)), "{error}");
    assert!(error.to_string().contains("127.0.0.1"), "{error}");
    assert!(Server::start_on(sandbox, everywhere()).is_err());
}
