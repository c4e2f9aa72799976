//! Documents: finding, storing and deleting objects. Their contents are up to the behaviors.

use super::{Begun, StoreError, checksum};
use crate::object_kind::{By, ObjectKind};
use crate::property::Key;
use crate::tree;
use rusqlite::{Row, params};
use serde_json::Value;

impl Begun<'_> {
    /// Finds an object by an identifier. If several have it (versions of a file), the newest.
    pub(crate) fn find(&self, kind: &ObjectKind, by: By, id: i64) -> Result<Option<Value>, StoreError> {
        let property = match by {
            By::Key => return self.get(kind, id),
            By::General => "general",
            By::UserId => "userid",
            By::Number => "id",
        };
        let found = self.last(kind, property, &(Key::Int(id), Key::Int(id)))?;
        let Some(key) = found else { return Ok(None) };
        let object = self.get(kind, key)?;
        object
            .map(Some)
            .ok_or_else(|| self.damaged(format!("the {} {key} is missing", kind.noun)))
    }

    /// Reads the object that is stored under an identifier.
    pub(crate) fn get(&self, kind: &ObjectKind, id: i64) -> Result<Option<Value>, StoreError> {
        let mut statement = self
            .0
            .prepare_cached("SELECT body, checksum FROM document WHERE kind = ?1 AND id = ?2")?;
        let mut rows = statement.query(params![kind.name, id])?;
        rows.next()?.map(|row| self.object(kind, id, row)).transpose()
    }

    /// Reads every object of a kind, ordered by identifier. Only for kinds with few objects.
    pub(crate) fn all(&self, kind: &ObjectKind) -> Result<Vec<Value>, StoreError> {
        let mut all = Vec::new();
        self.each(kind, |object| {
            all.push(object);
            Ok(())
        })?;
        Ok(all)
    }

    /// Calls `see` with every object of a kind, ordered by identifier.
    pub(super) fn each(
        &self,
        kind: &ObjectKind,
        mut see: impl FnMut(Value) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .0
            .prepare_cached("SELECT body, checksum, id FROM document WHERE kind = ?1 ORDER BY id")?;
        let mut rows = statement.query([kind.name])?;
        while let Some(row) = rows.next()? {
            see(self.object(kind, row.get(2)?, row)?)?;
        }
        Ok(())
    }

    /// Reads the object in a row.
    fn object(&self, kind: &ObjectKind, id: i64, row: &Row<'_>) -> Result<Value, StoreError> {
        checksum::object(kind, id, row, true).map_err(|what| self.damaged(what))
    }

    /// Stores an object, new or changed, and updates the index.
    pub(crate) fn save(&self, kind: &ObjectKind, object: &Value) -> Result<(), StoreError> {
        let id = number(kind, object)?;
        let before = self.get(kind, id)?;
        self.write(kind, object)?;
        self.index(kind, id, before.as_ref(), Some(object))
    }

    /// Stores an object without updating the index.
    pub(super) fn write(&self, kind: &ObjectKind, object: &Value) -> Result<(), StoreError> {
        let (id, body) = (number(kind, object)?, object.to_string());
        let checksum = checksum::of_object(kind.name, id, &body);
        self.0
            .prepare_cached("INSERT OR REPLACE INTO document (kind, id, body, checksum) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![kind.name, id, body, checksum])?;
        Ok(())
    }

    /// Deletes an object, if it exists.
    pub(crate) fn delete(&self, kind: &ObjectKind, id: i64) -> Result<(), StoreError> {
        let before = self.get(kind, id)?;
        self.0
            .prepare_cached("DELETE FROM document WHERE kind = ?1 AND id = ?2")?
            .execute(params![kind.name, id])?;
        self.index(kind, id, before.as_ref(), None)
    }

    /// Returns the next number of a sequence, from 1.
    pub(crate) fn next(&self, sequence: &str) -> Result<i64, StoreError> {
        let next = self.last_of(sequence)?.saturating_add(1);
        self.save_last(sequence, next)?;
        Ok(next)
    }

    /// Makes a sequence continue after a number.
    pub(super) fn reserve(&self, sequence: &str, number: i64) -> Result<(), StoreError> {
        let last = self.last_of(sequence)?;
        self.save_last(sequence, last.max(number))
    }

    /// Returns the last number of a sequence, 0 if it is new.
    fn last_of(&self, sequence: &str) -> Result<i64, StoreError> {
        let mut statement = self
            .0
            .prepare_cached("SELECT last, checksum FROM sequence WHERE name = ?1")?;
        let mut rows = statement.query([sequence])?;
        let Some(row) = rows.next()? else { return Ok(0) };
        let last = row.get_ref(0)?.as_i64().ok();
        last.filter(|last| checksum::agrees(row, 1, checksum::of_sequence(sequence, *last)))
            .ok_or_else(|| self.damaged(format!("the sequence {sequence} does not match its checksum")))
    }

    fn save_last(&self, sequence: &str, last: i64) -> Result<(), StoreError> {
        self.0
            .prepare_cached(
                "INSERT INTO sequence (name, last, checksum) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET last = excluded.last, checksum = excluded.checksum",
            )?
            .execute(params![sequence, last, checksum::of_sequence(sequence, last)])?;
        Ok(())
    }

    /// Reads the bytes of a file.
    pub(crate) fn content(&self, file: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self
            .0
            .prepare_cached("SELECT bytes, checksum FROM content WHERE id = ?1")?;
        let mut rows = statement.query([file])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let bytes = row.get_ref(0)?.as_blob().ok();
        bytes
            .filter(|bytes| checksum::agrees(row, 1, checksum::of_content(file, bytes)))
            .map(|bytes| Some(bytes.to_vec()))
            .ok_or_else(|| self.damaged(format!("the bytes of the file {file} do not match their checksum")))
    }

    /// Stores the bytes of a file.
    pub(crate) fn save_content(&self, file: i64, bytes: &[u8]) -> Result<(), StoreError> {
        let length = tree::count(bytes.len());
        self.0
            .prepare_cached("INSERT OR REPLACE INTO content (id, bytes, checksum) VALUES (?1, zeroblob(?2), ?3)")?
            .execute(params![file, length, checksum::of_content(file, bytes)])?;
        // Binding the bytes as a parameter would copy them, and a file may be large.
        let mut blob = self.0.blob_open("main", "content", "bytes", file, false)?;
        blob.write_all_at(bytes, 0)?;
        Ok(())
    }

    /// Deletes the bytes of a file, if it has any.
    pub(crate) fn delete_content(&self, file: i64) -> Result<(), StoreError> {
        self.0
            .prepare_cached("DELETE FROM content WHERE id = ?1")?
            .execute([file])?;
        Ok(())
    }
}

/// Returns the identifier under which an object is stored.
fn number(kind: &ObjectKind, object: &Value) -> Result<i64, StoreError> {
    tree::int(tree::at(object, kind.key)).ok_or(StoreError::Inconsistent("an object has no identifier"))
}
