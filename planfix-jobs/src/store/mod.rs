//! The journal of a job: its requests, their states and answers.

mod disk;
mod draft;
mod lock;
#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;

pub use draft::Draft;
#[cfg(feature = "postgres")]
pub use postgres::{Due, PostgresDraft, PostgresQueue, PostgresStore};
pub use sqlite::SqliteStore;

use planfix_api::jiff::Timestamp;
use std::fmt;
use std::str::FromStr;

/// The state of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum State {
    /// Not sent yet.
    Planned,
    /// Sent, and its outcome is not on disk. Only a run that is in progress, or one that was stopped, has such a
    /// request.
    Sent,
    /// Carried out.
    Done,
    /// Refused by PlanFix; nothing was carried out.
    Refused,
    /// Sent, and no answer says what became of it. It is not sent again by itself.
    Unknown,
    /// Not sent, because the account already has these values.
    Unchanged,
    /// Not sent, because the user said so.
    Skipped,
}

impl State {
    /// Every state, in the order in which a request can reach them.
    pub const ALL: [Self; 7] = [
        Self::Planned,
        Self::Sent,
        Self::Done,
        Self::Refused,
        Self::Unknown,
        Self::Unchanged,
        Self::Skipped,
    ];

    /// Returns the word in the journal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Sent => "sent",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
        }
    }

    /// Returns the state with this word.
    ///
    /// ```
    /// use planfix_jobs::State;
    ///
    /// assert_eq!(State::of("refused"), Some(State::Refused));
    /// assert_eq!(State::of("Refused"), None);
    /// ```
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for State {
    type Err = UnknownState;

    fn from_str(word: &str) -> Result<Self, UnknownState> {
        Self::of(word).ok_or_else(|| UnknownState(word.to_owned()))
    }
}

/// A word that is not a state.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{0}` is not a state; the states are planned, sent, done, refused, unknown, unchanged and skipped")]
pub struct UnknownState(pub String);

/// The description of a job, which is the same for all of its requests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Job {
    /// Name of the method: `contact.update`.
    pub method: String,
    /// Name of the account.
    pub account: String,
    /// Address of the API, or `sandbox`.
    pub target: String,
    /// Path of the input.
    pub input: String,
    /// SHA-256 of the input.
    pub digest: String,
    /// Names of the columns of the input; empty for JSON.
    pub columns: Vec<String>,
    /// Meaning of the columns, as a JSON object.
    pub meaning: String,
}

/// A request to be added to a job.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// Line or row in the input.
    pub line: u64,
    /// The cells as they came, as a JSON array.
    pub input: &'a str,
    /// The request as JSON.
    pub body: &'a str,
    /// [`State::Planned`], or [`State::Unchanged`] if it need not be sent.
    pub state: State,
}

/// A receiver of the requests of a new job.
pub trait Sink {
    /// Adds a request after the others.
    ///
    /// # Errors
    /// The store cannot be written.
    fn add(&mut self, request: &Planned<'_>) -> Result<(), StoreError>;
}

/// A request that may be sent now: the store has it as [`State::Sent`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Number of the request in the job, from 1.
    pub number: u64,
    /// Line or row in the input.
    pub line: u64,
    /// The request as JSON.
    pub body: String,
    /// How often it was sent, with this time.
    pub attempts: u32,
}

/// The outcome of a request that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Number of the request.
    pub number: u64,
    /// The new state; [`State::Planned`] if nothing was carried out and it is to be sent later.
    pub state: State,
    /// Code of a refusal.
    pub code: Option<String>,
    /// Reason of a refusal, or of an unknown outcome.
    pub reason: Option<String>,
    /// The response as JSON.
    pub answer: Option<String>,
}

/// A request with everything that the journal has about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number of the request, from 1.
    pub number: u64,
    /// Line or row in the input.
    pub line: u64,
    /// The cells as they came, as a JSON array.
    pub input: String,
    /// The request as JSON.
    pub body: String,
    /// State.
    pub state: State,
    /// How often it was sent.
    pub attempts: u32,
    /// Code of a refusal.
    pub code: Option<String>,
    /// Reason of a refusal, or of an unknown outcome.
    pub reason: Option<String>,
    /// The response as JSON.
    pub answer: Option<String>,
}

/// The number of requests in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([u64; State::ALL.len()]);

impl Counts {
    /// Returns the number of requests in a state.
    #[must_use]
    pub fn of(&self, state: State) -> u64 {
        State::ALL
            .iter()
            .zip(self.0)
            .find(|(other, _)| **other == state)
            .map_or(0, |(_, count)| count)
    }

    /// Returns the number of all requests.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Returns the number of requests that a run still has to send.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.of(State::Planned) + self.of(State::Sent)
    }

    pub(crate) fn set(&mut self, state: State, count: u64) {
        if let Some(slot) = State::ALL.iter().zip(&mut self.0).find(|(other, _)| **other == state) {
            *slot.1 = count;
        }
    }

    /// Moves one request to another state.
    pub(crate) fn moved(&mut self, from: State, to: State) {
        self.set(from, self.of(from).saturating_sub(1));
        self.set(to, self.of(to).saturating_add(1));
    }
}

/// The journal of a job. A method returns only when its change cannot be lost any more.
pub trait Store {
    /// Returns the description of the job.
    fn job(&self) -> &Job;

    /// Counts the requests in each state.
    ///
    /// # Errors
    /// The store cannot be read.
    fn counts(&self) -> Result<Counts, StoreError>;

    /// Counts the requests that were sent and whose state has changed since this time.
    ///
    /// # Errors
    /// The store cannot be read.
    fn changed_since(&self, since: Timestamp) -> Result<u64, StoreError>;

    /// Decides about the requests that a stopped run has left in [`State::Sent`]: those of a repeatable method are
    /// planned again, the others become unknown. Returns how many there were.
    ///
    /// # Errors
    /// The store cannot be written.
    fn recover(&mut self, is_repeatable: bool) -> Result<u64, StoreError>;

    /// Writes the outcome of the previous request, if one is given, and claims the next planned request, in one
    /// change. Returns `None` if no request is planned.
    ///
    /// # Errors
    /// The store cannot be written; nothing may be sent then.
    fn claim(&mut self, finished: Option<&Finished>) -> Result<Option<Claimed>, StoreError>;

    /// Writes the outcome of a request.
    ///
    /// # Errors
    /// The store cannot be written.
    fn finish(&mut self, finished: &Finished) -> Result<(), StoreError>;

    /// Passes all requests in these states to `each`, in their order, until it returns false.
    ///
    /// # Errors
    /// The store cannot be read.
    fn entries(&self, states: &[State], each: &mut dyn FnMut(Entry) -> bool) -> Result<(), StoreError>;

    /// Plans all requests in this state again, and returns how many there were.
    ///
    /// # Errors
    /// The store cannot be written.
    fn replan(&mut self, state: State) -> Result<u64, StoreError>;

    /// Returns the first planned request after this number.
    ///
    /// # Errors
    /// The store cannot be read.
    fn planned_after(&self, number: u64) -> Result<Option<Claimed>, StoreError>;

    /// Replaces the body of a planned request by what differs from the object, or, without a body, marks the request as
    /// [`State::Unchanged`].
    ///
    /// # Errors
    /// The store cannot be written.
    fn compared(&mut self, number: u64, body: Option<&str>) -> Result<(), StoreError>;

    /// Settles a request whose outcome is unknown: [`State::Done`] if it was carried out, [`State::Planned`] if it is to
    /// be sent again, [`State::Skipped`] if neither matters. Returns false if there is no unknown request of this number.
    ///
    /// # Errors
    /// The store cannot be written.
    fn settle(&mut self, number: u64, state: State) -> Result<bool, StoreError>;

    /// Replaces the body of a request and plans it again.
    ///
    /// # Errors
    /// The store cannot be written.
    fn mend(&mut self, number: u64, input: &str, body: &str) -> Result<(), StoreError>;
}

/// A journal that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is a file of this name already.
    #[error("{0}: already exists; run it, or name another file with --job")]
    Exists(String),
    /// The file does not exist.
    #[error("{0}: no such job; `planfix job plan` makes one")]
    Missing(String),
    /// The file is not a job.
    #[error("{0}: not a job of planfix")]
    NotJob(String),
    /// The job was made by a newer version.
    #[error("{path}: made by a newer version of planfix (format {version}); use that version")]
    Newer {
        /// Path of the file.
        path: String,
        /// Version of its format.
        version: i64,
    },
    /// Another program has the job.
    #[error("{path}: in use by {holder}")]
    Locked {
        /// Path of the file.
        path: String,
        /// Description of the program that has it.
        holder: String,
    },
    /// The database cannot be reached, read or written.
    #[error("{database}: {what}; {advice}")]
    Database {
        /// Address of the database.
        database: String,
        /// Description of the failure.
        what: String,
        /// Advice for the user.
        advice: &'static str,
    },
    /// The file cannot be read or written.
    #[error("{path}: {what}; {advice}")]
    Disk {
        /// Path of the file.
        path: String,
        /// Description of the failure.
        what: String,
        /// Advice for the user.
        advice: &'static str,
    },
}
