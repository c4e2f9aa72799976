//! JSON to one value: a leaf or a struct.

use super::fill::{ObjectVisitor, required};
use super::to_wire;
use crate::record::{Value, View};
use crate::table::{Joint, Kind, Row};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::fmt;

/// One value: a leaf or a struct.
pub(super) struct ValueSeed<'a> {
    pub(super) slot: &'a mut dyn Value,
    pub(super) kind: Kind,
    pub(super) row: Option<&'static Row>,
    pub(super) path: &'a str,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(ValueVisitor(self))
    }
}

struct ValueVisitor<'a>(ValueSeed<'a>);

impl<'de> Visitor<'de> for ValueVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for {}", expected(self.0.kind), self.0.path)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        let ValueSeed { slot, path, .. } = self.0;
        slot.set_empty()
            .map_err(|expected| E::custom(format_args!("{path}: cannot be empty, expected {}", expected.0)))?;
        match slot.view() {
            // A struct that cannot be empty (it is required, or an item) lacks what it must have.
            View::Record(record) => required(record, &[], path),
            _ => Ok(()),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let path = self.0.path;
        if let Kind::Union(union) = self.0.kind {
            let Some(first) = map.next_key::<String>()? else {
                return Err(de::Error::custom(format_args!(
                    "{path}: an object of nothing; expected {}",
                    expected(self.0.kind)
                )));
            };
            let Some(record) = self.0.slot.record_with(&first) else {
                let forms = union.forms.iter().filter_map(|form| match form.kind {
                    Kind::Record(table) => Some(table.elements),
                    _ => None,
                });
                let known: Vec<&str> = forms.flatten().map(|element| element.name).collect();
                let known = known.join(", ");
                return Err(de::Error::custom(format_args!(
                    "{path}.{first}: unknown; known here: {known}"
                )));
            };
            let elements = record.table().elements;
            let mut met = Vec::new();
            ObjectVisitor {
                record: &mut *record,
                elements,
                path,
                met: &mut met,
            }
            .visit_rest(Some(first), map)?;
            return required(record, &met, path);
        }
        let Some(record) = self.0.slot.record() else {
            return Err(de::Error::invalid_type(de::Unexpected::Map, &expected(self.0.kind)));
        };
        let elements = record.table().elements;
        let mut met = Vec::new();
        ObjectVisitor {
            record: &mut *record,
            elements,
            path,
            met: &mut met,
        }
        .visit_map(map)?;
        required(record, &met, path)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<(), E> {
        match self.0.kind {
            Kind::Bool | Kind::Record(_) | Kind::Union(_) => self.text(if yes { "1" } else { "0" }),
            kind => Err(wrong(self.0.path, kind)),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        match self.0.kind {
            Kind::Int | Kind::Id(_) | Kind::Decimal | Kind::Enum(_) | Kind::Record(_) | Kind::Union(_) => {
                self.text(&number.to_string())
            }
            kind => Err(wrong(self.0.path, kind)),
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(wrong(self.0.path, self.0.kind)),
        }
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        match self.0.kind {
            Kind::Decimal | Kind::Record(_) | Kind::Union(_) => self.text(&number.to_string()),
            kind => Err(wrong(self.0.path, kind)),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        match self.0.kind {
            // Numbers and booleans are JSON's: text in their place is a slip.
            kind @ (Kind::Int | Kind::Id(_) | Kind::Bool) => Err(wrong(self.0.path, kind)),
            _ => self.text(text),
        }
    }
}

impl ValueVisitor<'_> {
    fn text<E: de::Error>(self, text: &str) -> Result<(), E> {
        let ValueSeed { slot, kind, row, path } = self.0;
        if let Kind::Record(table) = kind {
            let Some(record) = slot.record() else {
                return Err(wrong(path, kind));
            };
            let mut met = Vec::new();
            ObjectVisitor {
                record: &mut *record,
                elements: table.elements,
                path,
                met: &mut met,
            }
            .visit_str(text)?;
            return required(record, &met, path);
        }
        set(slot, kind, text, row, path)
    }
}

fn wrong<E: de::Error>(path: &str, kind: Kind) -> E {
    E::custom(format_args!("{path}: expected {}", expected(kind)))
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a string",
        Kind::Int | Kind::Id(_) => "a whole number",
        Kind::Decimal => "a decimal number, as a number or a string",
        Kind::Bool => "true or false",
        Kind::Date => "a date as \"yyyy-mm-dd\"",
        Kind::DateTime => "a date as \"yyyy-mm-dd\" or \"yyyy-mm-ddThh:mm\"",
        Kind::Time => "a time as \"hh:mm\"",
        Kind::Bytes => "a string in base64",
        Kind::Enum(_) => "a value of the list, as a string",
        Kind::Record(_) => "an object",
        Kind::Joined(Joint::Words, _) => "a string of values with a space between",
        Kind::Joined(Joint::Commas, _) => "a string of values with a comma between",
        Kind::Joined(Joint::Semicolons, _) => "a string of values with a semicolon between",
        Kind::Joined(Joint::Brackets, _) => "a string with a list in brackets",
        Kind::Union(_) => "a string as on the wire, or the object of one of its forms",
    }
}

/// Sets a leaf from its text in JSON, where dates are ISO 8601.
pub(super) fn set<E: de::Error>(
    slot: &mut dyn Value,
    kind: Kind,
    text: &str,
    row: Option<&Row>,
    path: &str,
) -> Result<(), E> {
    let hidden = row.is_some_and(|row| row.rules.hidden());
    let wire = to_wire(kind, text);
    let done = wire.and_then(|wire| slot.set_text(wire).ok());
    done.ok_or_else(|| {
        let found = if hidden {
            String::new()
        } else {
            format!(", found {text:?}")
        };
        E::custom(format_args!("{path}: expected {}{found}", expected(kind)))
    })
}
