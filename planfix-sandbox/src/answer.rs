//! Makes a response from stored objects, along its table. Elements have the names under which they are stored,
//! references get the names of the objects they refer to, and a missing value is an empty element, as PlanFix writes
//! it.

use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{self, By};
use crate::property::label;
use crate::references::referred;
use crate::store::StoreError;
use crate::tree;
use planfix_api::json::Fill;
use planfix_api::record::Record;
use planfix_api::table::{Content, Element, Kind, Place, Table};
use serde::de::DeserializeSeed as _;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::HashMap;

/// Elements that a method never returns although the shared type has them, as the notes in the tables of `spec/types`
/// say. The names are direct children of the object.
const OMITTED: &[(&str, &[&str])] = &[
    ("contact.get", &["facebook", "vk", "telegramId", "user"]),
    (
        "contact.getList",
        &["midName", "secondaryEmails", "site", "group", "telegram", "responsible"],
    ),
    ("task.getList", &["members", "auditors"]),
    ("project.getList", &["workers", "members", "auditors"]),
    ("file.getHistory", &["uniqueId", "downloadLink"]),
    ("file.getListForClient", &["uniqueId", "downloadLink"]),
    ("file.getListForProject", &["uniqueId"]),
    ("file.getListForUser", &["uniqueId", "downloadLink"]),
];

/// Elements that are left out instead of empty if there is no value: they come only on request or in one case.
const SPARSE: &[&str] = &[
    "additionalDescriptionData",
    "contact",
    "downloadLink",
    "lastCommentDate",
    "lastUpdateDate",
    "oldDateIsSet",
    "newDateIsSet",
    "periodicity",
    "statusChange",
    "taskExpectDateChanged",
    "taskStartTimeChanged",
    "telegram",
    "user",
    "list",
    "handbook",
];

/// Fills the response of a method from JSON.
pub(crate) fn response(call: &Call<'_>, json: &Value) -> Result<Box<dyn Record>, Failure> {
    let mut response = (call.method.new_response)();
    Fill::new(&mut *response)
        .deserialize(json)
        .map_err(|error| StoreError::Answer(format!("{}: {error}", call.method.name)))?;
    Ok(response)
}

/// Writes a list as the response of the method has it: its counts, and the objects of one page.
pub(crate) fn list(call: &Call<'_>, total: usize, page: &[Value]) -> Result<Value, Failure> {
    let Some(outer) = call.method.response.elements.first() else {
        return Ok(Value::Null);
    };
    let mut map = Map::new();
    match outer.content {
        Content::Value {
            kind: Kind::Record(table),
            ..
        } => {
            for element in table.elements {
                match (element.name, element.place, &element.content) {
                    ("totalCount", Place::Attribute, _) => {
                        map.insert("@totalCount".to_owned(), tree::count(total).into());
                    }
                    ("count", Place::Attribute, _) => {
                        map.insert("@count".to_owned(), tree::count(page.len()).into());
                    }
                    (
                        name,
                        _,
                        Content::Repeat {
                            kind: Kind::Record(item),
                            ..
                        },
                    ) => {
                        map.insert(name.to_owned(), shapes(call, item, page)?);
                    }
                    _ => {}
                }
            }
        }
        Content::List {
            kind: Kind::Record(table),
            item,
            ..
        } if !page.is_empty() => {
            map.insert(item.name.to_owned(), shapes(call, table, page)?);
        }
        _ => return Ok(tree_of(outer.name, Value::Null)),
    }
    Ok(tree_of(outer.name, Value::Object(map)))
}

fn shapes(call: &Call<'_>, table: &'static Table, page: &[Value]) -> Result<Value, Failure> {
    let shaping = Shaping::new(call);
    let all: Result<Vec<Value>, Failure> = (page.iter())
        .map(|object| shaping.object(table.elements, object, true))
        .collect();
    Ok(Value::Array(all?))
}

/// Writes the single object of a response.
pub(crate) fn one(call: &Call<'_>, object: &Value) -> Result<Value, Failure> {
    match call.method.response.elements.first() {
        Some(Element {
            name,
            content: Content::Value {
                kind: Kind::Record(table),
                ..
            },
            ..
        }) => Ok(tree_of(name, Shaping::new(call).object(table.elements, object, true)?)),
        _ => Ok(Value::Null),
    }
}

fn tree_of(name: &str, value: Value) -> Value {
    let mut map = Map::new();
    map.insert(name.to_owned(), value);
    Value::Object(map)
}

/// The name of an object, if it has one.
type Label = Option<String>;

/// An object, by kind and identifier.
type Name = (&'static str, By, i64);

/// Writes objects as the table of a response has them.
struct Shaping<'a> {
    call: &'a Call<'a>,
    omitted: &'static [&'static str],
    /// The objects that references have named so far, since objects of a page have many in common. `None` for a deleted
    /// object.
    labels: RefCell<HashMap<Name, Option<Label>>>,
}

impl<'a> Shaping<'a> {
    fn new(call: &'a Call<'a>) -> Self {
        let omitted = OMITTED.iter().find(|(method, _)| *method == call.method.name);
        Self {
            call,
            omitted: omitted.map_or(&[], |(_, names)| names),
            labels: RefCell::default(),
        }
    }

    /// Returns the name of the object that an identifier names; `None` if the object was deleted.
    fn label(&self, kind: &'static object_kind::ObjectKind, by: By, id: i64) -> Result<Option<Label>, Failure> {
        let key = (kind.name, by, id);
        if let Some(known) = self.labels.borrow().get(&key) {
            return Ok(known.clone());
        }
        let found = referred(self.call.store, kind, by, id)?.as_ref().map(label);
        self.labels.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    fn object(&self, elements: &'static [Element], stored: &Value, is_root: bool) -> Result<Value, Failure> {
        let mut map = Map::new();
        for element in elements {
            let name = element.name;
            let is_removed = element.row.is_some_and(|row| row.rules.removed.is_some());
            let is_left_out = (is_sparse(name) || is_removed) && stored.get(name).is_none();
            if is_left_out || (is_root && self.omitted.contains(&name)) {
                continue;
            }
            let found = tree::at(stored, name);
            let shown = match element.content {
                Content::Group(inner) => self.object(inner, &by_itself(found), false)?,
                Content::Value {
                    kind: Kind::Record(table),
                    ..
                } => self.record(table, found)?,
                Content::Value { kind, .. } if !is_root && found.is_null() => self
                    .name(elements, element, stored)?
                    .unwrap_or_else(|| leaf(kind, found)),
                Content::Value { kind, .. } => leaf(kind, found),
                Content::Repeat { kind, .. } => Value::Array(self.items(kind, name, found)?),
                Content::List { kind, item, .. } => match self.items(kind, item.name, found)? {
                    list if list.is_empty() => Value::Null,
                    list => tree_of(item.name, Value::Array(list)),
                },
            };
            let key = match element.place {
                Place::Attribute => format!("@{name}"),
                Place::Element | Place::Text => name.to_owned(),
            };
            map.insert(key, shown);
        }
        Ok(Value::Object(map))
    }

    /// Writes a struct. It is empty if its required identifier is missing, or its object was deleted.
    fn record(&self, table: &'static Table, found: &Value) -> Result<Value, Failure> {
        if found.is_null() || self.is_gone(table, found)? {
            return Ok(Value::Null);
        }
        self.object(table.elements, &by_itself(found), false)
    }

    fn is_gone(&self, table: &'static Table, found: &Value) -> Result<bool, Failure> {
        let Some(element) = table.named("id") else {
            return Ok(false);
        };
        let stored = by_itself(found);
        let Some((kind, by)) = element.content.field().and_then(|(_, ty)| object_kind::of_type(ty)) else {
            return Ok(false);
        };
        match tree::int(tree::at(&stored, element.name)) {
            None => Ok(element.row.is_some_and(|row| row.rules.required)),
            Some(0) => Ok(false),
            Some(id) => Ok(self.label(kind, by, id)?.is_none()),
        }
    }

    /// Writes the items of a list, which are stored as on the wire or as identifiers.
    fn items(&self, kind: Kind, name: &str, found: &Value) -> Result<Vec<Value>, Failure> {
        let list = match found {
            Value::Array(list) => list.as_slice(),
            found => match tree::at(found, name) {
                Value::Null => tree::items(tree::at(found, "id")),
                list => tree::items(list),
            },
        };
        let Kind::Record(table) = kind else {
            return Ok(list.iter().map(|item| leaf(kind, item)).collect());
        };
        let mut items = Vec::new();
        for item in list {
            if !self.is_gone(table, item)? {
                items.push(self.object(table.elements, &by_itself(item), false)?);
            }
        }
        Ok(items)
    }

    /// Returns the name of the object that a neighboring identifier names.
    fn name(&self, elements: &'static [Element], element: &Element, stored: &Value) -> Result<Option<Value>, Failure> {
        let beside: &[&str] = match element.name {
            "name" | "title" => &["id", "general"],
            "typeName" => &["typeId"],
            _ => return Ok(None),
        };
        for identifier in elements.iter().filter(|element| beside.contains(&element.name)) {
            let ty = identifier.content.field().and_then(|(_, ty)| object_kind::of_type(ty));
            if let (Some((kind, by)), Some(id)) = (ty, tree::id(tree::at(stored, identifier.name))) {
                return Ok(self.label(kind, by, id)?.flatten().map(Value::String));
            }
        }
        Ok(None)
    }
}

fn is_sparse(name: &str) -> bool {
    SPARSE.contains(&name)
}

/// Wraps an identifier that is stored directly in an object.
fn by_itself(found: &Value) -> Value {
    match found {
        Value::Object(_) | Value::Null => found.clone(),
        id => tree_of("id", id.clone()),
    }
}

/// Converts a leaf to the form that its kind has in JSON; it may be stored in another.
fn leaf(kind: Kind, found: &Value) -> Value {
    match (kind, found) {
        (Kind::Text | Kind::Union(_), Value::Number(number)) => Value::String(number.to_string()),
        (Kind::Int | Kind::Id(_), Value::String(_)) => tree::int(found).map_or(Value::Null, Value::from),
        (Kind::Bool, Value::Number(_) | Value::String(_)) => tree::yes(found).into(),
        (_, Value::String(text)) if text.is_empty() => Value::Null,
        _ => found.clone(),
    }
}
