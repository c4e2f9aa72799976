//! Fills a record from JSON: objects and their names.

use super::fault::{At, Found, required, unknown};
use super::list::{ItemsVisitor, WrappedVisitor};
use super::number::{Keyed, first_key};
use super::value::{ValueSeed, ValueVisitor};
use super::{is_answer, key};
use crate::record::Record;
use crate::table::{Content, Element, Place};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Fills a record from JSON. An error has the path of the element. A name that is not in the table is an error, with
/// the nearest name that is. So is a value that is not in an enum's table, except in the response of a method, where
/// it is kept, since the server may add values at any time.
///
/// ```
/// use planfix_api::{contact, json::Fill, record::{Struct, Typed}};
/// use serde::de::DeserializeSeed;
///
/// let mut request = contact::update::Request::blank();
/// let mut json = serde_json::Deserializer::from_str(r#"{"contact": {"id": 42, "nmae": "Анна"}}"#);
/// let error = Fill::new(&mut request).deserialize(&mut json).unwrap_err();
/// assert!(error.to_string().starts_with("contact.nmae: unknown; did you mean `name`?"));
/// ```
pub struct Fill<'a> {
    record: &'a mut dyn Record,
    open: bool,
}

impl<'a> Fill<'a> {
    /// Creates a deserializer that fills this record.
    pub fn new(record: &'a mut dyn Record) -> Self {
        let open = is_answer(record.table());
        Self { record, open }
    }

    /// Accepts values that are not in an enum's table, as `unlisted` of the enum does.
    #[must_use]
    pub fn allow_unlisted(self) -> Self {
        Self { open: true, ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let elements = self.record.table().elements;
        let mut seen = Vec::new();
        deserializer.deserialize_any(ObjectVisitor {
            record: &mut *self.record,
            elements,
            path: "",
            open: self.open,
            seen: &mut seen,
        })?;
        required::<D::Error>(&*self.record, &seen, "")
    }
}

pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// The visitor of an object, or of a string for an element with text.
pub(super) struct ObjectVisitor<'a> {
    pub(super) record: &'a mut dyn Record,
    pub(super) elements: &'static [Element],
    pub(super) path: &'a str,
    pub(super) open: bool,
    pub(super) seen: &'a mut Vec<u16>,
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

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match first_key(&mut map)? {
            Keyed::Number(text) => self.text(Found::Number(&text), |seed| seed.number(&text)),
            Keyed::Name(name) => self.visit_object(Some(name), map),
            Keyed::Nothing => self.visit_object(None, map),
        }
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Err(self.misfit(Found::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.misfit(Found::Array))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.text(Found::Text(text), |seed| seed.visit_str(text))
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<(), E> {
        self.text(Found::Bool(yes), |seed| seed.visit_bool(yes))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        self.text(Found::Number(&number), |seed| seed.visit_i64(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        self.text(Found::Number(&number), |seed| seed.visit_u64(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        self.text(Found::Number(&format_args!("{number:?}")), |seed| {
            seed.visit_f64(number)
        })
    }
}

impl ObjectVisitor<'_> {
    /// Visits an object whose first name may have been read already.
    pub(super) fn visit_object<'de, A: MapAccess<'de>>(self, first: Option<String>, map: A) -> Result<(), A::Error> {
        match first {
            Some(_) => self.visit_rest(first, map),
            None => Ok(()),
        }
    }

    fn misfit<E: de::Error>(&self, found: Found<'_>) -> E {
        // No value is valid here, so it may belong to any row, a personal one too: do not show it.
        let found = match found {
            Found::Text(_) => "a string",
            Found::Number(_) => "a number",
            Found::Bool(_) => "true or false",
            Found::Null => "null",
            Found::Array => "an array",
            Found::Object => "an object",
        };
        if self.path.is_empty() {
            E::custom(format_args!(
                "expected an object with the elements of the message, found {found}"
            ))
        } else {
            E::custom(format_args!("{}: expected an object, found {found}", self.path))
        }
    }

    /// Sets the text of the element itself.
    pub(super) fn text<E: de::Error>(
        self,
        found: Found<'_>,
        visit: impl FnOnce(ValueVisitor<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let place = self.elements.iter().find(|e| e.place == Place::Text);
        let Some((element, (field, kind))) = place.and_then(|e| Some((e, e.content.field()?))) else {
            return Err(self.misfit(found));
        };
        self.seen.push(field);
        let at = At {
            path: self.path,
            row: element.row,
            table: self.record.table(),
            open: self.open,
        };
        match self.record.field_mut(field) {
            Some(slot) => visit(ValueVisitor(ValueSeed { slot, kind, at })),
            None => Ok(()),
        }
    }

    /// Visits the rest of an object whose first name may have been read already.
    fn visit_rest<'de, A: MapAccess<'de>>(self, mut first: Option<String>, mut map: A) -> Result<(), A::Error> {
        let mut names: Vec<String> = Vec::new();
        loop {
            let name = match first.take() {
                Some(name) => Some(name),
                None => map.next_key::<String>()?,
            };
            let Some(name) = name else { break };
            let path = join(self.path, &name);
            let Some(element) = self.elements.iter().find(|e| key(e) == name) else {
                return Err(unknown(&path, &name, self.elements.iter()));
            };
            if names.contains(&name) {
                return Err(de::Error::custom(format_args!("{path}: appears twice; remove one")));
            }
            map.next_value_seed(ElementSeed {
                record: &mut *self.record,
                element,
                path: &path,
                open: self.open,
                seen: &mut *self.seen,
            })?;
            names.push(name);
        }
        Ok(())
    }
}

/// The seed for the value of one name in an object.
struct ElementSeed<'a> {
    record: &'a mut dyn Record,
    element: &'static Element,
    path: &'a str,
    open: bool,
    seen: &'a mut Vec<u16>,
}

impl<'de> DeserializeSeed<'de> for ElementSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let at = At {
            path: self.path,
            row: self.element.row,
            table: self.record.table(),
            open: self.open,
        };
        let (field, kind) = match self.element.content {
            Content::Group(elements) => {
                return deserializer.deserialize_any(ObjectVisitor {
                    record: self.record,
                    elements,
                    path: self.path,
                    open: self.open,
                    seen: self.seen,
                });
            }
            Content::Value { field, kind } | Content::Repeat { field, kind } | Content::List { field, kind, .. } => {
                (field, kind)
            }
        };
        // Filling another member must not lose the one already chosen.
        self.seen.push(field);
        let Some(slot) = self.record.field_mut(field) else {
            return Ok(());
        };
        match self.element.content {
            Content::Repeat { .. } => deserializer.deserialize_any(ItemsVisitor { slot, kind, at }),
            Content::List { item, .. } => deserializer.deserialize_any(WrappedVisitor {
                slot,
                item: item.name,
                kind,
                at,
            }),
            _ => ValueSeed { slot, kind, at }.deserialize(deserializer),
        }
    }
}
