//! Structs made by `custom_fields!`: from the list in an answer, and to the list in a request.

use crate::record::{Expected, Struct, View, Why};
use crate::value::is_blank;
use crate::value::wire_text;
use crate::{CustomField, FieldEdit, FieldId, FieldValue};
use std::str::FromStr as _;

/// A row of a table of custom fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomRow {
    /// Identifier of the field.
    pub id: FieldId,
    /// Name of the field in PlanFix.
    pub name: &'static str,
}

impl CustomRow {
    /// Creates a row. Called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(id: i64, name: &'static str) -> Self {
        Self { id: FieldId(id), name }
    }
}

/// A struct of custom fields, made by [`custom_fields!`](crate::custom_fields) from a table.
pub trait CustomTable: Struct {
    /// The rows, in the order of the table.
    const ROWS: &'static [CustomRow];

    /// Reads the fields from the list in an answer.
    ///
    /// A field that is not in the list is left out, and one without a value is emptied. A value that does not have the
    /// type of its row, and a field that is not in the table, are kept among the [`unknown`](crate::unknown) elements,
    /// with the reason.
    #[must_use]
    fn read<'a>(fields: impl IntoIterator<Item = &'a CustomField>) -> Self {
        let mut out = Self::blank();
        for field in fields {
            put(&mut out, Self::ROWS, field);
        }
        out
    }

    /// Returns the list for a request: the fields that are set or emptied.
    #[must_use]
    fn edits(&self) -> Vec<FieldEdit> {
        let edits = Self::ROWS
            .iter()
            .zip(0..)
            .filter_map(|(row, number)| match self.field(number) {
                View::Absent => None,
                View::Empty => Some(FieldEdit::new(row.id).clear_value()),
                view => {
                    let text = wire_text(view)?;
                    Some(FieldEdit::new(row.id).value(value(&text)))
                }
            });
        edits.collect()
    }
}

/// Returns the value with the form that its text has in an answer.
fn value(text: &str) -> FieldValue {
    FieldValue::from_str(text).unwrap_or_else(|_| FieldValue::from(text))
}

fn put(record: &mut dyn crate::record::Record, rows: &[CustomRow], field: &CustomField) {
    let id = field.field_id.copied();
    let text = field.value.set().and_then(FieldValue::text).unwrap_or_default();
    let row = rows.iter().zip(0_u16..).find(|(row, _)| Some(row.id) == id);
    let Some((row, number)) = row else {
        let name = field.field_name.as_str().unwrap_or_default();
        let path = match id {
            Some(id) => format!("{name} ({id})"),
            None => name.to_owned(),
        };
        return record.unknown_mut().push(&path, &text, Why::NoRow);
    };
    let element = record.table().numbered(number);
    let table = record.table();
    let Some(slot) = record.field_mut(number) else { return };
    let kind = element
        .and_then(|element| element.content.field())
        .map(|(_, kind)| kind);
    let done = match kind.is_some_and(|kind| is_blank(kind, &text)) {
        true => slot.set_empty(),
        false => slot.set_text(&text),
    };
    if let Err(Expected(expected)) = done {
        slot.leave_out();
        let row_of = element.and_then(|element| element.row);
        let why = Why::Unfit {
            expected,
            row: row_of.map(|row| row.location(table.file)),
        };
        record
            .unknown_mut()
            .push(&format!("{} ({})", row.name, row.id), &text, why);
    }
}
