//! The filters of a record against its elements: what a constructor takes must fit into them.

use super::Types;
use super::values::unlisted;
use crate::fault::Collector;
use crate::model::{Filter, Operand, Record, SharedKind, Type};

/// Checks each row of `## Filters`.
pub(super) fn check(faults: &mut Collector<'_>, types: &Types<'_>, record: &Record, filters: &[Filter]) {
    let fields = record.fields();
    let find = |path: &str| fields.iter().find(|field| field.path == path).map(|field| &field.ty);
    let (Some(operator), Some(value)) = (find("operator"), find("value")) else {
        return;
    };
    for filter in filters {
        if let Some((message, help)) = operator_fault(types, operator, &filter.operator) {
            let place = faults.place(filter.line, piece(&filter.operator));
            faults.help(place, message, "this operator", help);
        }
        if let Some(message) = value_fault(types, value, &filter.value) {
            let place = faults.place(filter.line, piece(&filter.value));
            let help = "the constructor puts it into the element `value`: make the two agree";
            faults.help(place, message, "this value", help);
        }
    }
}

/// Returns the text that an operand is found by in its row.
fn piece(operand: &Operand) -> &str {
    match operand {
        Operand::Constant(text) => text,
        Operand::Any(Type::Shared(name)) => name,
        Operand::Any(_) => "",
    }
}

/// Reports an operator of a filter that the element cannot have.
fn operator_fault(types: &Types<'_>, element: &Type, operand: &Operand) -> Option<(String, String)> {
    match operand {
        Operand::Constant(text) => unlisted(types, element, text),
        Operand::Any(ty) if ty == element => None,
        Operand::Any(Type::Shared(name)) => {
            let SharedKind::Enum { values, .. } = &types.get(name.as_str())?.kind else {
                return None;
            };
            values.iter().find_map(|value| unlisted(types, element, &value.wire))
        }
        Operand::Any(_) => None,
    }
}

/// Reports a value of a filter that the element cannot have.
fn value_fault(types: &Types<'_>, element: &Type, operand: &Operand) -> Option<String> {
    let Operand::Any(ty) = operand else { return None };
    let kind = |ty: &Type| match ty {
        Type::Shared(name) => types.get(name.as_str()).map(|ty| &ty.kind),
        _ => None,
    };
    match (kind(ty), kind(element)) {
        (Some(SharedKind::Record(record, _)), Some(SharedKind::Union(forms))) => {
            let is_form = forms.iter().any(|form| form.ty == *ty);
            (!is_form).then(|| format!("`{}` is not a form of the element `value`", record.name))
        }
        (Some(SharedKind::Record(record, _)), _) => {
            Some(format!("the element `value` cannot hold the record `{}`", record.name))
        }
        (_, Some(SharedKind::Union(_))) => None,
        _ if ty == element || *element == (Type::Text { length: None }) => None,
        // Nothing is known of a type that is not among the tables.
        (None, None) if matches!(element, Type::Shared(_)) => None,
        _ => Some("the element `value` has another type".to_owned()),
    }
}
