//! The user's wish to stop, which jobs look at between two requests.

use crate::interrupt;
use crate::status::Failure;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How soon a wait notices Ctrl-C.
const GLANCE: Duration = Duration::from_millis(100);

/// The user's wish to stop.
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for the first signal from now on; the second ends the program.
    pub(super) fn listen() -> Result<Self, Failure> {
        let flag = interrupt::requested();
        flag.map(Self)
            .map_err(|error| Failure::input(format!("cannot listen for Ctrl-C: {error}")))
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Waits this long. Returns false if the user wants to stop before.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        while !self.is_wanted() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(GLANCE));
        }
        false
    }
}
