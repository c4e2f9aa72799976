//! Checks of a request against its table.

use crate::columns::Columns;
use planfix_api::json::Fill;
use planfix_api::record::Record;
use planfix_api::table::Method;
use planfix_api::validate;
use serde::de::DeserializeSeed as _;
use serde_json::Value;

/// Reads a request from the journal.
pub(crate) fn request(method: &'static Method, body: &Value) -> Result<Box<dyn Record>, serde_json::Error> {
    let mut record = (method.new_request)();
    Fill::new(&mut *record).allow_unlisted().deserialize(body)?;
    Ok(record)
}

/// Checks a request against its table; returns the faults with the names of their columns. `is_partial` leaves out
/// faults that values already reported may have caused.
pub(super) fn check(method: &'static Method, body: &Value, columns: Option<&Columns>, is_partial: bool) -> Vec<String> {
    let named = |fault: &str| {
        let (paths, message) = fault.split_once(": ").unwrap_or(("", fault));
        match columns.and_then(|columns| columns.named(paths)) {
            Some(name) if name != paths => format!("{name} ({paths}): {message}"),
            _ => fault.to_owned(),
        }
    };
    let mut record = (method.new_request)();
    let filled = match columns {
        // The cells have been read by their kinds, so that unlisted values are not in them.
        Some(_) => Fill::new(&mut *record).allow_unlisted().deserialize(body),
        None => Fill::new(&mut *record).deserialize(body),
    };
    if let Err(error) = filled {
        let error = error.to_string();
        let is_told = |fault: &&str| {
            let is_of_column = |path: &str| columns.is_some_and(|columns| columns.sets(path));
            !is_partial
                || !fault
                    .split(": ")
                    .next()
                    .unwrap_or_default()
                    .split(" or ")
                    .any(is_of_column)
        };
        return error.lines().filter(is_told).map(named).collect();
    }
    if is_partial {
        return Vec::new();
    }
    match validate(&*record) {
        Ok(()) => Vec::new(),
        Err(violations) => violations
            .as_slice()
            .iter()
            .map(|violation| named(&violation.to_string()))
            .collect(),
    }
}
