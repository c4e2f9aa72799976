//! The surroundings of a run: progress, time, and the wish to stop.

use super::Pause;
use crate::store::{Counts, Finished};
use planfix_api::jiff::Timestamp;
use std::time::Duration;

/// The state of a job after a request.
#[derive(Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The number of requests in each state.
    pub counts: &'a Counts,
    /// Line or row of the request in the input.
    pub line: u64,
    /// Outcome of the request.
    pub finished: &'a Finished,
}

/// The surroundings of a run. Every method has a default.
pub trait Hooks {
    /// Is called after each request, before its outcome is on disk.
    fn progress(&mut self, progress: &Progress<'_>) {
        let _ = progress;
    }

    /// Returns true if the run shall pause. It is asked before each request.
    fn is_stopped(&mut self) -> bool {
        false
    }

    /// Waits, and returns false as soon as the run shall pause.
    fn wait(&mut self, time: Duration) -> bool {
        std::thread::sleep(time);
        !self.is_stopped()
    }

    /// Is called before a long wait for the account.
    fn waits(&mut self, pause: &Pause) {
        let _ = pause;
    }

    /// Is called when all requests of one account have to wait; other accounts go on.
    fn waits_for(&mut self, account: &str, why: &str) {
        let _ = (account, why);
    }

    /// Returns the current time.
    fn now(&mut self) -> Timestamp {
        Timestamp::now()
    }
}

/// Hooks that report nothing and never stop.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Hooks for Quiet {}
