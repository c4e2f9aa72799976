//! The connections of a store: one writes, and with a file, others read. In the write-ahead log mode of SQLite, readers
//! go on during a write, so that no read waits for a change or another read.

use super::{STATEMENTS, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// The number of simultaneous reads of a file. Each connection caches up to 2 MB of pages.
const READERS: usize = 8;

pub(super) struct Pool {
    readers: Vec<Mutex<Connection>>,
    /// Dropped after the readers: closing the last connection writes the log into the file.
    writer: Mutex<Connection>,
    /// The reader to wait for when all are busy.
    next: AtomicUsize,
    /// The number of changes so far.
    changes: AtomicUsize,
}

/// The number of changes after which the log is restarted. SQLite does so by itself only while nobody reads, which
/// never happens under load: the log would grow without limit.
const RESTART: usize = 256;

impl Pool {
    /// Makes a pool of one connection, because an in-memory database belongs to its connection.
    pub(super) fn in_memory(connection: Connection) -> Self {
        Self {
            readers: Vec::new(),
            writer: Mutex::new(connection),
            next: AtomicUsize::new(0),
            changes: AtomicUsize::new(0),
        }
    }

    /// Opens the readers of a file. The connection that prepared the file becomes the writer.
    pub(super) fn of_file(path: &Path, writer: Connection) -> Result<Self, StoreError> {
        writer.pragma_update(None, "journal_mode", "wal")?;
        // The default in other modes. With a log, SQLite may be built with a weaker default, which loses the last
        // changes at a power cut.
        writer.pragma_update(None, "synchronous", "full")?;
        let readers: Result<Vec<_>, StoreError> = (0..READERS).map(|_| reader(path)).collect();
        Ok(Self {
            readers: readers?,
            ..Self::in_memory(writer)
        })
    }

    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        wait(&self.writer)
    }

    /// Writes the log into the file and truncates it, after a change so large that reading the log is slow.
    pub(super) fn shorten(&self) -> Result<(), StoreError> {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        Ok(self.writer().query_row(checkpoint, [], |_| Ok(()))?)
    }

    /// Counts a change, and restarts the log from time to time.
    pub(super) fn changed(&self, writer: &Connection) {
        let changes = self.changes.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.readers.is_empty() && changes.is_multiple_of(RESTART) {
            // The change is on the disk in any case, and the next call reports a faulty file.
            let _ = writer.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()));
        }
    }

    /// Returns a connection for reading: a free one, if there is one.
    pub(super) fn reader(&self) -> MutexGuard<'_, Connection> {
        let free = self.readers.iter().find_map(|reader| match reader.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        });
        free.unwrap_or_else(|| {
            let next = self.next.fetch_add(1, Ordering::Relaxed);
            let reader = self.readers.iter().cycle().nth(next % self.readers.len().max(1));
            wait(reader.unwrap_or(&self.writer))
        })
    }
}

fn reader(path: &Path) -> Result<Mutex<Connection>, StoreError> {
    // Readers write to the index of the log, which they share with the writer.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "query_only", true)?;
    Ok(Mutex::new(connection))
}

/// Locks a connection. If a thread panicked, its transaction was rolled back, so the connection can still be used.
fn wait(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use crate::object_kind::CONTACT;
    use crate::store::{Contents, Store, StoreError};
    use planfix_api::jiff::civil::date;

    #[test]
    fn a_read_waits_neither_for_a_change_nor_for_another_read() {
        let path = std::env::temp_dir().join(format!("planfix-pool-{}.db", std::process::id()));
        let Ok(store) = Store::open(&path, Contents::demo(date(2026, 3, 31).at(12, 0, 0, 0))) else {
            panic!("no store");
        };
        // A read that waited would never end here. It sees the state before the change.
        let found = store.write(|writer| {
            writer.delete(&CONTACT, 1)?;
            store.read(|_| store.read(|reader| reader.get(&CONTACT, 1)))
        });
        let after = store.read(|reader| reader.get(&CONTACT, 1));
        drop(store);
        let gone = ["", "-seal"].map(|suffix| std::fs::remove_file(crate::store::seal::beside(&path, suffix)));
        assert!(matches!(found, Ok(Some(_))), "{found:?}");
        assert!(matches!(after, Ok::<_, StoreError>(None)), "{after:?}");
        assert!(gone.iter().all(Result::is_ok), "{gone:?}");
    }
}
