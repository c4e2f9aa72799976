//! The exit status, and the message of a failure.
//!
//! This module alone decides which exit status an error has, from what the library knows about the error.

use planfix_api::Class;
use planfix_api::client::{Error, Outcome};
use planfix_api::table::Effect;
use std::process::ExitCode;

/// The exit status of a command that did not do all of its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// The input is wrong; nothing was sent.
    Input = 1,
    /// The command line itself is wrong.
    Usage = 2,
    Refused = 3,
    /// Sent, but no complete answer came: the call may have been carried out.
    Unknown = 4,
    /// Nothing was changed, and the call may be sent again.
    Unchanged = 5,
    /// PlanFix asks to come back later.
    NotNow = 6,
    /// Carried out, but the answer could not be read or written here.
    Unwritten = 7,
    /// A job has requests left; running it again continues.
    Paused = 8,
}

/// The exit statuses as the README and the help list them.
pub(crate) const MEANINGS: [(u8, &str); 9] = [
    (0, "done"),
    (1, "wrong input; nothing was sent"),
    (2, "wrong usage of the command line"),
    (3, "refused by PlanFix; its code and message are printed"),
    (4, "sent, but no complete answer came; it may have been carried out"),
    (
        5,
        "nothing was changed, and it may be sent again: no connection, or a method that only reads lost its answer",
    ),
    (
        6,
        "not now: PlanFix asks to come back (busy, maintenance, limits, HTTP 429 and 503)",
    ),
    (
        7,
        "carried out, but the answer could not be read, or could not be written here",
    ),
    (8, "a job is paused, and requests are left: run it again"),
];

impl Status {
    /// Returns the status of a call without a response.
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::Invalid { .. } | Error::Credentials { .. } => Self::Input,
            Error::Login { source, .. } => match Self::of(source) {
                // A login changes nothing in the account.
                Self::Unknown | Self::Unwritten => Self::Unchanged,
                status => status,
            },
            _ if error.is_setup() => Self::Input,
            _ if error.is_not_now() => Self::NotNow,
            _ => match error.outcome() {
                Outcome::NotSent => Self::Unchanged,
                Outcome::Refused => Self::Refused,
                // A reading method changes nothing, whatever happened to its answer.
                Outcome::Unknown | Outcome::CarriedOut if error.effect() == Effect::Read => Self::Unchanged,
                Outcome::CarriedOut => Self::Unwritten,
                Outcome::Unknown => Self::Unknown,
            },
        }
    }

    /// Returns the status of a refusal of this class; `None` is a code that the table of codes does not list.
    pub(crate) fn refused(class: Option<Class>) -> Self {
        match class {
            Some(Class::Limit | Class::Later | Class::Busy) => Self::NotNow,
            _ => Self::Refused,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// The reason why a command failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub status: Status,
    /// The message for standard error; empty if everything has been reported already.
    pub message: String,
    /// True if the message is JSON, which is printed without the prefix `error: `.
    pub is_json: bool,
}

impl Failure {
    pub(crate) fn new(status: Status, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            is_json: false,
        }
    }

    /// Creates a failure whose message is JSON.
    pub(crate) fn json(status: Status, message: String) -> Self {
        Self {
            is_json: true,
            ..Self::new(status, message)
        }
    }

    /// Creates a failure for wrong input; nothing was sent.
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self::new(Status::Input, message)
    }

    /// Creates a failure for a call that was carried out but whose result cannot be written here.
    pub(crate) fn unwritten(message: impl Into<String>) -> Self {
        Self::new(Status::Unwritten, message)
    }

    /// Creates a failure for wrong input with several faults, one per line.
    pub(crate) fn faults(head: &str, faults: &[String]) -> Self {
        Self::input(format!("{head}\n  {}", faults.join("\n").replace('\n', "\n  ")))
    }

    /// Creates a failure for a wrong command line; `command` appears in the hint.
    pub(crate) fn usage(message: &str, command: &str) -> Self {
        Self::new(
            Status::Usage,
            format!("{message}\n\nFor more information, try 'planfix {command} --help'."),
        )
    }

    /// Creates a failure that has been reported already; only the status is left.
    pub(crate) fn said(status: Status) -> Self {
        Self::new(status, "")
    }
}
