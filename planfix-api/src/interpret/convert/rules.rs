//! The rules of rows that decide over another row of the same record.

use crate::record::{Record, View};
use crate::table::{Condition, Row};
use crate::value::wire_text;

/// A field with its row.
pub(crate) type Field = (u16, &'static Row);

/// Returns the fields of a record.
pub(crate) fn fields(record: &dyn Record) -> impl Iterator<Item = Field> + use<> {
    let elements = record.table().fields();
    elements.filter_map(|element| Some((element.content.field()?.0, element.row?)))
}

/// Returns true if a field has a value.
pub(crate) fn is_set(record: &dyn Record, field: u16) -> bool {
    match record.field(field) {
        View::Absent | View::Empty => false,
        View::List(list) => !list.is_empty(),
        _ => true,
    }
}

/// Leaves a field out; one of a one-of is not chosen then.
pub(crate) fn leave_out(record: &mut dyn Record, field: u16) {
    if let Some(value) = record.field_mut(field) {
        value.leave_out();
    }
    record.unchoose(field);
}

/// Sets every flag to 1 or 0, and leaves out the values whose flag is 0. With `keeps`, only the flags that are left out.
pub(super) fn set_flags(record: &mut dyn Record, keeps: bool) {
    for (flag, row) in fields(record) {
        if let Some(of) = row.rules.flag_of
            && (!keeps || matches!(record.field(flag), View::Absent))
        {
            let is_set = is_set(record, of);
            set_flag(record, flag, is_set);
            if !is_set {
                leave_out(record, of);
            }
        }
    }
}

pub(crate) fn set_flag(record: &mut dyn Record, flag: u16, is_set: bool) {
    if let Some(value) = record.field_mut(flag) {
        // Both texts are a bool.
        let _ = value.set_text(if is_set { "1" } else { "0" });
    }
}

/// Leaves out the fields that another row excludes, and returns them.
pub(super) fn leave_out_excluded(record: &mut dyn Record) -> Vec<u16> {
    let excluded = fields(record).filter(|(field, row)| {
        let condition = row
            .rules
            .only_if
            .filter(|_| !matches!(record.field(*field), View::Absent));
        condition.is_some_and(|condition| holds(record, condition) == Some(false))
    });
    let excluded: Vec<u16> = excluded.map(|(field, _)| field).collect();
    for field in &excluded {
        leave_out(record, *field);
    }
    excluded
}

/// Returns true if the other row has one of the values of a condition; `None` if it has no value.
pub(crate) fn holds(record: &dyn Record, condition: &Condition) -> Option<bool> {
    let other = wire_text(record.field(condition.field))?;
    Some(condition.values.contains(&other.as_ref()))
}
