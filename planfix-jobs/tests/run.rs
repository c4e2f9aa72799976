//! The outcome of each request, whatever happens to its call.

mod common;

use common::{Clock, Fault, Folder, client, entries, faulty, plan_csv, run_all, states, store};
use planfix_jobs::{Ending, Hooks, Pause, RunError, RunOptions, State, Store, run};
use std::sync::Arc;
use std::time::Duration;

const UPDATES: &str = "contact.id,name\n1,a\n2,b\n3,c\n";
const CREATES: &str = "name\na\nb\nc\n";

fn update() -> Folder {
    let folder = Folder::new();
    plan_csv(&folder, "contact.update", UPDATES);
    folder
}

fn create() -> Folder {
    let folder = Folder::new();
    plan_csv(&folder, "contact.add", CREATES);
    folder
}

#[test]
fn every_request_is_sent_once_and_in_order() {
    let folder = update();
    let sandbox = faulty(&[]);
    let mut store = store(&folder);
    let report = run_all(&mut store, &client(Arc::clone(&sandbox)));
    assert!(matches!(report.ending, Ending::Complete));
    assert_eq!(states(&store), [State::Done; 3]);
    let arrived = sandbox.arrived.lock().unwrap();
    assert_eq!(arrived.len(), 3);
    for (body, id) in arrived.iter().zip(1..) {
        assert!(body.contains(&format!("<id>{id}</id>")), "{body}");
    }
    assert!(entries(&store)[0].answer.as_ref().unwrap().contains("\"id\":1"));
    // Nothing is left, so another run sends nothing.
    let report = run_all(&mut store, &client(Arc::clone(&sandbox)));
    assert_eq!(report.sent, 0);
}

#[test]
fn a_refused_row_does_not_stop_the_others() {
    let folder = Folder::new();
    plan_csv(&folder, "contact.update", "contact.id,name\n1,a\n999999,b\n3,c\n");
    let mut store = store(&folder);
    run_all(&mut store, &client(faulty(&[])));
    assert_eq!(states(&store), [State::Done, State::Refused, State::Done]);
    let refused = &entries(&store)[1];
    assert_eq!(refused.code.as_deref(), Some("8002"));
    assert!(refused.reason.is_some());
}

#[test]
fn a_repeatable_request_is_sent_again_after_a_lost_answer() {
    let folder = update();
    let mut store = store(&folder);
    run_all(&mut store, &client(faulty(&[Fault::LostAnswer, Fault::LostRequest])));
    assert_eq!(states(&store), [State::Done; 3]);
}

#[test]
fn a_create_is_never_sent_again_after_a_lost_answer() {
    let folder = create();
    let sandbox = faulty(&[Fault::LostAnswer, Fault::Pass, Fault::LostRequest]);
    let mut store = store(&folder);
    for _ in 0..2 {
        run_all(&mut store, &client(Arc::clone(&sandbox)));
    }
    assert_eq!(states(&store), [State::Unknown, State::Done, State::Unknown]);
    assert_eq!(sandbox.arrived.lock().unwrap().len(), 2);
}

#[test]
fn a_deletion_whose_answer_was_lost_is_done_when_the_object_is_gone() {
    let folder = Folder::new();
    plan_csv(&folder, "contact.delete", "id\n3\n");
    let mut store = store(&folder);
    run_all(&mut store, &client(faulty(&[Fault::LostAnswer])));
    assert_eq!(states(&store), [State::Done]);
}

#[test]
fn without_a_connection_nothing_is_lost_and_the_job_pauses() {
    let folder = create();
    let mut store = store(&folder);
    let report = run_all(&mut store, &client(faulty(&[Fault::NoConnection; 3])));
    assert!(matches!(report.ending, Ending::Paused(Pause::NoAnswers(_))));
    assert_eq!(states(&store), [State::Planned; 3]);
    run_all(&mut store, &client(faulty(&[Fault::NoConnection])));
    assert_eq!(states(&store), [State::Done; 3]);
}

#[test]
fn a_daily_limit_pauses_and_says_when_to_go_on() {
    let folder = create();
    let mut store = store(&folder);
    let report = run_all(&mut store, &client(faulty(&[Fault::Pass, Fault::Code("0007")])));
    let Ending::Paused(Pause::Limit(at)) = report.ending else {
        panic!("{:?}", report.ending)
    };
    assert_eq!(at.to_string(), "2026-03-02T00:00:00Z");
    assert_eq!(states(&store), [State::Done, State::Planned, State::Planned]);
}

#[test]
fn with_wait_a_job_goes_on_after_the_limit() {
    let folder = create();
    let mut store = store(&folder);
    let options = RunOptions {
        wait: true,
        ..RunOptions::default()
    };
    let mut clock = Clock::new();
    let caller = client(faulty(&[Fault::Code("0007"), Fault::Pass, Fault::Code("0011")]));
    let report = run(&mut store, &caller, &options, &mut clock).unwrap();
    assert!(matches!(report.ending, Ending::Complete));
    assert_eq!(clock.waits, [Duration::from_secs(12 * 3600), Duration::from_secs(300)]);
    assert_eq!(states(&store), [State::Done; 3]);
}

#[test]
fn a_busy_object_is_tried_again() {
    let folder = update();
    let mut store = store(&folder);
    run_all(&mut store, &client(faulty(&[Fault::Code("3014"), Fault::Code("3014")])));
    assert_eq!(states(&store), [State::Done; 3]);
}

#[test]
fn a_wrong_key_stops_at_once() {
    let folder = update();
    let mut store = store(&folder);
    let caller = client(faulty(&[Fault::Code("0001")]));
    let error = run(&mut store, &caller, &RunOptions::default(), &mut Clock::new()).unwrap_err();
    assert!(matches!(error, RunError::Call(_)), "{error}");
    assert_eq!(states(&store), [State::Planned; 3]);
}

#[test]
fn a_run_ends_after_a_number_of_requests_refusals_or_a_time() {
    let most = |most| RunOptions {
        most: Some(most),
        ..RunOptions::default()
    };
    let folder = update();
    let mut store = store(&folder);
    let caller = client(faulty(&[Fault::Pass, Fault::Code("8002")]));
    let report = run(&mut store, &caller, &most(1), &mut Clock::new()).unwrap();
    assert!(matches!(report.ending, Ending::Paused(Pause::Most(1))));
    assert_eq!(states(&store), [State::Done, State::Planned, State::Planned]);
    let refused = RunOptions {
        stop_after: Some(1),
        ..RunOptions::default()
    };
    let report = run(&mut store, &caller, &refused, &mut Clock::new()).unwrap();
    assert!(matches!(report.ending, Ending::Paused(Pause::Refused(1))));
    assert_eq!(states(&store), [State::Done, State::Refused, State::Planned]);
    let mut clock = Clock::new();
    let over = RunOptions {
        until: Some(clock.now()),
        ..RunOptions::default()
    };
    let report = run(&mut store, &caller, &over, &mut clock).unwrap();
    assert!(matches!(report.ending, Ending::Paused(Pause::Until(_))));
    assert_eq!(report.sent, 0);
    // The last request may be the one that reaches the number.
    let report = run(&mut store, &caller, &most(1), &mut Clock::new()).unwrap();
    assert!(matches!(report.ending, Ending::Complete));
}

#[test]
fn requests_keep_the_pace_of_the_account() {
    let folder = update();
    let mut store = store(&folder);
    let options = RunOptions {
        pace: Duration::from_secs(1),
        ..RunOptions::default()
    };
    let mut clock = Clock::new();
    run(&mut store, &client(faulty(&[])), &options, &mut clock).unwrap();
    assert_eq!(clock.waits, [Duration::from_secs(1); 2]);
}

#[test]
fn a_request_stopped_between_two_attempts_is_decided_by_the_next_run() {
    for (folder, after) in [(update(), State::Done), (create(), State::Unknown)] {
        let mut store = store(&folder);
        let sandbox = faulty(&[Fault::LostAnswer]);
        let mut clock = Clock::new();
        clock.most_waits = 1;
        run(
            &mut store,
            &client(Arc::clone(&sandbox)),
            &RunOptions::default(),
            &mut clock,
        )
        .unwrap();
        let is_create = after == State::Unknown;
        let first = if is_create { State::Unknown } else { State::Sent };
        assert_eq!(states(&store)[0], first);
        run_all(&mut store, &client(sandbox));
        assert_eq!(states(&store), [after, State::Done, State::Done]);
    }
}

#[test]
fn a_request_that_a_killed_run_has_sent_is_decided_by_the_effect() {
    for (folder, after) in [(update(), State::Done), (create(), State::Unknown)] {
        let mut store = store(&folder);
        let claimed = store.claim(None).unwrap().unwrap();
        assert_eq!(claimed.number, 1);
        drop(store);
        let mut store = common::store(&folder);
        let report = run_all(&mut store, &client(faulty(&[])));
        assert_eq!(report.recovered, 1);
        assert_eq!(states(&store), [after, State::Done, State::Done]);
    }
}
