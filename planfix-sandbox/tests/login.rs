//! Sessions: auth.login, their hour, and a client that renews them.

mod common;

use common::{BASIC_KEY, NOW, assert_refused, request, send};
use planfix_api::client::{Auth, Body, Client, Connection, Endpoint, Transport, TransportError};
use planfix_api::jiff::ToSpan;
use planfix_api::{ContactId, contact};
use planfix_sandbox::{Options, Sandbox};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

/// A transport over the sandbox that counts logins.
struct Counting<'a> {
    sandbox: &'a Sandbox,
    logins: AtomicUsize,
}

impl<'a> Counting<'a> {
    fn new(sandbox: &'a Sandbox) -> Self {
        let logins = AtomicUsize::new(0);
        Self { sandbox, logins }
    }

    fn logins(&self) -> usize {
        self.logins.load(Ordering::SeqCst)
    }
}

impl Transport for Counting<'_> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        if String::from_utf8_lossy(request.body()).contains("auth.login") {
            self.logins.fetch_add(1, Ordering::SeqCst);
        }
        Ok(self.sandbox.handle(&request))
    }

    fn is_local(&self) -> bool {
        true
    }
}

fn client<T: Transport>(transport: T) -> Client<T> {
    let auth = Auth::login("demo", "demo", "demo");
    Client::new(Connection::new(Endpoint::russia(), "demo", auth), transport)
}

fn get() -> contact::get::Request {
    contact::get::Request::new(ContactId(1))
}

fn sid(sandbox: &Sandbox) -> String {
    let fields = "<login>demo</login><password>demo</password>";
    let answer = send(sandbox, Some(BASIC_KEY), &request("auth.login", fields));
    let (_, rest) = answer.split_once("<sid>").unwrap();
    rest.split_once("</sid>").unwrap().0.to_owned()
}

#[test]
fn a_session_has_32_hexadecimal_characters_and_opens_the_account() {
    let sandbox = common::sandbox();
    let (first, second) = (sid(&sandbox), sid(&sandbox));
    assert!(first.len() == 32 && first.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_ne!(first, second, "each call opens one more session");
    for sid in [first, second] {
        let body = request("contact.get", &format!("<sid>{sid}</sid><contact><id>1</id></contact>"));
        assert!(send(&sandbox, Some(BASIC_KEY), &body).contains("status=\"ok\""));
    }
}

#[test]
fn a_session_lives_an_hour() {
    let minutes = Arc::new(AtomicI64::new(0));
    let seen = Arc::clone(&minutes);
    let clock = move || NOW.saturating_add(seen.load(Ordering::SeqCst).minutes());
    let sandbox = Sandbox::in_memory(Options::default().clock(clock)).unwrap();
    let fields = format!("<sid>{}</sid><contact><id>1</id></contact>", sid(&sandbox));
    let ask = || send(&sandbox, Some(BASIC_KEY), &request("contact.get", &fields));
    minutes.store(59, Ordering::SeqCst);
    assert!(ask().contains("status=\"ok\""));
    minutes.store(60, Ordering::SeqCst);
    assert_refused(&ask(), "0005", "auth.login");
}

#[test]
fn a_client_logs_in_once_and_renews_after_the_hour() {
    let sandbox = common::sandbox();
    let counting = Counting::new(&sandbox);
    let client = client(&counting);
    for _ in 0..3 {
        client.call(&get()).unwrap();
    }
    assert_eq!(counting.logins(), 1);
    sandbox.expire_sessions();
    client.call(&get()).unwrap();
    client.call(&get()).unwrap();
    assert_eq!(counting.logins(), 2);
}

#[test]
fn eight_threads_share_one_login() {
    let sandbox = common::sandbox();
    let counting = Counting::new(&sandbox);
    let client = client(&counting);
    let barrier = Barrier::new(8);
    let round = || {
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    barrier.wait();
                    for _ in 0..10 {
                        client.call(&get()).unwrap();
                    }
                });
            }
        });
    };
    round();
    assert_eq!(counting.logins(), 1);
    sandbox.expire_sessions();
    round();
    assert_eq!(
        counting.logins(),
        2,
        "all of them found the session over, and one renewed it"
    );
}

#[test]
fn a_wrong_password_is_not_tried_again() {
    let sandbox = common::sandbox();
    let counting = Counting::new(&sandbox);
    let auth = Auth::login("demo", "demo", "wrong");
    let client = Client::new(Connection::new(Endpoint::russia(), "demo", auth), &counting);
    assert_eq!(client.call(&get()).unwrap_err().code(), Some("1001"));
    assert_eq!(counting.logins(), 1);
}
