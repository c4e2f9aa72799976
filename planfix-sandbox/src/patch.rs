//! What a request says, as JSON with the names of the wire, and how it changes a stored object.
//!
//! An element that is left out is missing, an emptied one is null; one that is empty and cannot be cleared
//! says nothing and is missing too, since clients write empty elements for what they do not set.

use crate::property::CUSTOM_DATA;
use crate::store::StoreError;
use crate::tree;
use planfix_api::Record;
use planfix_api::json::Json;
use planfix_api::table::{Content, Element, Kind, Place, Row};
use serde_json::Value;

/// The request as JSON.
pub(crate) fn said(record: &dyn Record) -> Result<Value, StoreError> {
    let mut said = serde_json::to_value(Json(record))
        .map_err(|_| StoreError::Inconsistent("a request that cannot be written as JSON"))?;
    prune(record.table().elements, &mut said);
    Ok(said)
}

fn clears(row: Option<&Row>) -> bool {
    row.is_some_and(|row| row.rules.patch)
}

fn prune(elements: &'static [Element], said: &mut Value) {
    let Some(map) = said.as_object_mut() else { return };
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

/// Changes an object: left out keeps (or where the table says so goes back to its default), emptied clears,
/// set replaces. Elements have the same names on both sides; what is kept in another form, the kinds put
/// right afterwards. Values of custom fields are merged elsewhere, and a selector is no change.
pub(crate) fn patch(elements: &'static [Element], said: &Value, stored: &mut Value) {
    for element in elements.iter().filter(|element| element.place == Place::Element) {
        if element.row.is_some_and(|row| row.rules.choice.is_some()) || element.name == CUSTOM_DATA {
            continue;
        }
        let change = said.get(element.name);
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

/// Keeps an identifier that a request gives by itself, such as `template`, as the object that answers have.
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

/// The elements below one element of a request, such as those of `task`.
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
