//! A server on loopback with prepared answers, and calls of it.

use super::{Run, command};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread::JoinHandle;

pub(crate) const KEY: &str = "key-4f6c1b";
pub(crate) const TOKEN: &str = "token-9d2e77";

/// A server that sends one of its answers on each connection, in order, and closes it.
pub(crate) struct Served {
    pub(crate) url: String,
    thread: JoinHandle<Vec<String>>,
}

/// Starts the server; an empty answer closes the connection without one.
pub(crate) fn serve(answers: Vec<Vec<u8>>) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    serve_on(listener, answers)
}

/// Starts the server on a given listener.
pub(crate) fn serve_on(listener: TcpListener, answers: Vec<Vec<u8>>) -> Served {
    let url = format!("http://{}/xml/", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let mut seen = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut bytes = Vec::new();
            let mut buffer = [0; 1 << 12];
            while !is_whole(&bytes) {
                match stream.read(&mut buffer).unwrap() {
                    0 => break,
                    more => bytes.extend_from_slice(&buffer[..more]),
                }
            }
            seen.push(String::from_utf8_lossy(&bytes).into_owned());
            stream.write_all(&answer).unwrap();
        }
        seen
    });
    Served { url, thread }
}

fn is_whole(request: &[u8]) -> bool {
    let ends = |end: &[u8]| request.ends_with(end);
    ends(b"</request>") || (request.starts_with(b"GET ") && ends(b"\r\n\r\n"))
}

impl Served {
    /// Waits until all answers are sent, and returns the requests received.
    pub(crate) fn seen(self) -> Vec<String> {
        self.thread.join().unwrap()
    }
}

/// Returns an answer with a status such as `200 OK` and further header lines.
pub(crate) fn http(status: &str, head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let mut out =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{head}\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

/// Returns an answer in XML.
pub(crate) fn xml(body: &str) -> Vec<u8> {
    http("200 OK", "content-type: application/xml\r\n", body)
}

/// Returns the refusal with this code.
pub(crate) fn refusal(code: &str, message: &str) -> Vec<u8> {
    xml(&format!(
        "<response status=\"error\"><code>{code}</code><message>{message}</message></response>"
    ))
}

/// Returns a call of the server at this address.
pub(crate) fn calling(url: &str, args: &[&str]) -> Command {
    let mut command = command(args);
    command
        .args(["--url", url, "--account", "example"])
        .env("PLANFIX_API_KEY", KEY)
        .env("PLANFIX_TOKEN", TOKEN)
        .stdin(Stdio::null());
    command
}

/// Makes the call and checks that the key and the token are never shown.
pub(crate) fn call(url: &str, args: &[&str]) -> Run {
    let run = Run::of(calling(url, args).output().unwrap());
    for secret in [KEY, TOKEN] {
        assert!(!run.out.contains(secret) && !run.err.contains(secret), "{}", run.err);
    }
    run
}
