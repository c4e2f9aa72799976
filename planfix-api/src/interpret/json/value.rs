//! Fills one value from JSON: a leaf or a struct.

use super::fault::{At, Found, not_named, required};
use super::fill::{ObjectVisitor, join};
use super::form;
use super::number::{Keyed, first_key};
use super::to_wire;
use crate::interpret::moment::day_and_time;
use crate::record::{Value, View};
use crate::table::{Joint, Kind, Row};
use crate::value::is_blank;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The seed for one value: a leaf or a struct.
pub(super) struct ValueSeed<'a> {
    pub(super) slot: &'a mut dyn Value,
    pub(super) kind: Kind,
    pub(super) at: At<'a>,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(ValueVisitor(self))
    }
}

pub(super) struct ValueVisitor<'a>(pub(super) ValueSeed<'a>);

impl<'de> Visitor<'de> for ValueVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(self.0.kind))?;
        match self.0.at.path {
            "" => Ok(()),
            path => write!(f, " for {path}"),
        }
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        let ValueSeed { slot, kind, at } = self.0;
        if slot.set_empty().is_err() {
            return Err(at.misfit(expected(kind), Found::Null));
        }
        match slot.view() {
            // A struct that cannot be empty (it is required, or an item) lacks its required values.
            View::Record(record) => required(record, &[], at.path),
            _ => Ok(()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        match self.0.kind {
            Kind::Union(union) => form::array(self.0, union, seq),
            _ => Err(self.misfit(Found::Array)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let first = match first_key(&mut map)? {
            Keyed::Number(text) => return self.number(&text),
            Keyed::Name(name) => Some(name),
            Keyed::Nothing => None,
        };
        let ValueSeed { slot, kind, at } = self.0;
        let path = at.path;
        let record = if let Kind::Union(union) = kind {
            let Some(first) = &first else {
                return Err(at.misfit(expected(kind), Found::Object));
            };
            let Some(record) = slot.record_with(first) else {
                if let Some(form) = union.leaf(first) {
                    return form::named(ValueSeed { slot, kind, at }, form, map);
                }
                return Err(not_named(&join(path, first), first, &form::names(union)));
            };
            record
        } else {
            let Some(record) = slot.record() else {
                return Err(at.misfit(expected(kind), Found::Object));
            };
            record
        };
        let mut seen = Vec::new();
        ObjectVisitor {
            elements: record.table().elements,
            record: &mut *record,
            path,
            open: at.open,
            seen: &mut seen,
        }
        .visit_object(first, map)?;
        required(record, &seen, path)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<(), E> {
        match self.0.kind {
            Kind::Bool | Kind::Union(_) => self.text(if yes { "1" } else { "0" }),
            Kind::Record(_) => self.inner(|visitor| visitor.visit_bool(yes)),
            _ => Err(self.misfit(Found::Bool(yes))),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        match self.0.kind {
            Kind::Int | Kind::Id(_) | Kind::Decimal | Kind::Enum(_) | Kind::Union(_) => self.text(&number.to_string()),
            Kind::Record(_) => self.inner(|visitor| visitor.visit_i64(number)),
            _ => Err(self.misfit(Found::Number(&number))),
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            // The shortest text of a double that was exact has all its digits.
            Err(_) => self.number(&number.to_string()),
        }
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        match self.0.kind {
            Kind::Record(_) => self.inner(|visitor| visitor.visit_f64(number)),
            _ => self.double(number),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        match self.0.kind {
            // Numbers and booleans are written as in JSON; a string in their place is probably a mistake.
            Kind::Int | Kind::Id(_) | Kind::Bool => Err(self.misfit(Found::Text(text))),
            Kind::Record(_) => self.inner(|visitor| visitor.visit_str(text)),
            _ => self.text(text),
        }
    }
}

impl ValueVisitor<'_> {
    pub(super) fn misfit<E: de::Error>(&self, found: Found<'_>) -> E {
        self.0.at.misfit(expected(self.0.kind), found)
    }

    pub(super) fn text<E: de::Error>(self, text: &str) -> Result<(), E> {
        let ValueSeed { slot, kind, at } = self.0;
        set(slot, kind, text, at)
    }

    /// Sets the text of an element that could hold others.
    pub(super) fn inner<E: de::Error>(self, visit: impl FnOnce(ObjectVisitor<'_>) -> Result<(), E>) -> Result<(), E> {
        let ValueSeed { slot, kind, at } = self.0;
        let Some(record) = slot.record() else {
            return Err(at.fault(format_args!("expected {}", expected(kind))));
        };
        let mut seen = Vec::new();
        visit(ObjectVisitor {
            elements: record.table().elements,
            record: &mut *record,
            path: at.path,
            open: at.open,
            seen: &mut seen,
        })?;
        required(record, &seen, at.path)
    }
}

pub(crate) fn expected(kind: Kind) -> &'static str {
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
        Kind::Joined(Joint::Words, _) => "a string of values separated by spaces",
        Kind::Joined(Joint::Commas, _) => "a string of values separated by commas",
        Kind::Joined(Joint::Semicolons, _) => "a string of values separated by semicolons",
        Kind::Joined(Joint::Brackets, _) => "a string with a list in brackets",
        Kind::Union(_) => "a string as on the wire, or the object of one of its forms",
    }
}

/// Sets a leaf from its text in JSON, in which dates are ISO 8601.
pub(super) fn set<E: de::Error>(slot: &mut dyn Value, kind: Kind, text: &str, at: At<'_>) -> Result<(), E> {
    // An empty text would empty the value. In JSON that is written as `null`, and only `null` means it.
    if is_blank(kind, text) {
        let is_item = at.path.ends_with(']');
        let rules = at.row.map(|row| row.rules);
        return Err(at.fault(match rules {
            _ if is_item => "an empty string; leave the item out",
            Some(rules) if rules.patch => "an empty string; write null to empty it",
            Some(rules) if rules.required => "an empty string, but it is required",
            _ => "an empty string; leave it out (in a response, null is an empty element)",
        }));
    }
    // A request that was read may have a date in place of a time of day.
    if let Some(row) = at.row
        && text.len() > 10
        && let Some(parts) = day_and_time(at.table, row, kind, text)
    {
        return Err(at.fault(format_args!("{parts}{}", shown(row, text))));
    }
    let wire = to_wire(kind, text);
    let stranger = wire.as_deref().and_then(|wire| kind.unlisted(wire));
    if let Some(stranger) = stranger.filter(|_| !at.open) {
        let is_hidden = at.row.is_some_and(|row| row.rules.hidden());
        return Err(at.fault(stranger.message(is_hidden)));
    }
    let done = wire.and_then(|wire| slot.set_text(&wire).ok());
    done.ok_or_else(|| at.misfit(expected(kind), Found::Text(text)))
}

/// Returns the value that was found, unless the row hides it.
fn shown(row: &Row, text: &str) -> String {
    if row.rules.hidden() {
        String::new()
    } else {
        format!(", found {}", Found::Text(text))
    }
}
