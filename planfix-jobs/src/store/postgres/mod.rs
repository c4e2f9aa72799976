//! Jobs in PostgreSQL, for any number of workers on any number of machines.

mod connect;
mod draft;
mod queue;
mod statements;

pub use draft::PostgresDraft;
pub use queue::{Due, PostgresQueue};

use super::{Claimed, Counts, Entry, Finished, Job, State, Store, StoreError};
use connect::{Address, described};
use planfix_api::jiff::Timestamp;
use postgres::{Client, Row};
use statements::ENTRY;
use std::cell::RefCell;
use std::fmt;

/// A job in a PostgreSQL database, named by an address such as `postgres://user@host/database#contacts`.
///
/// The password comes from `PGPASSWORD` or the usual password file. Without `sslmode` in the address, TLS is required
/// for every host but this machine.
pub struct PostgresStore {
    // Reading takes the connection too.
    client: RefCell<Client>,
    address: Address,
    id: i32,
    job: Job,
}

impl PostgresStore {
    /// Opens a job.
    ///
    /// # Errors
    /// The database cannot be reached, or has no such job.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let address = Address::of(url)?;
        let mut client = address.connect()?;
        let name = address.job()?;
        let select = "SELECT j.id, j.method, a.name, a.target, j.input, j.digest, j.columns, j.meaning
                      FROM planfix.job j JOIN planfix.account a ON a.id = j.account WHERE j.name = $1";
        let row = match client.query_opt(select, &[&name]) {
            Ok(Some(row)) => row,
            Ok(None) => return Err(StoreError::Missing(format!("{}#{name}", address.shown))),
            Err(error) => return Err(failed(&address, &error)),
        };
        let columns: String = row.get(6);
        let job = Job {
            method: row.get(1),
            account: row.get(2),
            target: row.get(3),
            input: row.get(4),
            digest: row.get(5),
            columns: serde_json::from_str(&columns).unwrap_or_default(),
            meaning: row.get(7),
        };
        Ok(Self {
            client: RefCell::new(client),
            id: row.get(0),
            address,
            job,
        })
    }

    fn run<T>(&self, work: impl FnOnce(&mut Client) -> Result<T, postgres::Error>) -> Result<T, StoreError> {
        work(&mut self.client.borrow_mut()).map_err(|error| failed(&self.address, &error))
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore")
            .field("job", &self.job)
            .finish_non_exhaustive()
    }
}

fn failed(address: &Address, error: &postgres::Error) -> StoreError {
    StoreError::Database {
        database: address.shown.clone(),
        what: described(error),
        advice: "nothing is sent that is not written there; run again when the database answers",
    }
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn claimed(row: &Row) -> Claimed {
    Claimed {
        number: unsigned(row.get(0)),
        line: unsigned(row.get(1)),
        body: row.get(2),
        attempts: u32::try_from(row.get::<_, i32>(3)).unwrap_or(0),
    }
}

impl Store for PostgresStore {
    fn job(&self) -> &Job {
        &self.job
    }

    fn counts(&self) -> Result<Counts, StoreError> {
        let select = "SELECT state, count(*) FROM planfix.request WHERE job = $1 GROUP BY state";
        let rows = self.run(|client| client.query(select, &[&self.id]))?;
        let mut counts = Counts::default();
        for row in rows {
            if let Some(state) = State::of(row.get(0)) {
                counts.set(state, unsigned(row.get(1)));
            }
        }
        Ok(counts)
    }

    fn changed_since(&self, since: Timestamp) -> Result<u64, StoreError> {
        let count = "SELECT count(*) FROM planfix.request
                     WHERE job = $1 AND attempts > 0 AND changed >= $2::text::timestamptz";
        let since = since.to_string();
        let row = self.run(|client| client.query_one(count, &[&self.id, &since]))?;
        Ok(unsigned(row.get(0)))
    }

    fn recover(&mut self, is_repeatable: bool) -> Result<u64, StoreError> {
        self.run(|client| client.execute(statements::RECOVER_JOB, &[&self.id, &is_repeatable]))
    }

    fn claim(&mut self, finished: Option<&Finished>) -> Result<Option<Claimed>, StoreError> {
        let id = self.id;
        self.run(|client| {
            let mut change = client.transaction()?;
            if let Some(finished) = finished {
                statements::finish(&mut change, id, finished)?;
            }
            let row = change.query_opt(statements::CLAIM_JOB, &[&id])?;
            change.commit()?;
            Ok(row.as_ref().map(claimed))
        })
    }

    fn finish(&mut self, finished: &Finished) -> Result<(), StoreError> {
        let id = self.id;
        self.run(|client| {
            let mut change = client.transaction()?;
            statements::finish(&mut change, id, finished)?;
            change.commit()
        })
    }

    fn entries(&self, states: &[State], each: &mut dyn FnMut(Entry) -> bool) -> Result<(), StoreError> {
        let words: Vec<&str> = states.iter().map(|state| state.word()).collect();
        let mut last = 0_i64;
        // A part at a time, since the client would hold all rows.
        loop {
            let rows = self.run(|client| client.query(ENTRY, &[&self.id, &words, &last]))?;
            let Some(row) = rows.last() else { return Ok(()) };
            last = row.get(0);
            for row in &rows {
                let state: &str = row.get(4);
                let entry = Entry {
                    number: unsigned(row.get(0)),
                    line: unsigned(row.get(1)),
                    input: row.get(2),
                    body: row.get(3),
                    state: State::of(state).unwrap_or(State::Unknown),
                    attempts: u32::try_from(row.get::<_, i32>(5)).unwrap_or(0),
                    code: row.get(6),
                    reason: row.get(7),
                    answer: row.get(8),
                };
                if !each(entry) {
                    return Ok(());
                }
            }
        }
    }

    fn replan(&mut self, state: State) -> Result<u64, StoreError> {
        let update = "UPDATE planfix.request SET state = 'planned', changed = now() WHERE job = $1 AND state = $2";
        self.run(|client| client.execute(update, &[&self.id, &state.word()]))
    }

    fn planned_after(&self, number: u64) -> Result<Option<Claimed>, StoreError> {
        let select = "SELECT number, line, body, attempts FROM planfix.request
                      WHERE job = $1 AND state = 'planned' AND number > $2 ORDER BY number LIMIT 1";
        let row = self.run(|client| client.query_opt(select, &[&self.id, &signed(number)]))?;
        Ok(row.as_ref().map(claimed))
    }

    fn compared(&mut self, number: u64, body: Option<&str>) -> Result<(), StoreError> {
        let update = "UPDATE planfix.request SET body = coalesce($3, body), changed = now(),
                      state = CASE WHEN $3 IS NULL THEN 'unchanged' ELSE state END
                      WHERE job = $1 AND number = $2 AND state = 'planned'";
        let done = self.run(|client| client.execute(update, &[&self.id, &signed(number), &body]));
        done.map(|_| ())
    }

    fn settle(&mut self, number: u64, state: State) -> Result<bool, StoreError> {
        let update = "UPDATE planfix.request SET state = $3, changed = now(),
                      attempts = CASE WHEN $3 = 'planned' THEN 0 ELSE attempts END
                      WHERE job = $1 AND number = $2 AND state = 'unknown'";
        let word = state.word();
        let done = self.run(|client| client.execute(update, &[&self.id, &signed(number), &word]));
        done.map(|rows| rows > 0)
    }

    fn mend(&mut self, number: u64, input: &str, body: &str) -> Result<(), StoreError> {
        let update = "UPDATE planfix.request SET state = 'planned', input = $3, body = $4, changed = now()
                      WHERE job = $1 AND number = $2";
        let done = self.run(|client| client.execute(update, &[&self.id, &signed(number), &input, &body]));
        done.map(|_| ())
    }
}
