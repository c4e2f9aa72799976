//! Shared by the tests: a sandbox, a client, and requests as raw XML.
#![allow(dead_code, reason = "each test file uses some of it")]

use planfix_api::client::{Auth, Client, Connection, Endpoint, Transport};
use planfix_api::jiff::civil::{DateTime, date};
use planfix_sandbox::{Options, Sandbox};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The time in every test: a Tuesday.
pub(crate) const NOW: DateTime = date(2026, 3, 31).at(12, 30, 0, 0);

pub(crate) fn options() -> Options {
    Options::default().clock(|| NOW)
}

pub(crate) fn sandbox() -> Sandbox {
    Sandbox::in_memory(options()).unwrap()
}

pub(crate) fn connection() -> Connection {
    // An address on this machine, so that a transport of a test has no pace to keep.
    let endpoint = "http://127.0.0.1/xml/".parse::<Endpoint>().unwrap();
    Connection::new(endpoint, "demo", Auth::token("demo", "demo"))
}

pub(crate) fn client<T: Transport>(transport: T) -> Client<T> {
    Client::new(connection(), transport)
}

/// The key and the token `demo`.
pub(crate) const BASIC: &str = "Basic ZGVtbzpkZW1v";
/// The key `demo` without a token.
pub(crate) const BASIC_KEY: &str = "Basic ZGVtbzo=";

pub(crate) fn request(method: &str, fields: &str) -> String {
    format!("<request method=\"{method}\"><account>demo</account>{fields}</request>")
}

/// Returns the answer to a body, sent with key and token.
pub(crate) fn post(sandbox: &Sandbox, body: &str) -> String {
    send(sandbox, Some(BASIC), body)
}

pub(crate) fn send(sandbox: &Sandbox, authorization: Option<&str>, body: &str) -> String {
    let mut request = http::Request::post("/xml/");
    if let Some(value) = authorization {
        request = request.header("Authorization", value);
    }
    let response = sandbox.handle(&request.body(body.as_bytes().to_vec()).unwrap());
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/xml; charset=utf-8");
    String::from_utf8(response.into_body()).unwrap()
}

/// Returns the code and the message of an answer that must be an error.
pub(crate) fn refusal(answer: &str) -> (String, String) {
    let mut record = planfix_api::contact::update::Response::new();
    match planfix_api::xml::read_response(answer.as_bytes(), &mut record).unwrap() {
        planfix_api::xml::Answer::Refused(refusal) => (refusal.code, refusal.message),
        planfix_api::xml::Answer::Ok => panic!("not refused: {answer}"),
    }
}

/// Checks the code, and that the message contains a text.
#[track_caller]
pub(crate) fn assert_refused(answer: &str, code: &str, message: &str) {
    let (found, text) = refusal(answer);
    assert_eq!(found, code, "{text}");
    assert!(text.contains(message), "{text:?} does not say {message:?}");
}

/// Returns the code with which a call is refused.
#[track_caller]
pub(crate) fn code<M: planfix_api::Method>(sandbox: &Sandbox, request: &M) -> String {
    match client(sandbox).call(request) {
        Err(error) => error.code().unwrap_or_else(|| panic!("{error}")).to_owned(),
        Ok(_) => panic!("{} was carried out", M::METHOD.name),
    }
}

/// A folder for one test, removed at the end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("planfix-sandbox-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("data.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
