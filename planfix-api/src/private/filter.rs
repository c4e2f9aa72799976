//! Filters: records whose `type` decides which operators and values are valid.

use crate::record::{Expected, Record, Struct, Typed, Value, View};
use crate::table::{Filter, Kind, Operand, Table};
use crate::value::wire_text;
use crate::value::{Bytes, DateTime, Decimal};
use jiff::civil::{Date, Time};

/// Creates a filter from its row. The arguments are the operator and the value, except constants. Called by generated
/// code.
#[doc(hidden)]
#[must_use]
pub fn filter<T: Struct>(
    filter: &'static Filter,
    field: Option<&dyn Value>,
    operator: Option<&dyn Value>,
    value: Option<&dyn Value>,
) -> T {
    let mut record = T::blank();
    put(&mut record, "type", Source::Value(&filter.number));
    for (name, operand, given) in [("operator", filter.operator, operator), ("value", filter.value, value)] {
        match (operand, given) {
            (Operand::Constant(text), _) => put(&mut record, name, Source::Text(text)),
            (Operand::Any(_), Some(value)) => put(&mut record, name, Source::Value(value)),
            (Operand::Any(_), None) => {}
        }
    }
    if let Some(field) = field {
        put(&mut record, "field", Source::Value(field));
    }
    record
}

enum Source<'a> {
    Text(&'static str),
    Value(&'a dyn Value),
}

/// Returns the number of the field for the element with this name.
fn number(table: &Table, name: &str) -> Option<u16> {
    table.named(name)?.content.field().map(|(number, _)| number)
}

fn put(record: &mut dyn Record, name: &str, source: Source<'_>) {
    let slot = number(record.table(), name).and_then(|number| record.field_mut(number));
    if let Some(slot) = slot {
        match source {
            // The check of the filter reports a constant that does not match its field.
            Source::Text(text) => {
                let _ = slot.set_text(text);
            }
            Source::Value(value) => copy(value.view(), slot),
        }
    }
}

/// Copies a leaf or a struct of leaves into a value of the same kind, or of several forms.
fn copy(from: View<'_>, to: &mut dyn Value) {
    match from {
        View::Record(record) => {
            for element in record.table().fields() {
                let Some((number, _)) = element.content.field() else {
                    continue;
                };
                let value = record.field(number);
                if matches!(value, View::Absent) {
                    continue;
                }
                // The first child decides the form, which the second must not create again.
                let is_made = matches!(to.view(), View::Record(_));
                let target = if is_made {
                    to.record()
                } else {
                    to.record_with(element.name)
                };
                if let Some(slot) = target.and_then(|target| target.field_mut(number)) {
                    copy(value, slot);
                }
            }
        }
        View::Empty => {
            let _ = to.set_empty();
        }
        leaf => {
            if let Some(text) = wire_text(leaf) {
                let _ = to.set_text(&text);
            }
        }
    }
}

/// Returns the faults of a filter, each with its element and the row that describes it. A type without a row cannot be
/// checked.
pub(crate) fn faults(record: &dyn Record) -> Vec<(&'static str, String, u32)> {
    let table = record.table();
    let view = |name: &str| number(table, name).map_or(View::Absent, |number| record.field(number));
    let View::Int(kind) = view("type") else {
        return Vec::new();
    };
    let Some(filter) = table.filters.iter().find(|filter| filter.number == kind) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (name, operand) in [("operator", filter.operator), ("value", filter.value)] {
        let view = view(name);
        let is_set = !matches!(view, View::Absent | View::Empty);
        if let Some(expected) = misfit(view, operand).filter(|_| is_set) {
            let message = format!("the filter {kind} ({}) expects {expected} here", filter.name);
            out.push((name, message, filter.line));
        }
    }
    let is_set = !matches!(view("field"), View::Absent | View::Empty);
    if filter.field && !is_set {
        let message = format!(
            "the filter {kind} ({}) needs the identifier of a custom field",
            filter.name
        );
        out.push(("field", message, filter.line));
    } else if is_set && !filter.field {
        let message = format!(
            "the filter {kind} ({}) does not use a custom field: leave it out",
            filter.name
        );
        out.push(("field", message, filter.line));
    }
    out
}

/// Describes a valid operand, if this one is not.
fn misfit(view: View<'_>, operand: Operand) -> Option<String> {
    match operand {
        Operand::Constant(constant) => {
            let is_it = wire_text(view).is_some_and(|text| text == constant);
            (!is_it).then(|| format!("`{constant}`"))
        }
        Operand::Any(Kind::Record(table)) => {
            let is_it = matches!(view, View::Record(record) if record.table().file == table.file);
            (!is_it).then(|| format!("a {}", table.name))
        }
        Operand::Any(kind) => match wire_text(view) {
            None => Some("a text".to_owned()),
            Some(text) => fits(kind, &text)
                .err()
                .map(str::to_owned)
                .or_else(|| unlisted(kind, &text)),
        },
    }
}

/// Lists the values of an enum, if the text is not one of them: the operators of a filter are a closed set.
fn unlisted(kind: Kind, text: &str) -> Option<String> {
    let Kind::Enum(values) = kind else { return None };
    let listed: Vec<&str> = values.values.iter().map(|(value, _)| *value).collect();
    let is_listed = listed.contains(&text) || (values.number && text.parse::<i64>().is_ok());
    (!is_listed).then(|| format!("one of {}", listed.join(", ")))
}

/// Checks that a text is valid for a kind. The error describes a valid one.
pub(crate) fn fits(kind: Kind, text: &str) -> Result<(), &'static str> {
    fn one<T: Typed>(text: &str) -> Result<(), &'static str> {
        let done = T::blank().set_text(text);
        done.map_err(|Expected(what)| what)
    }
    match kind {
        Kind::Text | Kind::Union(_) | Kind::Enum(_) => Ok(()),
        Kind::Int | Kind::Id(_) => one::<i64>(text),
        Kind::Decimal => one::<Decimal>(text),
        Kind::Bool => one::<bool>(text),
        Kind::Date => one::<Date>(text),
        Kind::DateTime => one::<DateTime>(text),
        Kind::Time => one::<Time>(text),
        Kind::Bytes => one::<Bytes>(text),
        Kind::Joined(joint, item) => crate::value::joined::fits(joint, *item, text, fits),
        Kind::Record(_) => Err("elements"),
    }
}
