//! The kinds of faults.

use std::fmt;
use std::str::FromStr;

/// Defines [`Fault`]: each variant with its name on the command line and whether its call is carried out.
macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $carries_out:expr;)+) => {
        /// A fault that a sandbox can have while it answers a call.
        ///
        /// Each begins with the fate of the call: it is `never` carried out, `always` (if the sandbox does not refuse
        /// it), or `either`, with the default of [`Injection::carried_out`](crate::Injection::carried_out) in brackets.
        ///
        /// Over HTTP a fault happens on the socket. In process the transport returns the answer or the error that the
        /// HTTP client would return; nothing waits, but on a [`VirtualClock`](planfix_api::client::VirtualClock) the time passes.
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
    /// never: no connection can be made. Over HTTP the connection of the call is reset, and for half a second new
    /// ones are refused.
    ConnectionRefused = "connection-refused", Never;
    /// never: the server resets the connection before it has read the request.
    ResetBefore = "reset-before", Never;
    /// either (no): the server resets the connection after it has read the request.
    ResetAfter = "reset-after", Either(false);
    /// either (no): the server says nothing until the client gives up.
    Silence = "silence", Either(false);
    /// always: the answer comes a byte at a time, too slowly for the client.
    SlowDrip = "slow-drip", Always;
    /// always: the connection ends in the middle of the answer.
    CutBody = "cut-body", Always;
    /// always: the header `Content-Length` is too small, so the client reads the beginning of the answer as a whole one.
    WrongLength = "wrong-length", Always;
    /// either (yes): status 200 with an empty body.
    EmptyBody = "empty-body", Either(true);
    /// either (yes): status 200 with a web page, as a proxy or a login page sends.
    WebPage = "web-page", Either(true);
    /// never: status 403 with a web page, as a firewall sends.
    Forbidden = "403", Never;
    /// never: status 429 with the header `Retry-After: 1`.
    TooManyRequests = "429", Never;
    /// either (no): status 500.
    InternalError = "500", Either(false);
    /// either (no): status 502, as a proxy sends that lost the server.
    BadGateway = "502", Either(false);
    /// never: status 503.
    Unavailable = "503", Never;
    /// either (yes): status 200 with bytes that are not XML.
    Garbage = "garbage", Either(true);
    /// always: the answer to another method, as from a proxy that mixes answers up.
    OtherAnswer = "other-answer", Always;
    /// never: refused with a code that is in no table.
    UnknownCode = "unknown-code", Never;
    /// never: refused with 0005, the session is over.
    SessionOver = "0005", Never;
    /// never: refused with 0007, the limit of the day is reached.
    DailyLimit = "0007", Never;
    /// never: refused with 0011, maintenance.
    Maintenance = "0011", Never;
    /// never: refused with 3014, the task is being changed.
    Busy = "3014", Never;
    /// never: refused with 4002, as has been seen for an action that was added a moment before.
    NotYetThere = "4002", Never;
    /// always: the answer has a document type declaration with an external entity.
    Doctype = "doctype", Always;
    /// always: the answer is longer than the client reads.
    TooLong = "too-long", Always;
    /// always: the answer comes after the client has given up.
    LateAnswer = "late-answer", Always;
    /// always: the connection is closed instead of an answer.
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
