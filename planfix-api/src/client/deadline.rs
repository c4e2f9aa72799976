//! The time limit of a call.

use super::clock::HAS_TIME;
use super::error::Error;
use super::transport_error::TransportError;
use crate::table::Method;
use std::io;
use std::time::{Duration, Instant};

/// The time by which a call must end: an [extension](http::Extensions) of each request that a client sends over a
/// transport with a [limit](super::Transport::limit).
///
/// Waiting for a login, following a redirect, and every wait before sending again count towards the limit, so a
/// transport allows a request the time that is left, not the whole limit again. Only the wait for the first turn at the
/// pace of the [policy](super::Policy) does not count.
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
    /// `None` where the standard library has no clock.
    at: Option<Instant>,
    left: Duration,
    limit: Duration,
}

impl Deadline {
    /// Returns the deadline of a call with this limit and this time left; `None` if the clock cannot represent it.
    pub(super) fn within(limit: Duration, left: Duration) -> Option<Self> {
        let at = if HAS_TIME {
            Some(Instant::now().checked_add(left)?)
        } else {
            None
        };
        Some(Self { at, left, limit })
    }

    /// Returns the time that is left, zero once the deadline has passed.
    #[must_use]
    pub fn left(&self) -> Duration {
        let left = |at: Instant| at.saturating_duration_since(Instant::now());
        self.at.map_or(self.left, left)
    }

    /// Returns the limit of the whole call.
    #[must_use]
    pub const fn limit(&self) -> Duration {
        self.limit
    }

    /// Returns an error if no time is left to send the request.
    pub(super) fn check(&self, method: &'static Method) -> Result<(), Error> {
        if !self.left().is_zero() {
            return Ok(());
        }
        let why = format!("the limit of {:?} was reached before it could be sent", self.limit);
        let error = TransportError::not_sent(io::Error::new(io::ErrorKind::TimedOut, why));
        Err(Error::transport(method, error))
    }
}
