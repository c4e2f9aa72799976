//! Rehearsals: faults, limits and latency of a sandbox, and the calls that it got.
//!
//! `receive` takes the calls of clients. It counts a call for the limits (`rates`), looks for its fault (`injection` for
//! scripted ones, `seeded` for those of a seed), carries it out or not, and logs it (`received`). `delivery` is the
//! result: an answer with the time that it takes, or its damage. `in_process` turns a delivery into the result of a
//! transport; over HTTP `serve` does the same on a socket.

mod delivery;
mod fault;
mod in_process;
mod injection;
mod rates;
mod receive;
mod received;
mod seeded;
mod spoil;

#[cfg(feature = "http")]
pub(crate) use delivery::{Delivery, Way};
pub use fault::{Fault, UnknownFault};
pub use injection::Injection;
pub use rates::Breach;
pub(crate) use rates::Rates;
#[cfg(feature = "http")]
pub(crate) use receive::{receive, turned_away};
pub use received::{Answered, ReceivedCall};
pub(crate) use seeded::Seeded;

use crate::Sandbox;
use injection::Planned;
use rates::Counted;
use received::Log;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state of a rehearsal.
#[derive(Default)]
pub(crate) struct Rehearsal(Mutex<State>);

#[derive(Default)]
struct State {
    script: Vec<Injection>,
    counted: Counted,
    log: Log,
}

impl Rehearsal {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Returns the scripted fault of a call. Every injection counts the call, and the first that fits happens.
    fn scripted(&mut self, method: Option<&str>) -> Option<Planned> {
        let mut planned = None;
        for injection in &mut self.script {
            if planned.is_none() {
                planned = injection.next(method);
            }
        }
        self.script.retain(|injection| !injection.is_over());
        planned
    }
}

impl Sandbox {
    /// Lets the next call fail, or the calls that an [`Injection`] describes. Faults that were scripted earlier come
    /// first.
    ///
    /// Faults happen to the calls of clients, in process and over HTTP, but not to [`Sandbox::handle`] and
    /// [`Sandbox::carry_out`].
    ///
    /// ```
    /// use planfix_api::client::{Auth, Client, Connection, Endpoint, Outcome};
    /// use planfix_api::contact;
    /// use planfix_sandbox::{Fault, Options, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Options::default())?;
    /// let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
    /// let client = Client::new(connection, &sandbox);
    /// sandbox.fail_next(Fault::LostAnswer);
    /// let error = client.call(&contact::add::Request::new().name("Anna")).unwrap_err();
    /// assert_eq!(error.outcome(), Outcome::Unknown);
    /// assert!(sandbox.calls()[0].carried_out);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fail_next(&self, fault: impl Into<Injection>) {
        self.rehearsal.lock().script.push(fault.into());
    }

    /// Forgets the scripted faults that have not happened yet.
    pub fn clear_faults(&self) {
        self.rehearsal.lock().script.clear();
    }

    /// Returns the calls that the sandbox got from clients, at most the last 10,000.
    #[must_use]
    pub fn calls(&self) -> Vec<ReceivedCall> {
        self.rehearsal.lock().log.calls()
    }

    /// Forgets the calls so far. The next call keeps its number.
    pub fn clear_calls(&self) {
        self.rehearsal.lock().log.clear();
    }
}
