//! The request that holds only what differs from what was read.

use super::same::same;
use crate::interpret::convert::rules::{self, fields, is_set, leave_out};
use crate::record::{List, Record, View};
use crate::table::{Content, Element, Kind, Row, Table};
use std::collections::HashSet;

/// The row that asks for a change without notifications. It changes nothing itself.
const SILENT: &str = "silent";

/// Sets the flags of values that were set or emptied since, unless the flags were set too.
pub(super) fn follow(before: &dyn Record, after: &mut dyn Record) {
    for (flag, row) in fields(after) {
        if let Some(of) = row.rules.flag_of
            && same(before.field(flag), after.field(flag))
            && !same(before.field(of), after.field(of))
        {
            let is_set = is_set(after, of);
            rules::set_flag(after, flag, is_set);
            if !is_set {
                leave_out(after, of);
            }
        }
    }
}

/// Leaves out of `after` what is the same in `before`, where that keeps the value. Returns true if anything differs.
pub(super) fn prune(before: &dyn Record, after: &mut dyn Record) -> bool {
    let table = after.table();
    let mut differs = HashSet::new();
    let mut inside = HashSet::new();
    for element in table.fields() {
        let (Some((field, _)), Some(row)) = (element.content.field(), element.row) else {
            continue;
        };
        let (old, new) = (before.field(field), after.field(field));
        if row.rules.choice.is_some() || matches!(new, View::Absent) || same(old, new) {
            continue;
        }
        differs.insert(field);
        if matches!(
            (&element.content, old, new),
            (Content::Value { .. }, View::Record(_), View::Record(_))
        ) {
            inside.insert(field);
        }
    }
    let is_any = fields(after).any(|(field, row)| {
        // It says which object it is.
        let is_name = row.rules.required && row.rules.reads == Some("");
        differs.contains(&field) && row.path != SILENT && !is_name
    });
    for element in table.fields() {
        let (Some((field, _)), Some(row)) = (element.content.field(), element.row) else {
            continue;
        };
        let is_needed = differs.contains(&field) || accompanies(after, field, row, &differs);
        let is_kept = is_needed || resets(element) || row.rules.required || row.rules.choice.is_some();
        if !is_kept {
            leave_out(after, field);
        }
    }
    for element in table.fields() {
        let (Some((field, kind)), Some(row)) = (element.content.field(), element.row) else {
            continue;
        };
        if row.rules.merge && differs.contains(&field) {
            keep_changed(before.field(field), after, field, kind);
        }
        if inside.contains(&field)
            && let View::Record(old) = before.field(field)
            && let Some(new) = after.field_mut(field).and_then(|value| value.record())
            && is_patched(new.table())
        {
            prune(old, new);
        }
    }
    is_any
}

/// Returns true if a field, or one in its struct, goes back to its default if it is left out.
fn resets(element: &Element) -> bool {
    let is_reset = element.row.is_some_and(|row| row.rules.resets);
    is_reset
        || match element.content {
            Content::Value {
                kind: Kind::Record(table),
                ..
            } => table.fields().any(resets),
            _ => false,
        }
}

/// Returns true if a field must be sent with one that differs: it is the condition or the flag of the other, or the
/// other way round.
fn accompanies(record: &dyn Record, field: u16, row: &Row, differs: &HashSet<u16>) -> bool {
    let of_own = [
        row.rules.flag_of,
        row.rules
            .required_if
            .filter(|condition| rules::holds(record, condition) == Some(true))
            .map(|c| c.field),
    ];
    let of_others = fields(record).any(|(other, row)| {
        let conditions = [row.rules.only_if, row.rules.required_if];
        let is_named = conditions
            .into_iter()
            .flatten()
            .any(|condition| condition.field == field);
        differs.contains(&other) && (is_named || row.rules.flag_of == Some(field))
    });
    of_others || of_own.into_iter().flatten().any(|other| differs.contains(&other))
}

/// Returns true for a struct that only groups fields which keep their values.
fn is_patched(table: &'static Table) -> bool {
    table.fields().all(|element| match (&element.content, element.row) {
        (
            Content::Value {
                kind: Kind::Record(inner),
                ..
            },
            _,
        ) => is_patched(inner),
        (_, row) => row.is_some_and(|row| row.rules.patch),
    })
}

/// Leaves only the changed items in a list whose other items keep their values.
fn keep_changed(old: View<'_>, after: &mut dyn Record, field: u16, kind: Kind) {
    let (View::List(old), Kind::Record(_)) = (old, kind) else {
        return;
    };
    let Some(new) = after.field_mut(field).and_then(|value| value.list()) else {
        return;
    };
    let is_old = |new: &dyn List, index: usize| {
        let Some(item) = new.get(index) else { return false };
        let mut items = (0..old.len()).filter_map(|index| old.get(index));
        items.any(|other| same(item.view(), other.view()))
    };
    for index in (0..new.len()).rev() {
        if is_old(new, index) {
            new.remove(index);
        }
    }
}
