//! Values by their paths: `contact.phones.phone[].number`.

use crate::record::{List, Record, View};
use crate::table::{Content, Element, Place};

/// The value at a path.
pub(super) enum Found<'a> {
    /// It is left out, as is everything if the table has no such path.
    Absent,
    /// It is empty, or below an empty element.
    Empty,
    /// A value that does not repeat.
    One(View<'a>),
    /// The items of a list, or a value of each of them.
    Many(Vec<View<'a>>),
}

/// Finds a value below a record.
pub(super) fn find<'a>(record: &'a dyn Record, path: &str) -> Found<'a> {
    descend(record, record.table().elements, path)
}

/// Splits the first name off a path, with its place.
fn first(path: &str) -> (&str, Place, &str) {
    let (path, place) = match path.as_bytes().first() {
        Some(b'@') => (path.get(1..).unwrap_or(""), Place::Attribute),
        // The name of a text has its mark.
        Some(b'#') => return (path, Place::Text, ""),
        _ => (path.strip_prefix('.').unwrap_or(path), Place::Element),
    };
    let end = path.find(['.', '@', '#']).unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    (name.strip_suffix("[]").unwrap_or(name), place, rest)
}

fn descend<'a>(record: &'a dyn Record, elements: &'static [Element], path: &str) -> Found<'a> {
    let (name, place, rest) = first(path);
    let Some(element) = elements
        .iter()
        .find(|element| element.name == name && element.place == place)
    else {
        return Found::Absent;
    };
    match element.content {
        Content::Group(inner) => descend(record, inner, rest),
        Content::Value { field, .. } => below(record.field(field), rest),
        Content::Repeat { field, .. } => items(record.field(field), rest),
        Content::List { field, item, .. } => match first(rest) {
            (name, Place::Element, rest) if name == item.name => items(record.field(field), rest),
            _ => Found::Absent,
        },
    }
}

/// Finds a value in a struct, or returns a value that is no struct.
fn below<'a>(view: View<'a>, rest: &str) -> Found<'a> {
    match view {
        View::Absent => Found::Absent,
        View::Empty => Found::Empty,
        view if rest.is_empty() => Found::One(view),
        View::Record(record) => find(record, rest),
        _ => Found::Absent,
    }
}

fn items<'a>(view: View<'a>, rest: &str) -> Found<'a> {
    let list: &dyn List = match view {
        View::List(list) => list,
        View::Empty => return Found::Empty,
        _ => return Found::Absent,
    };
    let mut found = Vec::with_capacity(list.len());
    for item in (0..list.len()).filter_map(|index| list.get(index)) {
        match below(item.view(), rest) {
            Found::One(view) => found.push(view),
            Found::Many(views) => found.extend(views),
            Found::Absent | Found::Empty => {}
        }
    }
    // A list whose items do not have the value is not an empty list of values.
    if found.is_empty() && !list.is_empty() {
        return Found::Absent;
    }
    Found::Many(found)
}
