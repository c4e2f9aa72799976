//! JSON of every request and response, with the wire's names and nesting.
//!
//! A repeated element is an array under its own name, an attribute is `"@count"`, left out is
//! absent, emptied is `null`, numbers and booleans are JSON's, dates are ISO 8601. An element that
//! holds only text where it could hold others is a string. Every struct implements `Serialize` and
//! `Deserialize` through this one interpreter; [`Json`] and [`Fill`] do the same for a record that
//! is known only at run time.

mod fault;
mod fill;
mod list;
mod value;
mod write;

pub use fill::Fill;
#[doc(hidden)]
pub use serde;
pub use write::Json;

use crate::date::Wire;
use crate::record::Struct;
use crate::table::{Element, Kind, Place};
use jiff::civil::{Date, Time};
use serde::de::{DeserializeSeed as _, Deserializer};
use std::borrow::Cow;

fn key(element: &Element) -> Cow<'static, str> {
    match element.place {
        Place::Attribute => Cow::Owned(format!("@{}", element.name)),
        Place::Element | Place::Text => Cow::Borrowed(element.name),
    }
}

/// The text of the wire for a text of people and JSON: ISO 8601 dates become `dd-mm-yyyy`.
/// `None` where the text is no such date.
#[must_use]
pub fn to_wire(kind: Kind, text: &str) -> Option<Cow<'_, str>> {
    let date = |text: &str| (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    // Only whole minutes can be written: a second would be lost in silence.
    let time = |text: &str| {
        let time = text.parse::<Time>().ok()?;
        (time.second() == 0 && time.subsec_nanosecond() == 0).then_some(time)
    };
    if text.is_empty() {
        return Some(Cow::Borrowed(text));
    }
    match kind {
        Kind::Date => Some(Wire(date(text)?).to_string().into()),
        Kind::DateTime => match text.split_once(['T', ' ']) {
            None => Some(Wire(date(text)?).to_string().into()),
            Some((day, at)) => Some(format!("{} {}", Wire(date(day)?), Wire(time(at)?)).into()),
        },
        Kind::Time => Some(Wire(time(text)?).to_string().into()),
        _ => Some(Cow::Borrowed(text)),
    }
}

/// What `Deserialize` of every struct does. Called by generated code.
#[doc(hidden)]
pub fn deserialize<'de, T: Struct, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut record = T::blank();
    Fill::new(&mut record).deserialize(deserializer)?;
    Ok(record)
}
