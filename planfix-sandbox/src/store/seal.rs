//! The seal of a data file: its size and its times, noted beside it while the file is known to be whole. As long as
//! they are the same, nobody has written to the file, and it need not be checked again.
//!
//! The log of SQLite is not sealed: its own checksums protect it. And the file is never opened for a seal, because
//! closing it would release the locks that SQLite holds on it for this process.

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
    /// The seal that a file would get now.
    fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        Some(Self(format!(
            "planfix-sandbox 1: {} bytes, {}\n",
            found.len(),
            times(&found)?
        )))
    }

    /// The seal that a file has.
    fn noted(path: &Path) -> Option<Self> {
        fs::read_to_string(beside(path, "-seal")).ok().map(Self)
    }

    /// Notes the seal beside the file. A change within the same tick of the clock would leave the times as they are,
    /// so this waits until the clock of the file system has moved on.
    fn note(&self, path: &Path) -> io::Result<()> {
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

/// How many milliseconds are waited for the clock of a file system. Linux has ticks of 1 to 10 ms.
const TICKS: usize = 50;

/// When the file was last written to, and when anything of it was changed; the second cannot be set by a program.
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

/// The name of a file beside another one.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Writes a file that its owner alone can read.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

/// The seal of an open file, kept up to date. An error in this is not reported: a file without a valid seal is checked
/// when it is next opened.
#[derive(Debug)]
pub(super) struct Sealed {
    /// The file itself, not a link to it: SQLite keeps its log there too.
    path: PathBuf,
    /// The seal of the file while it is known to be whole.
    whole: Mutex<Option<Seal>>,
    is_closing: bool,
}

impl Sealed {
    /// The seal of a file that is about to be opened.
    pub(super) fn new(path: &Path) -> Self {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let whole = Seal::of(&path).filter(|seal| Seal::noted(&path).as_ref() == Some(seal));
        Self {
            path,
            whole: Mutex::new(whole),
            is_closing: false,
        }
    }

    fn whole(&self) -> MutexGuard<'_, Option<Seal>> {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns true if the file is as it was when it was last known to be whole.
    pub(super) fn is_whole(&self) -> bool {
        self.whole().is_some()
    }

    /// Notes that the file has been found whole.
    pub(super) fn found_whole(&self) {
        *self.whole() = Seal::of(&self.path);
        self.note();
    }

    /// Runs a change, after which SQLite may move its log to the file. The file stays whole, unless something else has
    /// written to it before.
    pub(super) fn change<T>(&self, change: impl FnOnce() -> T) -> T {
        let mut whole = self.whole();
        whole.take_if(|seal| Seal::of(&self.path).as_ref() != Some(seal));
        let changed = change();
        if whole.is_some() {
            *whole = Seal::of(&self.path);
        }
        changed
    }

    /// Is told that the connections are about to be closed. The last one moves the log to the file.
    pub(super) fn closing(&mut self) {
        self.is_closing = true;
        self.change(|| ());
    }

    /// Notes the seal of a file that is whole, unless changes are in its log.
    fn note(&self) {
        let is_logged = fs::metadata(beside(&self.path, "-wal")).is_ok_and(|log| log.len() > 0);
        if let Some(seal) = self.whole().as_ref().filter(|_| !is_logged)
            && Seal::noted(&self.path).as_ref() != Some(seal)
        {
            let _ = seal.note(&self.path);
        }
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        if self.is_closing && self.is_whole() {
            self.found_whole();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_kind::CONTACT;
    use crate::store::{Store, StoreError};
    use planfix_api::jiff::civil::{DateTime, date};

    const NOW: DateTime = date(2026, 3, 31).at(12, 0, 0, 0);

    #[test]
    fn a_file_is_checked_unless_it_has_its_seal() {
        let path = std::env::temp_dir().join(format!("planfix-seal-{}.db", std::process::id()));
        let closed = || -> Result<(), StoreError> {
            let store = Store::open(&path, NOW)?;
            store.write(|begun| begun.delete(&CONTACT, 2))
        };
        let made = closed();
        let is_sealed = Sealed::new(&path).is_whole();
        let damaged = rusqlite::Connection::open(&path)
            .and_then(|file| file.execute("DELETE FROM document WHERE kind = 'contact' AND id = 1", []));
        let still_sealed = Sealed::new(&path).is_whole();
        let refused = Store::open(&path, NOW).map(drop);
        Sealed::new(&path).found_whole();
        let taken = Store::open(&path, NOW).map(drop);
        let gone = ["", "-seal"].map(|suffix| fs::remove_file(beside(&path, suffix)));
        assert!(made.is_ok(), "{made:?}");
        assert!(matches!(damaged, Ok(1)), "{damaged:?}");
        assert!(is_sealed && !still_sealed, "{is_sealed} {still_sealed}");
        assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
        assert!(taken.is_ok(), "{taken:?}");
        assert!(gone.iter().all(Result::is_ok), "{gone:?}");
    }
}
