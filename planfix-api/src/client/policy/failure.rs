//! A failed attempt, as a policy sees it.

use crate::client::error::{Error, Outcome};
use crate::client::unreadable::Unreadable;
use crate::table::{Class, Effect};
use std::time::Duration;

/// A failed attempt of a call: the facts that [`Policy::decide`](super::Policy::decide) needs.
///
/// ```
/// use planfix_api::Effect;
/// use planfix_api::client::{Decision, Failure, FailureKind, Policy};
///
/// let policy = Policy::standard();
/// let lost = Failure::new(Effect::Create, FailureKind::NoAnswer);
/// assert_eq!(policy.decide(&lost), Decision::Stop);
///
/// let lost = Failure::new(Effect::Read, FailureKind::NoAnswer);
/// assert!(matches!(policy.decide(&lost), Decision::Again { .. }));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// Effect of the method.
    pub effect: Effect,
    /// What happened.
    pub kind: FailureKind,
    /// Time to wait, as the server asks.
    pub retry_after: Option<Duration>,
    /// How many times the call has been repeated, renewed sessions not counted: 0 after the first attempt.
    pub repeats: u32,
    /// True if an earlier attempt may have been carried out.
    pub is_unsettled: bool,
    /// True if the call uses a login and has not yet renewed its session.
    pub may_log_in: bool,
    /// The random part of a wait, from 0 to 1: the share of the removable half that is kept.
    pub jitter: f64,
}

/// What happened to an attempt, as far as it decides about another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The request did not reach the server.
    NotSent,
    /// No whole answer of PlanFix arrived, so the request may have been carried out.
    NoAnswer,
    /// PlanFix or its web server is busy, and carried out nothing: 3014, or HTTP 429 or 503.
    Busy,
    /// The session is over; nothing was carried out.
    SessionOver,
    /// PlanFix says that an object does not exist.
    NotFound,
    /// Anything else. Another attempt would fail in the same way: a refusal, an answer that does not match its table or
    /// is too long, an invalid request, a client that cannot be set up, maintenance, or the limit of the day.
    Final,
}

impl FailureKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::NotSent,
        Self::NoAnswer,
        Self::Busy,
        Self::SessionOver,
        Self::NotFound,
        Self::Final,
    ];

    /// Returns the kind of an error.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        match error {
            _ if error.is_setup() || error.is_too_long() => Self::Final,
            Error::NotSent { .. } => Self::NotSent,
            Error::NoAnswer { .. } => Self::NoAnswer,
            Error::Unreadable { why, .. } if is_incomplete(why) => Self::NoAnswer,
            Error::Http { status: 429 | 503, .. } => Self::Busy,
            Error::Http { .. } if error.outcome() == Outcome::Unknown => Self::NoAnswer,
            Error::Refused { .. } => match error.class() {
                Some(Class::Busy) => Self::Busy,
                Some(Class::Session) => Self::SessionOver,
                Some(Class::NotFound) => Self::NotFound,
                _ => Self::Final,
            },
            // The call itself was not sent, whatever became of its login.
            Error::Login { source, .. } => match Self::of(source) {
                Self::NotSent | Self::NoAnswer => Self::NotSent,
                Self::Busy => Self::Busy,
                _ => Self::Final,
            },
            Error::Repeated { last, .. } => Self::of(last),
            _ => Self::Final,
        }
    }
}

/// Returns true if an answer is not a whole answer of PlanFix.
const fn is_incomplete(why: &Unreadable) -> bool {
    matches!(
        why,
        Unreadable::Empty | Unreadable::Html | Unreadable::NotXml | Unreadable::Truncated(_) | Unreadable::CutOff(_)
    )
}

impl Failure {
    /// Creates the failure of a first attempt, without a time to wait.
    #[must_use]
    pub const fn new(effect: Effect, kind: FailureKind) -> Self {
        Self {
            effect,
            kind,
            retry_after: None,
            repeats: 0,
            is_unsettled: false,
            may_log_in: false,
            jitter: 1.0,
        }
    }

    /// Creates the failure of an attempt that ended with this error, as if it were the first.
    ///
    /// ```
    /// use planfix_api::client::{Decision, Error, Failure, Policy};
    /// use std::time::Duration;
    ///
    /// /// Returns the time after which a queue should offer this call again.
    /// fn wait(error: &Error, repeats: u32) -> Option<Duration> {
    ///     let mut failure = Failure::of(error);
    ///     failure.repeats = repeats;
    ///     match Policy::standard().attempts(10).decide(&failure) {
    ///         Decision::Again { after } => Some(after),
    ///         _ => None,
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn of(error: &Error) -> Self {
        Self {
            retry_after: error.retry_after(),
            ..Self::new(error.effect(), FailureKind::of(error))
        }
    }
}
