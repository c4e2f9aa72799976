//! Values from text as people write it: `FromStr` of every type of a field, with the notation of the crate's JSON.

use super::date::{Wire, parse_iso_date, parse_iso_time};
use super::{out_of_range, trim};
use crate::record::{Typed, Value};
use crate::table::{Joint, Kind};
use std::borrow::Cow;
use std::fmt;

/// An error for a text or a number that is not a value of its type. The message says what is valid.
///
/// It never shows the text, which may be personal.
///
/// ```
/// use planfix_api::{ContactId, DateTime, Sex};
///
/// let error = "male".parse::<Sex>().unwrap_err();
/// assert_eq!(error.to_string(), "not a value of Sex; did you mean `MALE`? (it has MALE, FEMALE)");
/// let error = "five".parse::<ContactId>().unwrap_err();
/// assert_eq!(error.to_string(), "not a ContactId: expected a whole number, such as 42");
/// let error = "9 April".parse::<DateTime>().unwrap_err();
/// assert_eq!(error.to_string(), "expected a date as yyyy-mm-dd or yyyy-mm-ddThh:mm");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseValueError(Cow<'static, str>);

impl ParseValueError {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParseValueError {}

/// Parses a value: dates are ISO 8601 or as on the wire, a value of an enum is in its table. Called by generated code.
#[doc(hidden)]
pub fn parse<T: Typed>(text: &str) -> Result<T, ParseValueError> {
    let mut value = T::blank();
    set(&mut value, T::KIND, text)?;
    Ok(value)
}

// Not generic, so compiled once.
fn set(value: &mut dyn Value, kind: Kind, text: &str) -> Result<(), ParseValueError> {
    if let Some(stranger) = kind.unlisted(text) {
        return Err(ParseValueError::new(stranger.message(true)));
    }
    let done = match to_wire(kind, text) {
        _ if !kind.keeps_spaces() && trim(text).is_empty() => value.set_empty(),
        Some(wire) => value.set_text(&wire),
        // Displayed values have the form of the wire.
        None => value.set_text(text),
    };
    done.map_err(|_| misfit(kind, text))
}

/// Converts a number to an identifier. Called by generated code.
#[doc(hidden)]
pub fn id_from_u64(number: u64, kind: Kind) -> Result<i64, ParseValueError> {
    i64::try_from(number).map_err(|_| misfit(kind, &number.to_string()))
}

/// Converts an identifier to a number without a sign. Called by generated code.
#[doc(hidden)]
pub fn id_into_u64(id: i64, kind: Kind) -> Result<u64, ParseValueError> {
    let name = shared_name(kind);
    u64::try_from(id).map_err(|_| ParseValueError::new(format!("this {name} is negative")))
}

fn shared_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Id(shared) => shared.name,
        Kind::Enum(values) => values.shared.name,
        _ => "",
    }
}

fn misfit(kind: Kind, text: &str) -> ParseValueError {
    let expected = expected(kind);
    ParseValueError::new(match (kind, out_of_range(trim(text))) {
        (Kind::Id(shared), Some(bound)) => format!("not a {}: {bound}", shared.name),
        (Kind::Id(shared), None) => format!("not a {}: expected {expected}, such as 42", shared.name),
        _ => format!("expected {expected}"),
    })
}

/// Describes a valid text of a kind, as people write it.
pub(crate) fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Union(_) => "a text",
        Kind::Int | Kind::Id(_) => "a whole number",
        Kind::Decimal => "a decimal number, such as 10.50",
        Kind::Bool => "true or false",
        Kind::Date => "a date as yyyy-mm-dd",
        Kind::DateTime => "a date as yyyy-mm-dd or yyyy-mm-ddThh:mm",
        Kind::Time => "a time as hh:mm",
        Kind::Bytes => "bytes in base64",
        Kind::Enum(_) => "a value of its list",
        Kind::Record(_) => "the fields of a struct",
        Kind::Joined(Joint::Words, _) => "values separated by spaces",
        Kind::Joined(Joint::Commas, _) => "values separated by commas",
        Kind::Joined(Joint::Semicolons, _) => "values separated by semicolons",
        Kind::Joined(Joint::Brackets, Kind::Text) => "texts in brackets, such as [\"a\",\"b\"]",
        Kind::Joined(Joint::Brackets, _) => "values in brackets, such as [14,15]",
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

/// Implements `FromStr` for a type of this crate, with [`parse`].
macro_rules! from_str {
    ($($(#[$doc:meta])* $ty:ty)+) => {
        $(
            $(#[$doc])*
            impl std::str::FromStr for $ty {
                type Err = ParseValueError;

                fn from_str(text: &str) -> Result<Self, ParseValueError> {
                    parse(text)
                }
            }
        )+
    };
}

from_str! {
    /// Parses ISO 8601 (`1990-04-09`, `2018-02-03T17:09`) or the form of the wire, in which it is displayed.
    super::DateTime
    /// Parses `17:30`, or a date in ISO 8601 or as on the wire.
    super::TimeOrDate
    /// Parses base64.
    super::Bytes
}

/// Parses the text of the wire, such as `1,3,5`, and keeps it as written.
impl<T: Typed, const BY: char> std::str::FromStr for super::Joined<T, BY> {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        parse(text)
    }
}
