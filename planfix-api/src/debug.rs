//! Debug of every struct: wire names, and never a secret or a person's data.

use crate::record::{List, Record, View};
use crate::table::Row;
use std::fmt;

/// Shows a record; fields that are left out are not shown, hidden ones say only that they are set.
pub(crate) fn record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = record.table();
    let mut out = f.debug_struct(table.name);
    for element in table.fields() {
        let (Some((field, _)), Some(row)) = (element.content.field(), element.row) else {
            continue;
        };
        let value = record.field(field);
        if !matches!(value, View::Absent) {
            out.field(
                row.path
                    .strip_prefix(table.path)
                    .unwrap_or(row.path)
                    .trim_start_matches('.'),
                &Shown(value, row),
            );
        }
    }
    if !record.unknown().is_empty() {
        out.field("unknown", record.unknown());
    }
    out.finish()
}

struct Shown<'a>(View<'a>, &'a Row);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent => f.write_str("left out"),
            View::Empty => f.write_str("emptied"),
            _ if self.1.rules.secret => f.write_str("<secret>"),
            View::List(list) => items(list, self.1, f),
            // Elements too: those of a union, whose own rows do not know what this one hides.
            _ if self.1.rules.personal => f.write_str("<personal>"),
            View::Record(inner) => record(inner, f),
            View::Text(text) => text.fmt(f),
            View::Int(number) => number.fmt(f),
            View::Decimal(number) => f.write_str(number.as_str()),
            View::Bool(yes) => yes.fmt(f),
            View::Date(date) => write!(f, "{date}"),
            View::DateTime(at) => write!(f, "{at}"),
            View::Time(time) => write!(f, "{time}"),
            View::Bytes(bytes) => bytes.fmt(f),
        }
    }
}

fn items(list: &dyn List, row: &Row, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_list()
        .entries(
            (0..list.len())
                .filter_map(|i| list.get(i))
                .map(|item| Shown(item.view(), row)),
        )
        .finish()
}
