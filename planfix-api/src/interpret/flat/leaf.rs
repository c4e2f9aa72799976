//! One value from the text that people write.

use super::FlatFault;
use crate::interpret::moment::day_and_time;
use crate::record::Value;
use crate::table::{Form, Kind, Row, Table};
use crate::value::is_blank;
use crate::value::parse::to_wire;

/// Sets a value from the text that people write: dates are ISO 8601, a bool is `true` or `false`. The fault has no
/// path and no pair.
///
/// A value that is not in the table of its enum is accepted.
///
/// # Errors
/// The text is empty, or does not fit.
pub fn set(
    slot: &mut dyn Value,
    kind: Kind,
    table: &Table,
    row: &'static Row,
    text: &str,
) -> Result<(), Box<FlatFault>> {
    let fault = |message: String| FlatFault::new(message, Some(row.location(table.file)));
    if is_blank(kind, text) {
        return Err(Box::new(fault("an empty text: leave it out".to_owned())));
    }
    if let Some(parts) = day_and_time(table, row, kind, text) {
        return Err(Box::new(fault(parts.to_string())));
    }
    let text = match (kind, text) {
        (Kind::Bool, "true") => "1",
        (Kind::Bool, "false") => "0",
        _ => text,
    };
    if to_wire(kind, text).is_some_and(|wire| slot.set_text(&wire).is_ok()) {
        return Ok(());
    }
    let found = match row.rules.hidden() {
        true => String::new(),
        false => {
            let short: String = text.chars().take(80).collect();
            format!(", found {short:?}")
        }
    };
    if let Some(bound) = kind.out_of_range(text) {
        return Err(Box::new(fault(format!("{bound}{found}"))));
    }
    let expected = expected(kind);
    Err(Box::new(FlatFault {
        expected: Some(expected.clone()),
        ..fault(format!("expected {expected}{found}"))
    }))
}

/// Sets a value of several forms from the text of one of them, as people write it; `form` is one of [`forms`].
///
/// # Errors
/// The text does not fit the form, or there is no form of this name.
pub fn set_as(
    slot: &mut dyn Value,
    (kind, form): (Kind, &str),
    table: &Table,
    row: &'static Row,
    text: &str,
) -> Result<(), Box<FlatFault>> {
    let found = match kind {
        Kind::Union(union) => union.leaf(form),
        _ => None,
    };
    match found {
        Some(form) => set_form(slot, form, table, row, text),
        None => {
            let message = format!("no form `{form}`; the forms are {}", forms(kind).join(", "));
            Err(Box::new(FlatFault::new(message, Some(row.location(table.file)))))
        }
    }
}

/// Returns the names of the forms that a path can end with, such as `date` in `value.date`; empty for a value of one
/// form.
///
/// ```
/// use planfix_api::{FieldValue, flat, record::Typed as _};
///
/// assert_eq!(flat::forms(FieldValue::KIND), ["ids", "texts", "date", "text"]);
/// ```
#[must_use]
pub fn forms(kind: Kind) -> Vec<String> {
    match kind {
        Kind::Union(union) => union.leaves().map(Form::json_name).collect(),
        _ => Vec::new(),
    }
}

/// Sets a value of several forms from a text of one of them.
pub(super) fn set_form(
    slot: &mut dyn Value,
    form: &Form,
    table: &Table,
    row: &'static Row,
    text: &str,
) -> Result<(), Box<FlatFault>> {
    let misfit = |expected: String| {
        let found = if row.rules.hidden() {
            String::new()
        } else {
            format!(", found {text:?}")
        };
        Box::new(FlatFault {
            expected: Some(expected.clone()),
            ..FlatFault::new(format!("expected {expected}{found}"), Some(row.location(table.file)))
        })
    };
    let wire = form.wire(text).map_err(misfit)?;
    slot.set_text(&wire).map_err(|expected| misfit(expected.0.to_owned()))
}

/// Describes the text that is valid for a kind, as people write it.
#[must_use]
pub fn expected(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Int => "an integer, such as 42".to_owned(),
        Kind::Decimal => "a decimal number, such as 10.50".to_owned(),
        Kind::Bool => "true or false".to_owned(),
        Kind::Date => "a date as YYYY-MM-DD, such as 1990-04-09".to_owned(),
        Kind::DateTime => "a date as YYYY-MM-DD or YYYY-MM-DDTHH:MM, such as 1990-04-09".to_owned(),
        Kind::Time => "a time as HH:MM, such as 17:09".to_owned(),
        Kind::Bytes => "bytes in base64".to_owned(),
        Kind::Id(shared) => format!("the integer of a {}, such as 42", shared.name),
        Kind::Enum(values) => {
            let values: Vec<&str> = values.values.iter().map(|(value, _)| *value).collect();
            format!("one of {}", values.join(", "))
        }
        Kind::Record(_) => "other elements".to_owned(),
        Kind::Joined(joint, item) => format!("{}, each {}", joint.separation(), expected(*item)),
        Kind::Union(union) => format!("a {}, as text in wire form", union.shared.name),
    }
}
