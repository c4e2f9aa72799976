//! Opens the file of a store: the name is a path, a new file is readable by its owner alone, and a damaged one is
//! refused, since it would answer some requests wrongly.

use super::sum::Sum;
use super::{APPLICATION, Begun, FIRST, INDEXED, MIGRATIONS, StoreError, newest};
use crate::{object_kind, tree};
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
pub(super) fn file(path: &Path) -> Result<(Connection, Option<New>), StoreError> {
    let new = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let target = target(path);
            let is_new = create(&target).map_err(|error| failed(path, error))?;
            is_new.then_some(New(target))
        }
        // SQLite takes one byte for nothing, and would write over it.
        Ok(found) if found.is_file() && found.len() == 1 => {
            return Err(StoreError::Foreign(path.display().to_string()));
        }
        // SQLite says what is wrong with it.
        _ => None,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok((Connection::open_with_flags(path, flags)?, new))
}

/// What a link to a missing file names in the end.
fn target(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    // Systems follow at most forty; making the file tells of a ring.
    for _ in 0..40 {
        match fs::read_link(&target) {
            Ok(link) => target = target.parent().unwrap_or(path).join(link),
            Err(_) => break,
        }
    }
    target
}

/// Makes an empty file; SQLite gives the files beside it (journal, log) the same permissions. Returns false where
/// another program was faster.
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

/// A file that was made just now, and is removed unless it is kept.
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
    } else if !has_columns(connection, version)? {
        "a table or a column of it is missing"
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

/// Whether all tables and columns of a version are there.
fn has_columns(connection: &Connection, version: i64) -> Result<bool, StoreError> {
    let fresh = Connection::open_in_memory()?;
    let steps = usize::try_from(version - FIRST + 1).unwrap_or(0);
    for step in MIGRATIONS.iter().take(steps) {
        fresh.execute_batch(step)?;
    }
    let found = columns(connection)?;
    Ok(columns(&fresh)?.iter().all(|column| found.contains(column)))
}

/// Every column: its table, its name, its type, and its position in the primary key.
fn columns(connection: &Connection) -> Result<Vec<(String, String, String, i64)>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT made.name, own.name, own.type, own.pk FROM sqlite_schema AS made, pragma_table_info(made.name) AS own
         WHERE made.type = 'table'",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Begun<'_> {
    /// What is wrong with the objects of a file whose pages are right.
    fn fault(&self, is_indexed: bool) -> Result<Option<&'static str>, StoreError> {
        let mut indexed = Sum::default();
        let mut objects = 0;
        for kind in object_kind::ALL {
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
        if number(WRONG_SEQUENCE)? != 0 {
            return Ok(Some("a last number in it is none"));
        }
        if number(USED)? != 0 || (is_indexed && number(USED_BESIDE)? != 0) {
            return Ok(Some("a number that is taken would be given again"));
        }
        if is_indexed && self.sum_of_index()? != Some(indexed) {
            return Ok(Some("the index does not agree with the objects"));
        }
        Ok(None)
    }
}

/// Kinds with an identifier above the last one that was given.
const USED: &str = "SELECT count(*) FROM (
    SELECT 1 FROM document LEFT JOIN sequence ON name = kind GROUP BY kind HAVING max(id) > coalesce(max(last), 0))";

/// Last numbers that are no whole ones, or have hardly any after them.
const WRONG_SEQUENCE: &str =
    "SELECT count(*) FROM sequence WHERE typeof(last) <> 'integer' OR last NOT BETWEEN 0 AND 1 << 62";

/// The numbers that objects have beside their identifiers, above the last ones that were given.
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
