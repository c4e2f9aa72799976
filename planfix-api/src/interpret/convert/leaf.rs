//! A leaf of one kind as the text of another one, where the two agree.

use crate::record::View;
use crate::table::Kind;
use crate::value::{DateTime, TimeOrDate, wire_text};
use std::borrow::Cow;

/// Returns the text of a value for a field of this kind. `None` if the value has nothing for it, such as a date without
/// a time of day.
pub(super) fn text(kind: Kind, view: View<'_>) -> Option<Cow<'_, str>> {
    match (kind, view) {
        (Kind::Date, View::DateTime(at)) => Some(DateTime::Date(at.date()).to_string().into()),
        (Kind::Time, View::DateTime(DateTime::Minute(at))) => Some(TimeOrDate::Time(at.time()).to_string().into()),
        (Kind::Time, View::DateTime(DateTime::Date(_))) => None,
        (_, view) => wire_text(view),
    }
}
