//! Paths in JSON: how `task.workers.users.id` is looked up, set and taken out.

use serde_json::{Map, Value};

static NULL: Value = Value::Null;

/// The value at a path; null where there is none.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.')
        .try_fold(value, |value, name| value.get(name))
        .unwrap_or(&NULL)
}

/// Sets the value at a path; what is in the way and no object becomes one.
pub(crate) fn put(value: &mut Value, path: &str, new: impl Into<Value>) {
    let mut place = value;
    for name in path.split('.') {
        let Some(map) = object(place) else { return };
        place = map.entry(name).or_insert(Value::Null);
    }
    *place = new.into();
}

/// Takes the value at a path out; null where there is none.
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

/// The object in a value, made where there is none.
pub(crate) fn object(value: &mut Value) -> Option<&mut Map<String, Value>> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}

/// An integer, also one that is text.
pub(crate) fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// An identifier: an integer but zero, which stands for none.
pub(crate) fn id(value: &Value) -> Option<i64> {
    int(value).filter(|id| *id != 0)
}

/// A text that is not empty.
pub(crate) fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// Whether a value says yes.
pub(crate) fn yes(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_i64() == Some(1),
        Value::String(text) => text == "1",
        _ => false,
    }
}

/// The items of an array; none for anything else.
pub(crate) fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The identifiers of an array, each once.
pub(crate) fn ids(value: &Value) -> Vec<i64> {
    let mut ids = Vec::new();
    for found in items(value).iter().filter_map(int) {
        if !ids.contains(&found) {
            ids.push(found);
        }
    }
    ids
}

/// A number of things, as an attribute carries it.
pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
