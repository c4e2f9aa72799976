//! Opens the file of a store: its name must be a path, a new file is readable by its owner alone, and a damaged one is
//! refused, because its answers would be wrong.

use super::checksum::{self, SUMMED};
use super::seal;
use super::sum::Sum;
use super::{APPLICATION, Begun, FIRST, INDEXED, MIGRATIONS, StoreError, newest};
use crate::object_kind;
use rusqlite::{Connection, OpenFlags};
use std::fmt::Display;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Returns the path of a data file. Some names have a special meaning in SQLite, such as a store that keeps nothing:
/// the empty name, `:memory:` and `file:…`.
pub(super) fn path(name: &Path) -> Result<PathBuf, StoreError> {
    let text = name.to_string_lossy();
    // One letter is a drive.
    let is_uri = text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if text.trim().is_empty() || text.starts_with(':') || is_uri {
        return Err(StoreError::NoPath(text.into_owned()));
    }
    // An absolute path has no special meaning, however SQLite was built.
    std::path::absolute(name).map_err(|error| failed(name, error))
}

/// Opens a file, which is created if it is missing. Also returns a guard for a new file, which removes it if it cannot
/// be filled.
pub(super) fn file(path: &Path) -> Result<(Connection, Option<New>), StoreError> {
    let new = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let target = target(path);
            let is_new = create(&target).map_err(|error| failed(path, error))?;
            is_new.then_some(New(target))
        }
        // SQLite treats a file of one byte as empty, and would overwrite it.
        Ok(found) if found.is_file() && found.len() == 1 => {
            return Err(StoreError::Foreign(path.display().to_string()));
        }
        // SQLite treats an empty file as a new one. One with a seal was a data file.
        Ok(found) if found.is_file() && found.len() == 0 && seal::beside(path, "-seal").exists() => {
            return Err(StoreError::Damaged {
                path: path.display().to_string(),
                what: "it is empty".to_owned(),
            });
        }
        // SQLite reports any other fault.
        _ => None,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok((Connection::open_with_flags(path, flags)?, new))
}

/// Follows links to the path of a missing file.
fn target(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    // Operating systems follow at most forty links. Creating the file then reports a cycle.
    for _ in 0..40 {
        match fs::read_link(&target) {
            Ok(link) => target = target.parent().unwrap_or(path).join(link),
            Err(_) => break,
        }
    }
    target
}

/// Creates an empty file. SQLite gives the files beside it (journal, log) the same permissions. Returns false if
/// another program created it first.
fn create(path: &Path) -> io::Result<bool> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        created => created.map(|_| true),
    }
}

/// A file that was just created. It is removed on drop, unless it is kept.
pub(super) struct New(PathBuf);

impl New {
    pub(super) fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for New {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Checks the whole file: its pages, that each object can be read, and that the index agrees with the objects. A file
/// that is new, or will be refused for another reason, is not checked.
pub(super) fn check(connection: &mut Connection, path: &dyn Display) -> Result<(), StoreError> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let version = number("user_version")?;
    if number("application_id")? != APPLICATION || !(FIRST..=newest()).contains(&version) {
        return Ok(());
    }
    let pages: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let what = if pages != "ok" {
        pages.lines().last().unwrap_or_default().to_owned()
    } else if !has_columns(connection, version)? {
        "a table or a column is missing".to_owned()
    } else if let Some(fault) = Begun(connection.transaction()?).fault(version)? {
        fault
    } else {
        return Ok(());
    };
    Err(StoreError::Damaged {
        path: path.to_string(),
        what,
    })
}

/// Returns true if all tables and columns of a version exist.
fn has_columns(connection: &Connection, version: i64) -> Result<bool, StoreError> {
    let new = Connection::open_in_memory()?;
    let steps = usize::try_from(version - FIRST + 1).unwrap_or(0);
    for step in MIGRATIONS.iter().take(steps) {
        new.execute_batch(step)?;
    }
    let found = columns(connection)?;
    Ok(columns(&new)?.iter().all(|column| found.contains(column)))
}

/// Lists the columns: table, name, type, and position in the primary key.
fn columns(connection: &Connection) -> Result<Vec<(String, String, String, i64)>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT made.name, own.name, own.type, own.pk FROM sqlite_schema AS made, pragma_table_info(made.name) AS own
         WHERE made.type = 'table'",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Begun<'_> {
    /// Finds a fault in the objects of a file whose pages are intact.
    fn fault(&self, version: i64) -> Result<Option<String>, StoreError> {
        let (is_indexed, is_summed) = (version >= INDEXED, version >= SUMMED);
        let checksum = if is_summed { "checksum" } else { "NULL" };
        let mut indexed = Sum::default();
        let mut objects = 0;
        for kind in object_kind::ALL {
            let select = format!("SELECT body, {checksum}, id FROM document WHERE kind = ?1");
            let mut statement = self.0.prepare(&select)?;
            let mut rows = statement.query([kind.name])?;
            while let Some(row) = rows.next()? {
                objects += 1;
                let id = row.get(2)?;
                match checksum::object(kind, id, row, is_summed) {
                    Ok(object) => indexed.add_object(kind, id, &object)?,
                    Err(what) => return Ok(Some(what)),
                }
            }
        }
        let number = |sql| self.0.query_row(sql, [], |row| row.get::<_, i64>(0));
        let what = if number("SELECT count(*) FROM document")? != objects {
            "an object has an unknown kind"
        } else if number(WRONG_SEQUENCE)? != 0 {
            "the last number of a sequence is not valid"
        } else if number(USED)? != 0 || (is_indexed && number(USED_BESIDE)? != 0) {
            "an identifier in use would be given again"
        } else if is_indexed && self.sum_of_index()? != Some(indexed) {
            "the index does not agree with the objects"
        } else if is_summed {
            return self.wrong_checksum();
        } else {
            return Ok(None);
        };
        Ok(Some(what.to_owned()))
    }
}

/// Counts the kinds with an identifier above the last number of their sequence.
const USED: &str = "SELECT count(*) FROM (
    SELECT 1 FROM document LEFT JOIN sequence ON name = kind GROUP BY kind HAVING max(id) > coalesce(max(last), 0))";

/// Counts the last numbers that are not integers, or are nearly at the limit.
const WRONG_SEQUENCE: &str =
    "SELECT count(*) FROM sequence WHERE typeof(last) <> 'integer' OR last NOT BETWEEN 0 AND 1 << 62";

/// Counts the other numbers of objects that are above the last number of their sequence.
const USED_BESIDE: &str = "SELECT count(*) FROM (
    SELECT 'contact.general' AS property, 'contact.general' AS sequence
    UNION ALL SELECT 'contact.userid', 'userid'
    UNION ALL SELECT 'file.id', 'file.number'
    UNION ALL SELECT 'project.general', 'project.general'
    UNION ALL SELECT 'task.general', 'task.general'
    UNION ALL SELECT 'user.general', 'user.general')
    AS given JOIN property ON property.name = given.property
    WHERE (SELECT max(value) FROM entry WHERE entry.property = property.number AND typeof(value) = 'integer')
        > coalesce((SELECT last FROM sequence WHERE name = given.sequence), 0)";

fn failed(path: &Path, error: io::Error) -> StoreError {
    StoreError::Open {
        path: path.display().to_string(),
        source: error.into(),
    }
}
