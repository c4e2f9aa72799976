//! What can go wrong with a call, and what is known about it afterwards.

use crate::codes::{Class, Code};
use crate::table::{Effect, Method};
use crate::validate::Violations;
use crate::xml::{ReadError, Refusal};
use std::error::Error as StdError;
use std::fmt;

/// A call that did not give a response.
///
/// [`Error::outcome`] tells what it means for the account. Nothing here shows a secret or a value
/// of a request.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks the rules of its table; nothing was sent.
    #[error("{method}: the request is not valid, nothing was sent:\n{violations}")]
    Invalid {
        /// Name of the method.
        method: &'static str,
        /// What is wrong, all of it.
        violations: Violations,
    },
    /// The request did not reach the server.
    #[error("{method}: not sent, nothing was carried out: {source}")]
    NotSent {
        /// Name of the method.
        method: &'static str,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The request was sent, and no answer came.
    #[error("{method}: sent, but no whole answer came: {source}; {}", advice(.effect))]
    NoAnswer {
        /// Name of the method.
        method: &'static str,
        /// What the call does.
        effect: Effect,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// An answer came that is none of PlanFix, or does not fit the table.
    #[error("{method}: the answer (HTTP {status}) cannot be used: {why}; {}", advice(.effect))]
    Unreadable {
        /// Name of the method.
        method: &'static str,
        /// What the call does.
        effect: Effect,
        /// HTTP status of the answer.
        status: u16,
        /// What is wrong with it.
        #[source]
        why: Unreadable,
    },
    /// PlanFix refused the call; it was not carried out.
    #[error("{method}: refused by PlanFix, nothing was carried out; {}", Meaning(.refusal))]
    Refused {
        /// Name of the method.
        method: &'static str,
        /// The code and what came with it.
        refusal: Refusal,
    },
    /// The login that the call needs failed; the call itself was not sent, or was refused before.
    #[error("{method}: nothing was carried out, the login failed: {source}")]
    Login {
        /// Name of the method that was called.
        method: &'static str,
        /// What went wrong with `auth.login`.
        source: Box<Self>,
    },
}

/// What a failed call means for the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing was sent: the account is as it was.
    NotSent,
    /// PlanFix refused: the account is as it was.
    Refused,
    /// It may have been carried out, and nobody knows.
    Unknown,
}

impl Error {
    /// What it means for the account.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Invalid { .. } | Self::NotSent { .. } => Outcome::NotSent,
            Self::Refused { .. } => Outcome::Refused,
            Self::NoAnswer { .. } | Self::Unreadable { .. } => Outcome::Unknown,
            // A login changes nothing in the account, whatever became of it.
            Self::Login { source, .. } => match source.outcome() {
                Outcome::Refused => Outcome::Refused,
                Outcome::NotSent | Outcome::Unknown => Outcome::NotSent,
            },
        }
    }

    /// The error code of PlanFix as text, if it refused. Leading zeros count.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { refusal, .. } => Some(&refusal.code),
            Self::Login { source, .. } => source.code(),
            _ => None,
        }
    }

    /// What the table of codes says about it; `None` for a code it does not list.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.listed().map(|code| code.class)
    }

    pub(super) fn listed(&self) -> Option<&'static Code> {
        self.code().and_then(Code::of)
    }

    /// This error of `auth.login`, as that of the call that needed it.
    pub(super) fn in_login(self, method: &'static Method) -> Self {
        Self::Login {
            method: method.name,
            source: Box::new(self),
        }
    }

    pub(super) fn transport(method: &'static Method, error: TransportError) -> Self {
        if error.sent {
            Self::NoAnswer {
                method: method.name,
                effect: method.effect,
                source: error.source,
            }
        } else {
            Self::NotSent {
                method: method.name,
                source: error.source,
            }
        }
    }
}

/// What to do when nobody knows whether a call was carried out.
fn advice(effect: &Effect) -> &'static str {
    match effect {
        Effect::Read => "nothing was changed, it may be sent again",
        Effect::Set => "it may have been carried out; it sets a state, so it may be sent again",
        Effect::Delete => "it may have been carried out; it may be sent again, and \"does not exist\" then means done",
        Effect::Create => "it may have been carried out: look before sending it again, or there will be two",
        Effect::Act => "it may have been carried out: look before sending it again, or it happens twice",
    }
}

struct Meaning<'a>(&'a Refusal);

impl fmt::Display for Meaning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The code is the server's own text; whatever it is, it stays on one short line.
        let shown: String = self.0.code.chars().filter(|c| !c.is_control()).take(16).collect();
        match Code::of(&self.0.code) {
            Some(code) => write!(f, "code {shown}: {} {}", code.meaning, remedy(code.class)),
            None => write!(f, "code {shown}, which the table of codes does not list"),
        }
    }
}

/// What to do about a refusal, behind its meaning.
const fn remedy(class: Class) -> &'static str {
    match class {
        Class::Credentials => "Correct the key, the token or the login before sending it again.",
        Class::Session => "Log in again.",
        Class::Account => "Check the account's name and plan.",
        Class::Endpoint => "The endpoints are russia, europe, asia and america.",
        Class::Limit => "Go on tomorrow.",
        Class::Later => "Send it again in some minutes.",
        Class::Busy => "Send it again in a second.",
        Class::NotFound => "Check the identifiers in the request.",
        Class::Denied => "It needs a user with this right.",
        Class::Input => "Correct the request before sending it again.",
        Class::Failed => "Check whether the object allows it in its present state.",
    }
}

/// Why an answer cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is a web page, such as a proxy or a maintenance notice gives.
    #[error("it is a web page, not XML (a proxy, a login page or a maintenance notice?)")]
    Html,
    /// It is neither XML nor a web page.
    #[error("it is not XML")]
    NotXml,
    /// It sends the client elsewhere. The key is not sent to another host.
    #[error("it redirects to {to}; the key is not sent there, check the endpoint")]
    Redirect {
        /// Scheme, host and port of the address.
        to: String,
    },
    /// It is one redirect too many.
    #[error("it redirects again and again; check the endpoint")]
    RedirectLoop,
    /// It is a redirect that says no address, or that asks for something else than to repeat the call.
    #[error("it redirects, but not in a way that a call could follow; check the endpoint")]
    RedirectNowhere,
    /// It ends too early.
    #[error("it was cut off: {0}")]
    Truncated(#[source] ReadError),
    /// It is XML, but does not fit the table of the method.
    #[error("it does not fit the table of the method:\n{0}")]
    Xml(#[source] ReadError),
}

/// A transport that failed. It must say whether the request may have reached the server.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct TransportError {
    pub(super) sent: bool,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// The request surely did not reach the server: no connection, no such host.
    pub fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            sent: false,
            source: source.into(),
        }
    }

    /// The request may have reached the server: when in doubt, this one.
    pub fn no_answer(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            sent: true,
            source: source.into(),
        }
    }
}
