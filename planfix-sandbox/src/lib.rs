//! A local PlanFix for offline use and tests, made of the same tables as the client.
//!
//! A [`Sandbox`] takes the HTTP requests that PlanFix takes and gives the answers that PlanFix
//! gives, error codes included. It is a [`Transport`], so a client can use it in process without a
//! socket; with the feature `http` it is also served on loopback. What it holds lives in SQLite, in
//! memory or in a file that survives a restart.
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
//! # Where it is stricter, or more generous, than PlanFix
//!
//! - An element that the table does not know is answered with 0015, because a misspelt field is what
//!   one wants to find offline; PlanFix ignores it. [`Options::lenient`] ignores it too, with a [`Notice`].
//! - An element that may be there once and comes twice is answered with 0015. The items of a list that comes twice
//!   are taken together, an empty item is left out, and any password is taken beside a session or by auth.login:
//!   PlanFix was seen to let these pass.
//! - The texts of a request, its files aside, have at most 8 MiB together. Over HTTP a request has at most 64 MiB.
//! - The `<message>` of an error says what is wrong and where; that of PlanFix is empty. It never
//!   holds a value that the table calls personal or secret.
//! - "Today" and every date it writes are in UTC, unless [`Options::clock`] says otherwise.
//! - Every call is made in the name of the employee 1, an administrator.
//! - A reference to what does not exist has the code of that kind of thing: 3001 a task, 2001 a project,
//!   8002 a contact, 6004 an employee, 5001 a group of employees, 9002 a file, and so on. Kinds without a
//!   code of their own (groups of contacts, templates, types of telephones, custom fields) have 0015.
//! - The statuses of tasks are those of the system, under the numbers 0 (DRAFT), 1 (ACTIVE), 2 (ACCEPTED),
//!   3 (COMPLETED), 4 (DELAYED), 5 (REJECTED), 6 (DONE), 7 (CANCELED).
//! - Where the vendor says nothing, it follows the reading of the table: in task.update a custom field that
//!   is left out keeps its value; one who is in both lists of task.changeWorkers stays; the end of a task
//!   moves at once where the caller has set it, and is asked for otherwise.
//! - Over HTTP it answers programs on this machine alone: a `Host` other than localhost, 127.0.0.1 or \[::1\], a
//!   foreign `Origin` and what a page of another site sends are answered with status 403.
//! - Passwords and pictures are taken and not kept. There are no stored filters, no templates of repeating
//!   tasks, and no rights: the caller may do everything.
//!
//! # Filters
//!
//! Every filter of the tables is carried out, but for these, which nothing that is stored can decide: of
//! contacts 47 and 48 (who may see and change them), of projects 5008 (the client manager). They are
//! answered 0018, and so is a type that no table lists.

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
mod custom_fields;
mod dates;
mod failure;
mod filter;
mod history;
mod ids;
mod notice;
mod object_kind;
mod options;
mod paging;
mod patch;
mod property;
mod references;
mod router;
mod sample;
#[cfg(feature = "http")]
mod serve;
mod store;
mod tree;
mod walk;

pub use notice::Notice;
pub use options::Options;
#[cfg(feature = "http")]
pub use serve::{ServeError, Server, ServerLimits, serve};
pub use store::StoreError;

use authorization::Sessions;
use planfix_api::client::{Body, Transport, TransportError};
use planfix_api::{ContactId, table};
use std::collections::HashSet;
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use store::Store;

/// Whether a method does what PlanFix does; any other is checked against its table and answered with a
/// sample of its response.
///
/// ```
/// assert!(planfix_sandbox::behaves("contact.update"));
/// ```
#[must_use]
pub fn behaves(method: &str) -> bool {
    behavior::of(method).is_some()
}

/// A local PlanFix. It may be shared by threads. Changes are made one after the other; in a file, calls that read
/// go on meanwhile.
///
/// A fresh one holds a few objects of each kind: people (1 to 3), companies (4 and 5) and a template (6)
/// among the contacts, employees (1 the caller, 2, 3) in groups (1, 2), projects (1 to 3, the last a
/// template) in groups, tasks (1 to 4, the last a template), comments, files (1 bytes, 2 a link),
/// directories (1, 2) with a tree of records, analytics (1, 2), and custom fields of contacts (from 101),
/// tasks (from 201), projects (from 301) and directories (from 401). Besides the token it accepts the login
/// `demo` with the password `demo`.
pub struct Sandbox {
    options: Options,
    sessions: Sessions,
    /// Methods whose answers were told to be samples.
    sampled: Mutex<HashSet<&'static str>>,
    store: Store,
}

impl Sandbox {
    /// A fresh one in memory.
    ///
    /// # Errors
    /// SQLite cannot be started.
    pub fn in_memory(options: Options) -> Result<Self, StoreError> {
        let store = Store::in_memory(options.now())?;
        Ok(Self::over(store, options))
    }

    /// Opens a sandbox whose objects are kept in a file, or makes a fresh one that its owner alone can read. Sessions
    /// are not kept.
    ///
    /// The whole file is checked first, about 3 seconds for 100,000 contacts, tasks and comments, unless it is as a
    /// sandbox left it: its size and times are noted beside it when it is closed, under a name that ends in
    /// `-seal`. So the check takes place after the process was killed, and after anything else has written to the file.
    /// What a disk damages without a write is found only when it is read.
    ///
    /// While it is open, and after the process was killed, the last changes lie in a log beside it, whose name ends
    /// in `-wal`: a copy needs both.
    ///
    /// # Errors
    /// The path is empty, `:memory:` or a URI; the file cannot be opened, is not one of a sandbox, is damaged, or
    /// was written by a newer version or one that is too old.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let store = Store::open(path.as_ref(), options.now())?;
        Ok(Self::over(store, options))
    }

    fn over(store: Store, options: Options) -> Self {
        Self {
            options,
            sessions: Sessions::default(),
            sampled: Mutex::default(),
            store,
        }
    }

    /// Answers one HTTP request. A refusal is an answer too, with status 200 as PlanFix gives it.
    ///
    /// Any path is taken. A method other than POST gives status 405, a fault of the store 500, each
    /// with a plain text.
    #[must_use]
    pub fn handle(&self, request: &http::Request<impl AsRef<[u8]>>) -> http::Response<Vec<u8>> {
        router::handle(self, request.method(), request.headers(), request.body())
    }

    /// The same for a request that nobody needs any more.
    pub(crate) fn take(&self, request: http::Request<impl AsRef<[u8]>>) -> http::Response<Vec<u8>> {
        let (head, body) = request.into_parts();
        router::handle(self, &head.method, &head.headers, body)
    }

    /// Tells that the answers of a method are samples, once.
    fn tell_sample(&self, method: &table::Method) {
        let mut told = self.sampled.lock().unwrap_or_else(PoisonError::into_inner);
        if told.insert(method.name) {
            drop(told);
            self.options.tell(&Notice::Sample { method: method.name });
        }
    }

    /// Adds so many contacts, tasks and comments, much like those of a fresh sandbox, in one change: the benchmark
    /// makes its large stores this way.
    ///
    /// # Errors
    /// The store cannot be written.
    #[doc(hidden)]
    pub fn fill(&self, each: u32) -> Result<(), StoreError> {
        self.store.fill(each)
    }

    /// Ends every session, as if its hour were over: the next call with one is answered 0005.
    pub fn expire_sessions(&self) {
        self.sessions.clear();
    }

    /// What is kept of a contact, as JSON with the names of the wire below `contact`: also what
    /// contact.update takes and no answer carries, such as `lang`. References are identifiers
    /// without names, and values of custom fields stand under the identifiers of their fields. `None`
    /// where there is no such contact, or it was deleted.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn stored(&self, id: ContactId) -> Result<Option<serde_json::Value>, StoreError> {
        behavior::stored_contact(&self.store, id)
    }
}

impl Transport for Sandbox {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        Ok(self.take(request))
    }
}

/// Shows neither key nor token, sessions or contacts.
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
    fn a_sample_is_told_once_for_each_method() {
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
