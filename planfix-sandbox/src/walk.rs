//! Visits every value of a request, with its path on the wire.

use planfix_api::table::{Content, Element, Kind, Place, Row};
use planfix_api::{Record, Value, View};

/// A value that is set, or an item of a list.
pub(crate) struct Leaf<'a> {
    /// Path with item numbers: `task.workers.users.id[0]`.
    pub(crate) path: &'a str,
    pub(crate) row: &'static Row,
    pub(crate) kind: Kind,
    pub(crate) view: View<'a>,
    /// True if the value is an item of a list.
    pub(crate) is_item: bool,
}

/// Calls `see` with every leaf, in the order of the table.
pub(crate) fn leaves(record: &dyn Record, see: &mut dyn FnMut(&Leaf<'_>)) {
    elements(record, record.table().elements, "", see);
}

fn elements(record: &dyn Record, all: &'static [Element], above: &str, see: &mut dyn FnMut(&Leaf<'_>)) {
    for element in all {
        let mark = match element.place {
            Place::Attribute => "@",
            Place::Element if !above.is_empty() => ".",
            Place::Element | Place::Text => "",
        };
        let path = format!("{above}{mark}{}", element.name);
        let path = match element.content {
            Content::Group(inner) => {
                elements(record, inner, &path, see);
                continue;
            }
            Content::List { item, .. } => format!("{path}.{}", item.name),
            Content::Value { .. } | Content::Repeat { .. } => path,
        };
        if let (Some((field, kind)), Some(row)) = (element.content.field(), element.row) {
            value(record.field(field), kind, row, &path, false, see);
        }
    }
}

fn value(view: View<'_>, kind: Kind, row: &'static Row, path: &str, is_item: bool, see: &mut dyn FnMut(&Leaf<'_>)) {
    match view {
        View::Absent | View::Empty => {}
        View::Record(inner) => elements(inner, inner.table().elements, path, see),
        View::List(list) => {
            for (index, item) in (0..list.len()).filter_map(|index| Some((index, list.get(index)?))) {
                value(Value::view(item), kind, row, &format!("{path}[{index}]"), true, see);
            }
        }
        view => see(&Leaf {
            path,
            row,
            kind,
            view,
            is_item,
        }),
    }
}
