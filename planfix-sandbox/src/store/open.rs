//! Opens the file of a store: the name is a path, a new file is readable by its owner alone, and a damaged one is
//! refused, since it would answer some requests wrongly.

use super::{APPLICATION, FIRST, StoreError, newest};
use rusqlite::{Connection, OpenFlags};
use std::fmt::Display;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The path of a data file. SQLite takes some names for something else, a store that keeps nothing among them:
/// an empty one, `:memory:` and `file:…`.
pub(super) fn path(name: &Path) -> Result<PathBuf, StoreError> {
    let text = name.to_string_lossy();
    let is_uri = text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("file:"));
    if text.trim().is_empty() || text.starts_with(':') || is_uri {
        return Err(StoreError::NoPath(text.into_owned()));
    }
    // An absolute path has none of these meanings, whatever SQLite was built for.
    std::path::absolute(name).map_err(|error| failed(name, error))
}

/// Opens a file, and makes it where it is missing. Also returns the new file: it is removed where it cannot be
/// filled.
pub(super) fn file(path: &Path) -> Result<(Connection, Option<New<'_>>), StoreError> {
    let new = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(path).map_err(|error| failed(path, error))?.then_some(New(path))
        }
        // SQLite says what is wrong with it.
        _ => None,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok((Connection::open_with_flags(path, flags)?, new))
}

/// Makes an empty file; SQLite gives the files beside it (journal, log) the same permissions. Returns false where
/// another program was faster, or where the name is a link to a file that was missing.
fn create(path: &Path) -> io::Result<bool> {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.clone().create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            options.create(true).open(path)?;
            Ok(false)
        }
        created => created.map(|_| true),
    }
}

/// A file that was made just now, and is removed unless it is kept.
pub(super) struct New<'a>(&'a Path);

impl New<'_> {
    pub(super) fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for New<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.0);
    }
}

/// Checks the whole file: its pages, that tables and indexes agree, and that each object can be read. A file that is
/// new, or will be refused for another reason, is not looked at.
pub(super) fn check(connection: &Connection, path: &dyn Display) -> Result<(), StoreError> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION || !(FIRST..=newest()).contains(&number("user_version")?) {
        return Ok(());
    }
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let what = if found != "ok" {
        found.lines().last().unwrap_or_default()
    } else if connection.query_row(UNREADABLE, [], |row| row.get(0))? {
        "an object in it cannot be read"
    } else {
        return Ok(());
    };
    Err(StoreError::Damaged {
        path: path.to_string(),
        what: what.to_owned(),
    })
}

const UNREADABLE: &str = "SELECT EXISTS (SELECT 1 FROM document WHERE NOT json_valid(body))";

fn failed(path: &Path, error: io::Error) -> StoreError {
    StoreError::Open {
        path: path.display().to_string(),
        source: error.into(),
    }
}
