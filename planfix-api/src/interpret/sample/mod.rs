//! Sample values for any record: for documentation, tests, and the default answers of a server.
//!
//! Samples obey the rules of their rows, conditions and filters included.

mod combinations;

use crate::record::{Record, Value, View};
use crate::table::{Content, Element, Filter, Kind, Operand, Row};
use crate::value::joined;
use crate::value::wire_text;
use std::borrow::Cow;

/// Sets only what is necessary: required fields, and one member of each required one-of.
///
/// ```
/// let method = planfix_api::methods().iter().find(|m| m.name == "contact.update").unwrap();
/// let mut request = (method.new_request)();
/// planfix_api::sample::smallest(&mut *request);
/// assert!(planfix_api::validate(&*request).is_ok());
/// ```
pub fn smallest(record: &mut dyn Record) {
    fill(record, false);
}

/// Sets everything: each field, one member of each one-of, two items in each list. Leaves out a field that the value
/// of another one excludes, and one that is no longer part of the API.
pub fn filled(record: &mut dyn Record) {
    fill(record, true);
}

fn fill(record: &mut dyn Record, all: bool) {
    let table = record.table();
    if let Some(filter) = table.filters.first() {
        return fill_filter(record, filter);
    }
    let (mut free, mut bound): (Vec<&Element>, Vec<&Element>) = (Vec::new(), Vec::new());
    for element in table.fields() {
        let rules = element.row.map(|row| row.rules);
        let depends = rules.is_some_and(|rules| rules.only_if.is_some() || rules.required_if.is_some());
        if rules.is_some_and(|rules| rules.removed.is_some()) {
            continue;
        }
        match rules.and_then(|rules| rules.choice) {
            Some(_) => {}
            None if depends => bound.push(element),
            None => free.push(element),
        }
    }
    let needed = combinations::needed(table);
    for element in free {
        let number = element.content.field().map(|(number, _)| number);
        let is_needed = number.is_some_and(|number| needed.contains(&number));
        let may = all && !number.is_some_and(|number| combinations::is_excluded(table, number));
        if may || is_needed || element.row.is_some_and(|row| row.rules.required) {
            set(record, element, all);
        }
    }
    for choice in table.choices.iter().filter(|choice| choice.required || all) {
        let members = || choice.members.iter().filter_map(|&number| table.numbered(number));
        let fits = members().find(|element| element.row.is_some_and(|row| may_be_set(record, row)));
        if let Some(member) = fits.or_else(|| members().next()) {
            set(record, member, all);
        }
    }
    for element in bound {
        let Some(row) = element.row else { continue };
        let needed = row.rules.required_if.is_some_and(|condition| {
            let other = text(record, condition.field);
            other.is_some_and(|other| condition.values.contains(&other.as_str()))
        });
        let number = element.content.field().map(|(number, _)| number);
        let may =
            all && may_be_set(record, row) && !number.is_some_and(|number| combinations::is_excluded(table, number));
        if needed || may {
            set(record, element, all);
        }
    }
}

fn text(record: &dyn Record, number: u16) -> Option<String> {
    wire_text(record.field(number)).map(Cow::into_owned)
}

/// Returns true if the values of other fields allow this one.
fn may_be_set(record: &dyn Record, row: &Row) -> bool {
    let Some(condition) = row.rules.only_if else {
        return true;
    };
    text(record, condition.field).is_none_or(|other| condition.values.contains(&other.as_str()))
}

fn set(record: &mut dyn Record, element: &Element, all: bool) {
    let (Some((number, kind)), Some(row)) = (element.content.field(), element.row) else {
        return;
    };
    let table = record.table();
    let Some(slot) = record.field_mut(number) else { return };
    if let Content::Value { .. } = element.content {
        return value(slot, kind, row, all);
    }
    let Some(list) = slot.list() else { return };
    let (min, max) = combinations::items(table, number);
    let least = usize::try_from(row.rules.min_items.unwrap_or(1).max(min)).unwrap_or(1);
    let most = usize::try_from(row.rules.max_items.unwrap_or(i64::MAX).min(max)).unwrap_or(usize::MAX);
    let count = if all { least.max(2).min(most) } else { least };
    for _ in 0..count {
        value(list.push(), kind, row, all);
    }
}

fn value(slot: &mut dyn Value, kind: Kind, row: &Row, all: bool) {
    match kind {
        Kind::Record(_) => {
            if let Some(record) = slot.record() {
                fill(record, all);
                // A struct must not be empty, so its first field is set.
                if is_unset(record)
                    && let Some(first) = record.table().fields().next()
                {
                    set(record, first, all);
                }
            }
        }
        _ => {
            let text = leaf(kind, Some(row));
            let _ = slot.set_text(&text);
        }
    }
}

fn is_unset(record: &dyn Record) -> bool {
    let mut fields = record.table().fields().filter_map(|element| element.content.field());
    fields.all(|(number, _)| match record.field(number) {
        View::Absent | View::Empty => true,
        View::List(list) => list.is_empty(),
        _ => false,
    })
}

/// Sets the first filter of a record, with an operator and a value of the right kinds.
fn fill_filter(record: &mut dyn Record, filter: &'static Filter) {
    let table = record.table();
    for element in table.elements {
        let Some((number, kind)) = element.content.field() else {
            continue;
        };
        let operand = match element.name {
            "type" => Operand::Any(Kind::Int),
            "operator" => filter.operator,
            "value" => filter.value,
            _ if filter.field => Operand::Any(kind),
            _ => continue,
        };
        let Some(slot) = record.field_mut(number) else { continue };
        match operand {
            Operand::Constant(text) => {
                let _ = slot.set_text(text);
            }
            Operand::Any(Kind::Record(table)) => {
                let first = table.elements.first().map_or("", |element| element.name);
                if let Some(record) = slot.record_with(first) {
                    fill(record, false);
                }
            }
            Operand::Any(_) if element.name == "type" => {
                let _ = slot.set_text(&filter.number.to_string());
            }
            Operand::Any(kind) => {
                let _ = slot.set_text(&leaf(kind, None));
            }
        }
    }
}

/// Returns a text of the wire for a kind, within the limits of its row.
fn leaf(kind: Kind, row: Option<&Row>) -> String {
    match kind {
        Kind::Text | Kind::Union(_) => match row.and_then(|row| row.rules.length) {
            Some(length) => "0123456789abcdef".chars().cycle().take(length as usize).collect(),
            None => "text".to_owned(),
        },
        Kind::Int | Kind::Id(_) => {
            let (min, max) = row.map_or((None, None), |row| (row.rules.min, row.rules.max));
            1.max(min.unwrap_or(1)).min(max.unwrap_or(i64::MAX)).to_string()
        }
        Kind::Decimal => "10.50".to_owned(),
        Kind::Bool => "1".to_owned(),
        Kind::Date => "09-04-1990".to_owned(),
        Kind::DateTime => "03-02-2018 17:09".to_owned(),
        Kind::Time => "17:09".to_owned(),
        Kind::Bytes => "cGxhbmZpeA==".to_owned(),
        Kind::Enum(values) => values
            .values
            .first()
            .map_or_else(|| "VALUE".to_owned(), |(value, _)| (*value).to_owned()),
        Kind::Joined(joint, item) => {
            let one = leaf(*item, None);
            joined::join(joint, *item, [one.clone(), one].into_iter())
        }
        Kind::Record(_) => String::new(),
    }
}
