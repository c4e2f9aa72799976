//! The filters that a record can be: `## Filters` of a shared record.

use super::blocks::Spanned;
use super::note::{Rule, note};
use super::page::Section;
use super::table::Row;
use super::types::{Known, kind, type_cell};
use crate::fault::Collector;
use crate::kind::Kind;
use crate::model::{Field, Filter, Operand, Record, Shape, Type};
use crate::names::{is_field, is_reserved, snake};

/// The elements that a record of a filter has.
const ELEMENTS: [&str; 4] = ["type", "operator", "value", "field"];

/// Reads the rows; one that was reported is left out. `whole` says that all rows of the record were read.
pub(super) fn filters(
    faults: &mut Collector<'_>,
    section: &Section,
    base: &Record,
    whole: bool,
    types: Known<'_>,
) -> Vec<Filter> {
    let rows = section.needed_rows(faults);
    let is_filter = is_filter(&base.fields(), types);
    if !is_filter && whole {
        faults.help(
            section.name.span.clone(),
            "filters in a record that is none",
            "its elements are others",
            "a filter has the elements `type`, a number, `operator`, an enum, `value`, and perhaps `field`, an \
             identifier, in this order",
        );
    }
    let mut reader = Reader {
        // A constructor shares its namespace with the setters and `new`.
        taken: base.fields().iter().map(|field| field.rust.clone()).collect(),
        has_field: base.elements.iter().any(|element| element.name == "field") || !whole,
        types,
        found: Vec::new(),
    };
    for row in rows {
        reader.row(faults, row);
    }
    // A constructor needs the elements that it fills.
    if is_filter { reader.found } else { Vec::new() }
}

/// Returns true if a record has the fields of a filter. Where no filter is about a custom field, there may be no
/// element for one.
fn is_filter(fields: &[&Field], types: Known<'_>) -> bool {
    let names: Vec<&str> = fields.iter().map(|field| field.path.as_str()).collect();
    let is = |ty: &Type, wanted: Kind| matches!(ty, Type::Shared(name) if kind(types, name) == Some(wanted));
    (names == ELEMENTS || names == ELEMENTS[..3])
        && fields.iter().enumerate().all(|(at, field)| {
            field.shape == Shape::Single
                && match at {
                    0 => field.ty == Type::Int,
                    1 => is(&field.ty, Kind::Enum),
                    2 => !is(&field.ty, Kind::Record),
                    _ => field.ty == Type::Int || is(&field.ty, Kind::Id),
                }
        })
}

/// The facts that the rows share.
struct Reader<'t> {
    /// Rust names that no filter can have.
    taken: Vec<String>,
    /// True if the record has an element for a custom field.
    has_field: bool,
    types: Known<'t>,
    found: Vec<Filter>,
}

impl Reader<'_> {
    fn row(&mut self, faults: &mut Collector<'_>, row: &Row) {
        let [number, name, operator, value, note] = row.cells.as_slice() else {
            return;
        };
        let before = faults.count();
        let note = self::note(faults, note);
        let mut field = false;
        for (rule, span) in note.rules {
            if rule != Rule::Field {
                let message = format!("rule `{}` on a filter", rule.word());
                faults.help(span, message, "a filter has the rule `field` only", "remove it");
            } else if self.has_field {
                field = true;
            } else {
                faults.help(
                    span,
                    "`field` in a record without such an element",
                    "nothing carries the custom field",
                    "add the row `field` to `## Fields`",
                );
            }
        }
        let found = self.number(faults, number);
        self.name(faults, name);
        self.twins(faults, found, number, name);
        let operator = self.operator(faults, operator);
        let value = self.value(faults, value);
        if let (Some(number), Some(operator), Some(value)) = (found, operator, value)
            && faults.count() == before
        {
            self.found.push(Filter {
                number,
                rust: name.text.clone(),
                operator,
                value,
                field,
                doc: note.doc,
                line: faults.line(row.span.start),
            });
        }
    }

    fn number(&self, faults: &mut Collector<'_>, cell: &Spanned) -> Option<i64> {
        let found = cell.text.parse().ok().filter(|number: &i64| *number >= 0);
        if found.is_none() {
            let message = format!("`{}` is not the type of a filter", cell.text);
            faults.add(cell.span.clone(), message, "a number");
        }
        found
    }

    fn name(&self, faults: &mut Collector<'_>, cell: &Spanned) {
        let name = &cell.text;
        let message = format!("`{name}` cannot be the name of a filter");
        if self.taken.contains(name) || is_reserved(name) {
            let help = "the record has a function of this name: rename the filter";
            faults.help(cell.span.clone(), message, "this name is taken", help);
        } else if !is_field(name) || snake(name) != *name {
            let help = "it becomes a Rust function: lower case with `_`";
            faults.help(cell.span.clone(), message, "this name", help);
        }
    }

    fn twins(&self, faults: &mut Collector<'_>, found: Option<i64>, number: &Spanned, name: &Spanned) {
        for twin in &self.found {
            let (cell, message) = if Some(twin.number) == found {
                (number, format!("duplicate filter {}", number.text))
            } else if twin.rust == name.text {
                (name, format!("two filters with the name `{}`", name.text))
            } else {
                continue;
            };
            let help = format!("the first is on line {}", twin.line);
            faults.help(cell.span.clone(), message, "the second", help);
            break;
        }
    }

    fn operator(&self, faults: &mut Collector<'_>, cell: &Spanned) -> Option<Operand> {
        let operand = self.operand(faults, cell, "an operator")?;
        let is_enum = match &operand {
            Operand::Constant(_) => true,
            Operand::Any(Type::Shared(name)) => kind(self.types, name) == Some(Kind::Enum),
            Operand::Any(_) => false,
        };
        if !is_enum {
            faults.help(
                cell.span.clone(),
                format!("`{}` is not a type of operators", cell.text),
                "not an enum",
                "operators are an enum, such as `Equality`, or one constant, such as `=equal`",
            );
        }
        is_enum.then_some(operand)
    }

    fn value(&self, faults: &mut Collector<'_>, cell: &Spanned) -> Option<Operand> {
        let operand = self.operand(faults, cell, "a value")?;
        if let Operand::Any(Type::Shared(name)) = &operand
            && kind(self.types, name) == Some(Kind::Union)
        {
            faults.help(
                cell.span.clone(),
                format!("the union `{name}` as the value of a filter"),
                "which of its forms?",
                format!("one filter takes one type: name the type of the form, or `string` for any text of `{name}`"),
            );
            return None;
        }
        Some(operand)
    }

    /// `=1` or a type; nothing for one that was reported.
    fn operand(&self, faults: &mut Collector<'_>, cell: &Spanned, what: &str) -> Option<Operand> {
        let constant = cell.text.strip_prefix('=').map(str::trim);
        if let Some(constant) = constant.filter(|constant| !constant.is_empty()) {
            return Some(Operand::Constant(constant.to_owned()));
        }
        let before = faults.count();
        let found = if constant.is_some() {
            None
        } else {
            type_cell(faults, cell, self.types)
        };
        if found.is_none() {
            faults.help(
                cell.span.clone(),
                format!("a filter without {what}"),
                "nothing here",
                "write a type, or the one constant after `=`, such as `=1`",
            );
        }
        // A type that was reported reads as text, which is not an operand.
        found.filter(|_| faults.count() == before).map(Operand::Any)
    }
}
