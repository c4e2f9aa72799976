//! The clock of the machine.

use super::{Clock, Sleep};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

/// The monotonic clock of the machine. It needs no asynchronous runtime: one thread of its own wakes the futures.
///
/// On `wasm32-unknown-unknown`, where the standard library has no clock, its time does not pass and its futures are
/// ready at once.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// The clock that all clients share, so that they also share the turns of an account.
pub(in crate::client) fn shared() -> Arc<dyn Clock> {
    static SHARED: LazyLock<Arc<dyn Clock>> = LazyLock::new(|| Arc::new(SystemClock));
    Arc::clone(&SHARED)
}

/// True where the standard library has a clock; elsewhere `Instant::now` panics.
pub(in crate::client) const HAS_TIME: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// The origin is a second before the first use, so that no time is zero.
static ORIGIN: LazyLock<Option<Instant>> = LazyLock::new(|| HAS_TIME.then(Instant::now));

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        ORIGIN.as_ref().map_or(Duration::ZERO, Instant::elapsed)
    }

    fn park_until(&self, time: Duration) {
        let left = time.saturating_sub(self.now());
        if !left.is_zero() {
            std::thread::park_timeout(left);
        }
    }

    #[cfg(feature = "async")]
    fn sleep_until(&self, time: Duration) -> Sleep {
        match ORIGIN.and_then(|origin| origin.checked_add(time)) {
            Some(at) => Box::pin(super::timer::Timer::until(at)),
            None if HAS_TIME => Box::pin(std::future::pending()),
            None => Box::pin(std::future::ready(())),
        }
    }

    /// Blocks when it is polled: without the feature `async`, no client of this crate calls it.
    #[cfg(not(feature = "async"))]
    fn sleep_until(&self, time: Duration) -> Sleep {
        Box::pin(std::future::poll_fn(move |_| {
            super::block_until(&Self, time);
            std::task::Poll::Ready(())
        }))
    }
}
