//! The text of a leaf on the wire.

use super::DateTime;
use super::date::Wire;
use crate::record::View;
use crate::table::Kind;
use std::borrow::Cow;

/// XML white space only: other spaces are content and make a number or a date wrong.
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

/// Whether a text is empty for its kind: white space is a text, but no number and no date.
#[inline]
pub(crate) fn is_blank(kind: Kind, text: &str) -> bool {
    if kind.keeps_spaces() {
        text.is_empty()
    } else {
        trim(text).is_empty()
    }
}

/// Whether a text may say nothing: a look at its first byte, which is enough for nearly every text.
#[inline]
pub(crate) fn begins_blank(text: &str) -> bool {
    text.bytes().next().is_none_or(|first| first <= b' ')
}

/// A leaf as the text of the wire, before characters are escaped; `None` for what is no leaf.
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
        View::Bytes(bytes) => Cow::Owned(bytes.encode()),
        View::Absent | View::Empty | View::Record(_) | View::List(_) => return None,
    })
}
