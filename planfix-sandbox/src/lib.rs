//! A local PlanFix for offline use and tests, made of the same tables as the client.
//!
//! A [`Sandbox`] takes the HTTP requests that PlanFix takes and gives the answers that PlanFix
//! gives, error codes included. It is a [`Transport`], so a client can use it in process without a
//! socket; with the feature `http` it is also served on loopback. Contacts live in SQLite, in memory
//! or in a file that survives a restart.
//!
//! The way of a request: `router` (authorisation, account, method) → `check` (every field, against
//! the table) → `behaviour` (which method does what) → `contacts` and `directories` over `store`.
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
//! assert_eq!(response.id, ContactId(1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where it is stricter, or more generous, than PlanFix
//!
//! - An element that the table does not know is answered with 0015, because a misspelt field is what
//!   one wants to find offline; PlanFix ignores it. [`Options::lenient`] ignores it too.
//! - The `<message>` of an error says what is wrong and where; that of PlanFix is empty. It never
//!   holds a value that the table calls personal or secret.
//! - "Today" and every date it writes are in UTC, unless [`Options::clock`] says otherwise.
//! - A reference to something that does not exist (a group, a template, an employee, a type of
//!   telephone, a custom field) is 0015; a contact that does not exist is 8002.

mod action;
mod analytic;
mod answer;
mod authorisation;
mod behaviour;
mod check;
mod contact;
mod failure;
mod fields;
mod file;
mod filter;
mod group;
mod handbook;
mod kind;
mod list;
mod options;
mod people;
mod project;
mod references;
mod request;
mod router;
#[cfg(feature = "http")]
mod serve;
mod store;
mod task;
mod tree;
mod user;
mod walk;

pub use options::Options;
#[cfg(feature = "http")]
pub use serve::{ServeError, Server, serve};
pub use store::StoreError;

use authorisation::Sessions;
use planfix_api::ContactId;
use planfix_api::client::{Transport, TransportError};
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
    behaviour::of(method).is_some()
}

/// A local PlanFix. It may be shared by threads; calls are carried out one after the other.
///
/// A fresh one holds sample contacts, groups of contacts, types of telephones, employees (2 and 3),
/// a group of employees (1), custom fields (101 a text, 102 a set of identifiers, 103 a number) and
/// the contact template number 1. Besides the token it accepts the login `demo` with the password
/// `demo`.
pub struct Sandbox {
    options: Options,
    sessions: Sessions,
    store: Mutex<Store>,
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

    /// One whose contacts are kept in a file; a fresh one where there is no such file. Sessions are
    /// not kept.
    ///
    /// # Errors
    /// The file cannot be opened, is no file of a sandbox, or was written by a newer version.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let store = Store::open(path.as_ref(), options.now())?;
        Ok(Self::over(store, options))
    }

    fn over(store: Store, options: Options) -> Self {
        Self {
            options,
            sessions: Sessions::default(),
            store: Mutex::new(store),
        }
    }

    /// Answers one HTTP request. A refusal is an answer too, with status 200 as PlanFix gives it.
    ///
    /// Any path is taken. A method other than POST gives status 405, a fault of the store 500, each
    /// with a plain text.
    #[must_use]
    pub fn handle(&self, request: &http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        router::handle(self, request)
    }

    /// Ends every session, as if its hour were over: the next call with one is answered 0005.
    pub fn expire_sessions(&self) {
        self.sessions.clear();
    }

    /// What is kept of a contact, as JSON with the names of the wire below `contact`: also what
    /// contact.update takes and no answer carries, such as `lang`. References are identifiers
    /// without names. `None` where there is no such contact, or it was deleted.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn stored(&self, id: ContactId) -> Result<Option<serde_json::Value>, StoreError> {
        contact::stored(&mut self.lock(), id)
    }

    /// A thread that panicked left its transaction rolled back, so the store is fit for use.
    fn lock(&self) -> std::sync::MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Sandbox {
    fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
        Ok(self.handle(&request))
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
