//! Sums over the index: the one that is stored against the one that the objects make.

use super::{Begun, StoreError};
use crate::kind::Kind;
use crate::place;
use rusqlite::ToSql as _;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde_json::Value;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// A sum over entries of the index, in any order. Equal entries make equal sums, within one process.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Sum {
    entries: u64,
    hashes: u64,
}

impl Sum {
    /// Adds the entries that an object makes.
    pub(super) fn add_object(&mut self, kind: &Kind, id: i64, object: &Value) -> Result<(), StoreError> {
        for (place, key) in place::keys(kind.places, object) {
            let place = hash_of(&[kind.name, ".", &place]);
            match key.to_sql()? {
                ToSqlOutput::Borrowed(value) => self.add(place, value, id),
                ToSqlOutput::Owned(value) => self.add(place, (&value).into(), id),
                _ => return Err(StoreError::Inconsistent("a key of the index is not a plain value")),
            }
        }
        Ok(())
    }

    fn add(&mut self, place: u64, value: ValueRef<'_>, id: i64) {
        let mut hasher = DefaultHasher::new();
        (place, id).hash(&mut hasher);
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

/// The hash of a text that comes in parts.
fn hash_of(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write(part.as_bytes());
    }
    hasher.finish()
}

impl Begun<'_> {
    /// The sum of the stored index; none where it has an entry at an unknown place.
    pub(super) fn sum_of_index(&self) -> Result<Option<Sum>, StoreError> {
        let mut statement = self.0.prepare("SELECT number, name FROM place")?;
        let places = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, hash_of(&[row.get_ref(1)?.as_str()?])))
        })?;
        let places: HashMap<i64, u64> = places.collect::<Result<_, _>>()?;
        let mut sum = Sum::default();
        let mut statement = self.0.prepare("SELECT place, value, id FROM entry")?;
        let mut rows = statement.query([])?;
        // The entries of a place come one after the other.
        let mut present = None;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            let place = match present {
                Some((known, place)) if known == number => place,
                _ => {
                    let Some(place) = places.get(&number) else {
                        return Ok(None);
                    };
                    present = Some((number, *place));
                    *place
                }
            };
            sum.add(place, row.get_ref(1)?, row.get(2)?);
        }
        Ok(Some(sum))
    }
}
