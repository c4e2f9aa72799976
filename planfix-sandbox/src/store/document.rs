//! Documents: how an object is found, kept and deleted. What is in it, the kinds know.

use super::{Begun, StoreError};
use crate::kind::{By, Kind};
use crate::tree;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

impl Begun<'_> {
    /// The object of an identifier; of several (versions of one file) the newest.
    pub(crate) fn find(&self, kind: &Kind, by: By, id: i64) -> Result<Option<Value>, StoreError> {
        // Sorting would tempt SQLite to walk over every object instead of the index.
        let rest = match by {
            By::Key => "WHERE kind = ?1 AND id = ?2",
            By::General => "INDEXED BY document_general WHERE kind = ?1 AND json_extract(body, '$.general') = ?2",
            By::UserId => "INDEXED BY document_userid WHERE kind = ?1 AND json_extract(body, '$.userid') = ?2",
            By::Number => "WHERE kind = ?1 AND json_extract(body, '$.id') = ?2 ORDER BY id DESC LIMIT 1",
        };
        let mut statement = self.0.prepare_cached(&format!("SELECT body FROM document {rest}"))?;
        let body: Option<String> = statement
            .query_row(params![kind.name, id], |row| row.get(0))
            .optional()?;
        body.map(|body| parse(&body)).transpose()
    }

    /// The object of this identifier.
    pub(crate) fn get(&self, kind: &Kind, id: i64) -> Result<Option<Value>, StoreError> {
        self.find(kind, By::Key, id)
    }

    /// Every object of a kind, in the order of identifiers.
    pub(crate) fn all(&self, kind: &Kind) -> Result<Vec<Value>, StoreError> {
        let mut all = Vec::new();
        self.each(kind, |body| {
            all.push(parse(body)?);
            Ok::<(), StoreError>(())
        })?;
        Ok(all)
    }

    /// How many objects of a kind a condition of SQL holds for, and some of them in the order of
    /// identifiers: a page of a long list is read without all the others.
    pub(crate) fn page(
        &self,
        kind: &Kind,
        condition: &'static str,
        skip: usize,
        size: usize,
    ) -> Result<(usize, Vec<Value>), StoreError> {
        let from = format!("FROM document WHERE kind = ?1 AND {condition}");
        let mut statement = self.0.prepare_cached(&format!("SELECT count(*) {from}"))?;
        let total: i64 = statement.query_row([kind.name], |row| row.get(0))?;
        let mut statement = self
            .0
            .prepare_cached(&format!("SELECT body {from} ORDER BY id LIMIT ?2 OFFSET ?3"))?;
        let bodies = statement.query_map(params![kind.name, tree::count(size), tree::count(skip)], |row| {
            row.get::<_, String>(0)
        })?;
        let page: Result<Vec<Value>, StoreError> = bodies.map(|body| parse(&body?)).collect();
        Ok((usize::try_from(total).unwrap_or(0), page?))
    }

    /// Calls `see` with the text of each object of a kind, in the order of identifiers.
    pub(crate) fn each<E: From<StoreError>>(
        &self,
        kind: &Kind,
        mut see: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let error = |error: rusqlite::Error| E::from(error.into());
        let mut statement = self
            .0
            .prepare_cached("SELECT body FROM document WHERE kind = ?1 ORDER BY id")
            .map_err(error)?;
        let mut rows = statement.query([kind.name]).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            let body = row.get_ref(0).map_err(error)?;
            see(body.as_str().map_err(|_| E::from(NOT_TEXT))?)?;
        }
        Ok(())
    }

    /// Writes an object, new or changed.
    pub(crate) fn save(&self, kind: &Kind, body: &Value) -> Result<(), StoreError> {
        let id =
            tree::int(tree::at(body, kind.key)).ok_or(StoreError::Inconsistent("an object without its identifier"))?;
        self.0
            .prepare_cached("INSERT OR REPLACE INTO document (kind, id, body) VALUES (?1, ?2, ?3)")?
            .execute(params![kind.name, id, body.to_string()])?;
        Ok(())
    }

    /// Deletes an object, if it is there.
    pub(crate) fn delete(&self, kind: &Kind, id: i64) -> Result<(), StoreError> {
        self.0
            .prepare_cached("DELETE FROM document WHERE kind = ?1 AND id = ?2")?
            .execute(params![kind.name, id])?;
        Ok(())
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
        self.0
            .prepare_cached("INSERT OR REPLACE INTO content (id, bytes) VALUES (?1, ?2)")?
            .execute(params![file, bytes])?;
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

const NOT_TEXT: StoreError = StoreError::Inconsistent("a document that is no text");

/// A document from its text.
fn parse(body: &str) -> Result<Value, StoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Inconsistent("a document that is no JSON"))
}
