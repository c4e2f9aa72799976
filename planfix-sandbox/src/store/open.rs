//! Opens the file of a store: the name is a path, a new file is readable by its owner alone, and a damaged one is
//! refused, since it would answer some requests wrongly.

use super::index::Sum;
use super::{APPLICATION, Begun, FIRST, INDEXED, StoreError, newest};
use crate::{kind, tree};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
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

/// Checks the whole file: its pages, that each object can be read, and that the index agrees with the objects. A file
/// that is new, or will be refused for another reason, is not looked at.
pub(super) fn check(connection: &mut Connection, path: &dyn Display) -> Result<(), StoreError> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let version = number("user_version")?;
    if number("application_id")? != APPLICATION || !(FIRST..=newest()).contains(&version) {
        return Ok(());
    }
    let pages: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let what = if pages != "ok" {
        pages.lines().last().unwrap_or_default()
    } else if let Some(fault) = Begun(connection.transaction()?).fault(version >= INDEXED)? {
        fault
    } else {
        return Ok(());
    };
    Err(StoreError::Damaged {
        path: path.to_string(),
        what: what.to_owned(),
    })
}

impl Begun<'_> {
    /// What is wrong with the objects of a file whose pages are right.
    fn fault(&self, is_indexed: bool) -> Result<Option<&'static str>, StoreError> {
        let mut indexed = Sum::default();
        let mut objects = 0;
        for kind in kind::ALL {
            let mut statement = self.0.prepare("SELECT id, body FROM document WHERE kind = ?1")?;
            let mut rows = statement.query([kind.name])?;
            while let Some(row) = rows.next()? {
                objects += 1;
                let id: i64 = row.get(0)?;
                let object = row
                    .get_ref(1)?
                    .as_str()
                    .ok()
                    .and_then(|body| serde_json::from_str(body).ok());
                let Some(object): Option<Value> = object else {
                    return Ok(Some("an object in it cannot be read"));
                };
                if tree::int(tree::at(&object, kind.key)) != Some(id) {
                    return Ok(Some("an object in it has two identifiers"));
                }
                indexed.add_object(kind, id, &object)?;
            }
        }
        let number = |sql| self.0.query_row(sql, [], |row| row.get::<_, i64>(0));
        if number("SELECT count(*) FROM document")? != objects {
            return Ok(Some("an object in it is of no kind"));
        }
        if number(USED)? != 0 {
            return Ok(Some("a number that is taken would be given again"));
        }
        if is_indexed && indexed != self.sum_of_index()? {
            return Ok(Some("the index does not agree with the objects"));
        }
        Ok(None)
    }
}

/// Kinds with an identifier above the last one that was given.
const USED: &str = "SELECT count(*) FROM (
    SELECT 1 FROM document LEFT JOIN sequence ON name = kind GROUP BY kind HAVING max(id) > coalesce(max(last), 0))";

fn failed(path: &Path, error: io::Error) -> StoreError {
    StoreError::Open {
        path: path.display().to_string(),
        source: error.into(),
    }
}
