//! The filters that a record can be: `## Filters` of a shared record.

use super::blocks::Spanned;
use super::page::Section;
use super::rows::{self, Rule};
use super::table::Row;
use crate::fault::Collector;
use crate::model::{Filter, Operand, Record, Type};
use crate::names::{is_field, snake};

/// The elements that a record of a filter has.
const ELEMENTS: [&str; 4] = ["type", "operator", "value", "field"];

/// Reads the rows; one that was reported is left out.
pub(super) fn filters(
    faults: &mut Collector<'_>,
    section: &Section,
    rows: &[Row],
    record: &Record,
    types: &[&str],
) -> Vec<Filter> {
    let names: Vec<&str> = record.elements.iter().map(|element| element.name.as_str()).collect();
    // Where no filter is about a custom field, there may be no element for one.
    if names != ELEMENTS && names != ELEMENTS[..3] {
        faults.help(
            section.name.span.clone(),
            "filters in a record that is none",
            "its elements are others",
            "a filter has the elements `type`, `operator`, `value` and perhaps `field`, in this order",
        );
    }
    // A constructor stands beside the setters and `new`.
    let taken: Vec<String> = record.fields().iter().map(|field| field.rust.clone()).collect();
    let mut out: Vec<Filter> = Vec::new();
    for row in rows {
        let [number, name, operator, value, note] = row.cells.as_slice() else {
            continue;
        };
        let before = faults.count();
        let (rules, doc) = rows::note(faults, note);
        let mut field = false;
        for (rule, span) in rules {
            if rule == Rule::Field && names.contains(&"field") {
                field = true;
            } else if rule == Rule::Field {
                faults.help(
                    span,
                    "`field` in a record without such an element",
                    "nothing carries the custom field",
                    "add the row `field` to `## Fields`",
                );
            } else {
                let message = format!("rule `{}` on a filter", rule.word());
                faults.help(span, message, "a filter has the rule `field` only", "remove it");
            }
        }
        let found = number.text.parse().ok().filter(|number: &i64| *number >= 0);
        if found.is_none() {
            faults.add(
                number.span.clone(),
                format!("`{}` is no type of a filter", number.text),
                "a number",
            );
        }
        if !is_field(&name.text) || snake(&name.text) != name.text || taken.contains(&name.text) || name.text == "new" {
            faults.help(
                name.span.clone(),
                format!("`{}` cannot be the name of a filter", name.text),
                "this name",
                "it becomes a Rust function: lower case with `_`, and not the name of a field",
            );
        }
        for twin in &out {
            let message = if Some(twin.number) == found {
                format!("duplicate filter {}", number.text)
            } else if twin.rust == name.text {
                format!("two filters with the name `{}`", name.text)
            } else {
                continue;
            };
            let help = format!("the first is on line {}", twin.line);
            faults.help(number.span.clone(), message, "the second", help);
            break;
        }
        let operator = operand(faults, operator, types);
        let value = operand(faults, value, types);
        let line = faults.line(row.span.start);
        if let (Some(number), Some(operator), Some(value)) = (found, operator, value)
            && faults.count() == before
        {
            out.push(Filter {
                number,
                rust: name.text.clone(),
                operator,
                value,
                field,
                doc,
                line,
            });
        }
    }
    out
}

/// `=1` or a type.
fn operand(faults: &mut Collector<'_>, cell: &Spanned, types: &[&str]) -> Option<Operand> {
    if let Some(constant) = cell.text.strip_prefix('=') {
        return Some(Operand::Constant(constant.trim().to_owned()));
    }
    let found: Option<Type> = rows::type_cell(faults, cell, types);
    if found.is_none() {
        faults.help(
            cell.span.clone(),
            "a filter without an operator or a value",
            "nothing here",
            "write a type, or the one constant behind `=`, such as `=1`",
        );
    }
    found.map(Operand::Any)
}
