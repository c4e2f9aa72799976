//! Connections that misuse a server: too many, too slow, too long, without a key.
#![cfg(feature = "http")]

mod common;

use common::{BASIC, NOW, options, request};
use planfix_sandbox::{Options, Sandbox, Server, ServerLimits};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// Longer than any test.
const NEVER: Duration = Duration::from_secs(3600);
const SOON: Duration = Duration::from_millis(20);

fn server(limits: ServerLimits) -> Server {
    server_of(options().server(limits))
}

fn server_of(options: Options) -> Server {
    Server::start(Arc::new(Sandbox::in_memory(options).unwrap())).unwrap()
}

fn patient() -> ServerLimits {
    ServerLimits::default().head(NEVER).body(NEVER)
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address()).unwrap();
    // Fails a test that would hang; nothing takes so long.
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

fn send(stream: &mut TcpStream, headers: &str, body: &[u8]) {
    let head = format!("POST /xml/ HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
}

/// Reads up to the end of the connection.
fn rest(stream: &mut TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn ask(server: &Server) -> String {
    let body = request("contact.get", "<contact><id>1</id></contact>");
    let headers = format!(
        "Authorization: {BASIC}\r\nConnection: close\r\nContent-Length: {}",
        body.len()
    );
    let mut stream = connect(server);
    send(&mut stream, &headers, body.as_bytes());
    rest(&mut stream)
}

#[test]
fn idle_connections_make_room_for_a_request() {
    let server = server(patient().connections(4));
    let idle: Vec<TcpStream> = (0..12).map(|_| connect(&server)).collect();
    let half: Vec<TcpStream> = (0..12)
        .map(|_| {
            let mut stream = connect(&server);
            stream.write_all(b"POST /xml/ HTTP/1.1\r\nHost: loc").unwrap();
            stream
        })
        .collect();
    let answer = ask(&server);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(server.is_running());
    drop((idle, half));
}

#[test]
fn unfinished_bodies_make_room_for_a_request() {
    for length in ["Content-Length: 1000", "Transfer-Encoding: chunked"] {
        let server = server(patient().connections(4));
        let unfinished: Vec<TcpStream> = (0..24)
            .map(|_| {
                let mut stream = connect(&server);
                send(&mut stream, &format!("Authorization: {BASIC}\r\n{length}"), b"5");
                stream
            })
            .collect();
        let answer = ask(&server);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        drop(unfinished);
    }
}

#[test]
fn a_connection_without_a_head_is_closed() {
    let server = server(patient().head(SOON));
    assert_eq!(rest(&mut connect(&server)), "");
    let mut half = connect(&server);
    half.write_all(b"POST /xml/ HTTP/1.1\r\nHost: loc").unwrap();
    assert!(!rest(&mut half).contains("200 OK"));
    // An earlier request does not change that.
    let mut stream = connect(&server);
    let body = request("contact.get", "<contact><id>1</id></contact>");
    send(
        &mut stream,
        &format!("Authorization: {BASIC}\r\nContent-Length: {}", body.len()),
        body.as_bytes(),
    );
    assert_eq!(rest(&mut stream).matches("HTTP/1.1 200 OK").count(), 1);
}

#[test]
fn a_body_that_does_not_arrive_is_408() {
    let server = server(patient().body(SOON));
    for length in ["Content-Length: 1000", "Transfer-Encoding: chunked"] {
        let mut stream = connect(&server);
        send(&mut stream, &format!("Authorization: {BASIC}\r\n{length}"), b"5");
        let answer = rest(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("did not arrive within 0.02 seconds"), "{answer}");
    }
}

#[test]
fn the_key_is_checked_before_the_body() {
    let server = server(patient());
    for length in ["Content-Length: 60000000", "Transfer-Encoding: chunked"] {
        for key in ["X-Nothing: 1", "Authorization: Basic b3RoZXI6ZGVtbw=="] {
            let mut stream = connect(&server);
            send(&mut stream, &format!("{key}\r\n{length}"), b"");
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let answer = rest(&mut stream);
            assert!(answer.contains("<code>0001</code>"), "{answer}");
        }
    }
}

#[test]
fn a_client_that_sends_too_much_sees_413() {
    let server = server(patient());
    let piece = vec![b' '; 1 << 20];
    for is_chunked in [false, true] {
        let mut stream = connect(&server);
        let length = if is_chunked {
            "Transfer-Encoding: chunked".to_owned()
        } else {
            format!("Content-Length: {}", 80 << 20)
        };
        send(&mut stream, &format!("Authorization: {BASIC}\r\n{length}"), b"");
        for _ in 0..80 {
            if is_chunked {
                stream.write_all(b"100000\r\n").unwrap();
            }
            stream.write_all(&piece).unwrap();
            if is_chunked {
                stream.write_all(b"\r\n").unwrap();
            }
        }
        if is_chunked {
            stream.write_all(b"0\r\n\r\n").unwrap();
        }
        let answer = rest(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
        assert!(answer.contains("at most 64 MiB"), "{answer}");
    }
}

#[test]
fn what_a_web_page_sends_is_403() {
    let server = server(patient());
    let body = request("contact.add", "<contact><name>x</name></contact>");
    let send = |host: &str, header: &str| {
        let mut stream = connect(&server);
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\n{header}\r\nAuthorization: {BASIC}\r\nContent-Type: text/plain\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        rest(&mut stream)
    };
    for (host, header, reason) in [
        ("evil.example", "X-Nothing: 1", "evil.example"),
        ("localhost", "Origin: https://evil.example", "evil.example"),
        ("localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site"),
        ("localhost", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site"),
    ] {
        let answer = send(host, header);
        assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
        assert!(
            answer.contains(reason) && answer.contains("programs on this machine"),
            "{answer}"
        );
    }
    let answer = send(&server.address().to_string(), "Sec-Fetch-Site: none");
    assert!(answer.contains("status=\"ok\""), "{answer}");
}

#[test]
fn an_encoded_body_is_415() {
    let server = server(patient());
    let mut stream = connect(&server);
    let headers = format!("Authorization: {BASIC}\r\nContent-Encoding: gzip\r\nContent-Length: 3");
    send(&mut stream, &headers, b"\x1f\x8b\x08");
    let answer = rest(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 415 "), "{answer}");
    assert!(answer.contains("gzip"), "{answer}");
}

#[test]
fn a_request_that_runs_is_answered_before_the_server_stops() {
    let (arrived, arrives) = mpsc::channel();
    let (go, gone) = mpsc::channel::<()>();
    let gone = Mutex::new(gone);
    let waits = Arc::new(AtomicBool::new(false));
    let does_wait = Arc::clone(&waits);
    let server = server_of(Options::default().server(patient()).clock(move || {
        if does_wait.swap(false, Ordering::SeqCst) {
            arrived.send(()).unwrap();
            gone.lock().unwrap().recv().unwrap();
        }
        NOW
    }));
    waits.store(true, Ordering::SeqCst);
    let idle = connect(&server);
    let address = server.address();
    let body = request("contact.get", "<contact><id>1</id></contact>");
    let mut stream = connect(&server);
    let headers = format!("Authorization: {BASIC}\r\nContent-Length: {}", body.len());
    send(&mut stream, &headers, body.as_bytes());
    // The request is running: it has asked for the time.
    arrives.recv().unwrap();
    let stopping = std::thread::spawn(move || server.stop());
    while TcpStream::connect(address).is_ok() {
        std::thread::yield_now();
    }
    go.send(()).unwrap();
    let answer = rest(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    stopping.join().unwrap().unwrap();
    drop(idle);
}
