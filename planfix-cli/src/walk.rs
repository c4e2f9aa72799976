//! Every value of a record with its path, for printing and for checks.

use planfix_api::table::{Content, Element, Kind, Place, Row};
use planfix_api::{Record, Value, View};

/// A value that holds no others, or a list or struct that is empty.
pub(crate) struct Leaf<'a> {
    /// Path on the wire, items numbered from 0.
    pub path: &'a str,
    /// What it is; never absent.
    pub value: View<'a>,
    /// Its kind; of a list that of an item.
    pub kind: Kind,
    /// Its row.
    pub row: &'static Row,
}

/// Calls `each` for every value that is there, in the order of the wire.
pub(crate) fn leaves(record: &dyn Record, each: &mut dyn FnMut(Leaf<'_>)) {
    let mut path = String::new();
    elements(record, record.table().elements, &mut path, each);
}

fn elements(record: &dyn Record, children: &'static [Element], path: &mut String, each: &mut dyn FnMut(Leaf<'_>)) {
    for element in children {
        let length = path.len();
        step(path, element);
        match element.content {
            Content::Group(inner) => elements(record, inner, path, each),
            Content::Value { field, kind } | Content::Repeat { field, kind } | Content::List { field, kind, .. } => {
                if let Some(row) = element.row {
                    let item = match element.content {
                        Content::List { item, .. } => item.name,
                        _ => "",
                    };
                    value(record.field(field), kind, row, item, path, each);
                }
            }
        }
        path.truncate(length);
    }
}

fn step(path: &mut String, element: &Element) {
    match element.place {
        Place::Attribute => path.push('@'),
        Place::Element if !path.is_empty() => path.push('.'),
        Place::Element => {}
        // The text of an element is shown as the element itself.
        Place::Text => return,
    }
    path.push_str(element.name);
}

fn value(view: View<'_>, kind: Kind, row: &'static Row, item: &str, path: &mut String, each: &mut dyn FnMut(Leaf<'_>)) {
    match view {
        View::Absent => {}
        View::Record(record) => elements(record, record.table().elements, path, each),
        View::List(list) => {
            let length = path.len();
            if !item.is_empty() {
                path.push('.');
                path.push_str(item);
            }
            let each_length = path.len();
            for number in 0..list.len() {
                path.push_str(&format!("[{number}]"));
                if let Some(slot) = list.get(number) {
                    value(slot.view(), kind, row, "", path, each);
                }
                path.truncate(each_length);
            }
            path.truncate(length);
        }
        leaf => each(Leaf {
            path,
            value: leaf,
            kind,
            row,
        }),
    }
}

/// A value as people read it: dates ISO 8601, nothing where it is empty.
pub(crate) fn text(view: View<'_>) -> String {
    match view {
        View::Text(text) => crate::words::one_line(text),
        View::Int(number) => number.to_string(),
        View::Decimal(number) => number.to_string(),
        View::Bool(yes) => yes.to_string(),
        View::Date(date) => date.to_string(),
        View::DateTime(planfix_api::DateTime::Date(date)) => date.to_string(),
        View::DateTime(planfix_api::DateTime::Minute(at)) => at.strftime("%Y-%m-%dT%H:%M").to_string(),
        View::Time(time) => time.strftime("%H:%M").to_string(),
        View::Bytes(bytes) => format!("({} bytes)", bytes.0.len()),
        _ => String::new(),
    }
}

/// A value as a list of an inner record, for places where only one line is: `number +7900, typeId 1`.
pub(crate) fn summary(value: &dyn Value) -> String {
    match value.view() {
        View::Record(record) => {
            let mut parts = Vec::new();
            leaves(record, &mut |leaf| {
                if !matches!(leaf.value, View::Empty) {
                    parts.push(format!("{} {}", leaf.path, shown(leaf.value, leaf.row)));
                }
            });
            parts.join(", ")
        }
        View::List(list) => {
            let items = (0..list.len()).filter_map(|number| list.get(number));
            items.map(summary).collect::<Vec<_>>().join("; ")
        }
        leaf => text(leaf),
    }
}

/// A leaf as text; a secret is only told to be there.
pub(crate) fn shown(value: View<'_>, row: &Row) -> String {
    if row.rules.secret {
        "(secret; --output json shows it)".to_owned()
    } else {
        text(value)
    }
}
