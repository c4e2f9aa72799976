//! The requests of all jobs in a database, of which workers take the next one that is due.
//!
//! An account is leased by one worker for one request, and its next request starts a pace after that one, so all workers
//! together keep the pace and the order. The lease of a worker that died ends by itself.

use super::connect::Address;
use super::{claimed, failed, statements};
use crate::store::{Claimed, Finished, StoreError};
use planfix_api::jiff::Timestamp;
use postgres::{Client, Transaction};
use std::fmt;
use std::time::Duration;

/// The requests of all jobs in a database, as one worker sees them.
pub struct PostgresQueue {
    client: Client,
    address: Address,
    worker: String,
    lease: Duration,
    /// Names of the accounts that this worker has credentials for.
    accounts: Vec<String>,
}

/// A request that may be sent now, with its account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Due {
    /// The request.
    pub claimed: Claimed,
    /// Name of the method.
    pub method: String,
    /// Name of the account.
    pub account: String,
    /// Address of the API.
    pub target: String,
    job: i32,
    account_id: i32,
}

/// How often a statement is tried again on a new connection.
const TRIES: u32 = 10;
/// The longest time that an account waits unobserved.
const GLANCE: Duration = Duration::from_millis(200);

/// The next account that is due, locked so that no other worker takes it.
const ACCOUNT: &str = "
    SELECT id FROM planfix.account a
    WHERE name = ANY($1) AND next_start <= clock_timestamp()
        AND (lease_until IS NULL OR lease_until <= clock_timestamp())
        AND EXISTS (SELECT FROM planfix.request r WHERE r.account = a.id AND r.state IN ('planned', 'sent'))
    ORDER BY next_start LIMIT 1 FOR UPDATE SKIP LOCKED";

/// Decides about requests that a dead worker has left: nobody has the account now.
const RECOVER: &str = "
    UPDATE planfix.request r SET changed = now(), state = CASE WHEN j.repeatable THEN 'planned' ELSE 'unknown' END,
        reason = CASE WHEN j.repeatable THEN NULL
            ELSE 'the worker was stopped before the answer was written; it may have been carried out' END
    FROM planfix.job j WHERE j.id = r.job AND r.account = $1 AND r.state = 'sent'";

const CLAIM: &str = "
    UPDATE planfix.request r SET state = 'sent', attempts = attempts + 1, code = NULL, reason = NULL, changed = now()
    FROM planfix.job j, planfix.account a
    WHERE j.id = r.job AND a.id = r.account AND (r.job, r.number) = (
        SELECT job, number FROM planfix.request WHERE account = $1 AND state = 'planned' ORDER BY job, number LIMIT 1)
    RETURNING r.number, r.line, r.body, r.attempts, j.method, a.name, a.target, r.job";

const LEASE: &str = "
    UPDATE planfix.account SET worker = $2, lease_until = clock_timestamp() + make_interval(secs => $3),
        next_start = clock_timestamp() + pace, note = NULL WHERE id = $1";

/// Ends the lease. The next request starts a pace after this one has started, `$3` seconds ago.
const RELEASE: &str = "
    UPDATE planfix.account SET worker = NULL, lease_until = NULL, note = $4,
        next_start = greatest(clock_timestamp() - make_interval(secs => $3) + pace, $5)
    WHERE id = $1 AND worker = $2";

impl PostgresQueue {
    /// Opens the requests of a database for a worker. `worker` is its name, which no other worker has; `lease` is how
    /// long it may take for one request before others take over, and must be longer than any call; `accounts` are those
    /// that it has credentials for.
    ///
    /// # Errors
    /// The database cannot be reached, or has no jobs.
    pub fn open(url: &str, worker: &str, lease: Duration, accounts: Vec<String>) -> Result<Self, StoreError> {
        let address = Address::of(url)?;
        let mut client = address.connect()?;
        // A key that was refused may have been corrected since.
        let reset = "UPDATE planfix.account SET next_start = now(), note = NULL
                     WHERE next_start = 'infinity' AND name = ANY($1)";
        let done = client.execute(reset, &[&accounts]);
        done.map_err(|error| failed(&address, &error))?;
        Ok(Self {
            client,
            address,
            worker: worker.to_owned(),
            lease,
            accounts,
        })
    }

    /// Returns how many requests are left for the accounts of this worker, without those of blocked accounts.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn left(&mut self) -> Result<u64, StoreError> {
        let count = "SELECT count(*) FROM planfix.request r JOIN planfix.account a ON a.id = r.account
                     WHERE a.name = ANY($1) AND a.next_start <> 'infinity' AND r.state IN ('planned', 'sent')";
        let accounts = self.accounts.clone();
        let row = self.again(|client, _| client.query_one(count, &[&accounts]))?;
        Ok(super::unsigned(row.get(0)))
    }

    /// Claims the next request that is due; `None` if none is now.
    ///
    /// # Errors
    /// The database cannot be reached or written, also after new connections; nothing may be sent then.
    pub fn claim(&mut self) -> Result<Option<Due>, StoreError> {
        let (accounts, worker) = (self.accounts.clone(), self.worker.clone());
        let lease = self.lease.as_secs_f64();
        self.again(|client, is_again| {
            let mut change = client.transaction()?;
            if is_again {
                forget(&mut change, &worker)?;
            }
            let Some(account) = change.query_opt(ACCOUNT, &[&accounts])? else {
                change.commit()?;
                return Ok(None);
            };
            let account: i32 = account.get(0);
            change.execute(RECOVER, &[&account])?;
            let row = change.query_opt(CLAIM, &[&account])?;
            if row.is_some() {
                change.execute(LEASE, &[&account, &worker, &lease])?;
            }
            change.commit()?;
            Ok(row.map(|row| Due {
                claimed: claimed(&row),
                method: row.get(4),
                account: row.get(5),
                target: row.get(6),
                job: row.get(7),
                account_id: account,
            }))
        })
    }

    /// Writes the outcome of a request, and lets the account go on a pace after the request has started, `since` ago.
    /// With `later`, it waits until then, for the reason `note`; [`None`] in it waits until a worker is started again.
    ///
    /// # Errors
    /// The database cannot be written, also after new connections.
    pub fn finish(
        &mut self,
        due: &Due,
        finished: &Finished,
        since: Duration,
        later: Option<(Option<Timestamp>, String)>,
    ) -> Result<(), StoreError> {
        let worker = self.worker.clone();
        let since = std::time::Instant::now().checked_sub(since);
        let (until, note) = match later {
            None => ("-infinity".to_owned(), None),
            Some((None, note)) => ("infinity".to_owned(), Some(note)),
            Some((Some(at), note)) => (at.to_string(), Some(note)),
        };
        let release = RELEASE.replace("$5", "$5::text::timestamptz");
        self.again(|client, _| {
            let mut change = client.transaction()?;
            statements::finish(&mut change, due.job, finished)?;
            let seconds = since.map_or(0.0, |since| since.elapsed().as_secs_f64());
            change.execute(&release, &[&due.account_id, &worker, &seconds, &note, &until])?;
            change.commit()
        })
    }

    /// Returns how long nothing is due, at most a moment.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn time_to_next(&mut self) -> Result<Duration, StoreError> {
        let select = "SELECT extract(epoch FROM min(next_start) - clock_timestamp())::float8 FROM planfix.account
                      WHERE name = ANY($1) AND lease_until IS NULL AND next_start < 'infinity'
                      AND next_start > clock_timestamp()";
        let accounts = self.accounts.clone();
        let row = self.again(|client, _| client.query_one(select, &[&accounts]))?;
        let seconds: Option<f64> = row.get(0);
        let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(time.unwrap_or(GLANCE).clamp(Duration::from_millis(1), GLANCE))
    }

    /// Does a piece of work, again on a new connection if this one is lost.
    fn again<T>(
        &mut self,
        mut work: impl FnMut(&mut Client, bool) -> Result<T, postgres::Error>,
    ) -> Result<T, StoreError> {
        let mut is_again = false;
        for number in 1.. {
            let error = match work(&mut self.client, is_again) {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            let is_lost = self.client.is_closed() || error.is_closed() || error.as_db_error().is_none();
            if !is_lost || number == TRIES {
                return Err(failed(&self.address, &error));
            }
            is_again = true;
            std::thread::sleep(Duration::from_millis(50 << number.min(6)));
            if let Ok(client) = self.address.connect() {
                self.client = client;
            }
        }
        Err(StoreError::Missing(self.address.shown.clone()))
    }
}

/// Plans again what this worker has claimed without knowing, because the connection was lost in the change: it has sent
/// nothing.
fn forget(change: &mut Transaction<'_>, worker: &str) -> Result<(), postgres::Error> {
    let forget = "UPDATE planfix.request r SET state = 'planned', attempts = attempts - 1 FROM planfix.account a
                  WHERE a.id = r.account AND a.worker = $1 AND r.state = 'sent'";
    change.execute(forget, &[&worker])?;
    let release = "UPDATE planfix.account SET worker = NULL, lease_until = NULL WHERE worker = $1";
    change.execute(release, &[&worker]).map(|_| ())
}

impl fmt::Debug for PostgresQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresQueue")
            .field("database", &self.address.shown)
            .field("worker", &self.worker)
            .finish_non_exhaustive()
    }
}
