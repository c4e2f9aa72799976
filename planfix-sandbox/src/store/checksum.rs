//! Checksums of rows. SQLite has none: without them, a flipped bit in a text would be served.

use super::{Begun, FIRST, StoreError};
use crate::object_kind::{self, ObjectKind};
use crate::tree;
use rusqlite::types::ValueRef;
use rusqlite::{Row, params};
use serde_json::Value;

/// The version since which rows have had checksums.
pub(super) const SUMMED: i64 = FIRST + 3;

/// Returns the checksum of an object, under the name of its kind.
pub(super) fn of_object(kind: &str, id: i64, body: &str) -> i64 {
    checksum(kind, id, body.as_bytes())
}

/// Returns the checksum of the bytes of a file.
pub(super) fn of_content(id: i64, bytes: &[u8]) -> i64 {
    checksum("content", id, bytes)
}

/// Returns the checksum of a sequence.
pub(super) fn of_sequence(name: &str, last: i64) -> i64 {
    checksum(name, last, b"")
}

fn checksum(name: &str, number: i64, bytes: &[u8]) -> i64 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(name.as_bytes());
    hasher.update(&number.to_le_bytes());
    hasher.update(bytes);
    hasher.finalize().into()
}

/// Reads an object from a row of its body and, unless the file is older, the checksum. Returns what is wrong with it if
/// it is damaged.
pub(super) fn object(kind: &ObjectKind, id: i64, row: &Row<'_>, is_summed: bool) -> Result<Value, String> {
    let text = row.get_ref(0).ok().and_then(|body| body.as_str().ok());
    let parsed = text.and_then(|text| Some((text, serde_json::from_str::<Value>(text).ok()?)));
    let Some((text, object)) = parsed else {
        return Err(format!("the {} {id} cannot be read", kind.noun));
    };
    if tree::int(tree::at(&object, kind.key)) != Some(id) {
        return Err(format!("the {} {id} has two identifiers", kind.noun));
    }
    if is_summed && !agrees(row, 1, of_object(kind.name, id, text)) {
        return Err(format!("the {} {id} does not match its checksum", kind.noun));
    }
    Ok(object)
}

/// Returns true if a column of a row is this checksum.
pub(super) fn agrees(row: &Row<'_>, column: usize, checksum: i64) -> bool {
    row.get_ref(column)
        .is_ok_and(|stored| stored == ValueRef::Integer(checksum))
}

impl Begun<'_> {
    /// Returns the error for damage in the file.
    pub(super) fn damaged(&self, what: String) -> StoreError {
        StoreError::Damaged {
            path: self.0.path().unwrap_or("the store in memory").to_owned(),
            what,
        }
    }

    /// Computes the checksums of a file that had none.
    pub(super) fn sum_all(&self) -> Result<(), StoreError> {
        let mut update = self
            .0
            .prepare("UPDATE document SET checksum = ?3 WHERE kind = ?1 AND id = ?2")?;
        for kind in object_kind::ALL {
            for id in self.numbers("SELECT id FROM document WHERE kind = ?1", [kind.name])? {
                let body = "SELECT body FROM document WHERE kind = ?1 AND id = ?2";
                let checksum = self.0.prepare_cached(body)?.query_row(params![kind.name, id], |row| {
                    Ok(of_object(kind.name, id, row.get_ref(0)?.as_str()?))
                })?;
                update.execute(params![kind.name, id, checksum])?;
            }
        }
        let mut update = self.0.prepare("UPDATE content SET checksum = ?2 WHERE id = ?1")?;
        for id in self.numbers("SELECT id FROM content", [])? {
            let bytes = "SELECT bytes FROM content WHERE id = ?1";
            let checksum = self
                .0
                .query_row(bytes, [id], |row| Ok(of_content(id, row.get_ref(0)?.as_blob()?)))?;
            update.execute([id, checksum])?;
        }
        let mut update = self.0.prepare("UPDATE sequence SET checksum = ?2 WHERE name = ?1")?;
        let mut statement = self.0.prepare("SELECT name, last FROM sequence")?;
        let sequences = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (name, last) in sequences.collect::<Result<Vec<(String, i64)>, _>>()? {
            update.execute(params![name, of_sequence(&name, last)])?;
        }
        Ok(())
    }

    fn numbers(&self, sql: &str, of: impl rusqlite::Params) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.0.prepare(sql)?;
        let numbers = statement.query_map(of, |row| row.get(0))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// Finds a sequence or the bytes of a file that do not match their checksum.
    pub(super) fn wrong_checksum(&self) -> Result<Option<String>, StoreError> {
        let mut statement = self.0.prepare("SELECT name, last, checksum FROM sequence")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            if !agrees(row, 2, of_sequence(&name, row.get(1)?)) {
                return Ok(Some(format!("the sequence {name} does not match its checksum")));
            }
        }
        let mut statement = self.0.prepare("SELECT id, bytes, checksum FROM content")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().ok();
            if !bytes.is_some_and(|bytes| agrees(row, 2, of_content(id, bytes))) {
                return Ok(Some(format!("the bytes of the file {id} do not match their checksum")));
            }
        }
        Ok(None)
    }
}
