//! Documents: how an object is found, kept and deleted. What is in it, the kinds know.

use super::{Begun, StoreError};
use crate::object_kind::{By, ObjectKind};
use crate::property::Key;
use crate::tree;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;

impl Begun<'_> {
    /// The object of an identifier; of several (versions of one file) the newest.
    pub(crate) fn find(&self, kind: &ObjectKind, by: By, id: i64) -> Result<Option<Value>, StoreError> {
        let property = match by {
            By::Key => return self.get(kind, id),
            By::General => "general",
            By::UserId => "userid",
            By::Number => "id",
        };
        let found = self.last(kind, property, &(Key::Int(id), Key::Int(id)))?;
        found.map_or(Ok(None), |id| self.get(kind, id))
    }

    /// The object of this identifier.
    pub(crate) fn get(&self, kind: &ObjectKind, id: i64) -> Result<Option<Value>, StoreError> {
        let mut statement = self
            .0
            .prepare_cached("SELECT body FROM document WHERE kind = ?1 AND id = ?2")?;
        let mut rows = statement.query(params![kind.name, id])?;
        rows.next()?.map(parse).transpose()
    }

    /// Every object of a kind, in the order of identifiers. Only for kinds of which there are few.
    pub(crate) fn all(&self, kind: &ObjectKind) -> Result<Vec<Value>, StoreError> {
        let mut all = Vec::new();
        self.each(kind, |object| {
            all.push(object);
            Ok(())
        })?;
        Ok(all)
    }

    /// Calls `see` with each object of a kind, in the order of identifiers.
    pub(super) fn each(
        &self,
        kind: &ObjectKind,
        mut see: impl FnMut(Value) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .0
            .prepare_cached("SELECT body FROM document WHERE kind = ?1 ORDER BY id")?;
        let mut rows = statement.query([kind.name])?;
        while let Some(row) = rows.next()? {
            see(parse(row)?)?;
        }
        Ok(())
    }

    /// Writes an object, new or changed.
    pub(crate) fn save(&self, kind: &ObjectKind, object: &Value) -> Result<(), StoreError> {
        let id = number(kind, object)?;
        let before = self.get(kind, id)?;
        self.write(kind, object)?;
        self.index(kind, id, before.as_ref(), Some(object))
    }

    /// Writes an object without its index.
    pub(super) fn write(&self, kind: &ObjectKind, object: &Value) -> Result<(), StoreError> {
        self.0
            .prepare_cached("INSERT OR REPLACE INTO document (kind, id, body) VALUES (?1, ?2, ?3)")?
            .execute(params![kind.name, number(kind, object)?, object.to_string()])?;
        Ok(())
    }

    /// Deletes an object, if it is there.
    pub(crate) fn delete(&self, kind: &ObjectKind, id: i64) -> Result<(), StoreError> {
        let before = self.get(kind, id)?;
        self.0
            .prepare_cached("DELETE FROM document WHERE kind = ?1 AND id = ?2")?
            .execute(params![kind.name, id])?;
        self.index(kind, id, before.as_ref(), None)
    }

    /// The next number of a sequence, from 1.
    pub(crate) fn next(&self, sequence: &str) -> Result<i64, StoreError> {
        let mut statement = self.0.prepare_cached(
            "INSERT INTO sequence (name, last) VALUES (?1, 1)
             ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
        )?;
        Ok(statement.query_row([sequence], |row| row.get(0))?)
    }

    /// Lets a sequence go on behind a number.
    pub(super) fn reserve(&self, sequence: &str, number: i64) -> Result<(), StoreError> {
        self.0
            .prepare_cached(
                "INSERT INTO sequence (name, last) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET last = max(last, ?2)",
            )?
            .execute(params![sequence, number])?;
        Ok(())
    }

    /// The bytes of a file.
    pub(crate) fn content(&self, file: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT bytes FROM content WHERE id = ?1")?;
        Ok(statement.query_row([file], |row| row.get(0)).optional()?)
    }

    /// Keeps the bytes of a file.
    pub(crate) fn save_content(&self, file: i64, bytes: &[u8]) -> Result<(), StoreError> {
        let length = tree::count(bytes.len());
        self.0
            .prepare_cached("INSERT OR REPLACE INTO content (id, bytes) VALUES (?1, zeroblob(?2))")?
            .execute(params![file, length])?;
        // SQLite copies the value of a parameter; a file may be large.
        let mut blob = self.0.blob_open("main", "content", "bytes", file, false)?;
        blob.write_all_at(bytes, 0)?;
        Ok(())
    }

    /// Deletes the bytes of a file, if there are any.
    pub(crate) fn delete_content(&self, file: i64) -> Result<(), StoreError> {
        self.0
            .prepare_cached("DELETE FROM content WHERE id = ?1")?
            .execute([file])?;
        Ok(())
    }
}

/// The identifier under which an object is kept.
fn number(kind: &ObjectKind, object: &Value) -> Result<i64, StoreError> {
    tree::int(tree::at(object, kind.key)).ok_or(StoreError::Inconsistent("an object without its identifier"))
}

/// The object in the first column of a row.
fn parse(row: &Row<'_>) -> Result<Value, StoreError> {
    const WRONG: StoreError = StoreError::Inconsistent("a document that is no JSON");
    let text = row.get_ref(0)?.as_str().map_err(|_| WRONG)?;
    serde_json::from_str(text).map_err(|_| WRONG)
}
