//! Values as people read them.

use planfix_api::record::{Value, View};
use planfix_api::table::Row;
use planfix_api::walk::leaves;

/// Formats a value for people: ISO 8601 dates, and an empty string for an empty value.
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
        View::Bytes(bytes) => format!("({} bytes)", bytes.len()),
        _ => String::new(),
    }
}

/// Formats a value on one line, with the fields of a record listed: `number +7900, typeId 1`.
pub(crate) fn summary(value: &dyn Value) -> String {
    match value.view() {
        View::Record(record) => {
            let mut parts = Vec::new();
            leaves(record, &mut |leaf| {
                if !matches!(leaf.view, View::Empty) {
                    // The text of an element is shown as the element itself.
                    let path = leaf.path.strip_suffix("#text").unwrap_or(leaf.path);
                    parts.push(format!("{path} {}", shown(leaf.view, leaf.row)));
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

/// Formats a leaf as text. A secret is only reported as present.
pub(crate) fn shown(value: View<'_>, row: &Row) -> String {
    if row.rules.secret {
        "(secret; --output json shows it)".to_owned()
    } else {
        text(value)
    }
}
