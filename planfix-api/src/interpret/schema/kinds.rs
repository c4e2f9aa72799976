//! The schemas of values, by their kinds.

use super::{Definitions, Side, describe};
use crate::interpret::json::expected;
use crate::table::{Enumeration, Joint, Kind, Row};
use serde_json::{Value, json};

const DATE: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const BASE64: &str = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?";

impl Definitions {
    /// Returns the schema of one value: a leaf or a struct.
    pub(super) fn value(&mut self, kind: Kind, row: Option<&Row>) -> Value {
        match kind {
            Kind::Text => text(row, self.side),
            Kind::Int => integer(),
            Kind::Decimal => json!({
                "anyOf": [{ "type": "number" }, { "type": "string", "pattern": r"^\s*[+-]?[0-9]+([.][0-9]+)?\s*$" }],
            }),
            Kind::Bool => json!({ "type": "boolean" }),
            Kind::Date => json!({ "type": "string", "format": "date", "pattern": format!("^{DATE}$") }),
            Kind::DateTime => json!({ "type": "string", "pattern": format!("^{DATE}([T ]{TIME})?$") }),
            Kind::Time if row.is_some_and(|row| row.ty == "time-or-date") => {
                json!({ "type": "string", "pattern": format!("^({TIME}|{DATE})$") })
            }
            Kind::Time => json!({ "type": "string", "pattern": format!("^{TIME}$") }),
            Kind::Bytes => json!({ "type": "string", "minLength": 1, "contentEncoding": "base64", "pattern": BASE64 }),
            Kind::Joined(joint, item) => {
                let pattern = joined(joint, item, self.side);
                json!({ "type": "string", "minLength": 1, "pattern": pattern, "description": expected(kind) })
            }
            Kind::Id(shared) => self.shared(shared.name, |_| {
                let mut schema = integer();
                describe(&mut schema, shared.name, shared.doc);
                schema
            }),
            Kind::Enum(values) => self.shared(values.shared.name, |shared| {
                let mut schema = enumeration(values, shared.side);
                describe(&mut schema, values.shared.name, values.shared.doc);
                schema
            }),
            Kind::Union(union) => self.shared(union.shared.name, |shared| {
                let records = union.forms.iter().filter_map(|form| match form.kind {
                    Kind::Record(_) => Some(shared.value(form.kind, None)),
                    _ => None,
                });
                // A text is that of the wire; a number or a boolean is written as one.
                let leaf = json!({ "type": ["string", "number", "boolean"], "minLength": 1 });
                let mut forms: Vec<Value> = [leaf].into_iter().chain(records).collect();
                for form in union.leaves() {
                    let list = list(form.kind);
                    forms.extend(list.clone());
                    let mut values = vec![shared.value(form.kind, None)];
                    values.extend(list);
                    let name = form.json_name();
                    forms.push(json!({
                        "type": "object",
                        "properties": { &name: { "anyOf": values } },
                        "required": [&name],
                        "additionalProperties": false,
                    }));
                }
                let mut schema = json!({ "anyOf": forms });
                describe(&mut schema, union.shared.name, union.shared.doc);
                schema
            }),
            // A shared type has no path; a struct of the method itself is written in its place.
            Kind::Record(table) if table.path.is_empty() => self.shared(table.name, |shared| {
                let mut schema = shared.record(table);
                describe(&mut schema, table.name, table.doc);
                schema
            }),
            Kind::Record(table) => self.record(table),
        }
    }
}

/// Returns the pattern of several values in one text.
fn joined(joint: Joint, item: &Kind, side: Side) -> String {
    let item = match item {
        Kind::Int | Kind::Id(_) => "-?[0-9]+".to_owned(),
        Kind::Enum(values) if side == Side::Request && !values.number => {
            let listed: Vec<&str> = values.values.iter().map(|(value, _)| *value).collect();
            format!("({})", listed.join("|"))
        }
        // The text of an item may be any, also one with quoted separators.
        _ => return r"\S".to_owned(),
    };
    let by = match joint {
        Joint::Words => r"\s+",
        Joint::Commas | Joint::Brackets => r"\s*,\s*",
        Joint::Semicolons => r"\s*;\s*",
    };
    match joint {
        Joint::Brackets => format!(r"^\s*\[\s*({item}({by}{item})*)?\s*\]\s*$"),
        _ => format!(r"^\s*{item}({by}{item})*\s*$"),
    }
}

/// Returns the schema of a list in brackets, which may be written as an array.
fn list(kind: Kind) -> Option<Value> {
    let item = match kind {
        Kind::Joined(Joint::Brackets, Kind::Text) => json!({ "type": "string" }),
        Kind::Joined(Joint::Brackets, _) => json!({ "type": "integer" }),
        _ => return None,
    };
    Some(json!({ "type": "array", "items": item }))
}

fn integer() -> Value {
    json!({ "type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX })
}

/// Returns the schema of a text, which is not empty: `null` empties a value.
fn text(row: Option<&Row>, side: Side) -> Value {
    match row.and_then(|row| row.rules.length).filter(|_| side == Side::Request) {
        Some(length) => json!({ "type": "string", "minLength": length, "maxLength": length }),
        None => json!({ "type": "string", "minLength": 1 }),
    }
}

/// Returns the schema of an enum: a response may have a value that is not listed.
fn enumeration(values: &Enumeration, side: Side) -> Value {
    let listed: Vec<&str> = values.values.iter().map(|(value, _)| *value).collect();
    match (side, values.number) {
        (Side::Request, false) => json!({ "enum": listed }),
        (Side::Request, true) => json!({
            "anyOf": [{ "enum": listed }, { "type": "integer" }, { "type": "string", "pattern": "^-?[0-9]+$" }],
        }),
        (Side::Response, false) => json!({ "type": "string", "minLength": 1, "examples": listed }),
        (Side::Response, true) => json!({ "type": ["string", "integer"], "minLength": 1, "examples": listed }),
    }
}

/// Returns the JSON of a value as on the wire.
pub(super) fn from_wire(kind: Kind, wire: &str) -> Value {
    let number = || wire.parse::<i64>().ok().map(Value::from);
    match kind {
        Kind::Int | Kind::Id(_) => number(),
        Kind::Bool => Some(matches!(wire, "1" | "true").into()),
        _ => None,
    }
    .unwrap_or_else(|| wire.into())
}
