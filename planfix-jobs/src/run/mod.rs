//! Running: sends the planned requests one after the other, each journaled before and after.

mod hooks;
mod verdict;
#[cfg(feature = "postgres")]
mod work;

pub use hooks::{Hooks, Progress, Quiet};
#[cfg(feature = "postgres")]
pub use work::{Callers, Worked, work};

use crate::plan::request;
use crate::store::{Claimed, Counts, Finished, State, Store, StoreError};
use planfix_api::client::{Client, Error, Transport};
use planfix_api::jiff::{SignedDuration, Timestamp};
use planfix_api::json::Json;
use planfix_api::record::Record;
use planfix_api::table::Method;
use std::time::Duration;
use verdict::Verdict;

/// A client that calls methods known only at run time.
pub trait Caller {
    /// Calls a method once.
    ///
    /// # Errors
    /// The call has no usable response.
    fn call(&self, method: &'static Method, request: &dyn Record) -> Result<Box<dyn Record>, Error>;
}

impl<T: Transport> Caller for Client<T> {
    fn call(&self, method: &'static Method, request: &dyn Record) -> Result<Box<dyn Record>, Error> {
        self.call_any(method, request)
    }
}

/// The options of a run.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// Shortest time between the starts of two requests.
    pub pace: Duration,
    /// Pauses after this many requests.
    pub most: Option<u64>,
    /// Pauses after this many refused requests.
    pub stop_after: Option<u64>,
    /// Pauses at this time.
    pub until: Option<Timestamp>,
    /// Waits while PlanFix has reached a daily limit or is under maintenance, instead of pausing.
    pub wait: bool,
}

/// The end of a run that was not cut short by an error.
#[derive(Debug)]
pub struct Report {
    /// Why the run ended.
    pub ending: Ending,
    /// Number of requests that this run sent.
    pub sent: u64,
    /// The requests that an earlier run had left in [`State::Sent`].
    pub recovered: u64,
    /// The number of requests in each state.
    pub counts: Counts,
}

/// The reason why a run ended.
#[derive(Debug)]
#[non_exhaustive]
pub enum Ending {
    /// Nothing is left to send.
    Complete,
    /// Requests are left; running the job again continues with them.
    Paused(Pause),
}

/// The reason why a run paused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Pause {
    /// [`Hooks::is_stopped`] returned true.
    #[error("stopped by the user")]
    Stopped,
    /// [`RunOptions::most`] requests were sent.
    #[error("{0} requests were sent, as many as were asked for")]
    Most(u64),
    /// [`RunOptions::stop_after`] requests were refused.
    #[error("{0} requests were refused")]
    Refused(u64),
    /// [`RunOptions::until`] is reached.
    #[error("the time is over: {0}")]
    Until(Timestamp),
    /// The daily limit of the account is reached.
    #[error("the daily limit of the account is reached; run again after {0}")]
    Limit(Timestamp),
    /// PlanFix is under maintenance.
    #[error("PlanFix is under maintenance; run again after {0}")]
    Maintenance(Timestamp),
    /// PlanFix asks to come back later, again and again.
    #[error("PlanFix asks to come back later; run again after {0}")]
    Busy(Timestamp),
    /// No usable answer arrives any more.
    #[error("no usable answers arrive: {0}")]
    NoAnswers(String),
}

/// A run that cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The method of the job is unknown to this version.
    #[error("no method is called `{0}`; use the version of planfix that planned the job")]
    Method(String),
    /// No method reads the objects that the method changes.
    #[error("{0}: no method reads the objects that it changes, so nothing can be compared")]
    NotComparable(&'static str),
    /// The journal cannot be read or written. Nothing is sent that is not on disk as sent.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Every further request would fail in the same way, such as with a wrong key. The request that failed was not
    /// carried out, and is planned again.
    #[error(transparent)]
    Call(Box<Error>),
}

/// After this many requests in a row without a usable answer, a run pauses.
const MOST_FAILURES: u32 = 3;

/// Sends the planned requests of a job, in their order.
///
/// # Errors
/// The journal cannot be written, or every further call would fail.
///
/// For an example, see the [crate](crate).
pub fn run(
    store: &mut dyn Store,
    caller: &dyn Caller,
    options: &RunOptions,
    hooks: &mut dyn Hooks,
) -> Result<Report, RunError> {
    let name = &store.job().method;
    let method = planfix_api::methods().iter().find(|method| method.name == name);
    let method = *method.ok_or_else(|| RunError::Method(name.clone()))?;
    let recovered = store.recover(method.effect.repeatable())?;
    let mut run = Run {
        method,
        caller,
        options,
        hooks,
        counts: store.counts()?,
        sent: 0,
        refused: 0,
        failures: 0,
        next_start: None,
    };
    let ending = run.all(store)?;
    Ok(Report {
        ending,
        sent: run.sent,
        recovered,
        counts: run.counts,
    })
}

/// Returns the outcome of a request that was claimed and not sent.
#[cfg(feature = "postgres")]
fn put_back(claimed: &Claimed) -> Finished {
    Finished {
        number: claimed.number,
        state: State::Planned,
        code: None,
        reason: None,
        answer: None,
    }
}

struct Run<'a> {
    method: &'static Method,
    caller: &'a dyn Caller,
    options: &'a RunOptions,
    hooks: &'a mut dyn Hooks,
    counts: Counts,
    sent: u64,
    refused: u64,
    /// Requests in a row without a usable answer.
    failures: u32,
    next_start: Option<Timestamp>,
}

/// The next step after a request.
enum Then {
    Next,
    Pause(Pause),
    /// The same request again, after this time.
    Wait(Pause, Timestamp),
    Fail(Box<Error>),
}

impl Run<'_> {
    fn all(&mut self, store: &mut dyn Store) -> Result<Ending, RunError> {
        // The outcome of the previous request, to be written together with the next claim.
        let mut open: Option<Finished> = None;
        loop {
            let pause = self.pause();
            let wait = self.time_to_start();
            if let Some(finished) = open.take_if(|_| pause.is_some() || !wait.is_zero()) {
                store.finish(&finished)?;
            }
            if let Some(pause) = pause {
                return Ok(Ending::Paused(pause));
            }
            if !wait.is_zero() && !self.hooks.wait(wait) {
                continue;
            }
            let Some(claimed) = store.claim(open.as_ref())? else {
                return Ok(Ending::Complete);
            };
            open = None;
            self.counts.moved(State::Planned, State::Sent);
            let started = self.hooks.now();
            self.next_start = started.checked_add(self.options.pace).ok();
            let (finished, then) = self.one(&claimed);
            self.sent += 1;
            self.counts.moved(State::Sent, finished.state);
            self.refused += u64::from(finished.state == State::Refused);
            self.hooks.progress(&Progress {
                counts: &self.counts,
                line: claimed.line,
                finished: &finished,
            });
            match then {
                Then::Next => open = Some(finished),
                then => {
                    store.finish(&finished)?;
                    match then {
                        Then::Fail(error) => return Err(RunError::Call(error)),
                        Then::Wait(pause, at) if self.options.wait => {
                            self.hooks.waits(&pause);
                            let left = at.duration_since(self.hooks.now());
                            if left > SignedDuration::ZERO {
                                self.hooks.wait(left.unsigned_abs());
                            }
                            if finished.state == State::Sent {
                                store.recover(self.method.effect.repeatable())?;
                                self.counts = store.counts()?;
                            }
                        }
                        Then::Pause(pause) | Then::Wait(pause, _) => return Ok(Ending::Paused(pause)),
                        Then::Next => {}
                    }
                }
            }
        }
    }

    /// Returns the reason to pause now, if there is one.
    fn pause(&mut self) -> Option<Pause> {
        if self.hooks.is_stopped() {
            return Some(Pause::Stopped);
        }
        if let Some(most) = self.options.most.filter(|most| self.sent >= *most) {
            return (self.counts.left() > 0).then_some(Pause::Most(most));
        }
        if let Some(most) = self.options.stop_after.filter(|most| self.refused >= *most) {
            return (self.counts.left() > 0).then_some(Pause::Refused(most));
        }
        let until = self.options.until?;
        (self.hooks.now() >= until && self.counts.left() > 0).then_some(Pause::Until(until))
    }

    /// Returns how long the pace of the account makes the next request wait.
    fn time_to_start(&mut self) -> Duration {
        let Some(start) = self.next_start else {
            return Duration::ZERO;
        };
        let left = start.duration_since(self.hooks.now());
        if left <= SignedDuration::ZERO || self.counts.left() == 0 {
            Duration::ZERO
        } else {
            left.unsigned_abs()
        }
    }

    /// Sends one request, again where that is right, and decides about it.
    fn one(&mut self, claimed: &Claimed) -> (Finished, Then) {
        let mut finished = Finished {
            number: claimed.number,
            state: State::Done,
            code: None,
            reason: None,
            answer: None,
        };
        let body = serde_json::from_str(&claimed.body).unwrap_or_default();
        let request = match request(self.method, &body) {
            Ok(request) => request,
            Err(error) => {
                finished.state = State::Refused;
                finished.reason = Some(format!("not sent, the request in the journal is not valid: {error}"));
                return (finished, Then::Next);
            }
        };
        // An earlier attempt may have been carried out although its answer was lost.
        let mut is_repeat = claimed.attempts > 1;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let error = match self.caller.call(self.method, &*request) {
                Ok(response) => {
                    self.failures = 0;
                    finished.answer = serde_json::to_string(&Json(&*response)).ok();
                    return (finished, Then::Next);
                }
                Err(error) => error,
            };
            let now = self.hooks.now();
            let verdict = verdict::of(&error, attempt, is_repeat, now);
            is_repeat |= verdict::may_be_done(&error);
            // A request that may have been carried out stays sent until its outcome is known; the next run decides.
            let put_off = if is_repeat { State::Sent } else { State::Planned };
            if !matches!(verdict, Verdict::Again(_) | Verdict::Unknown | Verdict::NotSent) {
                self.failures = 0;
            }
            let then = match verdict {
                Verdict::Again(after) => {
                    if self.hooks.wait(after) {
                        continue;
                    }
                    finished.state = put_off;
                    Then::Next
                }
                Verdict::Done => {
                    finished.reason = Some(error.to_string());
                    finished.answer = verdict::identifiers(&error);
                    Then::Next
                }
                Verdict::Refused => {
                    finished.state = State::Refused;
                    finished.code = error.code().map(str::to_owned);
                    finished.reason = Some(verdict::reason(&error));
                    Then::Next
                }
                Verdict::Unknown => {
                    finished.state = State::Unknown;
                    finished.code = error.code().map(str::to_owned);
                    finished.reason = Some(verdict::unknown(&error));
                    self.failed(&error)
                }
                Verdict::NotSent => {
                    finished.state = put_off;
                    self.failures = MOST_FAILURES;
                    self.failed(&error)
                }
                Verdict::Later(pause, at) => {
                    finished.state = put_off;
                    Then::Wait(pause, at)
                }
                Verdict::Fail => {
                    finished.state = put_off;
                    Then::Fail(Box::new(error))
                }
            };
            return (finished, then);
        }
    }

    fn failed(&mut self, error: &Error) -> Then {
        self.failures += 1;
        if self.failures < MOST_FAILURES {
            return Then::Next;
        }
        Then::Pause(Pause::NoAnswers(error.to_string()))
    }
}
