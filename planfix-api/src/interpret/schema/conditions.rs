//! The rules over several rows of a struct, as schemas that the struct must match.

use super::Side;
use super::kinds::from_wire;
use crate::interpret::json::key;
use crate::table::{Combined, Condition, Content, Element, Kind, Table};
use serde_json::{Value, json};

/// Returns the conditions of a struct.
pub(super) fn of(table: &Table, side: Side) -> Vec<Value> {
    let fields = fields(table);
    let mut out = Vec::new();
    for choice in table.choices {
        let members = || choice.members.iter().filter_map(|number| find(&fields, *number));
        let mut allowed: Vec<Value> = members().map(Field::present).collect();
        if !choice.required {
            allowed.push(json!({ "not": any(members()) }));
        }
        out.push(json!({ "oneOf": allowed }));
    }
    if side == Side::Response {
        return out;
    }
    for combination in table.combinations {
        combined(&combination.rule, &fields, &mut out);
    }
    for field in &fields {
        let Some(rules) = field.element.row.map(|row| row.rules) else {
            continue;
        };
        let other = |condition: &Condition| Some((find(&fields, condition.field)?, condition.values));
        if let Some((other, values)) = rules.required_if.and_then(other) {
            out.push(json!({ "if": other.is_one_of(values), "then": field.present() }));
        }
        if let Some((other, values)) = rules.only_if.and_then(other) {
            let allowed = json!({ "anyOf": [other.is_one_of(values), { "not": other.present() }] });
            out.push(json!({ "if": field.present(), "then": allowed }));
        }
    }
    out
}

/// Returns the schema of a struct that is not written as an empty element: a field is set, or emptied.
pub(super) fn any_written(table: &Table) -> Value {
    json!({ "anyOf": fields(table).iter().map(Field::written).collect::<Vec<Value>>() })
}

fn combined(rule: &Combined, fields: &[Field], out: &mut Vec<Value>) {
    let of = |numbers: &'static [u16]| numbers.iter().filter_map(|number| find(fields, *number));
    match *rule {
        Combined::AnyOf(numbers) => out.push(any(of(numbers))),
        Combined::Total { lists, max, .. } => {
            out.extend(
                max.into_iter()
                    .flat_map(|max| of(lists).map(move |list| list.at_most(max))),
            );
        }
        Combined::Alternatives(sets) => {
            for (number, set) in sets.iter().enumerate() {
                for other in sets.iter().skip(number + 1) {
                    out.push(json!({ "not": { "allOf": [any(of(set)), any(of(other))] } }));
                }
            }
        }
    }
}

/// Returns the schema of an object with at least one of these fields.
fn any<'f>(fields: impl Iterator<Item = &'f Field>) -> Value {
    json!({ "anyOf": fields.map(Field::present).collect::<Vec<Value>>() })
}

/// A field, with the names that lead to it through groups.
struct Field {
    names: Vec<String>,
    element: &'static Element,
    number: u16,
    kind: Kind,
}

impl Field {
    /// Returns the schema of an object that has a value for the field.
    fn present(&self) -> Value {
        let value = match self.element.content {
            Content::Repeat { .. } => json!({ "minItems": 1 }),
            _ => json!({ "not": { "type": "null" } }),
        };
        self.with(value, true)
    }

    /// Returns the schema of an object that has the field, perhaps `null`.
    fn written(&self) -> Value {
        let value = match self.element.content {
            Content::Repeat { .. } => json!({ "minItems": 1 }),
            _ => json!({}),
        };
        self.with(value, true)
    }

    /// Returns the schema of an object whose field has one of these values of the wire.
    fn is_one_of(&self, values: &[&str]) -> Value {
        let values: Vec<Value> = values.iter().map(|value| from_wire(self.kind, value)).collect();
        self.with(json!({ "enum": values }), true)
    }

    /// Returns the schema of an object whose list has at most this many items, if it is there.
    fn at_most(&self, max: i64) -> Value {
        let bound = json!({ "maxItems": max });
        match self.element.content {
            Content::List { item, .. } => self.with(json!({ "properties": { item.name: bound } }), false),
            _ => self.with(bound, false),
        }
    }

    /// Returns the schema of an object whose field matches; with `required`, the field must be there.
    fn with(&self, schema: Value, required: bool) -> Value {
        self.names.iter().rev().fold(schema, |schema, name| match required {
            true => json!({ "required": [name], "properties": { name: schema } }),
            false => json!({ "properties": { name: schema } }),
        })
    }
}

fn find(fields: &[Field], number: u16) -> Option<&Field> {
    fields.iter().find(|field| field.number == number)
}

fn fields(table: &Table) -> Vec<Field> {
    fn walk(elements: &'static [Element], names: &[String], out: &mut Vec<Field>) {
        for element in elements {
            let names = [names, &[key(element).into_owned()]].concat();
            match (element.content.field(), &element.content) {
                (Some((number, kind)), _) => out.push(Field {
                    names,
                    element,
                    number,
                    kind,
                }),
                (None, Content::Group(inner)) => walk(inner, &names, out),
                (None, _) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(table.elements, &[], &mut out);
    out
}
