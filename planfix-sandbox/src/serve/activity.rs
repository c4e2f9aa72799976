//! The activity of connections, which determines which of them may be closed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The rate at which a body that keeps arriving does not count as waiting, in bytes per second.
const RATE: u32 = 64 << 10;

#[derive(Debug, Clone, Copy)]
enum State {
    /// No complete head of a request has arrived since then.
    Idle(Instant),
    /// The body of a request is arriving, and has been waited for since then.
    Receiving(Instant),
    /// A request is being answered.
    Busy,
}

/// The state of a connection.
#[derive(Debug)]
pub(super) struct Activity(Mutex<State>);

impl Activity {
    pub(super) fn idle() -> Self {
        Self(Mutex::new(State::Idle(Instant::now())))
    }

    /// Begins a request, whose body comes next. The connection is idle again when the guard is dropped.
    pub(super) fn begin(&self) -> impl Drop {
        struct Request<'a>(&'a Activity);
        impl Drop for Request<'_> {
            fn drop(&mut self) {
                *self.0.lock() = State::Idle(Instant::now());
            }
        }
        *self.lock() = State::Receiving(Instant::now());
        Request(self)
    }

    /// Counts bytes of the body that have arrived.
    pub(super) fn received(&self, bytes: usize) {
        if let State::Receiving(since) = &mut *self.lock() {
            *since = later(*since, bytes, Instant::now());
        }
    }

    /// Marks the body of the request as complete.
    pub(super) fn complete(&self) {
        *self.lock() = State::Busy;
    }

    /// Marks the connection as idle although its request is not answered: nobody waits for the answer of a fault, so the
    /// connection may be closed at any time.
    pub(super) fn give_up(&self) {
        *self.lock() = State::Idle(Instant::now());
    }

    /// Returns since when the connection has been idle.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        match *self.lock() {
            State::Idle(since) => Some(since),
            State::Receiving(_) | State::Busy => None,
        }
    }

    /// Returns since when the connection has been waiting for a head or a body.
    pub(super) fn waiting_since(&self) -> Option<Instant> {
        match *self.lock() {
            State::Idle(since) | State::Receiving(since) => Some(since),
            State::Busy => None,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Moves the start of a wait by the time that bytes take at [`RATE`]. A body that arrives at this rate never waits long,
/// and single bytes do not help.
fn later(since: Instant, bytes: usize, now: Instant) -> Instant {
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
    (since + Duration::from_secs(1) * bytes / RATE).min(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_body_that_arrives_slowly_waits() {
        let start = Instant::now();
        let tenths = |number| start + Duration::from_millis(100) * number;
        let (mut quick, mut slow) = (start, start);
        for number in 1..=100 {
            quick = later(quick, 16 << 10, tenths(number));
            slow = later(slow, 1, tenths(number));
        }
        assert_eq!(quick, tenths(100));
        assert!(slow < tenths(1), "{:?}", slow - start);
    }

    #[test]
    fn a_request_is_waiting_until_its_body_is_complete() {
        let activity = Activity::idle();
        assert!(activity.idle_since().is_some());
        let request = activity.begin();
        assert!(activity.idle_since().is_none() && activity.waiting_since().is_some());
        activity.complete();
        activity.received(1);
        assert!(activity.waiting_since().is_none());
        drop(request);
        assert!(activity.idle_since().is_some());
    }
}
