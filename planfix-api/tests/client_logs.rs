//! The logs of all crates at all levels, through `tracing` or `log`, while both clients call: no key, token or
//! session, and no personal data, in any form.
//!
//! One test in a file of its own, since a logger is global to the process.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client_support::*;
use planfix_api::client::{
    AsyncClient, Auth, Body, Client, Endpoint, Http, Limits, Reqwest, Transport, TransportError,
};
use planfix_api::{ContactId, FileId, contact, file};
use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::Duration;
use tracing::field::{Field, Visit};

const MAIL: &str = "mail-not-to-be-shown@example.com";
const PHONE: &str = "+7 900 123-45-67";
const SIGNATURE: &str = "SIGNATURE-not-to-be-shown";
const COOKIE: &str = "COOKIE-not-to-be-shown";

static NOTES: Mutex<String> = Mutex::new(String::new());

fn note(target: &str, text: &str) {
    let mut notes = NOTES.lock().unwrap();
    writeln!(notes, "{target}: {text}").unwrap();
}

/// A subscriber of `tracing` that records the events and spans of all targets.
struct Traced;

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {}={value:?} {value:#?}", field.name()).unwrap();
    }
}

impl tracing::Subscriber for Traced {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        let mut fields = Fields(String::new());
        span.record(&mut fields);
        note(span.metadata().target(), &fields.0);
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        note("span", &fields.0);
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        note(event.metadata().target(), &fields.0);
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

/// A logger of `log` that records everything.
struct Logged;

impl log::Log for Logged {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        note(record.target(), &record.args().to_string());
    }
    fn flush(&self) {}
}

/// Returns the forms in which a dump may show a text, each without white space and punctuation between bytes.
fn forms(secret: &str) -> Vec<(&'static str, String)> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let decimal: Vec<String> = secret.bytes().map(|byte| byte.to_string()).collect();
    let mut forms = vec![
        ("plain", packed(secret)),
        ("hexadecimal", hex),
        ("decimal", packed(&decimal.join(", "))),
    ];
    // Within a longer text, it begins at one of three places of a group, and shares its first and last character.
    for before in ["", "x", "xx"] {
        let code = STANDARD.encode(format!("{before}{secret}"));
        let inner = code.trim_end_matches('=');
        let start = if before.is_empty() { 0 } else { 4 };
        forms.push(("base64", packed(&inner[start..inner.len() - 2])));
    }
    forms
}

/// Removes everything that a dump puts between bytes or lines, and converts to lower case.
fn packed(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric() || ",=+/".contains(*c));
    kept.collect::<String>().to_lowercase()
}

fn found_in(notes: &str) -> Vec<String> {
    let packed_notes = packed(notes);
    let mut found = Vec::new();
    let sessions: Vec<String> = (0..8).map(sid).collect();
    let named = [KEY, TOKEN, LOGIN, PASSWORD, NAME, MAIL, PHONE, SIGNATURE, COOKIE];
    for secret in named.into_iter().chain(sessions.iter().map(String::as_str)) {
        for (form, text) in forms(secret) {
            if packed_notes.contains(&text) {
                found.push(format!("{secret} ({form})"));
            }
        }
    }
    found
}

/// A server with sessions, personal values and signed links, in answers of all kinds.
fn script(seen: &Seen) -> Reply {
    let cookie = format!("Set-Cookie: session={COOKIE}\r\n");
    let inside = format!("<contact><id>42</id><name>{NAME}</name><email>{MAIL}</email><x>{PHONE}</x></contact>");
    match (seen.method(), seen.number % 9) {
        ("auth.login", number) => {
            let body = ok(&format!("<sid>{}</sid>", sid(number)));
            Reply::Keep(http(200, &cookie, &body))
        }
        ("file.download", _) => {
            let link = format!(
                "Location: https://files.example/1?signature={SIGNATURE}&sid={}\r\n",
                sid(1)
            );
            Reply::Keep(http(302, &format!("{link}{cookie}"), ""))
        }
        (_, 2) => Reply::answer(200, &refused("0005")),
        (_, 3) => Reply::Keep(http(307, &format!("Location: /xml/?signature={SIGNATURE}\r\n"), "")),
        (_, 4) => Reply::Keep(http(429, &cookie, &inside)),
        (_, 5) => Reply::Close(format!("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{inside}").into_bytes()),
        (_, 6) => Reply::Close(format!("{NAME} {MAIL} no HTTP\r\n\r\n").into_bytes()),
        (_, 7) => Reply::Hang(format!("HTTP/1.1 200 OK\r\nX-Name: {NAME}\r\n").into_bytes()),
        (_, 8) => Reply::Close(Vec::new()),
        _ => Reply::Keep(http(200, &cookie, &ok(&inside))),
    }
}

fn calls() -> (contact::add::Request, contact::get::Request, file::download::Request) {
    let add = contact::add::Request::new()
        .name(NAME)
        .email(MAIL)
        .phones([contact::add::Phone::new(PHONE)]);
    (
        add,
        contact::get::Request::new(ContactId(42)),
        file::download::Request::new(FileId(7)),
    )
}

/// A custom transport that logs everything it sends except the address, which may come from a redirect.
struct Logging(Http);

impl Transport for Logging {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        log::trace!("sends {:?} {:?}", request.headers(), request.body());
        tracing::trace!("sends {:#?} {:#?}", request.headers(), request.body());
        self.0.send(request)
    }
}

fn call_all(endpoint: &Endpoint, auth: &Auth, limits: Limits) {
    let (add, get, download) = calls();
    let client = Client::new(
        connection(endpoint.clone(), auth.clone()),
        Logging(Http::with_limits(limits)),
    );
    for _ in 0..9 {
        drop(client.call(&add));
        drop(client.call(&get));
        drop(client.call(&download));
    }
    let client = AsyncClient::new(connection(endpoint.clone(), auth.clone()), Reqwest::with_limits(limits));
    runtime().block_on(async {
        for _ in 0..9 {
            drop(client.call(&add).await);
            drop(client.call(&get).await);
            drop(client.call(&download).await);
        }
    });
}

#[test]
fn nobody_logs_a_secret_at_any_level() {
    tracing::subscriber::set_global_default(Traced).unwrap();
    log::set_logger(&Logged).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    let limits = Limits {
        call: Duration::from_millis(300),
        ..patient()
    };
    let server = Server::start(script);
    for auth in [with_token(), with_login()] {
        call_all(&server.endpoint(), &auth, limits);
        // A port where nobody listens, and a TLS handshake that fails.
        call_all(&"http://127.0.0.1:1/xml/".parse().unwrap(), &auth, limits);
        let secure = format!("https://localhost:{}/xml/", server.address.port());
        call_all(&secure.parse().unwrap(), &auth, limits);
    }
    let seen = server.seen();
    for method in ["auth.login", "contact.add", "contact.get", "file.download"] {
        assert!(
            seen.iter().any(|seen| seen.method() == method),
            "{method} was never called"
        );
    }

    let notes = NOTES.lock().unwrap().clone();
    println!(
        "{} calls reached the server, {} bytes were logged",
        seen.len(),
        notes.len()
    );
    // Both logging crates are recorded, including events of our dependencies.
    assert!(notes.contains("planfix_api::client::call:  message=call"), "{notes}");
    assert!(notes.contains("reqwest::connect: starting new connection"), "{notes}");
    assert_eq!(found_in(&notes), Vec::<String>::new());
}

#[test]
fn a_dump_would_be_found() {
    let head = format!("Basic {}", STANDARD.encode(format!("{KEY}:{TOKEN}")));
    let hex: Vec<String> = NAME.bytes().map(|byte| format!("{byte:02X}")).collect();
    for (dump, secret, form) in [
        (head.clone(), KEY, "base64"),
        (head, TOKEN, "base64"),
        (
            format!("{:?}", format!("<sid>{}</sid>", sid(3)).as_bytes()),
            sid(3).as_str(),
            "decimal",
        ),
        (hex.join(" "), NAME, "hexadecimal"),
        (
            format!("00000: <email>{}\n00010: {}", &MAIL[..9], &MAIL[9..]).replace("00010: ", ""),
            MAIL,
            "plain",
        ),
    ] {
        assert!(found_in(&dump).contains(&format!("{secret} ({form})")), "{dump}");
    }
}
