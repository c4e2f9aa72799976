//! The time that a call has.

use super::error::Error;
use super::transport_error::TransportError;
use crate::table::Method;
use std::io;
use std::time::{Duration, Instant};

/// When a call must be over: an [extension](http::Extensions) of each request that a client sends over a transport
/// with a [limit](super::Transport::limit).
///
/// Waiting for a login, a redirect, and sending again with a new session all count into the limit, so a transport
/// gives the request the time that is left, and not its whole limit again.
///
/// ```
/// use planfix_api::client::{Body, Deadline};
/// use std::time::Duration;
///
/// fn timeout(request: &http::Request<Body>) -> Duration {
///     let deadline = request.extensions().get::<Deadline>();
///     deadline.map_or(Duration::from_secs(60), Deadline::left)
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    /// The deadline of a call that begins now; `None` where its limit is further away than a clock can tell.
    pub(super) fn after(limit: Duration) -> Option<Self> {
        let at = Instant::now().checked_add(limit)?;
        Some(Self { at, limit })
    }

    /// The time that is left, zero where it is over.
    #[must_use]
    pub fn left(&self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// The limit of the whole call.
    #[must_use]
    pub const fn limit(&self) -> Duration {
        self.limit
    }

    #[cfg(feature = "async")]
    pub(super) const fn at(&self) -> Instant {
        self.at
    }

    /// Refuses to send a request for which no time is left.
    pub(super) fn check(&self, method: &'static Method) -> Result<(), Error> {
        if !self.left().is_zero() {
            return Ok(());
        }
        let why = format!("its {:?} were over before it could be sent", self.limit);
        let error = TransportError::not_sent(io::Error::new(io::ErrorKind::TimedOut, why));
        Err(Error::transport(method, error))
    }
}
