//! A worker: sends requests of all jobs in a database, each when its account is due.

use super::hooks::Hooks;
use super::{Caller, MOST_FAILURES, Pause, Run, RunError, RunOptions, Then};
use crate::store::{Counts, PostgresQueue, State};
use planfix_api::client::Error;
use planfix_api::record::Record;
use planfix_api::table::Method;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The end of a worker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Worked {
    /// Number of requests that this worker sent.
    pub sent: u64,
    /// Number of those that were refused.
    pub refused: u64,
    /// Number of those whose outcome is unknown.
    pub unknown: u64,
    /// Number of requests that are left: the worker was stopped, or their accounts wait.
    pub left: u64,
}

/// Returns the client of an account by its name and the address of the API.
pub type Callers<'a> = dyn Fn(&str, &str) -> Option<Arc<dyn Caller>> + 'a;

/// Sends requests until nothing is left for the accounts of this worker, or until it is stopped. `callers` returns the
/// client of an account.
///
/// # Errors
/// The database cannot be reached or written.
pub fn work(queue: &mut PostgresQueue, callers: &Callers<'_>, hooks: &mut dyn Hooks) -> Result<Worked, RunError> {
    let options = RunOptions::default();
    let mut worked = Worked::default();
    // Requests in a row without a usable answer, by account.
    let mut failures: HashMap<(String, String), u32> = HashMap::new();
    loop {
        if hooks.is_stopped() {
            worked.left = queue.left()?;
            return Ok(worked);
        }
        let Some(due) = queue.claim()? else {
            worked.left = queue.left()?;
            if worked.left == 0 {
                return Ok(worked);
            }
            let wait = queue.time_to_next()?;
            hooks.wait(wait);
            continue;
        };
        let method = planfix_api::methods().iter().find(|method| method.name == due.method);
        let method = *method.ok_or_else(|| RunError::Method(due.method.clone()))?;
        let key = (due.account.clone(), due.target.clone());
        let Some(client) = callers(&due.account, &due.target) else {
            let finished = super::put_back(&due.claimed);
            queue.finish(
                &due,
                &finished,
                Duration::ZERO,
                Some((None, "no credentials".to_owned())),
            )?;
            continue;
        };
        let timed = Timed {
            client: &*client,
            started: Cell::new(Instant::now()),
        };
        let mut run = Run {
            method,
            caller: &timed,
            options: &options,
            hooks,
            counts: Counts::default(),
            sent: 0,
            refused: 0,
            failures: failures.get(&key).copied().unwrap_or(0),
            next_start: None,
        };
        let (finished, then) = run.one(&due.claimed);
        failures.insert(key, run.failures % MOST_FAILURES);
        worked.sent += 1;
        worked.refused += u64::from(finished.state == State::Refused);
        worked.unknown += u64::from(finished.state == State::Unknown);
        let soon = hooks.now().checked_add(RECOVERY).ok();
        let later = match then {
            Then::Next => None,
            Then::Wait(pause, at) => Some((Some(at), pause.to_string())),
            Then::Pause(pause @ Pause::NoAnswers(_)) => Some((soon, pause.to_string())),
            Then::Pause(pause) => Some((None, pause.to_string())),
            Then::Fail(error) => Some((None, error.to_string())),
        };
        if let Some((_, why)) = &later {
            hooks.waits_for(&due.account, why);
        }
        queue.finish(&due, &finished, timed.started.get().elapsed(), later)?;
    }
}

/// How long an account waits from which no usable answers arrive.
const RECOVERY: Duration = Duration::from_secs(60);

/// A caller that notes when its last call began.
struct Timed<'a> {
    client: &'a dyn Caller,
    started: Cell<Instant>,
}

impl Caller for Timed<'_> {
    fn call(&self, method: &'static Method, request: &dyn Record) -> Result<Box<dyn Record>, Error> {
        self.started.set(Instant::now());
        self.client.call(method, request)
    }
}
