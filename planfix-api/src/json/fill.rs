//! JSON to a record: objects and their names.

use super::key;
use super::list::{ItemsVisitor, WrappedVisitor};
use super::value::{ValueSeed, set};
use crate::record::Record;
use crate::table::{Content, Element, Place};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Fills a record from JSON. An error names the path of the element; a name that the table does not
/// know is an error with the nearest known one.
///
/// ```
/// use planfix_api::{Struct, Typed, contact, json::Fill};
/// use serde::de::DeserializeSeed;
///
/// let mut request = contact::update::Request::blank();
/// let mut json = serde_json::Deserializer::from_str(r#"{"contact": {"id": 42, "nmae": "Анна"}}"#);
/// let error = Fill::new(&mut request).deserialize(&mut json).unwrap_err();
/// assert!(error.to_string().starts_with("contact.nmae: unknown; did you mean `name`?"));
/// ```
pub struct Fill<'a> {
    record: &'a mut dyn Record,
    path: String,
}

impl<'a> Fill<'a> {
    /// Fills this record.
    pub fn new(record: &'a mut dyn Record) -> Self {
        Self {
            record,
            path: String::new(),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let elements = self.record.table().elements;
        let mut met = Vec::new();
        deserializer.deserialize_any(ObjectVisitor {
            record: &mut *self.record,
            elements,
            path: &self.path,
            met: &mut met,
        })?;
        required::<D::Error>(&*self.record, &met, &self.path)
    }
}

/// Reports the first required field or one-of that was not given. Validation reports the others;
/// this one is needed because a blank value is no value.
pub(super) fn required<E: de::Error>(record: &dyn Record, met: &[u16], path: &str) -> Result<(), E> {
    let table = record.table();
    let row = |field: u16| {
        let element = table
            .fields()
            .find(|e| e.content.field().is_some_and(|(f, _)| f == field));
        element.and_then(|e| e.row).map_or("", |row| row.path)
    };
    let place = |field: u16| {
        let below = row(field).strip_prefix(table.path).unwrap_or_else(|| row(field));
        join(path, below.trim_start_matches(['.', '[', ']']).trim_end_matches("[]"))
    };
    let missing: Vec<String> = table
        .required
        .iter()
        .filter(|field| !met.contains(field))
        .map(|&field| format!("{}: missing, it is required", place(field)))
        .chain(table.choices.iter().filter_map(|choice| {
            let given = choice.members.iter().filter(|member| met.contains(member)).count();
            let names: Vec<String> = choice.members.iter().map(|&member| place(member)).collect();
            match given {
                0 if choice.required => Some(format!("{}: give exactly one of them", names.join(" or "))),
                2.. => Some(format!("{}: give only one of them", names.join(" and "))),
                _ => None,
            }
        }))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(E::custom(missing.join("\n")))
    }
}

pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// An object of JSON, or for an element with text a string.
pub(super) struct ObjectVisitor<'a> {
    pub(super) record: &'a mut dyn Record,
    pub(super) elements: &'static [Element],
    pub(super) path: &'a str,
    pub(super) met: &'a mut Vec<u16>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str("an object with the elements of the message")
        } else {
            write!(f, "an object with the elements of {}", self.path)
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.visit_rest(None, map)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        let place = self.elements.iter().find(|e| e.place == Place::Text);
        let Some((element, (field, kind))) = place.and_then(|e| Some((e, e.content.field()?))) else {
            return Err(E::invalid_type(de::Unexpected::Str("text"), &self));
        };
        self.met.push(field);
        match self.record.field_mut(field) {
            Some(slot) => set(slot, kind, text, element.row, self.path),
            None => Ok(()),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        self.visit_str(&number.to_string())
    }
}

impl ObjectVisitor<'_> {
    /// The names of an object, of which the first may have been taken already.
    pub(super) fn visit_rest<'de, A: MapAccess<'de>>(
        self,
        mut first: Option<String>,
        mut map: A,
    ) -> Result<(), A::Error> {
        let mut names: Vec<String> = Vec::new();
        loop {
            let name = match first.take() {
                Some(name) => Some(name),
                None => map.next_key::<String>()?,
            };
            let Some(name) = name else { break };
            let path = join(self.path, &name);
            let Some(element) = self.elements.iter().find(|e| key(e) == name) else {
                return Err(unknown(&path, &name, self.elements));
            };
            if names.contains(&name) {
                return Err(de::Error::custom(format_args!("{path}: stands twice")));
            }
            map.next_value_seed(ElementSeed {
                record: &mut *self.record,
                element,
                path: &path,
                met: &mut *self.met,
            })?;
            names.push(name);
        }
        Ok(())
    }
}

fn unknown<E: de::Error>(path: &str, name: &str, elements: &[Element]) -> E {
    let names: Vec<Cow<'_, str>> = elements.iter().map(key).collect();
    let close = names
        .iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= 1 + name.len() / 4);
    match close {
        Some((_, known)) => E::custom(format_args!("{path}: unknown; did you mean `{known}`?")),
        None => E::custom(format_args!("{path}: unknown; known here: {}", names.join(", "))),
    }
}

/// The value of one name of an object.
struct ElementSeed<'a> {
    record: &'a mut dyn Record,
    element: &'static Element,
    path: &'a str,
    met: &'a mut Vec<u16>,
}

impl<'de> DeserializeSeed<'de> for ElementSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let row = self.element.row;
        let (field, kind) = match self.element.content {
            Content::Group(elements) => {
                return deserializer.deserialize_any(ObjectVisitor {
                    record: self.record,
                    elements,
                    path: self.path,
                    met: self.met,
                });
            }
            Content::Value { field, kind } | Content::Repeat { field, kind } | Content::List { field, kind, .. } => {
                (field, kind)
            }
        };
        // A chosen member of a one-of must not be lost when another one is filled.
        self.met.push(field);
        let Some(slot) = self.record.field_mut(field) else {
            return Ok(());
        };
        match self.element.content {
            Content::Repeat { .. } => deserializer.deserialize_any(ItemsVisitor {
                slot,
                kind,
                row,
                path: self.path,
            }),
            Content::List { item, .. } => deserializer.deserialize_any(WrappedVisitor {
                slot,
                item: item.name,
                kind,
                row,
                path: self.path,
            }),
            _ => ValueSeed {
                slot,
                kind,
                row,
                path: self.path,
            }
            .deserialize(deserializer),
        }
    }
}
