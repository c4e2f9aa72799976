//! A response with what is known about its call.

use super::course::Told;
use http::HeaderMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A response, and what is known about the call: the headers of its answer, the attempts, and the time taken.
///
/// ```
/// use planfix_api::client::{Client, Error, Transport};
/// use planfix_api::{ContactId, contact};
///
/// fn show<T: Transport>(client: &Client<T>) -> Result<(), Error> {
///     let exchange = client.exchange(&contact::get::Request::new(ContactId(1)))?;
///     println!("{} attempts in {:?}", exchange.attempts, exchange.elapsed);
///     println!("{:?} requests remain today", exchange.remaining());
///     let contact = exchange.response.contact;
///     println!("{:?}", contact.id);
///     Ok(())
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Exchange<R> {
    /// The response.
    pub response: R,
    /// The headers of the last answer. `Debug` does not show them.
    pub headers: HeaderMap,
    /// How many times the call was sent, also after the session was renewed.
    pub attempts: u32,
    /// The time spent waiting for turns and before repeats.
    pub waited: Duration,
    /// The time that the whole call took, waits included.
    pub elapsed: Duration,
}

impl<R> Exchange<R> {
    pub(super) fn new(response: R, told: Told) -> Self {
        Self {
            response,
            headers: told.headers,
            attempts: told.attempts,
            waited: told.waited,
            elapsed: told.elapsed,
        }
    }

    /// Returns how many requests the account may still make today, by the header `X-RateLimit-Remaining`. PlanFix counts
    /// anew about every ten minutes, so the number lags.
    #[must_use]
    pub fn remaining(&self) -> Option<u64> {
        remaining(&self.headers)
    }
}

impl<R: fmt::Debug> fmt::Debug for Exchange<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("response", &self.response)
            .field("attempts", &self.attempts)
            .field("waited", &self.waited)
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}

fn remaining(headers: &HeaderMap) -> Option<u64> {
    headers.get("x-ratelimit-remaining")?.to_str().ok()?.trim().parse().ok()
}

/// The remaining requests of the day, as the last answer with the header said. Clones of a client share it.
#[derive(Debug)]
pub(super) struct Remaining(AtomicU64);

impl Remaining {
    const UNKNOWN: u64 = u64::MAX;

    pub(super) const fn unknown() -> Self {
        Self(AtomicU64::new(Self::UNKNOWN))
    }

    pub(super) fn note(&self, headers: &HeaderMap) {
        if let Some(remaining) = remaining(headers) {
            self.0.store(remaining, Ordering::Relaxed);
        }
    }

    pub(super) fn get(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|remaining| *remaining != Self::UNKNOWN)
    }
}
