//! What a client tells about a call besides its response: headers, attempts, times, and the requests left today.
#![cfg(feature = "async")]

mod scripted;

use planfix_api::client::{AsyncClient, Client, VirtualClock};
use planfix_api::{ContactId, contact};
use scripted::*;
use std::sync::Arc;
use std::time::Duration;

fn request() -> contact::delete::Request {
    contact::delete::Request::new(ContactId(7))
}

fn told(remaining: &str) -> Fate {
    let headers = vec![
        ("x-ratelimit-remaining", remaining.to_owned()),
        ("x-other", "a".to_owned()),
    ];
    let Fate::Answer(status, _, body) = ok("") else {
        unreachable!()
    };
    Fate::Answer(status, headers, body)
}

#[test]
fn an_exchange_has_headers_attempts_and_times() {
    let slow = Fate::After(Duration::from_secs(5), Box::new(told("19999")));
    let fates = [wait(503, 3), slow];
    for asynchronous in [false, true] {
        let clock = VirtualClock::new();
        let script = Arc::new(Script::new(fates.clone(), &clock));
        let clock = Arc::new(clock);
        let exchange = if asynchronous {
            let client = AsyncClient::new(connection(token()), script).with_clock(clock);
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(client.exchange(&request())).unwrap()
        } else {
            let client = Client::new(connection(token()), script).with_clock(clock);
            client.exchange(&request()).unwrap()
        };
        assert_eq!(exchange.headers["x-other"], "a");
        assert_eq!(exchange.remaining(), Some(19999));
        assert_eq!(exchange.attempts, 2);
        assert_eq!(exchange.waited, Duration::from_secs(3));
        assert_eq!(exchange.elapsed, Duration::from_secs(8));
        assert!(
            !format!("{exchange:?}").contains("x-other"),
            "a header may hold a secret"
        );
    }
}

#[test]
fn the_requests_left_today_are_those_of_the_last_answer_that_said_so() {
    let clock = VirtualClock::new();
    let fates = [ok(""), told("20000"), ok(""), told("many"), told("19990"), told("0")];
    let script = Script::new(fates, &clock);
    let client = Client::new(connection(token()), script).with_clock(Arc::new(clock));
    let mut seen = Vec::new();
    for _ in 0..6 {
        client.clone().call(&request()).unwrap();
        seen.push(client.remaining());
    }
    assert_eq!(
        seen,
        [None, Some(20000), Some(20000), Some(20000), Some(19990), Some(0)]
    );
}

#[test]
fn a_refusal_tells_the_requests_left_too() {
    let clock = VirtualClock::new();
    let body = "<response status=\"error\"><code>0007</code></response>".to_owned();
    let refusal = Fate::Answer(200, vec![("x-ratelimit-remaining", "0".to_owned())], body);
    let client = Client::new(connection(token()), Script::new([refusal], &clock));
    assert_eq!(client.call(&request()).unwrap_err().code(), Some("0007"));
    assert_eq!(client.remaining(), Some(0));
}
