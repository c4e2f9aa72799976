//! Lists that come in parts: an item has one identifier, so that it is returned once even if it moves to another page.

use super::Types;
use crate::fault::Collector;
use crate::model::{Field, Method, Record, Shape, SharedKind, Type};

/// Checks the items of the list that a method returns in parts.
pub(super) fn check(faults: &mut Collector<'_>, types: &Types<'_>, method: &Method) {
    let Some(parts) = &method.parts else { return };
    let lists = method.response.lists(|_| true);
    let Some(list) = lists
        .iter()
        .map(|listed| listed.list)
        .find(|list| list.path == parts.list)
    else {
        return;
    };
    let item: &Record = match &list.ty {
        Type::Record(record) => record,
        Type::Shared(name) => match types.get(name.as_str()).map(|ty| &ty.kind) {
            Some(SharedKind::Record(record, _)) => record,
            _ => return,
        },
        _ => return,
    };
    let is_key = |field: &&Field| {
        let is_id = match &field.ty {
            Type::Shared(name) => types
                .get(name.as_str())
                .is_none_or(|ty| matches!(ty.kind, SharedKind::Id)),
            _ => false,
        };
        is_id && field.rules.required && field.shape == Shape::Single
    };
    let keys: Vec<&str> = item
        .fields()
        .into_iter()
        .filter(is_key)
        .map(|field| field.path.as_str())
        .collect();
    if keys.len() != 1 {
        let found = match keys.as_slice() {
            [] => "none".to_owned(),
            several => several.join(", "),
        };
        faults.help(
            faults.place(list.line, &list.path),
            format!("an item of `{}` does not have one required identifier", list.path),
            format!("its required identifiers: {found}"),
            "the list comes in parts, and an item that is in two of them must be recognized: give one row of an `id` type \
             the rule `required`",
        );
    }
}
