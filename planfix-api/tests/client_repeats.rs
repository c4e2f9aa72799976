//! Repeated calls, on a virtual clock: which are sent again, when, and what their errors say.
#![cfg(feature = "async")]

mod scripted;

use planfix_api::client::{Error, Outcome, Policy};
use planfix_api::{Class, ContactId, TaskId, contact, task};
use scripted::*;
use std::time::Duration;

const LOST: &str = "<response status=\"ok\"><contact><id>7</id><na";

fn read() -> contact::get::Request {
    contact::get::Request::new(ContactId(7))
}

fn set() -> contact::update::Request {
    contact::update::Request::new(ContactId(7)).name("Anna")
}

fn delete() -> contact::delete::Request {
    contact::delete::Request::new(ContactId(7))
}

fn create() -> contact::add::Request {
    contact::add::Request::new().name("Anna")
}

fn found() -> Fate {
    ok("<contact><id>7</id></contact>")
}

/// Checks how often each kind of call is sent when its first attempt has this fate and its second succeeds.
#[track_caller]
fn sent(fate: &Fate, [of_read, of_set, of_delete, of_create, of_act]: [usize; 5]) {
    let fates = [fate.clone(), found()];
    for (result, script) in each(&token(), &repeats(), &fates, &read()) {
        assert_eq!((script.times().len(), result.is_ok()), (of_read, of_read > 1), "read");
    }
    for (result, script) in each(&token(), &repeats(), &fates, &set()) {
        assert_eq!((script.times().len(), result.is_ok()), (of_set, of_set > 1), "set");
    }
    for (result, script) in each(&token(), &repeats(), &fates, &delete()) {
        assert_eq!(
            (script.times().len(), result.is_ok()),
            (of_delete, of_delete > 1),
            "delete"
        );
    }
    for (result, script) in each(&token(), &repeats(), &fates, &create()) {
        assert_eq!(
            (script.times().len(), result.is_ok()),
            (of_create, of_create > 1),
            "create"
        );
    }
    let act = task::reject::Request::new(TaskId(7), "no");
    for (result, script) in each(&token(), &repeats(), &fates, &act) {
        assert_eq!((script.times().len(), result.is_ok()), (of_act, of_act > 1), "act");
    }
}

#[test]
fn a_request_that_was_not_sent_is_sent_again() {
    sent(&Fate::NotSent, [2; 5]);
}

#[test]
fn a_call_without_a_whole_answer_is_sent_again_if_it_may_happen_twice() {
    for fate in [
        Fate::Lost,
        Fate::CutOff("<resp"),
        Fate::Answer(200, Vec::new(), String::new()),
        Fate::Answer(200, Vec::new(), "<html>maintenance</html>".to_owned()),
        Fate::Answer(200, Vec::new(), "garbage".to_owned()),
        http(408),
        http(500),
        http(502),
        http(504),
    ] {
        sent(&fate, [2, 2, 2, 1, 1]);
    }
}

#[test]
fn a_busy_server_is_asked_again_by_all() {
    for fate in [refused("3014"), http(429), http(503), wait(429, 5), wait(503, 5)] {
        sent(&fate, [2; 5]);
    }
}

#[test]
fn nothing_else_is_sent_again() {
    let other = Fate::Answer(200, Vec::new(), "<response status=\"maybe\"/>".to_owned());
    for fate in [
        refused("0011"),
        refused("0007"),
        refused("0005"),
        refused("0001"),
        refused("8002"),
        refused("9999"),
        http(400),
        http(401),
        http(404),
        http(301),
        wait(429, 3600),
        other,
        Fate::TooLong,
        Fate::Setup,
    ] {
        sent(&fate, [1; 5]);
    }
}

#[test]
fn an_answer_that_broke_off_leaves_nothing_in_the_response() {
    let whole = ok("<contact><id>7</id><phones><phone><number>1</number></phone></phones></contact>");
    let broken = "<response status=\"ok\"><contact><id>7</id><name>A</name><phones><phone><number>1</number></phone>";
    let fates = [Fate::Answer(200, Vec::new(), broken.to_owned()), whole];
    for (result, script) in each(&token(), &repeats(), &fates, &read()) {
        let contact = result.unwrap().contact;
        assert_eq!(script.times().len(), 2);
        assert!(contact.name.is_absent(), "the name is in the first answer only");
        assert_eq!(contact.phones.set().map(Vec::len), Some(1));
    }
}

#[test]
fn a_delete_is_done_if_its_object_is_gone_after_a_lost_answer() {
    for first in [Fate::Lost, http(502), Fate::CutOff(LOST)] {
        for (result, script) in each(&token(), &repeats(), &[first.clone(), refused("8002")], &delete()) {
            assert!(result.unwrap().id.is_absent());
            assert_eq!(script.times().len(), 2);
        }
    }
    for first in [Fate::NotSent, refused("3014"), http(503)] {
        for (result, _) in each(&token(), &repeats(), &[first.clone(), refused("8002")], &delete()) {
            assert_eq!(
                result.unwrap_err().class(),
                Some(Class::NotFound),
                "nobody has deleted it here"
            );
        }
    }
}

#[test]
fn a_call_that_may_have_been_carried_out_says_so_whatever_its_last_attempt_says() {
    for last in [refused("8001"), Fate::NotSent, refused("0011")] {
        let fates = [Fate::Lost, last.clone(), last.clone(), last];
        for (result, _) in each(&token(), &repeats(), &fates, &set()) {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Repeated { .. }), "{error:?}");
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert_eq!(error.method(), "contact.update");
        }
    }
    for (result, _) in each(&token(), &repeats(), &[Fate::Lost, refused("8001")], &set()) {
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.class()), (Some("8001"), Some(Class::Denied)));
        assert_eq!(
            error.to_string(),
            "contact.update: it may have been carried out; it sets a state, so it may be sent again; the last of 2 \
             attempts failed (contact.update: refused by PlanFix, nothing was carried out; code 8001: The caller has no \
             right to make this request. It needs a user with this right.), and an earlier one has no usable answer \
             (contact.update: sent, but no whole answer arrived: connection reset; it may have been carried out; it \
             sets a state, so it may be sent again)"
        );
    }
    for (result, _) in each(&token(), &repeats(), &[Fate::Lost, refused("8001")], &read()) {
        assert_eq!(
            result.unwrap_err().outcome(),
            Outcome::Refused,
            "a read changes nothing"
        );
    }
    for (result, _) in each(&token(), &repeats(), &[Fate::CutOff(LOST), refused("8001")], &set()) {
        assert_eq!(result.unwrap_err().outcome(), Outcome::CarriedOut);
    }
}

#[test]
fn the_waits_grow_and_end_after_three_attempts() {
    for (result, script) in each(&token(), &repeats(), &[Fate::Lost, Fate::Lost, Fate::Lost], &read()) {
        assert!(matches!(result.unwrap_err(), Error::NoAnswer { .. }));
        let times = script.times();
        assert_eq!(times.len(), 3);
        assert!((1.0..=2.0).contains(&times[1]), "{times:?}");
        assert!((2.0..=4.0).contains(&(times[2] - times[1])), "{times:?}");
    }
}

#[test]
fn a_wait_that_the_server_asks_for_is_kept() {
    for (result, script) in each(
        &token(),
        &repeats(),
        &[wait(429, 17), wait(503, 20), found()],
        &create(),
    ) {
        result.unwrap();
        assert_eq!(script.times(), [0.0, 17.0, 37.0]);
    }
}

#[test]
fn no_attempt_begins_after_the_limit_of_the_call() {
    // The limit is 60 seconds.
    let fates = [wait(429, 40), wait(429, 20), found()];
    for (result, script) in each(&token(), &repeats(), &fates, &read()) {
        let error = result.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(20)));
        assert_eq!(script.times(), [0.0, 40.0]);
    }
    let slow = Fate::After(Duration::from_secs(59), Box::new(Fate::Lost));
    for (result, script) in each(&token(), &repeats(), &[slow, found()], &read()) {
        assert!(matches!(result.unwrap_err(), Error::NoAnswer { .. }));
        assert_eq!(script.times().len(), 1);
    }
}

#[test]
fn a_session_that_is_over_is_renewed_once_by_every_policy() {
    let sid = || ok("<sid>s</sid>");
    let other = || ok("<sid>t</sid>");
    for policy in [Policy::none(), repeats()] {
        let fates = [sid(), refused("0005"), other(), found()];
        for (result, script) in each(&login(), &policy, &fates, &create()) {
            result.unwrap();
            assert_eq!(
                script.methods(),
                ["auth.login", "contact.add", "auth.login", "contact.add"]
            );
        }
        let fates = [sid(), refused("0005"), other(), refused("0005")];
        for (result, script) in each(&login(), &policy, &fates, &create()) {
            assert_eq!(result.unwrap_err().class(), Some(Class::Session));
            assert_eq!(script.methods().len(), 4);
        }
    }
}

#[test]
fn a_login_that_fails_is_repeated_with_the_call() {
    for fate in [Fate::Lost, Fate::NotSent, http(503), http(502)] {
        let fates = [fate, ok("<sid>s</sid>"), found()];
        for (result, script) in each(&login(), &repeats(), &fates, &create()) {
            result.unwrap();
            assert_eq!(script.methods(), ["auth.login", "auth.login", "contact.add"]);
        }
    }
    for (result, script) in each(&login(), &repeats(), &[refused("1001"), found()], &create()) {
        assert_eq!(result.unwrap_err().code(), Some("1001"));
        assert_eq!(script.methods(), ["auth.login"]);
    }
}

#[test]
fn three_attempts_and_a_renewed_session_are_four_requests() {
    let fates = [
        ok("<sid>s</sid>"),
        refused("3014"),
        refused("0005"),
        ok("<sid>t</sid>"),
        refused("3014"),
        found(),
    ];
    for (result, script) in each(&login(), &repeats(), &fates, &create()) {
        result.unwrap();
        assert_eq!(
            script
                .methods()
                .iter()
                .filter(|method| *method == "contact.add")
                .count(),
            4
        );
    }
}
