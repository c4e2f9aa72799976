//! JSON of every request and response, with the names and nesting of the wire.
//!
//! A repeated element is an array under its own name, an attribute is `"@count"`. A field that is left out is absent,
//! and an emptied one is `null`. Numbers and booleans are those of JSON, and dates are ISO 8601. An element that holds
//! only text where it could hold others is a string. Every struct implements `Serialize` and `Deserialize` through
//! this one interpreter; [`Json`] and [`Fill`] do the same for a record that is known only at run time.

mod fault;
mod fill;
mod list;
mod moment;
mod number;
mod value;
mod write;

pub use fill::Fill;
pub use moment::{DayAndTime, day_and_time};
#[doc(hidden)]
pub use serde;
pub use write::Json;

use crate::record::Struct;
use crate::table::{Element, Kind, Place, Table};
use crate::value::date::{Wire, parse_iso_date, parse_iso_time};
use serde::de::{DeserializeSeed as _, Deserializer};
use std::borrow::Cow;

fn key(element: &Element) -> Cow<'static, str> {
    match element.place {
        Place::Attribute => Cow::Owned(format!("@{}", element.name)),
        Place::Element | Place::Text => Cow::Borrowed(element.name),
    }
}

/// Converts a text from JSON to the text of the wire: ISO 8601 dates become `dd-mm-yyyy`. Returns `None` if the kind
/// is a date or a time and the text is not one.
#[must_use]
pub fn to_wire(kind: Kind, text: &str) -> Option<Cow<'_, str>> {
    let date = |text: &str| Some(Wire(parse_iso_date(text)?).to_string());
    let time = |text: &str| Some(Wire(parse_iso_time(text)?).to_string());
    if text.is_empty() {
        return Some(Cow::Borrowed(text));
    }
    match kind {
        Kind::Date => Some(date(text)?.into()),
        Kind::DateTime => match text.split_once(['T', ' ']) {
            None => Some(date(text)?.into()),
            Some((day, at)) => Some(format!("{} {}", date(day)?, time(at)?).into()),
        },
        // The value decides whether a date may take the place of a time.
        Kind::Time => Some(time(text).or_else(|| date(text))?.into()),
        _ => Some(Cow::Borrowed(text)),
    }
}

/// Deserializes a struct, and accepts values that are not in an enum's table, as `unlisted` of the enum does.
///
/// `Deserialize` of a struct rejects them; only the `Response` of a method keeps them. Use it where serde takes a
/// function: `#[serde(deserialize_with = "planfix_api::json::allow_unlisted")]`.
///
/// ```
/// use planfix_api::{json, contact::update::Request};
///
/// let text = r#"{"contact": {"id": 42, "sex": "OTHER"}}"#;
/// assert!(serde_json::from_str::<Request>(text).is_err());
/// let mut json = serde_json::Deserializer::from_str(text);
/// let request: Request = json::allow_unlisted(&mut json).unwrap();
/// assert_eq!(request.sex, planfix_api::Sex::unlisted("OTHER").into());
/// ```
///
/// # Errors
/// The JSON does not match the table of the struct.
pub fn allow_unlisted<'de, T: Struct, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut record = T::blank();
    Fill::new(&mut record).allow_unlisted().deserialize(deserializer)?;
    Ok(record)
}

/// Returns true if a table is the response of a method.
fn is_answer(table: &Table) -> bool {
    table.name == "Response" && table.path.is_empty()
}

/// Implements `Deserialize` for every struct. Called by generated code.
#[doc(hidden)]
pub fn deserialize<'de, T: Struct, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut record = T::blank();
    Fill::new(&mut record).deserialize(deserializer)?;
    Ok(record)
}
