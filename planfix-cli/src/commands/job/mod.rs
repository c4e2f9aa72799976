//! Jobs: changes from a spreadsheet, planned, journaled and sent.

mod place;
mod plan;
mod progress;
mod retry;
mod rows;
mod run;
mod settle;
mod status;
mod stop;
mod work;

use crate::status::{Failure, Status};
use clap::ArgMatches;
use planfix_jobs::{Counts, PostgresStore, SqliteStore, State, Store, StoreError};
use serde_json::{Map, Value};

/// Runs the command that was given.
pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("plan", matches)) => plan::run(matches),
        Some(("run", matches)) => run::run(matches),
        Some(("status", matches)) => status::run(matches),
        Some(("rows", matches)) => rows::run(matches),
        Some(("retry", matches)) => retry::run(matches),
        Some(("work", matches)) => work::run(matches),
        Some(("settle", matches)) => settle::run(matches),
        _ => Ok(()),
    }
}

/// Opens a job for reading.
fn open(matches: &ArgMatches) -> Result<Box<dyn Store>, Failure> {
    let path = super::text(matches, "job");
    if is_database(path) {
        return database(path);
    }
    Ok(Box::new(SqliteStore::read(path).map_err(failure)?))
}

/// Opens a job to change it.
fn lock(path: &str) -> Result<Box<dyn Store>, Failure> {
    if is_database(path) {
        return database(path);
    }
    let holder = format!("planfix {}, process {}", env!("CARGO_PKG_VERSION"), std::process::id());
    Ok(Box::new(SqliteStore::lock(path, &holder).map_err(failure)?))
}

fn database(url: &str) -> Result<Box<dyn Store>, Failure> {
    Ok(Box::new(PostgresStore::open(url).map_err(failure)?))
}

/// Returns true if a job is in PostgreSQL.
fn is_database(job: &str) -> bool {
    job.starts_with("postgres://") || job.starts_with("postgresql://")
}

/// Returns the failure of a journal.
fn failure(error: StoreError) -> Failure {
    let status = match error {
        StoreError::Locked { .. } => Status::NotNow,
        StoreError::Disk { .. } | StoreError::Database { .. } => Status::Unchanged,
        _ => Status::Input,
    };
    Failure::new(status, error.to_string())
}

/// Returns true if the output is to be JSON.
fn is_json(matches: &ArgMatches) -> bool {
    super::text(matches, "output") == "json"
}

fn counts_json(counts: &Counts) -> Value {
    let counts = State::ALL
        .iter()
        .map(|state| (state.word().to_owned(), counts.of(*state).into()));
    Value::Object(counts.collect::<Map<_, _>>())
}

/// Lists the states that have requests: `done 3, refused 1`.
fn counts_text(counts: &Counts) -> String {
    let states = State::ALL.iter().filter(|state| counts.of(**state) > 0);
    let parts: Vec<String> = states.map(|state| format!("{state} {}", counts.of(*state))).collect();
    parts.join(", ")
}

/// Formats a number of seconds for people: `2 h 46 min`.
fn duration(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds.div_ceil(60)),
        3600..172_800 => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
        _ => format!("{} days {} h", seconds / 86_400, seconds % 86_400 / 3600),
    }
}
