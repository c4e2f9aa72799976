//! The consequence of a failed call for its request, and for the requests after it.

use super::Pause;
use planfix_api::client::{Error, Outcome};
use planfix_api::jiff::{SignedDuration, Timestamp};
use planfix_api::{Class, Code, Effect};
use serde_json::{Map, Value};
use std::time::Duration;

pub(super) enum Verdict {
    /// Send it again after this time.
    Again(Duration),
    /// Carried out.
    Done,
    /// Not carried out, and sending it again would not help.
    Refused,
    /// Nobody knows.
    Unknown,
    /// Nothing was sent: there is no connection.
    NotSent,
    /// Not carried out; all requests have to wait until this time.
    Later(Pause, Timestamp),
    /// Not carried out, and no other request would be.
    Fail,
}

/// How often a request is sent that may be sent again.
const ATTEMPTS: u32 = 3;
/// How often a request is sent that PlanFix puts off.
const BUSY_ATTEMPTS: u32 = 5;

/// Decides about a request. `attempt` counts its attempts in this run; `is_repeat` is true if an earlier one may have
/// been carried out.
pub(super) fn of(error: &Error, attempt: u32, is_repeat: bool, now: Timestamp) -> Verdict {
    let after = |time: Duration| now.checked_add(time).unwrap_or(now);
    let backoff = Duration::from_secs(1 << attempt.min(5).saturating_sub(1));
    match error.class() {
        Some(Class::Credentials | Class::Account | Class::Endpoint | Class::Session) => return Verdict::Fail,
        Some(Class::Limit) => {
            let at = error.retry_after().map_or_else(|| tomorrow(now), after);
            return Verdict::Later(Pause::Limit(at), at);
        }
        Some(Class::Later) => {
            let at = after(error.retry_after().unwrap_or(MAINTENANCE));
            return Verdict::Later(Pause::Maintenance(at), at);
        }
        Some(Class::Busy) if attempt < BUSY_ATTEMPTS => {
            return Verdict::Again(error.retry_after().unwrap_or(backoff));
        }
        Some(Class::Busy) => {
            let at = after(MAINTENANCE);
            return Verdict::Later(Pause::Busy(at), at);
        }
        // The first attempt deleted it.
        Some(Class::NotFound) if error.effect() == Effect::Delete && is_repeat => return Verdict::Done,
        _ => {}
    }
    if error.is_setup() {
        return Verdict::Fail;
    }
    match error.outcome() {
        Outcome::CarriedOut => Verdict::Done,
        // An earlier attempt may have been carried out, whatever became of this one.
        Outcome::Refused if is_repeat => Verdict::Unknown,
        Outcome::Refused => Verdict::Refused,
        Outcome::NotSent if matches!(error, Error::Invalid { .. }) => Verdict::Refused,
        Outcome::NotSent if attempt < ATTEMPTS => Verdict::Again(backoff),
        Outcome::NotSent => Verdict::NotSent,
        Outcome::Unknown if error.effect().repeatable() && attempt < ATTEMPTS => Verdict::Again(backoff),
        Outcome::Unknown => Verdict::Unknown,
    }
}

/// How long a maintenance takes if PlanFix does not say.
const MAINTENANCE: Duration = Duration::from_secs(300);

/// Returns the next midnight in UTC: PlanFix does not say when its day ends.
fn tomorrow(now: Timestamp) -> Timestamp {
    const DAY: i64 = 86_400;
    let second = now.as_second();
    let left = DAY - second.rem_euclid(DAY);
    now.checked_add(SignedDuration::from_secs(left))
        .ok()
        .and_then(|at| Timestamp::from_second(at.as_second()).ok())
        .unwrap_or(now)
}

/// Returns true if the failed call may have been carried out.
pub(super) fn may_be_done(error: &Error) -> bool {
    matches!(error.outcome(), Outcome::Unknown | Outcome::CarriedOut)
}

/// Returns the reason of a refusal for people: the meaning of its code, and the message of PlanFix.
pub(super) fn reason(error: &Error) -> String {
    let Error::Refused { refusal, .. } = error else {
        return error.to_string();
    };
    let meaning = Code::of(&refusal.code).map_or("", |code| code.meaning.trim_end_matches('.'));
    match (meaning, refusal.message.trim()) {
        ("", message) => message.to_owned(),
        (meaning, "") => meaning.to_owned(),
        (meaning, message) => format!("{meaning}: {message}"),
    }
}

/// Returns why the outcome of a request is unknown.
pub(super) fn unknown(error: &Error) -> String {
    match error.outcome() {
        Outcome::Refused => format!(
            "an earlier attempt may have been carried out, and this one was refused: {}",
            reason(error)
        ),
        _ => error.to_string(),
    }
}

/// Returns the identifiers that could be read from an answer that cannot be used.
pub(super) fn identifiers(error: &Error) -> Option<String> {
    let identifiers = error.answer()?.identifiers();
    let object: Map<String, Value> = identifiers.into_iter().map(|(path, id)| (path, id.into())).collect();
    (!object.is_empty()).then(|| Value::Object(object).to_string())
}
