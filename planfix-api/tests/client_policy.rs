//! The decision about a failed attempt: the whole table of effects and failures.

use planfix_api::Effect;
use planfix_api::client::{Decision, Failure, FailureKind, Policy};
use std::time::Duration;

/// Returns what the table of `Policy` says for a first attempt: `again`, `log in`, `done` or `stop`.
fn expected(effect: Effect, kind: FailureKind, is_unsettled: bool, may_log_in: bool) -> &'static str {
    match (kind, effect) {
        (FailureKind::NotSent | FailureKind::Busy, _) => "again",
        (FailureKind::NoAnswer, Effect::Read | Effect::Set | Effect::Delete) => "again",
        (FailureKind::SessionOver, _) if may_log_in => "log in",
        (FailureKind::NotFound, Effect::Delete) if is_unsettled => "done",
        _ => "stop",
    }
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Stop => "stop",
        Decision::Again { .. } => "again",
        Decision::LogIn => "log in",
        Decision::Done => "done",
        _ => "unknown",
    }
}

fn failure(effect: Effect, kind: FailureKind) -> Failure {
    Failure::new(effect, kind)
}

#[test]
fn every_effect_and_failure_is_decided_by_the_table() {
    let mut cases = 0;
    for effect in Effect::ALL {
        for kind in FailureKind::ALL {
            for (is_unsettled, may_log_in) in [(false, false), (false, true), (true, false), (true, true)] {
                let mut failure = failure(effect, kind);
                (failure.is_unsettled, failure.may_log_in) = (is_unsettled, may_log_in);
                let decision = Policy::standard().decide(&failure);
                assert_eq!(
                    word(decision),
                    expected(effect, kind, is_unsettled, may_log_in),
                    "{failure:?}"
                );
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 5 * 6 * 4);
}

#[test]
fn a_call_is_sent_three_times_at_most() {
    for kind in [FailureKind::NotSent, FailureKind::NoAnswer, FailureKind::Busy] {
        let mut failure = failure(Effect::Read, kind);
        let mut decide = |repeats| {
            failure.repeats = repeats;
            word(Policy::standard().decide(&failure))
        };
        assert_eq!(
            [0, 1, 2, 3, u32::MAX].map(&mut decide),
            ["again", "again", "stop", "stop", "stop"]
        );
    }
}

#[test]
fn the_policy_none_only_renews_sessions() {
    for effect in Effect::ALL {
        for kind in FailureKind::ALL {
            let mut failure = failure(effect, kind);
            failure.may_log_in = true;
            let expected = if kind == FailureKind::SessionOver {
                "log in"
            } else {
                "stop"
            };
            assert_eq!(word(Policy::none().decide(&failure)), expected, "{failure:?}");
        }
    }
}

#[test]
fn the_wait_doubles_up_to_its_maximum_less_a_random_part() {
    let seconds = |n| Duration::from_secs(n);
    let policy = Policy::standard().attempts(u32::MAX).backoff(seconds(2), seconds(20));
    let wait = |repeats, jitter| {
        let mut failure = failure(Effect::Read, FailureKind::NoAnswer);
        (failure.repeats, failure.jitter) = (repeats, jitter);
        match policy.decide(&failure) {
            Decision::Again { after } => after,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        [0, 1, 2, 3, 4, 5, 40, 1_000_000].map(|n| wait(n, 1.0)),
        [2, 4, 8, 16, 20, 20, 20, 20].map(seconds)
    );
    assert_eq!([0, 1, 2, 3, 4].map(|n| wait(n, 0.0)), [1, 2, 4, 8, 10].map(seconds));
    assert_eq!(wait(0, 0.5), Duration::from_millis(1500));
    for odd in [f64::NAN, f64::INFINITY, -1.0, 7.0] {
        assert!((seconds(1)..=seconds(2)).contains(&wait(0, odd)), "{odd}");
    }
    let endless = Policy::standard().backoff(Duration::MAX, Duration::MAX);
    let decision = endless.decide(&failure(Effect::Read, FailureKind::NotSent));
    assert!(matches!(decision, Decision::Again { after } if after >= Duration::MAX / 2));
}

#[test]
fn a_wait_that_the_server_asks_for_is_kept_unless_it_is_too_long() {
    let policy = Policy::standard();
    for effect in Effect::ALL {
        let mut failure = failure(effect, FailureKind::Busy);
        let mut decide = |seconds| {
            failure.retry_after = Some(Duration::from_secs(seconds));
            policy.decide(&failure)
        };
        for seconds in [0, 1, 60] {
            let after = Duration::from_secs(seconds);
            assert_eq!(decide(seconds), Decision::Again { after });
        }
        assert_eq!(decide(61), Decision::Stop);
        assert_eq!(decide(u32::MAX.into()), Decision::Stop);
    }
}
