//! The schema of a struct: an object with the names of its elements.

use super::kinds::from_wire;
use super::{Definitions, Side};
use crate::interpret::json::key;
use crate::table::{Content, Element, Kind, Place, Row, Rules, Table};
use serde_json::{Map, Value, json};

impl Definitions {
    /// Returns the schema of a struct.
    pub(super) fn record(&mut self, table: &'static Table) -> Value {
        let mut schema = self.object(table.elements);
        let conditions = super::conditions::of(table, self.side);
        if let Some(object) = schema.as_object_mut().filter(|_| !conditions.is_empty()) {
            object.insert("allOf".to_owned(), Value::Array(conditions));
        }
        let text = table.elements.iter().find(|element| element.place == Place::Text);
        let others_required = || {
            let mut others = table.elements.iter().filter(|element| element.place != Place::Text);
            others.any(is_required)
        };
        match text.and_then(|element| Some((element.content.field()?.1, element.row))) {
            // An element that holds only text is a string.
            Some((kind, row)) if !others_required() => {
                let text = self.leaf(kind, row);
                json!({ "anyOf": [text, schema] })
            }
            _ => schema,
        }
    }

    fn object(&mut self, elements: &'static [Element]) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        let is_removed = |element: &&Element| element.row.is_some_and(|row| row.rules.removed.is_some());
        for element in elements {
            // No request can set it.
            if self.side == Side::Request && is_removed(&element) {
                continue;
            }
            let name = key(element).into_owned();
            if is_required(element) {
                required.push(name.clone());
            }
            properties.insert(name, self.element(element));
        }
        let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if let Some(object) = schema.as_object_mut().filter(|_| !required.is_empty()) {
            object.insert("required".to_owned(), required.into());
        }
        schema
    }

    fn element(&mut self, element: &'static Element) -> Value {
        let row = element.row;
        match element.content {
            Content::Group(inner) => self.object(inner),
            Content::Value { kind, .. } => {
                let value = self.leaf(kind, row);
                let value = if self.may_be_empty(element) {
                    value
                } else {
                    self.filled(kind, value)
                };
                self.nullable(value, element)
            }
            Content::Repeat { kind, .. } => {
                let least = row.filter(|row| row.rules.required).map(|_| 1);
                self.items(kind, row, least)
            }
            Content::List { kind, item, .. } => {
                // A list without items is emptied.
                let must = !self.may_be_empty(element);
                let items = self.items(kind, row, must.then_some(1));
                let list = json!({
                    "type": "object",
                    "properties": { item.name: items },
                    "required": if must { vec![item.name] } else { Vec::new() },
                    "additionalProperties": false,
                });
                self.nullable(list, element)
            }
        }
    }

    /// Returns the schema of a value with the facts of its row.
    fn leaf(&mut self, kind: Kind, row: Option<&'static Row>) -> Value {
        let mut schema = self.value(kind, row);
        let (Some(object), Some(row)) = (schema.as_object_mut(), row) else {
            return schema;
        };
        let Rules {
            min,
            max,
            default,
            removed,
            secret,
            ..
        } = *row.rules;
        if !row.doc.is_empty() {
            object.insert("description".to_owned(), row.doc.into());
        }
        if removed.is_some() {
            object.insert("deprecated".to_owned(), true.into());
        }
        if secret {
            object.insert("writeOnly".to_owned(), true.into());
        }
        if self.side == Side::Request {
            for (word, bound) in [("minimum", min), ("maximum", max)] {
                if let Some(bound) = bound {
                    object.insert(word.to_owned(), bound.into());
                }
            }
            if let Some(default) = default {
                object.insert("default".to_owned(), from_wire(kind, default));
            }
        }
        schema
    }

    fn items(&mut self, kind: Kind, row: Option<&'static Row>, least: Option<i64>) -> Value {
        let item = self.leaf(kind, row);
        let mut schema = json!({ "type": "array", "items": self.filled(kind, item) });
        let rules = row.map(|row| row.rules).filter(|_| self.side == Side::Request);
        let min = rules.and_then(|rules| rules.min_items).max(least);
        let max = rules.and_then(|rules| rules.max_items);
        if let Some(object) = schema.as_object_mut() {
            for (word, bound) in [("minItems", min), ("maxItems", max)] {
                if let Some(bound) = bound {
                    object.insert(word.to_owned(), bound.into());
                }
            }
        }
        schema
    }

    /// Requires a value in a struct that a request must not leave empty.
    fn filled(&self, kind: Kind, schema: Value) -> Value {
        match kind {
            Kind::Record(table) if self.side == Side::Request && !table.elements.iter().any(is_required) => {
                json!({ "allOf": [schema, super::conditions::any_written(table)] })
            }
            _ => schema,
        }
    }

    /// Returns true if an element may be present without a value.
    fn may_be_empty(&self, element: &Element) -> bool {
        let rules = element.row.map_or(&Rules::NONE, |row| row.rules);
        match self.side {
            // A required struct must be there, and its own rows tell what must be in it.
            Side::Request => {
                let is_struct = matches!(element.content, Content::Value { kind: Kind::Record(table), .. }
                    if !table.elements.iter().any(is_required));
                rules.patch || rules.required && is_struct
            }
            Side::Response => !rules.required && rules.choice.is_none(),
        }
    }

    /// Lets `null` in, if the element may be empty.
    fn nullable(&self, schema: Value, element: &Element) -> Value {
        if self.may_be_empty(element) {
            json!({ "anyOf": [schema, { "type": "null" }] })
        } else {
            schema
        }
    }
}

/// Returns true if an element must be there: a required one, or a group around one.
fn is_required(element: &Element) -> bool {
    match element.content {
        Content::Group(inner) => inner.iter().any(is_required),
        _ => element.row.is_some_and(|row| row.rules.required),
    }
}
