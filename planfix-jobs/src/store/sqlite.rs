//! The journal in one SQLite file.

use super::disk::Disk;
use super::lock::Lock;
use super::{Claimed, Counts, Entry, Finished, Job, State, Store, StoreError};
use planfix_api::jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, params};
use std::path::{Path, PathBuf};

/// `PFJB`, in the header of the file.
pub(super) const APPLICATION: i64 = 0x5046_4a42;
pub(super) const VERSION: i64 = 1;
/// How long a read waits for a change of another process.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// A job in a file.
#[derive(Debug)]
pub struct SqliteStore {
    // Closed before the lock is released.
    connection: Connection,
    job: Job,
    path: PathBuf,
    _lock: Option<Lock>,
}

impl SqliteStore {
    /// Opens a job for reading. Another program may run it at the same time.
    ///
    /// # Errors
    /// The file cannot be read, or is not a job.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open(path.as_ref(), None)
    }

    /// Opens a job to change it. `holder` tells others who has it, such as "planfix, process 42".
    ///
    /// # Errors
    /// The file cannot be read or written, is not a job, or another program has it.
    pub fn lock(path: impl AsRef<Path>, holder: &str) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(StoreError::Missing(path.display().to_string()));
        }
        let lock = Lock::of(path, holder)?;
        Self::open(path, Some(lock))
    }

    fn open(path: &Path, lock: Option<Lock>) -> Result<Self, StoreError> {
        let at = Disk(path);
        if !path.exists() {
            return Err(StoreError::Missing(path.display().to_string()));
        }
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE);
        let connection = connection.map_err(|error| at.error(error))?;
        connection.busy_timeout(PATIENCE).map_err(|error| at.error(error))?;
        let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let is_job = number("application_id").map_err(|error| at.error(error))? == APPLICATION;
        if !is_job {
            return Err(StoreError::NotJob(path.display().to_string()));
        }
        let version = number("user_version").map_err(|error| at.error(error))?;
        if version > VERSION {
            let path = path.display().to_string();
            return Err(StoreError::Newer { path, version });
        }
        if lock.is_some() {
            // One sync for a change, and readers beside it.
            let prepare = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            connection.execute_batch(prepare).map_err(|error| at.error(error))?;
        }
        let job = "SELECT method, account, target, input, digest, columns, meaning FROM job";
        let job = connection.query_row(job, [], |row| {
            let columns: String = row.get(5)?;
            Ok(Job {
                method: row.get(0)?,
                account: row.get(1)?,
                target: row.get(2)?,
                input: row.get(3)?,
                digest: row.get(4)?,
                columns: serde_json::from_str(&columns).unwrap_or_default(),
                meaning: row.get(6)?,
            })
        });
        let job = job.map_err(|error| at.error(error))?;
        Ok(Self {
            connection,
            job,
            path: path.to_owned(),
            _lock: lock,
        })
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        Disk(&self.path).error(error)
    }
}

impl Store for SqliteStore {
    fn job(&self) -> &Job {
        &self.job
    }

    fn counts(&self) -> Result<Counts, StoreError> {
        let counts = || {
            let mut out = Counts::default();
            let mut query = self
                .connection
                .prepare("SELECT state, count(*) FROM request GROUP BY state")?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let (word, count): (String, i64) = (row.get(0)?, row.get(1)?);
                if let Some(state) = State::of(&word) {
                    out.set(state, u64::try_from(count).unwrap_or(0));
                }
            }
            Ok(out)
        };
        counts().map_err(|error| self.failed(error))
    }

    fn changed_since(&self, since: Timestamp) -> Result<u64, StoreError> {
        let count = "SELECT count(*) FROM request WHERE attempts > 0 AND changed >= ?";
        let count = self
            .connection
            .query_row(count, [since.to_string()], |row| row.get::<_, i64>(0));
        count
            .map(|count| u64::try_from(count).unwrap_or(0))
            .map_err(|error| self.failed(error))
    }

    fn recover(&mut self, is_repeatable: bool) -> Result<u64, StoreError> {
        let (state, reason) = if is_repeatable {
            (State::Planned, None)
        } else {
            let reason = "the run was stopped before the answer was written; it may have been carried out";
            (State::Unknown, Some(reason))
        };
        let update = "UPDATE request SET state = ?, reason = ?, changed = ? WHERE state = 'sent'";
        let done = self.connection.execute(update, params![state.word(), reason, now()]);
        done.map(count).map_err(|error| self.failed(error))
    }

    fn claim(&mut self, finished: Option<&Finished>) -> Result<Option<Claimed>, StoreError> {
        let mut claim = || {
            let change = self.connection.transaction()?;
            if let Some(finished) = finished {
                write(&change, finished)?;
            }
            let claimed = change
                .prepare_cached(
                    "UPDATE request SET state = 'sent', attempts = attempts + 1, code = NULL, reason = NULL, changed = ?
                     WHERE number = (SELECT min(number) FROM request WHERE state = 'planned')
                     RETURNING number, line, body, attempts",
                )?
                .query_row([now()], claimed)
                .optional()?;
            change.commit()?;
            Ok(claimed)
        };
        claim().map_err(|error| Disk(&self.path).error(error))
    }

    fn finish(&mut self, finished: &Finished) -> Result<(), StoreError> {
        write(&self.connection, finished).map_err(|error| self.failed(error))
    }

    fn entries(&self, states: &[State], each: &mut dyn FnMut(Entry) -> bool) -> Result<(), StoreError> {
        let words: Vec<String> = states.iter().map(|state| format!("'{state}'")).collect();
        let select = format!(
            "SELECT number, line, input, body, state, attempts, code, reason, answer FROM request
             WHERE state IN ({}) ORDER BY number",
            words.join(", ")
        );
        let mut pass = || {
            let mut query = self.connection.prepare(&select)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let state: String = row.get(4)?;
                let entry = Entry {
                    number: unsigned(row, 0)?,
                    line: unsigned(row, 1)?,
                    input: row.get(2)?,
                    body: row.get(3)?,
                    state: State::of(&state).unwrap_or(State::Unknown),
                    attempts: row.get(5)?,
                    code: row.get(6)?,
                    reason: row.get(7)?,
                    answer: row.get(8)?,
                };
                if !each(entry) {
                    break;
                }
            }
            Ok(())
        };
        pass().map_err(|error| self.failed(error))
    }

    fn replan(&mut self, state: State) -> Result<u64, StoreError> {
        let update = "UPDATE request SET state = 'planned', changed = ? WHERE state = ?";
        let done = self.connection.execute(update, params![now(), state.word()]);
        done.map(count).map_err(|error| self.failed(error))
    }

    fn planned_after(&self, number: u64) -> Result<Option<Claimed>, StoreError> {
        let select = "SELECT number, line, body, attempts FROM request WHERE state = 'planned' AND number > ?
                      ORDER BY number LIMIT 1";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let mut query = self
            .connection
            .prepare_cached(select)
            .map_err(|error| self.failed(error))?;
        let found = query.query_row([number], claimed).optional();
        found.map_err(|error| self.failed(error))
    }

    fn compared(&mut self, number: u64, body: Option<&str>) -> Result<(), StoreError> {
        let update = "UPDATE request SET body = coalesce(?1, body), changed = ?2,
                      state = CASE WHEN ?1 IS NULL THEN 'unchanged' ELSE state END
                      WHERE number = ?3 AND state = 'planned'";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let done = self.connection.execute(update, params![body, now(), number]);
        done.map(|_| ()).map_err(|error| self.failed(error))
    }

    fn settle(&mut self, number: u64, state: State) -> Result<bool, StoreError> {
        // Sent again because somebody looked, it is a first attempt.
        let update =
            "UPDATE request SET state = ?1, changed = ?2, attempts = CASE ?1 WHEN 'planned' THEN 0 ELSE attempts END
                      WHERE number = ?3 AND state = 'unknown'";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let done = self.connection.execute(update, params![state.word(), now(), number]);
        done.map(|rows| rows > 0).map_err(|error| self.failed(error))
    }

    fn mend(&mut self, number: u64, input: &str, body: &str) -> Result<(), StoreError> {
        let update = "UPDATE request SET state = 'planned', input = ?, body = ?, changed = ? WHERE number = ?";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let done = self.connection.execute(update, params![input, body, now(), number]);
        done.map(|_| ()).map_err(|error| self.failed(error))
    }
}

fn write(connection: &Connection, finished: &Finished) -> rusqlite::Result<()> {
    let number = i64::try_from(finished.number).unwrap_or(i64::MAX);
    // A request that was put off was not an attempt.
    let update = "UPDATE request SET state = ?1, code = ?2, reason = ?3, answer = ?4, changed = ?5,
                  attempts = attempts - (?1 = 'planned') WHERE number = ?6";
    connection.prepare_cached(update)?.execute(params![
        finished.state.word(),
        finished.code,
        finished.reason,
        finished.answer,
        now(),
        number
    ])?;
    Ok(())
}

fn claimed(row: &Row<'_>) -> rusqlite::Result<Claimed> {
    Ok(Claimed {
        number: unsigned(row, 0)?,
        line: unsigned(row, 1)?,
        body: row.get(2)?,
        attempts: row.get(3)?,
    })
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

fn unsigned(row: &Row<'_>, index: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(index)?).unwrap_or(0))
}

pub(super) fn now() -> String {
    Timestamp::now().to_string()
}
