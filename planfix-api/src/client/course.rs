//! One call over several attempts, without IO: whether it is sent again, and what is known of it in the end.
//!
//! Both clients drive it in the same way; they differ only in how they wait. A client waits for its turn, sends, and
//! passes the result to [`Course::judge`], until that ends the call.

use super::connection::Connection;
use super::deadline::Deadline;
use super::error::{Error, Outcome};
use super::governor::Governor;
use super::pace::Visit;
use super::policy::{Decision, Failure, FailureKind, REQUEST_INTERVAL};
use super::trace;
use super::transport_error::TransportError;
use crate::table::{Effect, Method};
use http::HeaderMap;
use secrecy::SecretString;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::time::Duration;

/// A call in progress.
pub(super) struct Course<'a> {
    governor: &'a Governor,
    method: &'static Method,
    limit: Option<Duration>,
    has_login: bool,
    /// The place in the line of the account, and the interval between turns.
    visit: Option<(Visit, Duration)>,
    created: Duration,
    /// True if a turn was given up because of the limit.
    is_late: bool,
    /// The time of the first turn, from which the limit counts.
    started: Option<Duration>,
    waited: Duration,
    attempts: u32,
    repeats: u32,
    has_renewed: bool,
    refused: Option<SecretString>,
    session: Option<SecretString>,
    /// The first error after which the call may have been carried out.
    unsettled: Option<Error>,
    /// The error of the last attempt.
    last: Option<Error>,
    headers: HeaderMap,
    span: tracing::Span,
}

/// What a client does after an attempt.
pub(super) enum Next {
    /// Wait until this time, and make another attempt.
    Again(Duration),
    /// Return an empty response: an earlier attempt has deleted the object.
    Gone,
    /// Return the response.
    Done,
    /// Return the error.
    Failed(Error),
}

/// What is known of a call that has ended.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) headers: HeaderMap,
    pub(super) attempts: u32,
    pub(super) waited: Duration,
    pub(super) elapsed: Duration,
}

impl<'a> Course<'a> {
    pub(super) fn new(
        governor: &'a Governor,
        connection: &Connection,
        method: &'static Method,
        limit: Option<Duration>,
    ) -> Self {
        Self {
            governor,
            method,
            limit,
            has_login: connection.has_login(),
            visit: governor.visit(),
            created: governor.clock.now(),
            started: None,
            is_late: false,
            waited: Duration::ZERO,
            attempts: 0,
            repeats: 0,
            has_renewed: false,
            refused: None,
            session: None,
            unsettled: None,
            last: None,
            headers: HeaderMap::new(),
            span: trace::span(method, connection.account()),
        }
    }

    pub(super) fn span(&self) -> tracing::Span {
        self.span.clone()
    }

    pub(super) const fn method(&self) -> &'static Method {
        self.method
    }

    /// Returns the place in the line, with the interval between turns and the time after which a turn is of no use;
    /// `None` if the client does not wait for turns.
    pub(super) fn line(&mut self) -> Option<(&mut Visit, Duration, Option<Duration>)> {
        let end = self.end();
        self.visit.as_mut().map(|(visit, interval)| (visit, *interval, end))
    }

    /// Counts a wait for a turn that began at this time.
    ///
    /// # Errors
    /// The turn has not come, because it would be after the limit: the error of the last attempt, if there was one.
    pub(super) fn turn(&mut self, since: Duration, has_come: bool) -> Result<(), Error> {
        self.has_waited(since);
        if has_come {
            self.started.get_or_insert_with(|| self.governor.clock.now());
            return Ok(());
        }
        self.is_late = true;
        if let Some(last) = self.last.take() {
            return Err(last);
        }
        let limit = self.limit.unwrap_or_default();
        let why = format!("its turn comes after the limit of {limit:?}");
        let error = TransportError::not_sent(io::Error::new(io::ErrorKind::TimedOut, why));
        Err(Error::transport(self.method, error))
    }

    /// Adds the time since `since` to the waits of the call.
    pub(super) fn has_waited(&mut self, since: Duration) {
        self.waited += self.now().saturating_sub(since);
    }

    /// Counts a request of the call itself, which is sent now.
    pub(super) fn send(&mut self) {
        self.attempts += 1;
        trace::attempt(&self.span, self.attempts);
    }

    /// Returns the session that the server refused.
    pub(super) const fn refused(&self) -> Option<&SecretString> {
        self.refused.as_ref()
    }

    /// Keeps the session of the attempt.
    pub(super) fn use_session(&mut self, sid: SecretString) {
        self.session = Some(sid);
    }

    /// Keeps the headers of an answer.
    pub(super) fn keep(&mut self, headers: HeaderMap) {
        self.headers = headers;
    }

    /// Returns the deadline of the call, as a request says it.
    pub(super) fn deadline(&self) -> Option<Deadline> {
        let limit = self.limit?;
        let left = match self.end() {
            Some(end) => end.saturating_sub(self.now()),
            None => limit,
        };
        Deadline::within(limit, left)
    }

    /// Decides what comes after an attempt.
    pub(super) fn judge(&mut self, result: Result<(), Error>) -> Next {
        let Err(error) = result else {
            self.governor.budget.succeed(self.repeats);
            return Next::Done;
        };
        if self.is_late {
            return Next::Failed(self.settle(error));
        }
        let now = self.now();
        let failure = Failure {
            repeats: self.repeats,
            is_unsettled: self.unsettled.is_some() || self.last.as_ref().is_some_and(is_unsettled),
            may_log_in: self.has_login && !self.has_renewed,
            jitter: jitter(),
            ..Failure::of(&error)
        };
        let policy = &self.governor.policy;
        if failure.kind == FailureKind::Busy {
            let asked = failure.retry_after.unwrap_or(REQUEST_INTERVAL);
            self.governor.hold(now.saturating_add(policy.longest(asked)));
        }
        let until = match policy.decide(&failure) {
            Decision::Done => return Next::Gone,
            Decision::LogIn => {
                self.has_renewed = true;
                self.refused = self.session.take();
                now
            }
            Decision::Again { after } => {
                let until = now.saturating_add(after);
                if self.end().is_some_and(|end| until >= end) || !self.governor.budget.take() {
                    return Next::Failed(self.settle(error));
                }
                self.repeats += 1;
                until
            }
            Decision::Stop => return Next::Failed(self.settle(error)),
        };
        trace::again(self.method, until.saturating_sub(now));
        self.remember(error);
        Next::Again(until)
    }

    /// Returns what is known of the call in the end, and records it in the span.
    pub(super) fn finish(self, error: Option<&Error>) -> Told {
        let elapsed = self.now().saturating_sub(self.created);
        trace::end(&self.span, error, self.waited, elapsed);
        Told {
            headers: self.headers,
            attempts: self.attempts,
            waited: self.waited,
            elapsed,
        }
    }

    pub(super) fn now(&self) -> Duration {
        self.governor.clock.now()
    }

    /// Returns the time at which the limit is over; `None` without a limit, and before the first turn.
    fn end(&self) -> Option<Duration> {
        self.started?.checked_add(self.limit?)
    }

    fn remember(&mut self, error: Error) {
        if let Some(last) = self.last.replace(error)
            && self.unsettled.is_none()
            && is_unsettled(&last)
        {
            self.unsettled = Some(last);
        }
    }

    /// Returns the error of the call: that of its last attempt, unless an earlier one may have been carried out.
    fn settle(&mut self, last: Error) -> Error {
        self.remember(last);
        let last = self.last.take();
        match (self.unsettled.take(), last) {
            (Some(earlier), Some(last)) if !is_unsettled(&last) => Error::Repeated {
                method: self.method.name,
                effect: self.method.effect,
                attempts: self.attempts,
                earlier: Box::new(earlier),
                last: Box::new(last),
            },
            (_, Some(last)) | (Some(last), None) => last,
            (None, None) => Error::transport(self.method, TransportError::not_sent("no attempt was made")),
        }
    }
}

/// Returns true if the call may have been carried out and has changed something then.
fn is_unsettled(error: &Error) -> bool {
    error.effect() != Effect::Read && matches!(error.outcome(), Outcome::Unknown | Outcome::CarriedOut)
}

/// Returns a random number from 0 to 1. Good enough for waits, and in the standard library.
fn jitter() -> f64 {
    let random = RandomState::new().build_hasher().finish();
    f64::from(u32::try_from(random >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}
