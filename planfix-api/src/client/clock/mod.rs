//! Clocks: the time that the policy of a client works with.

pub(super) mod system;
#[cfg(feature = "async")]
mod timer;
mod virtual_clock;

pub(super) use system::HAS_TIME;
pub use system::SystemClock;
pub use virtual_clock::VirtualClock;

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

/// A wait on a [`Clock`].
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A clock, on which a client waits before it sends a request again, or for its turn.
///
/// A client uses [`SystemClock`]. A test uses [`VirtualClock`], so that it does not depend on elapsed time. A program
/// for a platform without the clock of the standard library, such as WebAssembly in a browser, implements its own.
///
/// A time is the duration since the origin of the clock, which is any fixed moment.
pub trait Clock: Send + Sync {
    /// Returns the current time.
    fn now(&self) -> Duration;

    /// Blocks the thread until this time. Like [`park_timeout`](std::thread::park_timeout), it may return earlier, and
    /// does so when the thread is unparked; the caller reads the clock and calls it again.
    fn park_until(&self, time: Duration);

    /// Returns a future that is ready at this time.
    fn sleep_until(&self, time: Duration) -> Sleep;
}

impl fmt::Debug for dyn Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Blocks the thread until this time.
pub(super) fn block_until(clock: &dyn Clock, time: Duration) {
    while clock.now() < time {
        clock.park_until(time);
    }
}
