//! The kinds of faults.

use std::fmt;
use std::str::FromStr;

/// Defines [`Fault`]: each variant with its name on the command line and whether its call is carried out.
macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $carries_out:expr;)+) => {
        /// A fault that a sandbox can have while it answers a call.
        ///
        /// Some faults leave open if the call is carried out. A scripted fault does what is said first, unless
        /// [`Injection::carried_out`](crate::Injection::carried_out) says otherwise; by a seed both happen. A call that
        /// the sandbox refuses anyway is not carried out.
        ///
        /// Over HTTP a fault happens on the socket. In process the transport returns the answer or the error that the
        /// HTTP client would return; nothing waits, but on a [`VirtualClock`](planfix_api::client::VirtualClock) the
        /// time passes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Fault {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Fault {
            /// Every fault.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the name in messages and on the command line.
            ///
            /// ```
            /// assert_eq!(planfix_sandbox::Fault::CutBody.name(), "cut-body");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            pub(crate) const fn carries_out(self) -> CarriesOut {
                use CarriesOut::{Always, Either, Never};
                match self {
                    $(Self::$variant => $carries_out,)+
                }
            }
        }
    };
}

/// The effect of a fault on the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CarriesOut {
    /// The call is turned away.
    Never,
    /// The call is carried out, and its answer is damaged or lost.
    Always,
    /// Both happen; the default is this one.
    Either(bool),
}

faults! {
    /// No connection can be made. The call is never carried out. Over HTTP its connection is reset, and for half a
    /// second new ones are refused.
    ConnectionRefused = "connection-refused", Never;
    /// The server resets the connection before it has read the request. The call is never carried out.
    ResetBefore = "reset-before", Never;
    /// The server resets the connection after it has read the request. The call is not carried out, or it is.
    ResetAfter = "reset-after", Either(false);
    /// The server says nothing until the client gives up. The call is not carried out, or it is.
    Silence = "silence", Either(false);
    /// The answer comes a byte at a time, too slowly for the client. The call is carried out.
    SlowDrip = "slow-drip", Always;
    /// The connection ends in the middle of the answer. The call is carried out.
    CutBody = "cut-body", Always;
    /// The header `Content-Length` is too small, so the client takes the beginning of the answer for a whole one. The
    /// call is carried out.
    WrongLength = "wrong-length", Always;
    /// Status 200 with an empty body. The call is carried out, or it is not.
    EmptyBody = "empty-body", Either(true);
    /// Status 200 with a web page, as a proxy or a login page sends. The call is carried out, or it is not.
    WebPage = "web-page", Either(true);
    /// Status 403 with a web page, as a firewall sends. The call is never carried out.
    Forbidden = "403", Never;
    /// Status 429 with the header `Retry-After: 1`. The call is never carried out.
    TooManyRequests = "429", Never;
    /// Status 500. The call is not carried out, or it is.
    InternalError = "500", Either(false);
    /// Status 502, as a proxy sends that lost the server. The call is not carried out, or it is.
    BadGateway = "502", Either(false);
    /// Status 503. The call is never carried out.
    Unavailable = "503", Never;
    /// Status 200 with bytes that are not XML. The call is carried out, or it is not.
    Garbage = "garbage", Either(true);
    /// The answer to another method, as from a proxy that mixes answers up. The call is carried out.
    OtherAnswer = "other-answer", Always;
    /// A refusal with a code that is in no table. The call is never carried out.
    UnknownCode = "unknown-code", Never;
    /// The code 0005: the session is over. The call is never carried out.
    SessionOver = "0005", Never;
    /// The code 0007: the limit of the day is reached. The call is never carried out.
    DailyLimit = "0007", Never;
    /// The code 0011: maintenance. The call is never carried out.
    Maintenance = "0011", Never;
    /// The code 3014: the task is being changed. The call is never carried out.
    Busy = "3014", Never;
    /// The code 4002, as has been seen for an action that was added a moment before. The call is never carried out.
    NotYetThere = "4002", Never;
    /// A document type declaration with an external entity in the answer. The call is carried out.
    Doctype = "doctype", Always;
    /// An answer that is longer than the client reads. The call is carried out.
    TooLong = "too-long", Always;
    /// An answer that comes after the client has given up. The call is carried out.
    LateAnswer = "late-answer", Always;
    /// The connection is closed instead of an answer. The call is carried out.
    LostAnswer = "lost-answer", Always;
}

impl Fault {
    /// Returns true if the call is carried out although its answer is damaged or lost; `None` if both happen, and
    /// [`Injection::carried_out`](crate::Injection::carried_out) decides.
    ///
    /// ```
    /// use planfix_sandbox::Fault;
    ///
    /// assert_eq!(Fault::LostAnswer.is_carried_out(), Some(true));
    /// assert_eq!(Fault::TooManyRequests.is_carried_out(), Some(false));
    /// assert_eq!(Fault::BadGateway.is_carried_out(), None);
    /// ```
    #[must_use]
    pub const fn is_carried_out(self) -> Option<bool> {
        match self.carries_out() {
            CarriesOut::Never => Some(false),
            CarriesOut::Always => Some(true),
            CarriesOut::Either(_) => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The name of a fault that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no fault {0:?}; the faults are {names}", names = names())]
pub struct UnknownFault(String);

fn names() -> String {
    let names: Vec<&str> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    names.join(", ")
}

impl FromStr for Fault {
    type Err = UnknownFault;

    /// Reads the name of a fault.
    fn from_str(name: &str) -> Result<Self, UnknownFault> {
        let found = Self::ALL.iter().find(|fault| fault.name() == name);
        found.copied().ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for fault in Fault::ALL {
            assert_eq!(fault.name().parse(), Ok(*fault));
        }
        let error = "cut".parse::<Fault>().unwrap_err().to_string();
        assert!(error.contains("\"cut\"") && error.contains("cut-body"), "{error}");
    }
}
