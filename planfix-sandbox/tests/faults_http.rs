//! Faults over HTTP: what they do to a socket, and what the client says of them.
#![cfg(feature = "http")]

mod common;

use common::{BASIC, options, request};
use planfix_api::client::{Auth, Client, Connection, Http, Limits, Outcome};
use planfix_api::{ContactId, contact};
use planfix_sandbox::{Fault, Sandbox, Server};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

fn start() -> (Arc<Sandbox>, Server) {
    let sandbox = Arc::new(Sandbox::in_memory(options()).unwrap());
    let server = Server::start(Arc::clone(&sandbox)).unwrap();
    (sandbox, server)
}

fn client(server: &Server) -> Client<Http> {
    let auth = Auth::token("demo", "demo");
    let connection = Connection::new(server.url().parse().unwrap(), "demo", auth);
    let limits = Limits {
        call: Duration::from_secs(1),
        response: 1 << 20,
        ..Limits::default()
    };
    Client::new(connection, Http::with_limits(limits))
}

fn add() -> contact::add::Request {
    contact::add::Request::new().name("Анна")
}

/// Sends a call over a plain socket, and returns everything that comes back, and how it ended.
fn exchange(server: &Server) -> (String, std::io::Result<()>) {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let body = request("contact.get", "<contact><id>1</id></contact>");
    let head = format!(
        "POST /xml/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: {BASIC}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let ended = stream.read_to_end(&mut answer).map(drop);
    (String::from_utf8_lossy(&answer).into_owned(), ended)
}

#[test]
fn the_client_agrees_with_the_sandbox_about_every_fault() {
    for fault in Fault::ALL {
        let (sandbox, server) = start();
        sandbox.fail_next(*fault);
        let error = client(&server).call(&add()).unwrap_err();
        // The server may still be at it after the client has given up.
        while sandbox.calls().is_empty() {
            std::thread::yield_now();
        }
        server.stop().unwrap();
        let created = sandbox.stored(ContactId(7)).unwrap().is_some();
        assert_eq!(sandbox.calls()[0].carried_out, created, "{fault}");
        assert_eq!(sandbox.calls()[0].fault, Some(*fault));
        match error.outcome() {
            Outcome::NotSent | Outcome::Refused => assert!(!created, "{fault}: {error}"),
            Outcome::CarriedOut => assert!(created, "{fault}: {error}"),
            Outcome::Unknown => {}
        }
    }
}

#[test]
fn a_reset_is_a_reset_and_a_lost_answer_an_end() {
    let (sandbox, server) = start();
    for fault in [Fault::ResetBefore, Fault::ResetAfter] {
        sandbox.fail_next(fault);
        let (answer, ended) = exchange(&server);
        assert_eq!(answer, "");
        assert_eq!(ended.unwrap_err().kind(), ErrorKind::ConnectionReset, "{fault}");
    }
    sandbox.fail_next(Fault::LostAnswer);
    let (answer, ended) = exchange(&server);
    assert_eq!(answer, "");
    ended.unwrap();
}

#[test]
fn a_cut_body_is_shorter_than_announced_and_a_wrong_length_is_too_short() {
    let (sandbox, server) = start();
    let parts = |answer: &str| {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let (_, length) = head.split_once("content-length: ").unwrap();
        let announced: usize = length.split("\r\n").next().unwrap().parse().unwrap();
        (announced, body.len())
    };
    let (whole, _) = exchange(&server);
    let (announced, length) = parts(&whole);
    assert_eq!(announced, length);
    sandbox.fail_next(Fault::CutBody);
    let (cut, _) = exchange(&server);
    let (announced, part) = parts(&cut);
    assert!(announced == length && 0 < part && part < length, "{cut}");
    sandbox.fail_next(Fault::WrongLength);
    let (short, _) = exchange(&server);
    let (announced, part) = parts(&short);
    assert!(announced == part && part < length, "{short}");
}

#[test]
fn after_a_refused_connection_the_server_listens_again() {
    let (sandbox, server) = start();
    let client = client(&server);
    sandbox.fail_next(Fault::ConnectionRefused);
    client.call(&add()).unwrap_err();
    while client.call(&add()).is_err() {
        std::thread::yield_now();
    }
    let carried_out = sandbox.calls().iter().filter(|call| call.carried_out).count();
    assert_eq!(carried_out, 1);
}

#[test]
fn a_silent_server_stops_at_once() {
    let (sandbox, server) = start();
    for fault in [Fault::Silence, Fault::LateAnswer, Fault::SlowDrip] {
        sandbox.fail_next(fault);
        let address = server.address();
        let waiting = std::thread::spawn(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            let body = request("contact.get", "<contact><id>1</id></contact>");
            let head = format!(
                "POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: {BASIC}\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            answer
        });
        while !sandbox.calls().iter().any(|call| call.fault == Some(fault)) {
            std::thread::yield_now();
        }
        drop(waiting);
    }
    server.stop().unwrap();
}

#[test]
fn a_wrong_key_is_among_the_calls() {
    let (sandbox, server) = start();
    let connection = Connection::new(server.url().parse().unwrap(), "demo", Auth::token("other", "demo"));
    let client = Client::new(connection, Http::new());
    sandbox.fail_next(Fault::Busy);
    assert_eq!(client.call(&add()).unwrap_err().code(), Some("0001"));
    let call = &sandbox.calls()[0];
    assert_eq!((call.method, call.fault, call.carried_out), (None, None, false));
}
