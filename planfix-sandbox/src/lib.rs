//! A local PlanFix for offline use and tests, made of the same tables as the client.
//!
//! A [`Sandbox`] answers the HTTP requests of the PlanFix API as PlanFix does, error codes included. It is a
//! [`Transport`](planfix_api::client::Transport), so a client can use it in process without a socket. With the feature
//! `http` it is also served on loopback. Its data is kept in SQLite, in memory or in a file that survives a restart.
//!
//! The path of a request through the modules:
//!
//! 1. `router` checks key, account and token, and finds the method.
//! 2. `check` compares every field with the table, and `references` looks up every object that it names.
//! 3. `behavior` has a function for each method, in the file of its kind of object. It reads and writes documents
//!    of the `store`; `patch` changes a document along the table. A list finds its objects through an index of
//!    their properties (`property`), so that it reads only those that it shows.
//! 4. `answer` makes the response from documents, along the table.
//!
//! The calls of clients pass through `rehearse` first, which has the faults, the limits and the log of calls.
//!
//! A method without a behavior is answered with a sample of its response (`sample`). [`behaves`] tells which
//! methods have one, and [`Options::on_notice`] is called when a sample is sent.
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint};
//! use planfix_api::{ContactId, contact};
//! use planfix_sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::in_memory(Options::default())?;
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, &sandbox);
//! let response = client.call(&contact::update::Request::new(ContactId(1)).post("Buyer"))?;
//! assert_eq!(response.id.set(), Some(&ContactId(1)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rehearsals
//!
//! A sandbox can fail as the network and PlanFix do: [`Sandbox::fail_next`] scripts a fault, [`Options::faults`] spreads
//! faults by a seed, and [`Options`] has the limits of an account and a virtual clock. [`Sandbox::calls`] tells what
//! arrived. The [`guide`] shows how to test a program with them.
//!
//! # Differences from PlanFix
//!
//! - An element that is not in the table is refused with 0015, because a misspelled field is exactly the mistake to find
//!   offline. PlanFix ignores it. With [`Options::lenient`] the sandbox ignores it too, and reports a [`Notice`].
//! - An element that may appear once and appears twice is refused with 0015. The following is accepted, because PlanFix
//!   was seen to accept it: a list that appears twice (its items are joined), an element below the object of the request
//!   that only holds others and appears twice (they are joined), an empty item of a list (it is left out), and any
//!   password beside a session or in auth.login.
//! - The texts of a request may have 8 MiB in total, not counting files. Over HTTP a request may have 64 MiB.
//! - The `<message>` of an error says what is wrong and where; PlanFix leaves it empty. It never contains a value that
//!   the table marks as personal or secret.
//! - "Today" and every date that the sandbox writes are in UTC, unless [`Options::clock`] is set.
//! - Every call is made as the employee 1, an administrator.
//! - A reference to a missing object has the code of its kind: 3001 for a task, 2001 for a project, 8002 for a contact,
//!   6004 for an employee, 5001 for a group of employees, 9002 for a file, and so on. Kinds without a code of their own
//!   (groups of contacts, templates, types of telephones, custom fields) have 0015.
//! - The statuses of tasks are the built-in ones, with the numbers 0 (DRAFT), 1 (ACTIVE), 2 (ACCEPTED), 3 (COMPLETED),
//!   4 (DELAYED), 5 (REJECTED), 6 (DONE), 7 (CANCELED).
//! - Where the vendor's documentation is silent, the sandbox follows the table: in task.update a custom field that is
//!   left out keeps its value; an assignee in both lists of task.changeWorkers stays; task.changeExpectDate moves the
//!   end of a task that the caller owns, and asks for the move otherwise.
//! - Over HTTP only programs on this machine are answered. A `Host` other than localhost, 127.0.0.1 or \[::1\], a
//!   foreign `Origin` and requests from pages of other sites get the status 403.
//! - Passwords and pictures are accepted and not kept. There are no stored filters, no templates of repeating tasks,
//!   and no rights: the caller may do everything.
//!
//! # Filters
//!
//! Every filter of the tables works, except those that depend on data the sandbox does not have: 47 and 48 of contacts
//! (who may see and change them) and 5008 of projects (the client manager). These are refused with 0018, and so are
//! types that are in no table.

// Nothing panics on input. Tests may.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod authorization;
mod behavior;
mod call;
mod check;
mod contents;
mod custom_fields;
mod dates;
mod failure;
mod filter;
pub mod guide;
mod history;
mod ids;
mod notice;
mod object_kind;
mod options;
mod paging;
mod patch;
mod property;
mod references;
mod rehearse;
mod router;
mod sample;
#[cfg(feature = "http")]
mod serve;
mod store;
mod tree;

pub use contents::ObjectId;
pub use notice::Notice;
pub use options::Options;
pub use rehearse::{Answered, Breach, Fault, Injection, ReceivedCall, UnknownFault};
#[cfg(feature = "http")]
pub use serve::{ServeError, Server, ServerLimits, serve};
pub use store::StoreError;

use authorization::Sessions;
use planfix_api::table;
use rehearse::Rehearsal;
use std::collections::HashSet;
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use store::Store;

/// Returns true if the sandbox carries a method out. Any other method is checked against its table and answered with a
/// sample of its response.
///
/// ```
/// assert!(planfix_sandbox::behaves("contact.update"));
/// ```
#[must_use]
pub fn behaves(method: &str) -> bool {
    behavior::of(method).is_some()
}

/// A local PlanFix. Threads may share it: changes are made one after the other, and with a file, reading calls run
/// beside them.
///
/// A new sandbox has a few objects of each kind: people (1 to 3), companies (4 and 5) and a template (6) as contacts;
/// employees (1 is the caller, 2, 3) in groups (1, 2); projects (1 to 3, the last is a template) in groups; tasks (1 to
/// 4, the last is a template); comments; files (1 has bytes, 2 is a link); directories (1, 2) with a tree of records;
/// analytics (1, 2); and custom fields of contacts (from 101), tasks (from 201), projects (from 301) and directories
/// (from 401). With [`Options::empty`] there is little more than the caller. It accepts the token, and the login `demo` with the password `demo`.
pub struct Sandbox {
    options: Options,
    sessions: Sessions,
    /// Methods for which [`Notice::Sample`] was reported.
    sampled: Mutex<HashSet<&'static str>>,
    rehearsal: Rehearsal,
    store: Store,
}

impl Sandbox {
    /// Creates a sandbox in memory.
    ///
    /// # Errors
    /// SQLite cannot be started.
    pub fn in_memory(options: Options) -> Result<Self, StoreError> {
        let store = Store::in_memory(options.contents())?;
        Ok(Self::over(store, options))
    }

    /// Opens a sandbox that keeps its data in a file. A file that does not exist is created, readable by its owner
    /// alone. Sessions are not kept.
    ///
    /// The whole file is checked first, which takes about 4 seconds for 100,000 contacts, tasks and comments, unless
    /// nothing has changed it since a sandbox closed it: its size and times are recorded beside it, in a file whose
    /// name ends in `-seal`. So the check takes place after the process was killed, and after another program has
    /// written to the file. Damage that a disk does without a write is found only when the damaged object is read: each
    /// has a checksum, and the call fails with status 500. The index that lists are made from has none.
    ///
    /// While the file is open, and after the process was killed, the last changes are in a log beside it, whose name
    /// ends in `-wal`. A copy needs both files. The log is checked at every start: an incomplete change at its end is
    /// left out, since nobody was told that it was made, and any other damage is an error. A log that was cut off or
    /// removed is noticed by the number of changes in a third file, whose name ends in `-shm`; in a copy without that
    /// file it is not, nor is damage of the very last change.
    ///
    /// # Errors
    /// The path is empty, `:memory:` or a URI; the file cannot be opened, is not a data file of a sandbox, is damaged,
    /// or was written by a newer version or by one that is too old.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let store = Store::open(path.as_ref(), options.contents())?;
        Ok(Self::over(store, options))
    }

    fn over(store: Store, options: Options) -> Self {
        Self {
            options,
            sessions: Sessions::default(),
            sampled: Mutex::default(),
            rehearsal: Rehearsal::default(),
            store,
        }
    }

    /// Answers one HTTP request, without faults, limits and latency, and without an entry in [`Sandbox::calls`]. A
    /// refusal is an answer with status 200, as in PlanFix.
    ///
    /// Any path is accepted. Methods other than POST get status 405 and a failure of the store gets 500, both with a
    /// plain text.
    #[must_use]
    pub fn handle(&self, request: &http::Request<impl AsRef<[u8]>>) -> http::Response<Vec<u8>> {
        router::handle(self, request.method(), request.headers(), request.body())
    }

    /// Reports once for each method that its answers are samples.
    fn tell_sample(&self, method: &table::Method) {
        let mut told = self.sampled.lock().unwrap_or_else(PoisonError::into_inner);
        if told.insert(method.name) {
            drop(told);
            self.options.tell(&Notice::Sample { method: method.name });
        }
    }

    /// Adds `each` contacts, tasks and comments, modeled on those of a new sandbox, in one change. The benchmark makes
    /// its large stores this way.
    ///
    /// # Errors
    /// The store cannot be written.
    #[doc(hidden)]
    pub fn fill(&self, each: u32) -> Result<(), StoreError> {
        self.store.fill(each)
    }

    /// Ends every session, as if its hour were over: the next call with one gets 0005.
    pub fn expire_sessions(&self) {
        self.sessions.clear();
    }
}

/// Prints neither key, token, sessions nor contacts.
impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_sample_is_reported_once_for_each_method() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&told);
        let options = Options::default().on_notice(move |notice| tell.lock().unwrap().push(notice.to_string()));
        let Ok(sandbox) = Sandbox::in_memory(options) else {
            panic!("no sandbox")
        };
        let [first, second] = [0, 1].map(|number| &planfix_api::methods()[number]);
        for method in [first, second, first] {
            sandbox.tell_sample(method);
        }
        let told = told.lock().unwrap();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0].contains(first.name) && told[0].contains("made-up sample"),
            "{told:?}"
        );
    }
}
