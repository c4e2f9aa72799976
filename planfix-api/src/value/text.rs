//! The text of a leaf on the wire.

use super::DateTime;
use super::date::Wire;
use crate::record::View;
use crate::table::Kind;
use std::borrow::Cow;

/// Removes XML white space from both ends. Other spaces are content, and invalid in a number or a date.
#[inline]
pub fn trim(text: &str) -> &str {
    let space = |b: Option<&u8>| matches!(b, Some(b' ' | b'\t' | b'\r' | b'\n'));
    let bytes = text.as_bytes();
    if space(bytes.first()) || space(bytes.last()) {
        text.trim_matches([' ', '\t', '\r', '\n'])
    } else {
        text
    }
}

/// Returns true if a text is empty for its kind: white space is a valid text, but not a number or a date.
#[inline]
pub(crate) fn is_blank(kind: Kind, text: &str) -> bool {
    if kind.keeps_spaces() {
        text.is_empty()
    } else {
        trim(text).is_empty()
    }
}

/// Returns false if a text cannot be blank. Looks only at its first byte, which is enough for nearly every text.
#[inline]
pub(crate) fn begins_blank(text: &str) -> bool {
    text.bytes().next().is_none_or(|first| first <= b' ')
}

/// Returns the text of a leaf on the wire, before escaping; `None` if it is not a leaf.
///
/// ```
/// use planfix_api::record::{View, wire_text};
///
/// assert_eq!(wire_text(View::Bool(true)).as_deref(), Some("1"));
/// assert_eq!(wire_text(View::Empty), None);
/// ```
#[must_use]
pub fn wire_text(view: View<'_>) -> Option<Cow<'_, str>> {
    Some(match view {
        View::Text(text) => Cow::Borrowed(text),
        View::Decimal(number) => Cow::Borrowed(number.as_str()),
        View::Bool(yes) => Cow::Borrowed(if yes { "1" } else { "0" }),
        View::Int(number) => Cow::Owned(number.to_string()),
        View::Date(date) => Cow::Owned(DateTime::Date(date).to_string()),
        View::DateTime(at) => Cow::Owned(at.to_string()),
        View::Time(time) => Cow::Owned(Wire(time).to_string()),
        View::Bytes(bytes) => Cow::Owned(bytes.to_string()),
        View::Absent | View::Empty | View::Record(_) | View::List(_) => return None,
    })
}
