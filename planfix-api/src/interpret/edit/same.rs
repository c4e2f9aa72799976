//! Equality of values, whatever their types.

use crate::record::{List, Record, View};
use crate::value::wire_text;

/// Returns true if two values would be written alike.
pub(super) fn same(one: View<'_>, other: View<'_>) -> bool {
    match (one, other) {
        (View::Absent, View::Absent) | (View::Empty, View::Empty) => true,
        (View::Record(one), View::Record(other)) => records(one, other),
        (View::List(one), View::List(other)) => lists(one, other),
        (one, other) => match (wire_text(one), wire_text(other)) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        },
    }
}

fn records(one: &dyn Record, other: &dyn Record) -> bool {
    std::ptr::eq(one.table(), other.table())
        && one.table().fields().all(|element| {
            let field = element.content.field();
            field.is_none_or(|(field, _)| same(one.field(field), other.field(field)))
        })
}

fn lists(one: &dyn List, other: &dyn List) -> bool {
    one.len() == other.len()
        && (0..one.len()).all(|index| match (one.get(index), other.get(index)) {
            (Some(one), Some(other)) => same(one.view(), other.view()),
            _ => false,
        })
}
