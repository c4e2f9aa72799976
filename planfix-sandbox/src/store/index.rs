//! The index: what objects have at their properties. It is written with each object, and read in ranges of values.

use super::{Begun, StoreError};
use crate::ids::Ids;
use crate::object_kind::{self, ObjectKind};
use crate::property::{self, Key};
use crate::tree;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, ToSql, params};
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Which values at a property.
#[derive(Clone, Copy)]
pub(super) enum Range<'a> {
    All,
    Is(&'a dyn ToSql),
    /// Both ends included.
    Between(&'a dyn ToSql, &'a dyn ToSql),
    /// Excluding the value itself.
    Before(&'a dyn ToSql),
    /// Excluding the value itself.
    After(&'a dyn ToSql),
}

/// After so many entries with one value that does not pass, the next value is looked up: that takes as long as reading
/// some dozens of entries.
const RUN: usize = 64;

/// The number of the property whose name is the first parameter; null where no object has had a value there.
const PROPERTY: &str = "(SELECT number FROM property WHERE name = ?1)";

impl Begun<'_> {
    /// Adds to the index what an object has now, and removes what it had before.
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

    /// Gives a property a number.
    fn new_property(&self, name: &str) -> Result<i64, StoreError> {
        let mut insert = self.0.prepare_cached("INSERT INTO property (name) VALUES (?1)")?;
        Ok(insert.insert([name])?)
    }

    /// Makes the index anew. Written in its order, it takes a tenth of the time.
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

    /// Calls `see` with each value of a range at a property and the object that has it, in their order.
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

    /// The objects with a value in a range at a property.
    pub(super) fn within(&self, kind: &ObjectKind, property: &str, range: Range<'_>) -> Result<Ids, StoreError> {
        let mut ids = Vec::new();
        self.rows(kind, property, "id", range, |row| {
            ids.push(row.get(0)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(ids.into_iter().collect())
    }

    /// The objects with a value at a property that passes. Equal values come one after the other, and each is asked about
    /// once.
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

    /// Those of some objects that have this value at a property, each looked up by itself.
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

    /// How many objects have a value in a range, and some of them in the order of their values.
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

    /// How many objects have this value.
    pub(crate) fn count(&self, kind: &ObjectKind, property: &str, key: Key) -> Result<usize, StoreError> {
        Ok(self.range(kind, property, &(key.clone(), key), false, (0, 0))?.0)
    }

    /// The last object in a range, in the order of values; of equal ones the newest.
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

    /// The numbers at a property, each with the object that has it, of some objects.
    pub(crate) fn pairs(&self, kind: &ObjectKind, property: &str, of: &Ids) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut pairs = Vec::new();
        self.walk(kind, property, Range::All, |value, id| {
            if let (ValueRef::Integer(number), true) = (value, of.contains(id)) {
                pairs.push((number, id));
            }
        })?;
        Ok(pairs)
    }

    /// The objects that have values at a property, of these: in the order of the values, each with the rank of its
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

    /// The first numbers of the pairs at a property, each with the last second one beside it.
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

    /// The second numbers of the pairs at a property that begin with a number.
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

/// Copies a value. A text goes where the one before it was.
fn keep(kept: &mut Value, value: ValueRef<'_>) -> Result<(), rusqlite::Error> {
    match (&mut *kept, value) {
        (Value::Text(kept), ValueRef::Text(_)) => value.as_str()?.clone_into(kept),
        _ => *kept = value.try_into()?,
    }
    Ok(())
}

/// The name of a property in the store.
fn stored(kind: &ObjectKind, property: &str) -> String {
    format!("{}.{property}", kind.name)
}

/// The same of a property that is asked about, which must be one.
fn known(kind: &ObjectKind, property: &str) -> Result<String, StoreError> {
    if property::is_one(kind.properties, property) {
        Ok(stored(kind, property))
    } else {
        Err(StoreError::Inconsistent(
            "a list asks about a property that has no index",
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

/// Bytes in the order of the numbers.
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
