//! Virtual time.

use planfix_api::jiff::SignedDuration;
use planfix_api::jiff::civil::DateTime;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A clock that moves only when it is told to, or when something in the sandbox takes time. Clones share their time.
///
/// ```
/// use planfix_api::jiff::civil::date;
/// use planfix_sandbox::{Options, Sandbox, VirtualClock};
/// use std::time::Duration;
///
/// let clock = VirtualClock::new(date(2026, 3, 31).at(9, 0, 0, 0));
/// let options = Options::default().virtual_clock(&clock).latency(Duration::from_millis(200));
/// let sandbox = Sandbox::in_memory(options)?;
/// clock.advance(Duration::from_secs(3600));
/// assert_eq!(clock.now(), date(2026, 3, 31).at(10, 0, 0, 0));
/// # drop(sandbox);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct VirtualClock(Arc<Mutex<DateTime>>);

impl VirtualClock {
    /// Creates a clock that shows this time.
    #[must_use]
    pub fn new(now: DateTime) -> Self {
        Self(Arc::new(Mutex::new(now)))
    }

    /// Returns the time.
    #[must_use]
    pub fn now(&self) -> DateTime {
        *self.lock()
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        let mut now = self.lock();
        *now = now.saturating_add(by);
    }

    fn lock(&self) -> MutexGuard<'_, DateTime> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
