//! The index: what objects have at their places. It is written with each object, and read in ranges of values.

use super::{Begun, StoreError};
use crate::ids::Ids;
use crate::kind::{self, Kind};
use crate::place::{self, Key};
use crate::tree;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ToSql, params};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

impl Begun<'_> {
    /// Keeps in the index what an object has now, and no more what it had before.
    pub(super) fn index(
        &self,
        kind: &Kind,
        id: i64,
        before: Option<&Value>,
        after: Option<&Value>,
    ) -> Result<(), StoreError> {
        let keys = |object: Option<&Value>| object.map_or_else(Vec::new, |object| place::keys(kind.places, object));
        let (before, after) = (keys(before), keys(after));
        let mut delete = self
            .0
            .prepare_cached("DELETE FROM entry WHERE place = ?1 AND value = ?2 AND id = ?3")?;
        for (place, key) in before.iter().filter(|old| after.binary_search(old).is_err()) {
            delete.execute(params![stored(kind, place), key, id])?;
        }
        let mut insert = self
            .0
            .prepare_cached("INSERT OR REPLACE INTO entry (place, value, id) VALUES (?1, ?2, ?3)")?;
        for (place, key) in after.iter().filter(|new| before.binary_search(new).is_err()) {
            insert.execute(params![stored(kind, place), key, id])?;
        }
        Ok(())
    }

    /// Makes the index anew. Written in its order, it takes a tenth of the time.
    pub(super) fn index_all(&self) -> Result<(), StoreError> {
        self.0
            .execute_batch("DELETE FROM entry; CREATE TEMP TABLE unordered (place, value, id);")?;
        let mut insert = self.0.prepare("INSERT INTO unordered VALUES (?1, ?2, ?3)")?;
        for kind in kind::ALL {
            self.each(kind, |object| {
                let id = tree::int(tree::at(&object, kind.key)).unwrap_or_default();
                for (place, key) in place::keys(kind.places, &object) {
                    insert.execute(params![stored(kind, &place), key, id])?;
                }
                Ok::<(), StoreError>(())
            })?;
        }
        drop(insert);
        self.0.execute_batch(
            "INSERT INTO entry SELECT place, value, id FROM unordered ORDER BY place, value, id;
             DROP TABLE unordered;",
        )?;
        Ok(())
    }

    /// The sum of all that the index says.
    pub(super) fn sum_of_index(&self) -> Result<Sum, StoreError> {
        let mut sum = Sum::default();
        let mut statement = self.0.prepare("SELECT place, value, id FROM entry")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            sum.add(row.get_ref(0)?, row.get_ref(1)?, row.get(2)?);
        }
        Ok(sum)
    }

    /// Calls `see` with every value from the first key to the last at a place and its object, in their order.
    pub(super) fn walk(
        &self,
        kind: &Kind,
        place: &str,
        (first, last): (&Key, &Key),
        mut see: impl FnMut(ValueRef<'_>, i64),
    ) -> Result<(), StoreError> {
        let mut statement = self.0.prepare_cached(
            "SELECT value, id FROM entry WHERE place = ?1 AND value BETWEEN ?2 AND ?3 ORDER BY value, id",
        )?;
        let mut rows = statement.query(params![known(kind, place)?, first, last])?;
        while let Some(row) = rows.next()? {
            see(row.get_ref(0)?, row.get(1)?);
        }
        Ok(())
    }

    /// How many objects have a value in a range, and some of them in the order of their values.
    pub(crate) fn range(
        &self,
        kind: &Kind,
        place: &str,
        (first, last): &(Key, Key),
        descends: bool,
        (skip, size): (usize, usize),
    ) -> Result<(usize, Vec<i64>), StoreError> {
        let place = known(kind, place)?;
        let mut statement = self
            .0
            .prepare_cached("SELECT count(*) FROM entry WHERE place = ?1 AND value BETWEEN ?2 AND ?3")?;
        let total: i64 = statement.query_row(params![place, first, last], |row| row.get(0))?;
        let order = if descends { "value DESC, id DESC" } else { "value, id" };
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT id FROM entry WHERE place = ?1 AND value BETWEEN ?2 AND ?3 ORDER BY {order} LIMIT ?4 OFFSET ?5"
        ))?;
        let page = params![place, first, last, tree::count(size), tree::count(skip)];
        let ids: Result<Vec<i64>, rusqlite::Error> = statement.query_map(page, |row| row.get(0))?.collect();
        Ok((usize::try_from(total).unwrap_or(0), ids?))
    }

    /// How many objects have this value.
    pub(crate) fn count(&self, kind: &Kind, place: &str, key: Key) -> Result<usize, StoreError> {
        Ok(self.range(kind, place, &(key.clone(), key), false, (0, 0))?.0)
    }

    /// The last object in a range, in the order of values; of equal ones the newest.
    pub(crate) fn last(&self, kind: &Kind, place: &str, (first, last): &(Key, Key)) -> Result<Option<i64>, StoreError> {
        let mut statement = self.0.prepare_cached(
            "SELECT id FROM entry WHERE place = ?1 AND value BETWEEN ?2 AND ?3 ORDER BY value DESC, id DESC LIMIT 1",
        )?;
        let mut rows = statement.query(params![known(kind, place)?, first, last])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// The numbers at a place, each with the object that has it, of some objects.
    pub(crate) fn pairs(&self, kind: &Kind, place: &str, of: &Ids) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut pairs = Vec::new();
        self.walk(kind, place, (&Key::FIRST, &Key::LAST), |value, id| {
            if let (ValueRef::Integer(number), true) = (value, of.contains(id)) {
                pairs.push((number, id));
            }
        })?;
        Ok(pairs)
    }

    /// The objects that have values at a place, of these: in the order of the values, each with the rank of its
    /// value.
    pub(crate) fn ranked(&self, kind: &Kind, place: &str, of: &Ids) -> Result<Vec<(usize, i64)>, StoreError> {
        let mut ranked = Vec::new();
        let (mut rank, mut present) = (0, rusqlite::types::Value::Null);
        self.walk(kind, place, (&Key::FIRST, &Key::LAST), |value, id| {
            if value != ValueRef::from(&present) {
                rank += 1;
                present = value.try_into().unwrap_or(rusqlite::types::Value::Null);
            }
            if of.contains(id) {
                ranked.push((rank, id));
            }
        })?;
        Ok(ranked)
    }

    /// The first numbers of the pairs at a place, each with the last second one beside it.
    pub(crate) fn last_of_pairs(&self, kind: &Kind, place: &str) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut pairs: Vec<(i64, i64)> = Vec::new();
        self.walk(kind, place, (&Key::FIRST, &Key::LAST), |value, _| {
            let Some(next) = pair(value) else { return };
            match pairs.last_mut() {
                Some(last) if last.0 == next.0 => *last = next,
                _ => pairs.push(next),
            }
        })?;
        Ok(pairs)
    }

    /// The second numbers of the pairs at a place that begin with a number.
    pub(crate) fn seconds_of_pairs(&self, kind: &Kind, place: &str, number: i64) -> Result<Ids, StoreError> {
        let (first, last) = Key::pairs_of(number);
        let mut seconds = Ids::default();
        self.walk(kind, place, (&first, &last), |value, _| {
            if let Some((_, second)) = pair(value) {
                seconds.insert(second);
            }
        })?;
        Ok(seconds)
    }
}

/// What an index says, in any order: two that say the same have one sum.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Sum {
    entries: u64,
    hashes: u64,
}

impl Sum {
    /// Adds what the index has to say of an object.
    pub(super) fn add_object(&mut self, kind: &Kind, id: i64, object: &Value) -> Result<(), StoreError> {
        for (place, key) in place::keys(kind.places, object) {
            let place = stored(kind, &place);
            match key.to_sql()? {
                ToSqlOutput::Borrowed(value) => self.add(place.as_str().into(), value, id),
                ToSqlOutput::Owned(value) => self.add(place.as_str().into(), (&value).into(), id),
                _ => return Err(StoreError::Inconsistent("a key of the index is no plain value")),
            }
        }
        Ok(())
    }

    fn add(&mut self, place: ValueRef<'_>, value: ValueRef<'_>, id: i64) {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        for value in [place, value] {
            match value {
                ValueRef::Null => 0.hash(&mut hasher),
                ValueRef::Integer(number) => (1, number).hash(&mut hasher),
                ValueRef::Real(number) => (2, number.to_bits()).hash(&mut hasher),
                ValueRef::Text(text) => (3, text).hash(&mut hasher),
                ValueRef::Blob(bytes) => (4, bytes).hash(&mut hasher),
            }
        }
        self.entries += 1;
        self.hashes = self.hashes.wrapping_add(hasher.finish());
    }
}

/// The name of a place in the store.
fn stored(kind: &Kind, place: &str) -> String {
    format!("{}.{place}", kind.name)
}

/// The same of a place that is asked about, which must be one.
fn known(kind: &Kind, place: &str) -> Result<String, StoreError> {
    if place::is_one(kind.places, place) {
        Ok(stored(kind, place))
    } else {
        Err(StoreError::Inconsistent("a list asks about a place that has no index"))
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
