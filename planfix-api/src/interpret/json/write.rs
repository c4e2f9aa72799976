//! Writes a record as JSON.

use super::key;
use crate::record::{List, Record, View};
use crate::table::{Content, Element, Kind, Place};
use crate::value::date::Wire;
use crate::value::wire_text;
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;

/// Serializes a record.
///
/// ```
/// use planfix_api::{ContactId, contact, json::Json};
///
/// let request = contact::update::Request::new(ContactId(42)).name("Анна").clear_post();
/// let text = serde_json::to_string(&Json(&request)).unwrap();
/// assert_eq!(text, r#"{"contact":{"id":42,"name":"Анна","post":null}}"#);
/// ```
pub struct Json<'a>(pub &'a dyn Record);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let elements = self.0.table().elements;
        if let Some(text) = only_text(self.0, elements) {
            return Leaf(text).serialize(serializer);
        }
        Object(self.0, elements).serialize(serializer)
    }
}

/// Returns the text of an element that holds nothing else.
fn only_text<'a>(record: &'a dyn Record, elements: &[Element]) -> Option<View<'a>> {
    let view = |e: &Element| e.content.field().map(|(field, _)| record.field(field));
    let mut text = None;
    for element in elements {
        match (element.place, view(element)) {
            (Place::Text, found) => text = found,
            (_, None | Some(View::Absent)) if !matches!(element.content, Content::Group(_)) => {}
            _ => return None,
        }
    }
    text.filter(|view| !matches!(view, View::Absent))
}

struct Object<'a>(&'a dyn Record, &'static [Element]);

impl Object<'_> {
    fn is_empty(&self) -> bool {
        self.1.iter().all(|element| match element.content {
            Content::Group(inner) => Object(self.0, inner).is_empty(),
            Content::Value { field, .. } | Content::List { field, .. } => {
                matches!(self.0.field(field), View::Absent)
            }
            Content::Repeat { field, .. } => match self.0.field(field) {
                View::List(list) => list.is_empty(),
                _ => true,
            },
        })
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for element in self.1 {
            let name = key(element);
            match element.content {
                Content::Group(inner) => {
                    let object = Object(self.0, inner);
                    if !object.is_empty() {
                        map.serialize_entry(&name, &object)?;
                    }
                }
                Content::Value { field, kind } => match self.0.field(field) {
                    View::Absent => {}
                    View::Record(inner) => map.serialize_entry(&name, &Json(inner))?,
                    leaf => map.serialize_entry(&name, &one(kind, leaf))?,
                },
                Content::Repeat { field, kind } => {
                    if let View::List(list) = self.0.field(field)
                        && !list.is_empty()
                    {
                        map.serialize_entry(&name, &Items(kind, list))?;
                    }
                }
                Content::List { field, kind, item } => match self.0.field(field) {
                    View::List(list) if !list.is_empty() => {
                        map.serialize_entry(&name, &Wrapped(item.name, Items(kind, list)))?;
                    }
                    View::List(_) | View::Empty => map.serialize_entry(&name, &())?,
                    _ => {}
                },
            }
        }
        map.end()
    }
}

struct Wrapped<'a>(&'static str, Items<'a>);

impl Serialize for Wrapped<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &self.1)?;
        map.end()
    }
}

struct Items<'a>(Kind, &'a dyn List);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.1.len()))?;
        for item in (0..self.1.len()).filter_map(|i| self.1.get(i)) {
            match item.view() {
                View::Record(record) => seq.serialize_element(&Json(record))?,
                leaf => seq.serialize_element(&one(self.0, leaf))?,
            }
        }
        seq.end()
    }
}

/// Wraps a value of any kind but a list.
pub(super) fn value(kind: Kind, view: View<'_>) -> impl Serialize {
    match view {
        View::Record(record) => Written::Record(Json(record)),
        leaf => Written::Leaf(one(kind, leaf)),
    }
}

enum Written<'a> {
    Record(Json<'a>),
    Leaf(OneLeaf<'a>),
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Record(record) => record.serialize(serializer),
            Self::Leaf(leaf) => leaf.serialize(serializer),
        }
    }
}

/// Wraps a leaf. A value of several forms is written as the text of the wire, since JSON cannot tell the forms apart.
fn one(kind: Kind, leaf: View<'_>) -> OneLeaf<'_> {
    if let Kind::Union(_) = kind
        && let Some(text) = wire_text(leaf)
    {
        return OneLeaf::Text(text);
    }
    OneLeaf::Typed(Leaf(leaf))
}

enum OneLeaf<'a> {
    Text(Cow<'a, str>),
    Typed(Leaf<'a>),
}

impl Serialize for OneLeaf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Typed(leaf) => leaf.serialize(serializer),
        }
    }
}

struct Leaf<'a>(View<'a>);

impl Serialize for Leaf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            View::Text(text) => serializer.serialize_str(text),
            View::Int(number) => serializer.serialize_i64(number),
            View::Bool(yes) => serializer.serialize_bool(yes),
            View::Date(date) => serializer.collect_str(&date),
            View::DateTime(crate::DateTime::Date(date)) => serializer.collect_str(&date),
            View::DateTime(crate::DateTime::Minute(at)) => {
                serializer.collect_str(&format_args!("{}T{}", at.date(), Wire(at.time())))
            }
            View::Time(time) => serializer.collect_str(&Wire(time)),
            // A JSON number would lose the zero of 10.50, and digits beyond a double.
            View::Decimal(number) => serializer.serialize_str(number.as_str()),
            View::Bytes(bytes) => serializer.serialize_str(&bytes.encode().map_err(S::Error::custom)?),
            View::Absent | View::Empty | View::Record(_) | View::List(_) => serializer.serialize_unit(),
        }
    }
}
