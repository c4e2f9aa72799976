//! JSON of every request and response, with the names and nesting of the wire.
//!
//! A repeated element is an array under its own name, an attribute is `"@count"`. A field that is left out is absent,
//! and an emptied one is `null`. Numbers and booleans are those of JSON, and dates are ISO 8601. An element that holds
//! only text where it could hold others is a string. Every struct, identifier, enum and union implements `Serialize` and
//! `Deserialize` through this one interpreter, and so do [`DateTime`](crate::DateTime), [`Maybe`](crate::Maybe) and the
//! other types of fields; [`Json`] and [`Fill`] do the same for a record that is known only at run time.

mod fault;
mod fill;
mod form;
mod leaf;
mod list;
mod maybe;
mod number;
mod value;
mod write;

pub use crate::interpret::moment::{DayAndTime, day_and_time};
pub use crate::value::parse::to_wire;
pub use fill::Fill;
#[doc(hidden)]
pub use leaf::serialize_value;
#[doc(hidden)]
pub use serde;
#[cfg(feature = "schema")]
pub(crate) use value::expected;
pub use write::Json;

use crate::record::Typed;
use crate::table::{Element, Place, Table};
use serde::de::Deserializer;
use std::borrow::Cow;

pub(crate) fn key(element: &Element) -> Cow<'static, str> {
    match element.place {
        Place::Attribute => Cow::Owned(format!("@{}", element.name)),
        Place::Element | Place::Text => Cow::Borrowed(element.name),
    }
}

/// Deserializes a struct or an enum, and accepts values that are not in an enum's table, as `unlisted` of the enum does.
///
/// `Deserialize` rejects them; only the `Response` of a method keeps them. Use it where serde takes a function:
/// `#[serde(deserialize_with = "planfix_api::json::allow_unlisted")]`.
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
pub fn allow_unlisted<'de, T: Typed, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    leaf::fill(&mut value, T::KIND, true, deserializer)?;
    Ok(value)
}

/// Returns true if a table is the response of a method.
fn is_answer(table: &Table) -> bool {
    table.name == "Response" && table.path.is_empty()
}

/// Implements `Deserialize` for every struct, identifier, enum and union. Called by generated code.
#[doc(hidden)]
pub fn deserialize<'de, T: Typed, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    leaf::fill(&mut value, T::KIND, false, deserializer)?;
    Ok(value)
}
