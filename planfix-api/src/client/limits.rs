//! The limits of the provided transports, and the messages of their failures.

use super::proxy::Shown;
use super::transport_error::TransportError;
use http::{Response, Uri};
use std::error::Error as StdError;
use std::fmt;
use std::io::{self, ErrorKind::FileTooLarge, ErrorKind::InvalidInput, ErrorKind::TimedOut};
use std::time::Duration;

pub(super) type Cause = Box<dyn StdError + Send + Sync>;

/// The time that the provided transports wait for a connection.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The time that the provided transports wait for a whole call.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(60);
/// The longest response that the provided transports read, in bytes.
pub const MAX_RESPONSE: u64 = 64 << 20;

/// The time that an unused connection is kept. Web servers close one after 5 seconds or more; a request sent at that
/// moment is lost, and may or may not have been carried out.
pub(super) const KEEP_IDLE: Duration = Duration::from_secs(4);

pub(super) const USER_AGENT: &str = concat!("planfix-api/", env!("CARGO_PKG_VERSION"));

/// The time limits of the provided transports, and the longest response they read.
///
/// ```
/// use planfix_api::client::Limits;
/// use std::time::Duration;
///
/// let patient = Limits { call: Duration::from_secs(300), ..Limits::default() };
/// assert_eq!(patient.connect, Duration::from_secs(10));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time to connect, TLS included; [`CONNECT_TIMEOUT`] by default.
    pub connect: Duration,
    /// Time for a whole call, to the last byte of the response: waiting for the login of another call, looking up the
    /// host, and sending again after a redirect or with a new session all count. If the call itself has to log in
    /// again, that login has the same time once more. [`CALL_TIMEOUT`] by default.
    pub call: Duration,
    /// Longest response to read, in bytes; [`MAX_RESPONSE`] by default.
    pub response: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: CONNECT_TIMEOUT,
            call: CALL_TIMEOUT,
            response: MAX_RESPONSE,
        }
    }
}

/// The failure of a provided transport. Its message contains the host, and nothing else of the request.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the HTTP client cannot be set up: {}", Root(&**.source))]
    Setup { source: Cause },
    #[error("the proxy {proxy} cannot be used: {why}")]
    Proxy { proxy: Shown, why: &'static str },
    #[error("no connection to {host}{}: {}", Through(.proxy), Root(&**.source))]
    Connect {
        host: String,
        proxy: Option<Shown>,
        source: Cause,
    },
    #[error("no connection to {host}{} within {within:?}", Through(.proxy))]
    ConnectTimeout {
        host: String,
        proxy: Option<Shown>,
        within: Duration,
    },
    #[error("the server sent none within {within:?}")]
    Timeout { within: Duration },
    #[error("a file in the request cannot be read: {source}")]
    Content { source: io::Error },
    #[error("the connection was lost: {}", Root(&**.source))]
    Lost { source: Cause },
    #[error("it was cut off: {}", Root(&**.source))]
    CutOff { source: Cause },
    #[error("it is longer than {limit} bytes, and the rest was not read")]
    TooLong { limit: u64 },
}

/// Returns the host of an address as messages show it, and as the header `Host` has it.
pub(super) fn shown_host(uri: &Uri) -> String {
    match (uri.host().unwrap_or_default(), uri.port()) {
        (host, Some(port)) => format!("{host}:{port}"),
        (host, None) => host.to_owned(),
    }
}

impl Failure {
    /// Returns the failure of a response that broke off.
    #[cfg(feature = "blocking")]
    pub(super) fn cut_off(error: io::Error, within: Duration) -> Self {
        match error.kind() {
            TimedOut => Self::Timeout { within },
            _ => Self::CutOff { source: error.into() },
        }
    }

    /// Turns a failure after the head of the answer into an error that holds the part that arrived.
    pub(super) fn with_part(self, part: Response<Vec<u8>>) -> TransportError {
        TransportError::partial(TransportError::from(self).source, part)
    }
}

impl From<Failure> for TransportError {
    fn from(failure: Failure) -> Self {
        match failure {
            // The kind that `Error::is_timeout` looks for, in any transport.
            Failure::ConnectTimeout { .. } => Self::not_sent(io::Error::new(TimedOut, failure)),
            Failure::Timeout { .. } => Self::no_answer(io::Error::new(TimedOut, failure)),
            // The kind that `Error::is_setup` looks for.
            Failure::Proxy { .. } => Self::not_sent(io::Error::new(InvalidInput, failure)),
            // The kind that `Error::is_too_long` looks for.
            Failure::TooLong { .. } => Self::no_answer(io::Error::new(FileTooLarge, failure)),
            Failure::Lost { .. } | Failure::CutOff { .. } => Self::no_answer(failure),
            _ => Self::not_sent(failure),
        }
    }
}

struct Through<'a>(&'a Option<Shown>);

impl fmt::Display for Through<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(proxy) => write!(f, " through the proxy {proxy}"),
            None => Ok(()),
        }
    }
}

/// The innermost cause, since HTTP libraries wrap "connection refused" in general messages.
struct Root<'a>(&'a (dyn StdError + 'static));

impl fmt::Display for Root<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut root = self.0;
        while let Some(source) = root.source() {
            root = source;
        }
        fmt::Display::fmt(root, f)
    }
}
