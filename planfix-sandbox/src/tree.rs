//! Access to JSON by paths such as `task.workers.users.id`, and conversions of its values.

use serde_json::{Map, Value};

static NULL: Value = Value::Null;

/// Returns the value at a path; null if there is none.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.')
        .try_fold(value, |value, name| value.get(name))
        .unwrap_or(&NULL)
}

/// Sets the value at a path. Anything on the way that is not an object becomes one.
pub(crate) fn put(value: &mut Value, path: &str, new: impl Into<Value>) {
    let mut place = value;
    for name in path.split('.') {
        let Some(map) = object(place) else { return };
        place = map.entry(name).or_insert(Value::Null);
    }
    *place = new.into();
}

/// Removes the value at a path and returns it; null if there is none.
pub(crate) fn take(value: &mut Value, path: &str) -> Value {
    let (above, name) = path
        .rsplit_once('.')
        .map_or((None, path), |(above, name)| (Some(above), name));
    let place = match above {
        Some(above) => above.split('.').try_fold(value, |value, name| value.get_mut(name)),
        None => Some(value),
    };
    let map = place.and_then(Value::as_object_mut);
    map.and_then(|map| map.shift_remove(name)).unwrap_or(Value::Null)
}

/// Returns the object in a value, which becomes one if it is not.
pub(crate) fn object(value: &mut Value) -> Option<&mut Map<String, Value>> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}

/// Reads an integer, also from a text.
pub(crate) fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Reads an identifier: an integer other than zero, which means none.
pub(crate) fn id(value: &Value) -> Option<i64> {
    int(value).filter(|id| *id != 0)
}

/// Returns a text that is not empty.
pub(crate) fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// Returns true if a value is a form of yes.
pub(crate) fn yes(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_i64() == Some(1),
        Value::String(text) => text == "1",
        _ => false,
    }
}

/// Returns the items of an array; an empty slice for anything else.
pub(crate) fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns the identifiers in an array, without duplicates.
pub(crate) fn ids(value: &Value) -> Vec<i64> {
    let mut ids = Vec::new();
    for found in items(value).iter().filter_map(int) {
        if !ids.contains(&found) {
            ids.push(found);
        }
    }
    ids
}

/// Converts a count for an attribute.
pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
