//! Notices: information for the user of a sandbox that is not part of any answer.

use crate::Fault;
use std::fmt;

/// Information for the user of a sandbox that is not part of any answer; see
/// [`Options::on_notice`](crate::Options::on_notice).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// A method without a behavior was answered with a sample of its response. Reported once for each method.
    Sample {
        /// Name of the method.
        method: &'static str,
    },
    /// Elements of a request were ignored, because the sandbox is [lenient](crate::Options::lenient).
    Ignored {
        /// Name of the method.
        method: &'static str,
        /// The ignored elements with the reason for each, one per line: at most a hundred, then the number of the
        /// others.
        elements: String,
    },
    /// A call got a fault, by a script or a seed.
    Fault {
        /// Number of the call.
        number: u64,
        /// Name of the method; `None` if the request could not be read.
        method: Option<&'static str>,
        /// The fault.
        fault: Fault,
        /// True if the call was carried out.
        carried_out: bool,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sample { method } => write!(
                f,
                "the answer to {method} is a made-up sample: the sandbox does not carry this method out"
            ),
            Self::Fault {
                number,
                method,
                fault,
                carried_out,
            } => {
                let method = method.unwrap_or("which cannot be read");
                let not = if *carried_out { "" } else { "not " };
                write!(f, "fault {fault} in call {number}, {method}; it was {not}carried out")
            }
            Self::Ignored { method, elements } => {
                write!(f, "{method}: ignored:")?;
                elements.lines().try_for_each(|line| write!(f, "\n  {line}"))
            }
        }
    }
}
