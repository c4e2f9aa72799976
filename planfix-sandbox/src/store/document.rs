//! Documents: finding, storing and deleting objects. Their contents are up to the behaviors.

use super::{Begun, StoreError};
use crate::object_kind::{By, ObjectKind};
use crate::property::Key;
use crate::tree;
use rusqlite::{OptionalExtension, Row, params};
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
        found.map_or(Ok(None), |id| self.get(kind, id))
    }

    /// Reads the object that is stored under an identifier.
    pub(crate) fn get(&self, kind: &ObjectKind, id: i64) -> Result<Option<Value>, StoreError> {
        let mut statement = self
            .0
            .prepare_cached("SELECT body FROM document WHERE kind = ?1 AND id = ?2")?;
        let mut rows = statement.query(params![kind.name, id])?;
        rows.next()?.map(|row| self.parse(kind, row)).transpose()
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
            .prepare_cached("SELECT body FROM document WHERE kind = ?1 ORDER BY id")?;
        let mut rows = statement.query([kind.name])?;
        while let Some(row) = rows.next()? {
            see(self.parse(kind, row)?)?;
        }
        Ok(())
    }

    /// Parses the object in the first column of a row. It is damaged if it cannot be parsed.
    fn parse(&self, kind: &ObjectKind, row: &Row<'_>) -> Result<Value, StoreError> {
        let text = row.get_ref(0)?.as_str().ok();
        text.and_then(|text| serde_json::from_str(text).ok())
            .ok_or_else(|| StoreError::Damaged {
                path: self.0.path().unwrap_or("the store in memory").to_owned(),
                what: format!("a {} cannot be read", kind.noun),
            })
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
        self.0
            .prepare_cached("INSERT OR REPLACE INTO document (kind, id, body) VALUES (?1, ?2, ?3)")?
            .execute(params![kind.name, number(kind, object)?, object.to_string()])?;
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
        let mut statement = self.0.prepare_cached(
            "INSERT INTO sequence (name, last) VALUES (?1, 1)
             ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
        )?;
        Ok(statement.query_row([sequence], |row| row.get(0))?)
    }

    /// Makes a sequence continue after a number.
    pub(super) fn reserve(&self, sequence: &str, number: i64) -> Result<(), StoreError> {
        self.0
            .prepare_cached(
                "INSERT INTO sequence (name, last) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET last = max(last, ?2)",
            )?
            .execute(params![sequence, number])?;
        Ok(())
    }

    /// Reads the bytes of a file.
    pub(crate) fn content(&self, file: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT bytes FROM content WHERE id = ?1")?;
        Ok(statement.query_row([file], |row| row.get(0)).optional()?)
    }

    /// Stores the bytes of a file.
    pub(crate) fn save_content(&self, file: i64, bytes: &[u8]) -> Result<(), StoreError> {
        let length = tree::count(bytes.len());
        self.0
            .prepare_cached("INSERT OR REPLACE INTO content (id, bytes) VALUES (?1, zeroblob(?2))")?
            .execute(params![file, length])?;
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
