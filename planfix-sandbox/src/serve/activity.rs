//! The activity of connections, which determines which of them may be closed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::time::Instant;

/// The state of a connection: busy with a request, or idle since some time.
#[derive(Debug)]
pub(super) struct Activity(Mutex<Option<Instant>>);

impl Activity {
    pub(super) fn idle() -> Self {
        Self(Mutex::new(Some(Instant::now())))
    }

    /// Marks the connection as busy until the guard is dropped.
    pub(super) fn busy(&self) -> impl Drop {
        struct Busy<'a>(&'a Activity);
        impl Drop for Busy<'_> {
            fn drop(&mut self) {
                *self.0.lock() = Some(Instant::now());
            }
        }
        *self.lock() = None;
        Busy(self)
    }

    pub(super) fn idle_since(&self) -> Option<Instant> {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
