//! The seal of a data file: its size and times, recorded beside it while the file is known to be intact. As long as
//! they match, nobody has written to the file, and it need not be checked again.
//!
//! The log of SQLite is not sealed, since it has checksums (`log`). The seal never opens the data file, because closing it
//! would release the locks that SQLite holds for this process.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// The size and the times of a file, as one line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seal(String);

impl Seal {
    /// Returns the seal for the present state of a file.
    fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        Some(Self(format!(
            "planfix-sandbox 1: {} bytes, {}\n",
            found.len(),
            times(&found)?
        )))
    }

    /// Reads the recorded seal of a file.
    fn recorded(path: &Path) -> Option<Self> {
        fs::read_to_string(beside(path, "-seal")).ok().map(Self)
    }

    /// Records the seal beside the file. A change in the same tick of the clock would not alter the times, so this
    /// waits until the clock of the file system has advanced.
    fn record(&self, path: &Path) -> io::Result<()> {
        let changed = changed(&fs::metadata(path)?)?;
        let name = beside(path, "-seal");
        for _ in 0..TICKS {
            write(&name, &self.0)?;
            if fs::metadata(&name)?.modified()? > changed {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(1));
        }
        fs::remove_file(name)
    }
}

/// The limit of the wait for the clock of a file system, in milliseconds. Linux has ticks of 1 to 10 ms.
const TICKS: usize = 50;

/// Returns the times of the last write and of the last change to anything of the file. Programs cannot set the second.
#[cfg(unix)]
fn times(found: &Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let (written, changed) = ((found.mtime(), found.mtime_nsec()), (found.ctime(), found.ctime_nsec()));
    Some(format!(
        "inode {}, written {written:?}, changed {changed:?}",
        found.ino()
    ))
}

#[cfg(not(unix))]
fn times(found: &Metadata) -> Option<String> {
    let written = found.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(format!("written {written:?}"))
}

#[cfg(unix)]
fn changed(found: &Metadata) -> io::Result<SystemTime> {
    use std::os::unix::fs::MetadataExt as _;
    let since = u64::try_from(found.ctime()).map_err(io::Error::other)?;
    let nanoseconds = u64::try_from(found.ctime_nsec()).map_err(io::Error::other)?;
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(since) + Duration::from_nanos(nanoseconds);
    Ok(changed.max(found.modified()?))
}

#[cfg(not(unix))]
fn changed(found: &Metadata) -> io::Result<SystemTime> {
    found.modified()
}

/// Returns the name of a file beside another one.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Writes a file that only its owner can read.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

/// The seal of an open file, kept up to date. Errors are ignored, because a file without a valid seal is checked when
/// it is next opened.
#[derive(Debug)]
pub(super) struct Sealed {
    /// The file itself, not a link to it: the log of SQLite is there too.
    path: PathBuf,
    /// The seal while the file is known to be intact.
    intact: Mutex<Option<Seal>>,
    is_closing: bool,
}

impl Sealed {
    /// Reads the seal of a file that is about to be opened.
    pub(super) fn new(path: &Path) -> Self {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let intact = Seal::of(&path).filter(|seal| Seal::recorded(&path).as_ref() == Some(seal));
        Self {
            path,
            intact: Mutex::new(intact),
            is_closing: false,
        }
    }

    fn intact(&self) -> MutexGuard<'_, Option<Seal>> {
        self.intact.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns true if the file is as it was when it was last known to be intact.
    pub(super) fn is_intact(&self) -> bool {
        self.intact().is_some()
    }

    /// Records that the file has been found intact.
    pub(super) fn found_intact(&self) {
        *self.intact() = Seal::of(&self.path);
        self.record();
    }

    /// Runs a change, during which SQLite may write its log into the file. The file stays intact, unless something else
    /// has written to it before.
    pub(super) fn change<T>(&self, change: impl FnOnce() -> T) -> T {
        let mut intact = self.intact();
        intact.take_if(|seal| Seal::of(&self.path).as_ref() != Some(seal));
        let changed = change();
        if intact.is_some() {
            *intact = Seal::of(&self.path);
        }
        changed
    }

    /// Prepares for the connections to be closed; the last one writes the log into the file.
    pub(super) fn closing(&mut self) {
        self.is_closing = true;
        self.change(|| ());
    }

    /// Records the seal of an intact file, unless its log has changes.
    fn record(&self) {
        let is_logged = fs::metadata(beside(&self.path, "-wal")).is_ok_and(|log| log.len() > 0);
        if let Some(seal) = self.intact().as_ref().filter(|_| !is_logged)
            && Seal::recorded(&self.path).as_ref() != Some(seal)
        {
            let _ = seal.record(&self.path);
        }
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        if self.is_closing && self.is_intact() {
            self.found_intact();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_kind::CONTACT;
    use crate::store::{Contents, Store, StoreError};
    use planfix_api::jiff::civil::{DateTime, date};

    const NOW: DateTime = date(2026, 3, 31).at(12, 0, 0, 0);

    #[test]
    fn a_file_is_checked_unless_it_has_its_seal() {
        let path = std::env::temp_dir().join(format!("planfix-seal-{}.db", std::process::id()));
        let closed = || -> Result<(), StoreError> {
            let store = Store::open(&path, Contents::demo(NOW))?;
            store.write(|begun| begun.delete(&CONTACT, 2))
        };
        let made = closed();
        let is_sealed = Sealed::new(&path).is_intact();
        let damaged = rusqlite::Connection::open(&path)
            .and_then(|file| file.execute("DELETE FROM document WHERE kind = 'contact' AND id = 1", []));
        let still_sealed = Sealed::new(&path).is_intact();
        let refused = Store::open(&path, Contents::demo(NOW)).map(drop);
        Sealed::new(&path).found_intact();
        let taken = Store::open(&path, Contents::demo(NOW)).map(drop);
        let gone = ["", "-seal"].map(|suffix| fs::remove_file(beside(&path, suffix)));
        assert!(made.is_ok(), "{made:?}");
        assert!(matches!(damaged, Ok(1)), "{damaged:?}");
        assert!(is_sealed && !still_sealed, "{is_sealed} {still_sealed}");
        assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
        assert!(taken.is_ok(), "{taken:?}");
        assert!(gone.iter().all(Result::is_ok), "{gone:?}");
    }
}
