//! Thousands of changes from a spreadsheet, applied to PlanFix and safe to stop at any moment.
//!
//! Whatever happens, no row is lost, no create is sent twice, and running a job again continues where it stopped.
//!
//! [`plan`] turns every row of an [`Input`] into a request of a method, checks it against the method's table, and
//! writes it to a new job; nothing is sent. [`run()`] sends the requests one after the other. The job is a journal
//! ([`Store`]): each request is on disk as sent before it leaves, and its outcome is on disk before the next one leaves.
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint};
//! use planfix_api::{ContactId, Method, contact::update::Request};
//! use planfix_jobs::{Draft, Ending, Job, Quiet, RunOptions, SqliteStore, State, Store, plan_requests, run};
//! use planfix_sandbox::{Options, Sandbox};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("nightly.job");
//! let mut draft = Draft::new(&path, &Job { method: Request::METHOD.name.to_owned(), ..Job::default() })?;
//! plan_requests([Request::new(ContactId(1)).silent(true).post("Buyer")], &mut draft)?;
//! draft.save()?;
//!
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, Sandbox::in_memory(Options::default())?);
//! let mut store = SqliteStore::lock(&path, "an example")?;
//! let report = run(&mut store, &client, &RunOptions::default(), &mut Quiet)?;
//! assert!(matches!(report.ending, Ending::Complete));
//! assert_eq!(store.counts()?.of(State::Done), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `postgres` | `PostgresStore` and `work`: jobs in PostgreSQL, for any number of workers |

// Nothing panics on input. Tests may.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod cell;
mod columns;
mod compare;
mod input;
mod mend;
mod plan;
mod reading;
mod run;
mod store;

use cell::Cell;
pub use columns::ColumnOptions;
pub use compare::{Compared, Difference, compare};
pub use input::{Format, Input, InputError, InputOptions, digest_of};
pub use mend::{ROW, mend};
pub use plan::{Plan, PlanError, PlanOptions, plan, plan_requests};
pub use run::{Caller, Ending, Hooks, Pause, Progress, Quiet, Report, RunError, RunOptions, run};
#[cfg(feature = "postgres")]
pub use run::{Callers, Worked, work};
pub use store::{
    Claimed, Counts, Draft, Entry, Finished, Job, Planned, Sink, SqliteStore, State, Store, StoreError, UnknownState,
};
#[cfg(feature = "postgres")]
pub use store::{Due, PostgresDraft, PostgresQueue, PostgresStore};
