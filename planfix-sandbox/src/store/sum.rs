//! Checksums of the index: of the stored one, and of the one that the objects make.

use super::{Begun, StoreError};
use crate::object_kind::ObjectKind;
use crate::property;
use rusqlite::ToSql as _;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde_json::Value;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The sum of the hashes of index entries, in any order. It is comparable within one process only.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Sum {
    entries: u64,
    hashes: u64,
}

impl Sum {
    /// Adds the entries of an object.
    pub(super) fn add_object(&mut self, kind: &ObjectKind, id: i64, object: &Value) -> Result<(), StoreError> {
        for (property, key) in property::keys(kind.properties, object) {
            let property = hash_of(&[kind.name, ".", &property]);
            match key.to_sql()? {
                ToSqlOutput::Borrowed(value) => self.add(property, value, id),
                ToSqlOutput::Owned(value) => self.add(property, (&value).into(), id),
                _ => return Err(StoreError::Inconsistent("a key of the index is not a plain value")),
            }
        }
        Ok(())
    }

    fn add(&mut self, property: u64, value: ValueRef<'_>, id: i64) {
        let mut hasher = DefaultHasher::new();
        (property, id).hash(&mut hasher);
        match value {
            ValueRef::Null => 0.hash(&mut hasher),
            ValueRef::Integer(number) => (1, number).hash(&mut hasher),
            ValueRef::Real(number) => (2, number.to_bits()).hash(&mut hasher),
            ValueRef::Text(text) => (3, text).hash(&mut hasher),
            ValueRef::Blob(bytes) => (4, bytes).hash(&mut hasher),
        }
        self.entries += 1;
        self.hashes = self.hashes.wrapping_add(hasher.finish());
    }
}

/// Returns the hash of a text that is given in parts.
fn hash_of(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write(part.as_bytes());
    }
    hasher.finish()
}

impl Begun<'_> {
    /// Returns the sum of the stored index; `None` if an entry has an unknown property.
    pub(super) fn sum_of_index(&self) -> Result<Option<Sum>, StoreError> {
        let mut statement = self.0.prepare("SELECT number, name FROM property")?;
        let properties = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, hash_of(&[row.get_ref(1)?.as_str()?])))
        })?;
        let properties: HashMap<i64, u64> = properties.collect::<Result<_, _>>()?;
        let mut sum = Sum::default();
        let mut statement = self.0.prepare("SELECT property, value, id FROM entry")?;
        let mut rows = statement.query([])?;
        // The entries of a property are adjacent.
        let mut present = None;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            let property = match present {
                Some((known, property)) if known == number => property,
                _ => {
                    let Some(property) = properties.get(&number) else {
                        return Ok(None);
                    };
                    present = Some((number, *property));
                    *property
                }
            };
            sum.add(property, row.get_ref(1)?, row.get(2)?);
        }
        Ok(Some(sum))
    }
}
