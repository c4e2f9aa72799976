//! A date and a time of day in one text, for tables that have an element for each.

use crate::table::{Kind, Row, Table};
use crate::value::date::parse_iso_date;
use std::fmt;

/// The rows for the two parts of a date and time in one text.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct DayAndTime {
    /// Row of the date.
    pub date: &'static Row,
    /// Row of the time of day.
    pub time: &'static Row,
}

impl fmt::Display for DayAndTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, time } = self;
        write!(
            f,
            "a date and a time of day in one text; put the date into {} and the time into {}",
            date.path, time.path
        )
    }
}

/// Finds the rows for the parts of a text that is a date and a time of day, if the table has one row for each: the
/// names differ only in `date` and `time`, as `endDate` and `endTime`. Does the same for a text that is a date, given
/// for the time of day.
#[must_use]
pub fn day_and_time(table: &Table, row: &'static Row, kind: Kind, text: &str) -> Option<DayAndTime> {
    let is_longer = matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
    let is_moment = (is_longer || (text.len() == 10 && matches!(kind, Kind::Time)))
        && text.get(..10).and_then(parse_iso_date).is_some();
    if !is_moment {
        return None;
    }
    match kind {
        Kind::Date => Some(DayAndTime {
            date: row,
            time: sibling(table, row, ["Date", "Time"], |kind| matches!(kind, Kind::Time))?,
        }),
        Kind::Time => Some(DayAndTime {
            date: sibling(table, row, ["Time", "Date"], |kind| matches!(kind, Kind::Date))?,
            time: row,
        }),
        _ => None,
    }
}

/// Returns the row with the other word in its name.
fn sibling(table: &Table, row: &Row, [word, other]: [&str; 2], is_kind: fn(Kind) -> bool) -> Option<&'static Row> {
    let name_at = row.path.rfind(['.', '@']).map_or(0, |at| at + 1);
    let (around, name) = row.path.split_at_checked(name_at)?;
    let is_other = |found: &Row| {
        let found = found.path.strip_prefix(around);
        let replaced =
            |word: &str, other: &str| name.contains(word) && found == Some(name.replace(word, other).as_str());
        replaced(word, other) || replaced(&word.to_lowercase(), &other.to_lowercase())
    };
    let mut fields = table.fields();
    fields.find_map(|element| {
        let (_, kind) = element.content.field()?;
        element.row.filter(|row| is_kind(kind) && is_other(row))
    })
}
