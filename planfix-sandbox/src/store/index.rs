//! The index of the properties of objects. It is updated with each object, and read in ranges of keys.

use super::{Begun, StoreError};
use crate::ids::Ids;
use crate::object_kind::{self, ObjectKind};
use crate::property::{self, Key};
use crate::tree;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, ToSql, params};
use std::collections::HashMap;
use std::ops::ControlFlow;

/// A range of the values of a property.
#[derive(Clone, Copy)]
pub(super) enum Range<'a> {
    All,
    Is(&'a dyn ToSql),
    /// Both ends are included.
    Between(&'a dyn ToSql, &'a dyn ToSql),
    /// The value itself is not included.
    Before(&'a dyn ToSql),
    /// The value itself is not included.
    After(&'a dyn ToSql),
}

/// After this many entries with a value that does not pass, the next value is looked up, which takes as long as reading
/// some dozens of entries.
const RUN: usize = 64;

/// The number of the property whose name is the first parameter; null if no object has ever had a value of it.
const PROPERTY: &str = "(SELECT number FROM property WHERE name = ?1)";

impl Begun<'_> {
    /// Updates the index entries of an object that was changed.
    pub(super) fn index(
        &self,
        kind: &ObjectKind,
        id: i64,
        before: Option<&serde_json::Value>,
        after: Option<&serde_json::Value>,
    ) -> Result<(), StoreError> {
        let keys = |object: Option<&serde_json::Value>| {
            object.map_or_else(Vec::new, |object| property::keys(kind.properties, object))
        };
        let (before, after) = (keys(before), keys(after));
        let mut delete = self.0.prepare_cached(&format!(
            "DELETE FROM entry WHERE property = {PROPERTY} AND value = ?2 AND id = ?3"
        ))?;
        for (property, key) in before.iter().filter(|old| after.binary_search(old).is_err()) {
            delete.execute(params![stored(kind, property), key, id])?;
        }
        let mut insert = self.0.prepare_cached(
            "INSERT OR REPLACE INTO entry (property, value, id) SELECT number, ?2, ?3 FROM property WHERE name = ?1",
        )?;
        for (property, key) in after.iter().filter(|new| before.binary_search(new).is_err()) {
            let property = stored(kind, property);
            if insert.execute(params![property, key, id])? == 0 {
                self.new_property(&property)?;
                insert.execute(params![property, key, id])?;
            }
        }
        Ok(())
    }

    /// Adds a property and returns its number.
    fn new_property(&self, name: &str) -> Result<i64, StoreError> {
        let mut insert = self.0.prepare_cached("INSERT INTO property (name) VALUES (?1)")?;
        Ok(insert.insert([name])?)
    }

    /// Rebuilds the index. Writing it in its own order takes a tenth of the time.
    pub(super) fn index_all(&self) -> Result<(), StoreError> {
        self.0.execute_batch(
            "DELETE FROM entry; DELETE FROM property; CREATE TEMP TABLE unordered (property, value, id);",
        )?;
        let mut insert = self.0.prepare("INSERT INTO unordered VALUES (?1, ?2, ?3)")?;
        for kind in object_kind::ALL {
            let mut numbers = HashMap::new();
            self.each(kind, |object| {
                let id = tree::int(tree::at(&object, kind.key)).unwrap_or_default();
                for (property, key) in property::keys(kind.properties, &object) {
                    let number = match numbers.get(&property) {
                        Some(number) => *number,
                        None => {
                            let number = self.new_property(&stored(kind, &property))?;
                            numbers.insert(property, number);
                            number
                        }
                    };
                    insert.execute(params![number, key, id])?;
                }
                Ok::<(), StoreError>(())
            })?;
        }
        drop(insert);
        self.0.execute_batch(
            "INSERT INTO entry SELECT property, value, id FROM unordered ORDER BY property, value, id;
             DROP TABLE unordered;",
        )?;
        Ok(())
    }

    /// Calls `see` with each value in a range of a property and the object that has it, in order.
    pub(super) fn walk(
        &self,
        kind: &ObjectKind,
        property: &str,
        range: Range<'_>,
        mut see: impl FnMut(ValueRef<'_>, i64),
    ) -> Result<(), StoreError> {
        self.rows(kind, property, "value, id", range, |row| {
            see(row.get_ref(0)?, row.get(1)?);
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Returns the objects with a value in a range of a property.
    pub(super) fn within(&self, kind: &ObjectKind, property: &str, range: Range<'_>) -> Result<Ids, StoreError> {
        let mut ids = Vec::new();
        self.rows(kind, property, "id", range, |row| {
            ids.push(row.get(0)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(ids.into_iter().collect())
    }

    /// Returns the objects with a value that passes. Equal values are adjacent, and `passes` is called once for each.
    pub(super) fn passing(
        &self,
        kind: &ObjectKind,
        property: &str,
        passes: impl Fn(ValueRef<'_>) -> bool,
    ) -> Result<Ids, StoreError> {
        let mut ids = Vec::new();
        let mut skipped: Option<Value> = None;
        loop {
            let range = skipped.as_ref().map_or(Range::All, |value| Range::After(value));
            let (mut present, mut is_in, mut run) = (Value::Null, false, 0);
            self.rows(kind, property, "value, id", range, |row| {
                let value = row.get_ref(0)?;
                if value != ValueRef::from(&present) {
                    (is_in, run) = (passes(value), 0);
                    keep(&mut present, value)?;
                }
                if is_in {
                    ids.push(row.get(1)?);
                    return Ok(ControlFlow::Continue(()));
                }
                run += 1;
                Ok(if run < RUN {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                })
            })?;
            if run < RUN {
                return Ok(ids.into_iter().collect());
            }
            skipped = Some(present);
        }
    }

    fn rows(
        &self,
        kind: &ObjectKind,
        property: &str,
        columns: &str,
        range: Range<'_>,
        mut see: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, rusqlite::Error>,
    ) -> Result<(), StoreError> {
        let property = known(kind, property)?;
        let select =
            |values| format!("SELECT {columns} FROM entry WHERE property = {PROPERTY}{values} ORDER BY value, id");
        let values = match range {
            Range::All => "",
            Range::Is(_) => " AND value = ?2",
            Range::Between(..) => " AND value BETWEEN ?2 AND ?3",
            Range::Before(_) => " AND value < ?2",
            Range::After(_) => " AND value > ?2",
        };
        let mut statement = self.0.prepare_cached(&select(values))?;
        let mut rows = match range {
            Range::All => statement.query(params![property])?,
            Range::Is(key) | Range::Before(key) | Range::After(key) => statement.query(params![property, key])?,
            Range::Between(first, last) => statement.query(params![property, first, last])?,
        };
        while let Some(row) = rows.next()? {
            if see(row)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Returns the objects among `ids` that have a value of a property. Each is looked up separately.
    pub(super) fn among(&self, kind: &ObjectKind, property: &str, key: &Key, ids: &Ids) -> Result<Ids, StoreError> {
        let property = known(kind, property)?;
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT 1 FROM entry WHERE property = {PROPERTY} AND value = ?2 AND id = ?3"
        ))?;
        let mut found = Vec::new();
        for id in ids.iter() {
            if statement.exists(params![property, key, id])? {
                found.push(id);
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Counts the objects with a value in a range, and returns a page of them, ordered by value.
    pub(crate) fn range(
        &self,
        kind: &ObjectKind,
        property: &str,
        (first, last): &(Key, Key),
        descends: bool,
        (skip, size): (usize, usize),
    ) -> Result<(usize, Vec<i64>), StoreError> {
        let property = known(kind, property)?;
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT count(*) FROM entry WHERE property = {PROPERTY} AND value BETWEEN ?2 AND ?3"
        ))?;
        let total: i64 = statement.query_row(params![property, first, last], |row| row.get(0))?;
        let order = if descends { "value DESC, id DESC" } else { "value, id" };
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT id FROM entry WHERE property = {PROPERTY} AND value BETWEEN ?2 AND ?3 ORDER BY {order} LIMIT ?4 OFFSET ?5"
        ))?;
        let page = params![property, first, last, tree::count(size), tree::count(skip)];
        let ids: Result<Vec<i64>, rusqlite::Error> = statement.query_map(page, |row| row.get(0))?.collect();
        Ok((usize::try_from(total).unwrap_or(0), ids?))
    }

    /// Counts the objects that have a value.
    pub(crate) fn count(&self, kind: &ObjectKind, property: &str, key: Key) -> Result<usize, StoreError> {
        Ok(self.range(kind, property, &(key.clone(), key), false, (0, 0))?.0)
    }

    /// Returns the object with the last value in a range; the newest, if several have it.
    pub(crate) fn last(
        &self,
        kind: &ObjectKind,
        property: &str,
        (first, last): &(Key, Key),
    ) -> Result<Option<i64>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT id FROM entry WHERE property = {PROPERTY} AND value BETWEEN ?2 AND ?3
             ORDER BY value DESC, id DESC LIMIT 1"
        ))?;
        let mut rows = statement.query(params![known(kind, property)?, first, last])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Returns the numbers that some objects have in a property, as pairs of number and object.
    pub(crate) fn pairs(&self, kind: &ObjectKind, property: &str, of: &Ids) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut pairs = Vec::new();
        self.walk(kind, property, Range::All, |value, id| {
            if let (ValueRef::Integer(number), true) = (value, of.contains(id)) {
                pairs.push((number, id));
            }
        })?;
        Ok(pairs)
    }

    /// Returns those of some objects that have a value of a property, ordered by value, each with the rank of its
    /// value.
    pub(crate) fn ranked(&self, kind: &ObjectKind, property: &str, of: &Ids) -> Result<Vec<(usize, i64)>, StoreError> {
        let mut ranked = Vec::new();
        let (mut rank, mut present) = (0, Value::Null);
        self.walk(kind, property, Range::All, |value, id| {
            if value != ValueRef::from(&present) {
                rank += 1;
                present = value.try_into().unwrap_or(Value::Null);
            }
            if of.contains(id) {
                ranked.push((rank, id));
            }
        })?;
        Ok(ranked)
    }

    /// Returns each first number of the pairs in a property, with the last second number beside it.
    pub(crate) fn last_of_pairs(&self, kind: &ObjectKind, property: &str) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut pairs: Vec<(i64, i64)> = Vec::new();
        self.walk(kind, property, Range::All, |value, _| {
            let Some(next) = pair(value) else { return };
            match pairs.last_mut() {
                Some(last) if last.0 == next.0 => *last = next,
                _ => pairs.push(next),
            }
        })?;
        Ok(pairs)
    }

    /// Returns the second numbers of the pairs that begin with a number.
    pub(crate) fn seconds_of_pairs(&self, kind: &ObjectKind, property: &str, number: i64) -> Result<Ids, StoreError> {
        let (first, last) = Key::pairs_of(number);
        let mut seconds = Ids::default();
        self.walk(kind, property, Range::Between(&first, &last), |value, _| {
            if let Some((_, second)) = pair(value) {
                seconds.insert(second);
            }
        })?;
        Ok(seconds)
    }
}

/// Copies a value, reusing the memory of the text before it.
fn keep(kept: &mut Value, value: ValueRef<'_>) -> Result<(), rusqlite::Error> {
    match (&mut *kept, value) {
        (Value::Text(kept), ValueRef::Text(_)) => value.as_str()?.clone_into(kept),
        _ => *kept = value.try_into()?,
    }
    Ok(())
}

/// Returns the name of a property in the store.
fn stored(kind: &ObjectKind, property: &str) -> String {
    format!("{}.{property}", kind.name)
}

/// Returns the name of a property in the store, if the kind has such a property.
fn known(kind: &ObjectKind, property: &str) -> Result<String, StoreError> {
    if property::is_one(kind.properties, property) {
        Ok(stored(kind, property))
    } else {
        Err(StoreError::Inconsistent(
            "a list asks for a property that is not in the index",
        ))
    }
}

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Int(number) => ToSqlOutput::from(*number),
            Self::Text(text) => ToSqlOutput::from(text.as_str()),
            Self::Pair(first, second) => ToSqlOutput::from([bytes(*first), bytes(*second)].concat()),
        })
    }
}

/// Encodes a number as bytes that sort like numbers.
fn bytes(number: i64) -> [u8; 8] {
    (number ^ i64::MIN).to_be_bytes()
}

fn pair(value: ValueRef<'_>) -> Option<(i64, i64)> {
    let (first, rest) = value.as_blob().ok()?.split_first_chunk()?;
    let number = |bytes: &[u8; 8]| i64::from_be_bytes(*bytes) ^ i64::MIN;
    Some((number(first), number(rest.first_chunk()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_keep_their_order_as_bytes() {
        let numbers = [i64::MIN, -1, 0, 1, 256, i64::MAX];
        assert!(numbers.map(bytes).is_sorted());
        for number in numbers {
            let both = [bytes(number), bytes(7)].concat();
            assert_eq!(pair(ValueRef::Blob(&both)), Some((number, 7)));
        }
        assert_eq!(pair(ValueRef::Blob(&[0; 9])), None);
    }
}
