//! The errors of a call, and what each one means for the account.

use super::auth::AuthError;
use super::http_status::HttpStatus;
use super::received::Received;
use super::transport_error::TransportError;
use super::unreadable::Unreadable;
use super::words::{HttpError, Identifiers, Meaning, advice, after, waits};
use crate::interpret::validate::Violations;
use crate::interpret::xml::Refusal;
use crate::table::{Class, Code};
use crate::table::{Effect, Method, Reply};
use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// A call that returned no response.
///
/// [`Error::outcome`] tells what it means for the account. No message shows a secret or a value of the request.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks the rules of its table; nothing was sent.
    #[error("{method}: the request is not valid, nothing was sent:\n{violations}")]
    Invalid {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// All rules that the request breaks.
        violations: Violations,
    },
    /// The key or the token cannot be sent; nothing was sent.
    #[error("{method}: nothing was sent: {source}")]
    Credentials {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// Why they cannot be sent.
        source: AuthError,
    },
    /// The request did not reach the server.
    #[error("{method}: not sent, nothing was carried out: {source}")]
    NotSent {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// Error of the transport.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The request was sent, and no whole answer arrived.
    #[error("{method}: sent, but no whole answer arrived: {source}; {}", advice(.effect))]
    NoAnswer {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// Error of the transport.
        source: Box<dyn StdError + Send + Sync>,
        /// Part of the answer that arrived, if any.
        answer: Option<Box<Received>>,
    },
    /// The response is not from PlanFix, or does not match the table.
    #[error("{method}: the answer (HTTP {status}) cannot be used: {why}; {}{}", after(.effect, .answer, .why), Identifiers(.answer))]
    Unreadable {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// HTTP status of the answer.
        status: u16,
        /// Why it cannot be used.
        #[source]
        why: Unreadable,
        /// The answer, and what could be read from it.
        answer: Box<Received>,
    },
    /// The web server, or a proxy in front of it, answered with an HTTP error instead of PlanFix.
    #[error("{method}: {}", HttpError(HttpStatus(*.status), *.effect, *.reply, *.retry_after))]
    Http {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// The answer that the method has: XML, or a file.
        reply: Reply,
        /// HTTP status of the answer, 400 or more.
        status: u16,
        /// Time to wait, as the server asks.
        retry_after: Option<Duration>,
        /// The answer.
        answer: Box<Received>,
    },
    /// PlanFix refused the call; it was not carried out.
    #[error("{method}: refused by PlanFix, nothing was carried out; {}", Meaning(.refusal, *.retry_after))]
    Refused {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// Code and message of PlanFix.
        refusal: Box<Refusal>,
        /// Time to wait, as the server asks.
        retry_after: Option<Duration>,
    },
    /// The login that the call needs failed; the call itself was not sent, or was refused before the login.
    #[error("{method}: nothing was carried out, the login failed: {source}")]
    Login {
        /// Name of the method that was called.
        method: &'static str,
        /// Effect of that method.
        effect: Effect,
        /// Error of `auth.login`, shared by all calls that waited for this login.
        source: Arc<Self>,
    },
    /// The call was sent several times: an earlier attempt may have been carried out, and the last one was not.
    #[error(
        "{method}: {}; the last of {attempts} attempts failed ({last}), and an earlier one has no usable answer \
         ({earlier})",
        advice(.effect)
    )]
    Repeated {
        /// Name of the method.
        method: &'static str,
        /// Effect of the method.
        effect: Effect,
        /// How many times the call was sent.
        attempts: u32,
        /// Error of the attempt that may have been carried out.
        earlier: Box<Self>,
        /// Error of the last attempt.
        last: Box<Self>,
    },
}

/// The meaning of a failed call for the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing was sent, so the account is unchanged.
    NotSent,
    /// PlanFix refused the call, so the account is unchanged.
    Refused,
    /// PlanFix said that it carried out the call, but its answer cannot be used.
    CarriedOut,
    /// The call may or may not have been carried out.
    Unknown,
}

impl Outcome {
    /// Returns the outcome as a word of a log: `not sent`, `refused`, `carried out` or `unknown`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotSent => "not sent",
            Self::Refused => "refused",
            Self::CarriedOut => "carried out",
            Self::Unknown => "unknown",
        }
    }
}

impl Error {
    /// Returns the name of the method that was called.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Invalid { method, .. }
            | Self::Credentials { method, .. }
            | Self::NotSent { method, .. }
            | Self::NoAnswer { method, .. }
            | Self::Unreadable { method, .. }
            | Self::Http { method, .. }
            | Self::Refused { method, .. }
            | Self::Login { method, .. }
            | Self::Repeated { method, .. } => method,
        }
    }

    /// Returns the effect of the method, which tells whether it may be sent twice.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        match self {
            Self::Invalid { effect, .. }
            | Self::Credentials { effect, .. }
            | Self::NotSent { effect, .. }
            | Self::NoAnswer { effect, .. }
            | Self::Unreadable { effect, .. }
            | Self::Http { effect, .. }
            | Self::Refused { effect, .. }
            | Self::Login { effect, .. }
            | Self::Repeated { effect, .. } => *effect,
        }
    }

    /// Returns the answer that arrived but cannot be used, or the part of it that arrived; `None` if PlanFix refused
    /// or nothing arrived.
    ///
    /// ```
    /// use planfix_api::client::Error;
    ///
    /// /// Keeps an answer for later inspection; it may hold personal data.
    /// fn keep(error: &Error, file: &std::path::Path) -> std::io::Result<()> {
    ///     error.answer().map_or(Ok(()), |answer| std::fs::write(file, answer.bytes()))
    /// }
    /// ```
    #[must_use]
    pub fn answer(&self) -> Option<&Received> {
        match self {
            Self::Unreadable { answer, .. } | Self::Http { answer, .. } => Some(answer),
            Self::NoAnswer { answer, .. } => answer.as_deref(),
            Self::Login { source, .. } => source.answer(),
            Self::Repeated { earlier, .. } => earlier.answer(),
            _ => None,
        }
    }

    /// Returns what the error means for the account.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Invalid { .. } | Self::Credentials { .. } | Self::NotSent { .. } => Outcome::NotSent,
            Self::Refused { .. } => Outcome::Refused,
            Self::Http { status, .. } if HttpStatus(*status).refuses() => Outcome::Refused,
            Self::Unreadable { answer, .. } if answer.was_accepted() => Outcome::CarriedOut,
            Self::NoAnswer { .. } | Self::Unreadable { .. } | Self::Http { .. } => Outcome::Unknown,
            Self::Repeated { earlier, .. } => earlier.outcome(),
            // A login does not change the account, whatever its own outcome.
            Self::Login { source, .. } => match source.outcome() {
                Outcome::Refused => Outcome::Refused,
                Outcome::NotSent | Outcome::Unknown | Outcome::CarriedOut => Outcome::NotSent,
            },
        }
    }

    /// Returns the error code of PlanFix as text, leading zeros included; `None` if PlanFix did not refuse.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { refusal, .. } => Some(&refusal.code),
            Self::Login { source, .. } => source.code(),
            Self::Repeated { last, .. } => last.code(),
            _ => None,
        }
    }

    /// Returns the class of the error, which tells what to do: from the table of codes, or from the status of an HTTP
    /// error. `None` for a code or a status that says only that the call failed.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Credentials { .. } => Some(Class::Credentials),
            Self::Http { status, reply, .. } => HttpStatus(*status).class(*reply),
            Self::Login { source, .. } => source.class(),
            Self::Repeated { last, .. } => last.class(),
            _ => self.listed().map(|code| code.class),
        }
    }

    /// Returns true if PlanFix asks to try again later: it is busy or under maintenance, a limit is reached, or the
    /// answer was HTTP 429 or 503. Nothing was carried out; [`Error::retry_after`] and [`Error::class`] tell when to
    /// try again.
    #[must_use]
    pub fn is_not_now(&self) -> bool {
        !matches!(self, Self::Repeated { .. }) && waits(self.class())
    }

    /// Returns how long the server asks to wait, counted from its answer, as in its header `Retry-After`. `None` if it
    /// does not say.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Http { retry_after, .. } | Self::Refused { retry_after, .. } => *retry_after,
            Self::Login { source, .. } => source.retry_after(),
            Self::Repeated { last, .. } => last.retry_after(),
            _ => None,
        }
    }

    /// Returns true if the request could not be sent because there was no connection to the server or its proxy.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match self {
            Self::NotSent { .. } => true,
            Self::Login { source, .. } => source.is_connect(),
            _ => false,
        }
    }

    /// Returns true if the client is configured so that no call can be sent, as with a proxy that cannot be used.
    /// Sending the call again does not help.
    ///
    /// A transport of your own reports this with an [`io::Error`] of the kind
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) among the causes of its error.
    #[must_use]
    pub fn is_setup(&self) -> bool {
        match self {
            Self::NotSent { source, .. } => has_cause(&**source, io::ErrorKind::InvalidInput),
            Self::Login { source, .. } => source.is_setup(),
            Self::Repeated { last, .. } => last.is_setup(),
            _ => false,
        }
    }

    /// Returns true if a time limit was reached, for the connection or for the whole call.
    ///
    /// A transport of your own reports this with an [`io::Error`] of the kind [`TimedOut`](io::ErrorKind::TimedOut)
    /// among the causes of its error.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::NotSent { source, .. } | Self::NoAnswer { source, .. } => timed_out(&**source),
            Self::Unreadable {
                why: Unreadable::CutOff(source),
                ..
            } => timed_out(&**source),
            Self::Login { source, .. } => source.is_timeout(),
            Self::Repeated { last, .. } => last.is_timeout(),
            _ => false,
        }
    }

    /// Returns true if the answer is longer than the transport reads. Sending the call again does not help; a higher
    /// limit does, as [`Limits::response`](super::Limits) of the provided transports.
    ///
    /// A transport of your own reports this with an [`io::Error`] of the kind
    /// [`FileTooLarge`](io::ErrorKind::FileTooLarge) among the causes of its error.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        match self {
            Self::NoAnswer { source, .. }
            | Self::Unreadable {
                why: Unreadable::CutOff(source),
                ..
            } => has_cause(&**source, io::ErrorKind::FileTooLarge),
            Self::Login { source, .. } => source.is_too_long(),
            Self::Repeated { last, .. } => last.is_too_long(),
            _ => false,
        }
    }

    pub(super) fn listed(&self) -> Option<&'static Code> {
        self.code().and_then(Code::of)
    }

    /// Wraps this error of `auth.login` for the calls that needed the login.
    ///
    /// A login changes nothing in the account, so it may always be sent again; the advice for its own effect would
    /// contradict that nothing was carried out.
    pub(super) fn of_login(mut self) -> Arc<Self> {
        if let Self::NoAnswer { effect, .. } | Self::Unreadable { effect, .. } | Self::Http { effect, .. } = &mut self {
            *effect = Effect::Read;
        }
        Arc::new(self)
    }

    pub(super) const fn in_login(method: &'static Method, source: Arc<Self>) -> Self {
        Self::Login {
            method: method.name,
            effect: method.effect,
            source,
        }
    }

    pub(super) fn transport(method: &'static Method, error: TransportError) -> Self {
        let (method, effect, source) = (method.name, method.effect, error.source);
        if error.sent {
            let answer = None;
            Self::NoAnswer {
                method,
                effect,
                source,
                answer,
            }
        } else {
            Self::NotSent { method, effect, source }
        }
    }
}

fn timed_out(error: &(dyn StdError + 'static)) -> bool {
    has_cause(error, io::ErrorKind::TimedOut)
}

/// Returns true if the error or one of its causes is an IO error of this kind.
fn has_cause(error: &(dyn StdError + 'static), kind: io::ErrorKind) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|error| error.kind() == kind) {
            return true;
        }
        next = error.source();
    }
    false
}
