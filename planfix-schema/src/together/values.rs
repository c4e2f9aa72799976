//! Values of an enum that another table names: defaults, conditions, and several values in one text.

use super::{Types, elements, records};
use crate::fault::Collector;
use crate::model::{Condition, Field, Joint, Place, Record, SharedKind, Type};
use crate::names::nearest;

/// Checks the rows of a message or of a shared record.
pub(super) fn check(faults: &mut Collector<'_>, types: &Types<'_>, root: &Record) {
    for record in records(root) {
        let fields = elements(record);
        for (element, field) in &fields {
            if let Some(value) = &field.rules.default {
                let fault = unlisted(types, &field.ty, value);
                report(faults, field, &format!("default {value}"), "the default", fault);
            }
            for condition in [&field.rules.only_if, &field.rules.required_if].into_iter().flatten() {
                let Condition { path, values } = condition;
                let other = fields.iter().find(|(_, other)| other.path == *path);
                for value in values {
                    let fault = other.and_then(|(_, other)| unlisted(types, &other.ty, value));
                    let piece = format!("{path}={}", values.join(","));
                    report(faults, field, &piece, "this condition", fault);
                }
            }
            separators(faults, types, field);
            if element.place != Place::Element {
                elements_in_text(faults, types, field);
            }
        }
    }
}

/// Returns the fault of a text of an enum and its help; `None` if it is listed, or for other types.
pub(super) fn unlisted(types: &Types<'_>, ty: &Type, text: &str) -> Option<(String, String)> {
    match ty {
        Type::Shared(name) => {
            let SharedKind::Enum { values, number } = &types.get(name.as_str())?.kind else {
                return None;
            };
            let is_number = number.is_some() && text.parse::<i64>().is_ok();
            if is_number || values.iter().any(|value| value.wire == text) {
                return None;
            }
            let known: Vec<&str> = values.iter().map(|value| value.wire.as_str()).collect();
            let help = match nearest(text, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its values are {}", known.join(", ")),
            };
            Some((format!("`{text}` is not a value of `{name}`"), help))
        }
        Type::Joined(joint, item) => {
            let (by, inner) = match joint {
                Joint::Words => (' ', text),
                Joint::Commas => (',', text),
                Joint::Semicolons => (';', text),
                Joint::Brackets => (',', text.trim_start_matches('[').trim_end_matches(']')),
            };
            let mut items = inner.split(by).map(str::trim).filter(|item| !item.is_empty());
            items.find_map(|one| unlisted(types, item, one))
        }
        _ => None,
    }
}

fn report(faults: &mut Collector<'_>, field: &Field, piece: &str, label: &str, fault: Option<(String, String)>) {
    if let Some((message, help)) = fault {
        let place = faults.place(field.line, piece);
        faults.help(place, message, label, help);
    }
}

/// Reports values that would read as two.
fn separators(faults: &mut Collector<'_>, types: &Types<'_>, field: &Field) {
    let Type::Joined(joint, item) = &field.ty else { return };
    let Type::Shared(name) = &**item else { return };
    let Some(SharedKind::Enum { values, .. }) = types.get(name.as_str()).map(|ty| &ty.kind) else {
        return;
    };
    let separator: &[char] = match joint {
        Joint::Words => &[' '],
        Joint::Commas => &[','],
        Joint::Semicolons => &[';'],
        Joint::Brackets => &[',', '[', ']'],
    };
    if let Some(value) = values.iter().find(|value| value.wire.contains(separator)) {
        let place = faults.place(field.line, &format!("{}({name})", joint.word()));
        faults.help(
            place,
            format!("the value `{}` of `{name}` would read as two", value.wire),
            "it holds the separator of the values",
            "take another type for this row",
        );
    }
}

/// Reports a union that may be elements in an attribute or in a text.
fn elements_in_text(faults: &mut Collector<'_>, types: &Types<'_>, field: &Field) {
    let Type::Shared(name) = &field.ty else { return };
    let Some(SharedKind::Union(forms)) = types.get(name.as_str()).map(|ty| &ty.kind) else {
        return;
    };
    let is_record = |ty: &Type| match ty {
        Type::Shared(form) => matches!(
            types.get(form.as_str()).map(|ty| &ty.kind),
            Some(SharedKind::Record(..))
        ),
        _ => false,
    };
    if let Some(form) = forms.iter().find(|form| is_record(&form.ty)) {
        let place = faults.place(field.line, name);
        faults.help(
            place,
            format!("`{}` cannot hold the form `{}` of `{name}`", field.path, form.rust),
            "a record is elements, and this is a text",
            "write the type of a single value",
        );
    }
}
