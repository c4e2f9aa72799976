//! Requests as JSON with the names of the wire, and the changes that they make to stored objects.
//!
//! An element that is left out is missing in the JSON, and a cleared one is null. An empty element that cannot be
//! cleared is missing too, because clients write empty elements for fields that they do not set.

use crate::property::CUSTOM_DATA;
use crate::store::StoreError;
use crate::tree;
use planfix_api::json::Json;
use planfix_api::record::Record;
use planfix_api::table::{Content, Element, Kind, Place, Row};
use serde_json::Value;

/// Writes a request as JSON.
pub(crate) fn to_json(record: &dyn Record) -> Result<Value, StoreError> {
    let mut json = serde_json::to_value(Json(record))
        .map_err(|_| StoreError::Inconsistent("a request cannot be written as JSON"))?;
    prune(record.table().elements, &mut json);
    Ok(json)
}

fn clears(row: Option<&Row>) -> bool {
    row.is_some_and(|row| row.rules.patch)
}

fn prune(elements: &'static [Element], request: &mut Value) {
    let Some(map) = request.as_object_mut() else { return };
    for element in elements.iter().filter(|element| element.place == Place::Element) {
        let Some(value) = map.get_mut(element.name) else {
            continue;
        };
        match element.content {
            Content::Group(inner) => prune(inner, value),
            _ if value.is_null() && !clears(element.row) => {
                map.shift_remove(element.name);
            }
            Content::Value {
                kind: Kind::Record(table),
                ..
            } => prune(table.elements, value),
            Content::Repeat {
                kind: Kind::Record(table),
                ..
            } => prune_all(table.elements, value),
            Content::List {
                kind: Kind::Record(table),
                item,
                ..
            } => {
                if let Some(list) = value.get_mut(item.name) {
                    prune_all(table.elements, list);
                }
            }
            _ => {}
        }
    }
}

fn prune_all(elements: &'static [Element], list: &mut Value) {
    for item in list.as_array_mut().into_iter().flatten() {
        prune(elements, item);
    }
}

/// Applies the elements of a request to an object: a value replaces, an empty element clears, and one that is left out
/// keeps the value or, where the table says so, resets it. Elements have the same names on both sides; what is stored
/// in another form is converted by the behaviors afterwards. Values of custom fields are merged by `custom_fields`, and
/// a selector changes nothing.
pub(crate) fn patch(elements: &'static [Element], request: &Value, stored: &mut Value) {
    for element in elements.iter().filter(|element| element.place == Place::Element) {
        if element.row.is_some_and(|row| row.rules.choice.is_some()) || element.name == CUSTOM_DATA {
            continue;
        }
        let change = request.get(element.name);
        match element.content {
            Content::Group(inner) => below(inner, element.name, change, stored),
            Content::Value {
                kind: Kind::Record(table),
                ..
            } => below(table.elements, element.name, change, stored),
            _ => match change {
                Some(value) => tree::put(stored, element.name, value.clone()),
                None if element.row.is_some_and(|row| row.rules.resets) => {
                    tree::take(stored, element.name);
                }
                None => {}
            },
        }
    }
}

/// Stores an identifier that a request gives directly, such as `template`, as the object that answers have.
pub(crate) fn refer(stored: &mut Value, name: &str) {
    if tree::int(tree::at(stored, name)).is_some() {
        let id = tree::take(stored, name);
        tree::put(stored, &format!("{name}.id"), id);
    }
}

fn below(elements: &'static [Element], name: &str, change: Option<&Value>, stored: &mut Value) {
    let Some(map) = tree::object(stored) else { return };
    let kept = map.entry(name).or_insert(Value::Null);
    patch(elements, change.unwrap_or(&Value::Null), kept);
    if kept.as_object().is_some_and(serde_json::Map::is_empty) {
        map.shift_remove(name);
    }
}

/// Returns the elements inside an element of a request, such as those of `task`.
pub(crate) fn elements_of(table: &'static planfix_api::table::Table, name: &str) -> &'static [Element] {
    match table.named(name).map(|element| &element.content) {
        Some(Content::Group(inner)) => inner,
        Some(Content::Value {
            kind: Kind::Record(table),
            ..
        }) => table.elements,
        _ => &[],
    }
}
