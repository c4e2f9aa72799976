//! The store: SQLite, in memory or in a file. `document` has the objects, `index` their properties, and `term` the
//! conditions of lists. `pool` has the connections, `open`, `checksum`, `log` and `seal` take care of the file, `seed` has
//! the contents of a new store.

mod checksum;
mod document;
mod index;
mod log;
mod open;
mod pool;
mod seal;
mod seed;
mod sum;
mod term;

pub(crate) use seed::Contents;
pub(crate) use term::{Term, Test};

use pool::Pool;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use seal::Sealed;
use std::fmt;
use std::path::Path;

/// The version that the first migration makes. Version 1 had only contacts and was never released, so it is refused.
const FIRST: i64 = 2;

/// The migrations, from an empty database to [`FIRST`] and on to the newest version.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("index.sql"),
    include_str!("properties.sql"),
    include_str!("checksums.sql"),
];

/// The version since which the index has had its present contents. After a change of the properties (`property`), add a
/// migration, if only an empty one, and set this to its version.
const INDEXED: i64 = 4;

/// The number of prepared statements that a connection keeps; there are fewer.
const STATEMENTS: usize = 64;

/// Marks a file as a data file of a sandbox: "PFSB".
const APPLICATION: i64 = 0x5046_5342;

/// An error of the store: it cannot be opened, or not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be opened: the folder is missing, or the permission to write.
    #[error("{path} cannot be opened: {source}")]
    Open {
        /// The file.
        path: String,
        /// The error of SQLite or of the operating system.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The name is not the path of a file: it is empty, `:memory:` or a URI.
    #[error("{0:?} is not the path of a file, and nothing would be kept: name a file, such as ./planfix.db")]
    NoPath(String),
    /// The file is damaged.
    #[error("{path} is damaged ({what}): use a copy, or another file")]
    Damaged {
        /// The file.
        path: String,
        /// The first fault that was found.
        what: String,
    },
    /// The log of the last changes, beside the file, is damaged.
    #[error(
        "{path}-wal, the log of the last changes, {what}: use a copy of it and the file, or remove {path}-wal and \
         {path}-shm to go on without these changes"
    )]
    DamagedLog {
        /// The file.
        path: String,
        /// The fault.
        what: &'static str,
    },
    /// SQLite failed during use: the disk is full, or another program locks the file.
    #[error("the store cannot be used: {0}")]
    Sqlite(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file is not a data file of a sandbox.
    #[error("{0} is not a data file of a sandbox: name another file")]
    Foreign(String),
    /// The file was written by a newer version of the sandbox.
    #[error(
        "{path} was written by a newer program (version {found}; this program reads up to {known}): update this program"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its version.
        found: i64,
        /// The newest version that is known.
        known: i64,
    },
    /// The file was written by a version that is too old.
    #[error("{path} was written by a program that is too old (version {found}): remove it or name another file")]
    Older {
        /// The file.
        path: String,
        /// Its version.
        found: i64,
    },
    /// The stored data, or this program, is inconsistent.
    #[error("the store is inconsistent: {0}")]
    Inconsistent(&'static str),
    /// A stored object does not fit the response of a method.
    #[error("the store is inconsistent: {0}")]
    Answer(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error.into())
    }
}

impl StoreError {
    /// Adds the file that was being opened.
    fn opening(self, path: &Path) -> Self {
        let path = path.display().to_string();
        match self {
            Self::Sqlite(source) => {
                let error = source.downcast_ref::<rusqlite::Error>();
                match error.and_then(rusqlite::Error::sqlite_error_code) {
                    Some(ErrorCode::NotADatabase) => Self::Foreign(path),
                    Some(ErrorCode::DatabaseCorrupt) => Self::Damaged {
                        path,
                        what: source.to_string(),
                    },
                    _ => Self::Open { path, source },
                }
            }
            other => other,
        }
    }
}

/// An open store.
pub(crate) struct Store {
    pool: Pool,
    /// The seal of the file, dropped after the connections to it. None in memory.
    sealed: Option<Sealed>,
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Some(sealed) = &mut self.sealed {
            sealed.closing();
        }
    }
}

impl Store {
    pub(crate) fn in_memory(contents: Contents) -> Result<Self, StoreError> {
        let connection = ready(Connection::open_in_memory()?, &"memory", contents)?;
        let pool = Pool::in_memory(connection);
        Ok(Self { pool, sealed: None })
    }

    pub(crate) fn open(name: &Path, contents: Contents) -> Result<Self, StoreError> {
        let path = open::path(name)?;
        let open = || {
            let sealed = Sealed::new(&path);
            log::check(&path)?;
            let (mut connection, new) = open::file(&path)?;
            if !sealed.is_intact() {
                open::check(&mut connection, &name.display())?;
            }
            let writer = ready(connection, &name.display(), contents)?;
            let pool = Pool::of_file(&path, writer)?;
            if let Some(new) = new {
                new.keep();
            }
            if !sealed.is_intact() {
                sealed.found_intact();
            }
            let sealed = Some(sealed);
            Ok(Self { pool, sealed })
        };
        open().map_err(|error: StoreError| error.opening(name))
    }

    /// Adds many objects in one change.
    pub(crate) fn fill(&self, each: u32) -> Result<(), StoreError> {
        self.write(|begun| seed::multiply(begun, each))?;
        self.change(|| self.pool.shorten())
    }

    /// Runs a reading call. It sees one state of the store, whatever is written meanwhile.
    pub(crate) fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Begun<'_>) -> Result<T, E>) -> Result<T, E> {
        within(&mut self.pool.reader(), TransactionBehavior::Deferred, work)
    }

    /// Runs a writing call, completely or, if it fails, not at all. The changes are on the disk when this returns.
    pub(crate) fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&Begun<'_>) -> Result<T, E>) -> Result<T, E> {
        self.change(|| {
            let mut writer = self.pool.writer();
            let done = within(&mut writer, TransactionBehavior::Immediate, work)?;
            self.pool.changed(&writer);
            Ok(done)
        })
    }

    fn change<T>(&self, change: impl FnOnce() -> T) -> T {
        match &self.sealed {
            Some(sealed) => sealed.change(change),
            None => change(),
        }
    }
}

fn within<T, E: From<StoreError>>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce(&Begun<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection.transaction_with_behavior(behavior);
    let begun = Begun(transaction.map_err(StoreError::from)?);
    let done = work(&begun)?;
    begun.commit()?;
    Ok(done)
}

/// Returns the version that this program writes.
fn newest() -> i64 {
    FIRST + i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX) - 1
}

/// Checks that a file is new or a data file, migrates it to the newest version, and fills a new one.
fn ready(mut connection: Connection, path: &dyn fmt::Display, contents: Contents) -> Result<Connection, StoreError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |name| transaction.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let version = number("user_version")?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if number("application_id")? != APPLICATION && (tables > 0 || version != 0) {
        return Err(StoreError::Foreign(path.to_string()));
    }
    let known = newest();
    if version > known {
        let path = path.to_string();
        return Err(StoreError::Newer {
            path,
            found: version,
            known,
        });
    }
    if version != 0 && version < FIRST {
        let path = path.to_string();
        return Err(StoreError::Older { path, found: version });
    }
    if version == known {
        drop(transaction);
        return Ok(connection);
    }
    let done = usize::try_from(version - FIRST + 1).unwrap_or(0);
    for step in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", known)?;
    let begun = Begun(transaction);
    if version == 0 {
        seed::fill(&begun, contents)?;
    } else {
        if version < checksum::SUMMED {
            begun.sum_all()?;
        }
        if version < INDEXED {
            begun.index_all()?;
        }
    }
    begun.commit()?;
    Ok(connection)
}

/// A transaction. Without [`Begun::commit`] it is rolled back.
pub(crate) struct Begun<'a>(Transaction<'a>);

impl Begun<'_> {
    fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit()?)
    }

    /// Returns 32 random hexadecimal characters.
    pub(crate) fn random_key(&self) -> Result<String, StoreError> {
        Ok(self
            .0
            .query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_kind::CONTACT;
    use crate::property::CLASS;
    use planfix_api::jiff::civil::{DateTime, date};

    const NOW: DateTime = date(2026, 3, 31).at(12, 0, 0, 0);

    #[test]
    fn a_file_of_an_older_version_is_carried_on() {
        let second = "CREATE INDEX document_general ON document (kind, json_extract(body, '$.general'));
            CREATE INDEX document_userid ON document (kind, json_extract(body, '$.userid'));
            CREATE INDEX document_class ON document (kind);";
        let third = include_str!("index.sql").split("DROP").next().unwrap_or_default();
        let without_index = "DROP TABLE entry; DROP TABLE property;";
        for (version, index) in [
            (2, format!("{without_index} {second}")),
            (3, format!("{without_index} {third}")),
            (4, String::new()),
        ] {
            let path = std::env::temp_dir().join(format!("planfix-older-{version}-{}.db", std::process::id()));
            let contacts = |store: &Store| store.read(|begun| begun.ids(&CONTACT, Term::word(CLASS, "contact")));
            let older = || -> Result<(), StoreError> {
                let store = Store::open(&path, Contents::demo(NOW))?;
                store.write(|begun| begun.delete(&CONTACT, 2))?;
                let connection = store.pool.writer();
                Ok(connection.execute_batch(&format!(
                    "{index}
                     ALTER TABLE document DROP COLUMN checksum;
                     ALTER TABLE sequence DROP COLUMN checksum;
                     ALTER TABLE content DROP COLUMN checksum;
                     PRAGMA user_version = {version};"
                ))?)
            };
            let made = older();
            let found = Store::open(&path, Contents::demo(NOW)).and_then(|store| contacts(&store));
            let gone = ["", "-seal"].map(|suffix| std::fs::remove_file(seal::beside(&path, suffix)));
            assert!(made.is_ok(), "{made:?}");
            assert!(
                matches!(&found, Ok(ids) if ids.iter().eq([1, 3])),
                "{version}: {found:?}"
            );
            assert!(gone.iter().all(Result::is_ok), "{gone:?}");
        }
    }
}
