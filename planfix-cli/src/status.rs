//! How the program ends: its exit status, and the message of a failure.

use planfix_api::client::{Error, Outcome};
use std::process::ExitCode;

/// The exit status. The README lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Wrong input; nothing was sent.
    Input = 1,
    /// The command line itself is wrong.
    Usage = 2,
    /// Refused by PlanFix.
    Refused = 3,
    /// No answer, or one that cannot be read: perhaps it was carried out.
    Lost = 4,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command did not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit status.
    pub status: Status,
    /// The message for standard error; empty where everything was said already.
    pub message: String,
}

impl Failure {
    /// Wrong input; nothing was sent.
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self {
            status: Status::Input,
            message: message.into(),
        }
    }

    /// Wrong input with several faults, each on its line.
    pub(crate) fn faults(head: &str, faults: &[String]) -> Self {
        Self::input(format!("{head}\n  {}", faults.join("\n").replace('\n', "\n  ")))
    }

    /// The command line is wrong; `path` is the command, for the hint.
    pub(crate) fn usage(message: &str, command: &str) -> Self {
        Self {
            status: Status::Usage,
            message: format!("{message}\n\nFor more information, try 'planfix {command} --help'."),
        }
    }

    /// The failure was reported already; only the status is left.
    pub(crate) fn said(status: Status) -> Self {
        Self {
            status,
            message: String::new(),
        }
    }

    /// A call that gave no response.
    pub(crate) fn call(error: &Error) -> Self {
        let status = match (error, error.outcome()) {
            (Error::Invalid { .. }, _) => Status::Input,
            (_, Outcome::Refused) => Status::Refused,
            (_, Outcome::NotSent | Outcome::Unknown) => Status::Lost,
        };
        Self {
            status,
            message: error.to_string(),
        }
    }
}
