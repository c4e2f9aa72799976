//! The limits of calls in a second and in a day, on a virtual clock.

mod common;

use common::{NOW, client, connection};
use http::header::RETRY_AFTER;
use planfix_api::client::{Transport as _, VirtualClock};
use planfix_api::{ContactId, Method as _, contact};
use planfix_sandbox::{Answered, Breach, Options, Sandbox};
use std::time::Duration;

fn get() -> contact::get::Request {
    contact::get::Request::new(ContactId(1))
}

/// Sends a call, and returns the answer as it is.
fn answer(sandbox: &Sandbox) -> http::Response<Vec<u8>> {
    let call = connection().call(contact::get::Request::METHOD, &get(), None).unwrap();
    sandbox.send(call.request()).unwrap()
}

fn start(options: Options) -> (Sandbox, VirtualClock) {
    let clock = VirtualClock::new();
    (Sandbox::in_memory(options.virtual_clock(NOW, &clock)).unwrap(), clock)
}

#[test]
fn a_call_too_many_in_a_second_is_429() {
    let (sandbox, clock) = start(Options::default().per_second(2));
    client(&sandbox).call(&get()).unwrap();
    clock.advance(Duration::from_millis(999));
    client(&sandbox).call(&get()).unwrap();
    let refused = answer(&sandbox);
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()[RETRY_AFTER], "1");
    clock.advance(Duration::from_millis(1));
    client(&sandbox).call(&get()).unwrap();
    let answered: Vec<Answered> = sandbox.calls().into_iter().map(|call| call.answered).collect();
    assert_eq!(
        answered,
        [Answered::Done, Answered::Done, Answered::Http(429), Answered::Done]
    );
}

#[test]
fn a_breach_may_be_a_code() {
    for (breach, code) in [(Breach::Busy, "3014"), (Breach::Limit, "0007")] {
        let (sandbox, _) = start(Options::default().per_second(1).breach(breach));
        client(&sandbox).call(&get()).unwrap();
        let error = client(&sandbox).call(&get()).unwrap_err();
        assert_eq!(error.code(), Some(code));
    }
}

#[test]
fn the_day_has_a_limit_and_every_answer_its_rest() {
    let (sandbox, clock) = start(Options::default().per_day(2));
    let rest = |answer: http::Response<Vec<u8>>| answer.headers()["x-ratelimit-remaining"].to_str().unwrap().to_owned();
    assert_eq!(rest(answer(&sandbox)), "1");
    assert_eq!(rest(answer(&sandbox)), "0");
    let error = client(&sandbox).call(&get()).unwrap_err();
    assert_eq!(error.code(), Some("0007"));
    assert_eq!(rest(answer(&sandbox)), "0");
    clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(rest(answer(&sandbox)), "1");
}

#[test]
fn without_a_limit_there_is_no_header() {
    let (sandbox, _) = start(Options::default());
    assert!(!answer(&sandbox).headers().contains_key("x-ratelimit-remaining"));
}
