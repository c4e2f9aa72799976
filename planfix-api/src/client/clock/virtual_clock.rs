//! A clock for tests.

use super::{Clock, Sleep};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

/// A clock for tests, whose time passes only while somebody waits on it: a wait moves it forward and ends at once.
///
/// So a test of an hour takes no time, and does the same in every run. It suits one thread, or the tasks of one
/// thread: of several threads that wait, each moves the clock as far as it waits.
///
/// ```
/// use planfix_api::client::{Clock, VirtualClock};
/// use std::time::Duration;
///
/// let clock = VirtualClock::new();
/// clock.park_until(Duration::from_secs(3600));
/// assert_eq!(clock.now(), Duration::from_secs(3600));
/// clock.advance(Duration::from_secs(1));
/// assert_eq!(clock.now(), Duration::from_secs(3601));
/// ```
///
/// Clones are the same clock.
#[derive(Debug, Clone, Default)]
pub struct VirtualClock(Arc<Mutex<Duration>>);

impl VirtualClock {
    /// Creates a clock whose time is zero.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Moves the clock forward, as if this much time had passed.
    pub fn advance(&self, time: Duration) {
        self.set(|now| now.saturating_add(time));
    }

    fn set(&self, change: impl FnOnce(Duration) -> Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = change(*now);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn park_until(&self, time: Duration) {
        self.set(|now| now.max(time));
    }

    fn sleep_until(&self, time: Duration) -> Sleep {
        let clock = self.clone();
        // Lets other tasks run first, as a wait on another clock does.
        let mut polled = false;
        Box::pin(std::future::poll_fn(move |context| {
            if clock.now() >= time {
                return Poll::Ready(());
            }
            if std::mem::replace(&mut polled, true) {
                clock.park_until(time);
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }))
    }
}
