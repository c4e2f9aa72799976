//! A job in PostgreSQL while it is planned.

use super::connect::{Address, described};
use super::{failed, signed};
use crate::store::{Job, Planned, Sink, State, StoreError};
use postgres::Client;
use std::fmt;
use std::time::Duration;

const SCHEMA: &str = include_str!("schema.sql");
/// A number for the lock under which the tables are made.
const LOCK: i64 = 0x5046_4a42;
/// How many requests are sent to the database at once.
const PART: usize = 500;

/// A job in PostgreSQL that is being planned. It appears when it is complete.
pub struct PostgresDraft {
    client: Client,
    address: Address,
    job: i32,
    account: i32,
    next: i64,
    part: Part,
}

/// Requests that are not sent to the database yet.
#[derive(Default)]
struct Part {
    numbers: Vec<i64>,
    lines: Vec<i64>,
    inputs: Vec<String>,
    bodies: Vec<String>,
    states: Vec<&'static str>,
}

impl PostgresDraft {
    /// Starts a job in the database with this address, whose fragment is the name of the job. Makes the tables if the
    /// database has none. `is_repeatable` tells if a request may be sent again after a lost answer, and `pace` is the
    /// shortest time between two requests of the account.
    ///
    /// # Errors
    /// The database cannot be reached or written, or has a job of this name.
    pub fn new(url: &str, job: &Job, is_repeatable: bool, pace: Duration) -> Result<Self, StoreError> {
        let address = Address::of(url)?;
        let mut client = address.connect()?;
        let name = address.job()?;
        let failed = |error: postgres::Error| failed(&address, &error);
        let prepare = format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK}); {SCHEMA} COMMIT;");
        client.batch_execute(&prepare).map_err(failed)?;
        client.batch_execute("BEGIN").map_err(failed)?;
        let account = "INSERT INTO planfix.account (name, target, pace) VALUES ($1, $2, make_interval(secs => $3))
                       ON CONFLICT (name, target) DO UPDATE SET pace = excluded.pace RETURNING id";
        let pace = pace.as_secs_f64();
        let account: i32 = client
            .query_one(account, &[&job.account, &job.target, &pace])
            .map_err(failed)?
            .get(0);
        let insert =
            "INSERT INTO planfix.job (name, account, method, repeatable, input, digest, columns, meaning, program)
                      VALUES ($1, $2, $3, $4, $5, $6, '[]', $7, $8) ON CONFLICT (name) DO NOTHING RETURNING id";
        let version = env!("CARGO_PKG_VERSION");
        let row = client.query_opt(
            insert,
            &[
                &name,
                &account,
                &job.method,
                &is_repeatable,
                &job.input,
                &job.digest,
                &job.meaning,
                &version,
            ],
        );
        let Some(row) = row.map_err(failed)? else {
            return Err(StoreError::Exists(format!("{}#{name}", address.shown)));
        };
        Ok(Self {
            client,
            address,
            job: row.get(0),
            account,
            next: 1,
            part: Part::default(),
        })
    }

    /// Sets the names of the columns.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn columns(&mut self, columns: &[String]) -> Result<(), StoreError> {
        let columns = serde_json::Value::from(columns.to_vec()).to_string();
        let update = "UPDATE planfix.job SET columns = $2 WHERE id = $1";
        let done = self.client.execute(update, &[&self.job, &columns]);
        done.map(|_| ()).map_err(|error| failed(&self.address, &error))
    }

    /// Makes the complete job visible to workers.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn save(mut self) -> Result<(), StoreError> {
        self.flush()?;
        let done = self.client.batch_execute("COMMIT");
        done.map_err(|error| failed(&self.address, &error))
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let part = std::mem::take(&mut self.part);
        if part.numbers.is_empty() {
            return Ok(());
        }
        let insert = "INSERT INTO planfix.request (job, account, number, line, input, body, state)
                      SELECT $1::integer, $2::integer, * FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])";
        let Part {
            numbers,
            lines,
            inputs,
            bodies,
            states,
        } = part;
        let done = self.client.execute(
            insert,
            &[&self.job, &self.account, &numbers, &lines, &inputs, &bodies, &states],
        );
        done.map(|_| ()).map_err(|error| StoreError::Database {
            database: self.address.shown.clone(),
            what: described(&error),
            advice: "no job was made; plan again when the database answers",
        })
    }
}

impl Sink for PostgresDraft {
    fn add(&mut self, request: &Planned<'_>) -> Result<(), StoreError> {
        let state = if request.state == State::Unchanged {
            State::Unchanged
        } else {
            State::Planned
        };
        self.part.numbers.push(self.next);
        self.part.lines.push(signed(request.line));
        self.part.inputs.push(request.input.to_owned());
        self.part.bodies.push(request.body.to_owned());
        self.part.states.push(state.word());
        self.next += 1;
        if self.part.numbers.len() == PART {
            self.flush()
        } else {
            Ok(())
        }
    }
}

impl fmt::Debug for PostgresDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresDraft")
            .field("job", &self.job)
            .finish_non_exhaustive()
    }
}
