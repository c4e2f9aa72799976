//! Scripted faults in process: what the client says of each, and what the sandbox did.

mod common;

use common::{NOW, client, sandbox};
use planfix_api::client::{Clock as _, Error, Outcome, Unreadable, VirtualClock};
use planfix_api::table::Class;
use planfix_api::{ContactId, contact};
use planfix_sandbox::{Answered, Fault, Injection, Options, Sandbox};
use std::time::Duration;

fn add() -> contact::add::Request {
    contact::add::Request::new().name("Анна")
}

/// Creates a contact with a fault, and returns the error and whether the contact was created.
fn fails(injection: impl Into<Injection>) -> (Error, bool) {
    let sandbox = sandbox();
    sandbox.fail_next(injection);
    let error = client(&sandbox).call(&add()).unwrap_err();
    let created = sandbox.stored(ContactId(7)).unwrap().is_some();
    assert_eq!(sandbox.calls()[0].carried_out, created);
    (error, created)
}

#[test]
fn a_fault_happens_to_one_call() {
    for fault in Fault::ALL {
        let sandbox = sandbox();
        let client = client(&sandbox);
        sandbox.fail_next(*fault);
        client.call(&add()).unwrap_err();
        client.call(&add()).unwrap();
        let calls = sandbox.calls();
        assert_eq!(calls.len(), 2);
        assert_eq!(calls[0].fault, Some(*fault));
        assert_ne!(calls[0].answered, Answered::Done);
        assert_eq!(calls[1].fault, None);
        assert_eq!(calls[1].answered, Answered::Done);
    }
}

#[test]
fn the_outcome_agrees_with_the_sandbox() {
    for fault in Fault::ALL {
        for carried_out in [false, true] {
            let (error, created) = fails(Injection::new(*fault).carried_out(carried_out));
            match error.outcome() {
                Outcome::NotSent | Outcome::Refused => assert!(!created, "{fault}: {error}"),
                Outcome::CarriedOut => assert!(created, "{fault}: {error}"),
                Outcome::Unknown => {}
            }
            assert_eq!(created, fault.is_carried_out().unwrap_or(carried_out), "{fault}");
        }
    }
}

#[test]
fn a_lost_answer_leaves_the_change() {
    let (error, created) = fails(Fault::LostAnswer);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(created);
    let (error, created) = fails(Fault::ResetAfter);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!created);
}

#[test]
fn faults_of_the_connection_are_those_of_a_transport() {
    let (error, _) = fails(Fault::ConnectionRefused);
    assert!(error.is_connect() && error.outcome() == Outcome::NotSent);
    for fault in [Fault::Silence, Fault::SlowDrip, Fault::LateAnswer] {
        assert!(fails(fault).0.is_timeout(), "{fault}");
    }
    let (error, _) = fails(Fault::CutBody);
    assert!(error.answer().is_some_and(|part| !part.bytes().is_empty()), "{error}");
}

#[test]
fn refusals_have_their_codes() {
    for (fault, code, class) in [
        (Fault::SessionOver, "0005", Some(Class::Session)),
        (Fault::DailyLimit, "0007", Some(Class::Limit)),
        (Fault::Maintenance, "0011", Some(Class::Later)),
        (Fault::Busy, "3014", Some(Class::Busy)),
        (Fault::NotYetThere, "4002", Some(Class::NotFound)),
        (Fault::UnknownCode, "9999", None),
    ] {
        let (error, created) = fails(fault);
        assert_eq!((error.code(), error.class(), created), (Some(code), class, false));
    }
    let (error, _) = fails(Fault::TooManyRequests);
    assert_eq!(error.class(), Some(Class::Busy));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
}

#[test]
fn a_damaged_answer_says_how() {
    let why = |fault| match fails(fault).0 {
        Error::Unreadable { why, .. } => why,
        other => panic!("{fault}: {other}"),
    };
    assert!(matches!(why(Fault::EmptyBody), Unreadable::Empty));
    assert!(matches!(why(Fault::WebPage), Unreadable::Html));
    assert!(matches!(why(Fault::WrongLength), Unreadable::Truncated(_)));
    assert!(matches!(why(Fault::Doctype), Unreadable::Xml(_)));
    assert!(matches!(why(Fault::TooLong), Unreadable::CutOff(_)));
    let (error, _) = fails(Fault::OtherAnswer);
    assert_eq!(error.outcome(), Outcome::CarriedOut, "{error}");
}

#[test]
fn an_injection_counts_the_calls_of_its_method() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    sandbox.fail_next(
        Injection::new(Fault::Busy)
            .on::<contact::add::Request>()
            .after(1)
            .times(2),
    );
    let mut failed = Vec::new();
    for number in 1..=5 {
        client.call(&contact::get::Request::new(ContactId(1))).unwrap();
        if client.call(&add()).is_err() {
            failed.push(number);
        }
    }
    assert_eq!(failed, [2, 3]);
}

#[test]
fn scripted_faults_follow_each_other() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    sandbox.fail_next(Fault::Busy);
    sandbox.fail_next(Fault::Maintenance);
    sandbox.fail_next(Fault::SessionOver);
    let codes: Vec<String> = (0..2)
        .map(|_| client.call(&add()).unwrap_err().code().unwrap().to_owned())
        .collect();
    assert_eq!(codes, ["3014", "0011"]);
    sandbox.clear_faults();
    client.call(&add()).unwrap();
}

#[test]
fn the_calls_have_method_time_answer_and_fault() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    sandbox.fail_next(Injection::new(Fault::Forbidden).after(1));
    client.call(&contact::get::Request::new(ContactId(1))).unwrap();
    client.call(&add()).unwrap_err();
    client.call(&contact::delete::Request::new(ContactId(99))).unwrap_err();
    let calls = sandbox.calls();
    let told: Vec<_> = calls
        .iter()
        .map(|call| (call.number, call.method.unwrap(), &call.answered, call.carried_out))
        .collect();
    assert_eq!(
        told,
        [
            (1, "contact.get", &Answered::Done, true),
            (2, "contact.add", &Answered::Http(403), false),
            (3, "contact.delete", &Answered::Refused("8002".to_owned()), false),
        ]
    );
    assert!(calls.iter().all(|call| call.at == NOW));
    let shown = format!("{calls:?}");
    assert!(!shown.contains("demo") && !shown.contains("Анна"), "{shown}");
    sandbox.clear_calls();
    client.call(&add()).unwrap();
    assert_eq!(sandbox.calls()[0].number, 4);
}

#[test]
fn a_seed_repeats_its_faults() {
    let faults = |seed| {
        let sandbox = Sandbox::in_memory(common::options().faults(seed, 0.3)).unwrap();
        let client = client(&sandbox);
        for _ in 0..100 {
            let _ = client.call(&contact::get::Request::new(ContactId(1)));
        }
        let calls = sandbox.calls();
        calls.iter().map(|call| call.fault).collect::<Vec<_>>()
    };
    assert_eq!(faults(1), faults(1));
    assert_ne!(faults(1), faults(2));
    let happened = faults(1).iter().flatten().count();
    assert!((15..45).contains(&happened), "{happened}");
}

#[test]
fn a_virtual_clock_passes_with_latency_and_with_giving_up() {
    let clock = VirtualClock::new();
    let options = Options::default()
        .virtual_clock(NOW, &clock)
        .latency(Duration::from_millis(200));
    let sandbox = Sandbox::in_memory(options).unwrap();
    let client = client(&sandbox);
    let took = |call: &dyn Fn()| {
        let before = clock.now();
        call();
        (clock.now() - before).as_millis()
    };
    assert_eq!(took(&|| drop(client.call(&add()).unwrap())), 200);
    sandbox.fail_next(Fault::Silence);
    assert_eq!(took(&|| drop(client.call(&add()).unwrap_err())), 60_000);
    sandbox.fail_next(Fault::ConnectionRefused);
    assert_eq!(took(&|| drop(client.call(&add()).unwrap_err())), 0);
}

#[test]
fn a_fault_is_a_notice() {
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let tell = std::sync::Arc::clone(&told);
    let options = common::options().on_notice(move |notice| tell.lock().unwrap().push(notice.to_string()));
    let sandbox = Sandbox::in_memory(options).unwrap();
    sandbox.fail_next(Fault::CutBody);
    let _ = client(&sandbox).call(&add());
    assert_eq!(
        *told.lock().unwrap(),
        ["fault cut-body in call 1, contact.add; it was carried out"]
    );
}
