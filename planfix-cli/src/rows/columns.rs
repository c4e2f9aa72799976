//! The columns of rows: all fields of a table, or those that `--fields` names.

use super::cell::Cell;
use crate::fields::{self, Field};
use crate::item;
use crate::status::Failure;
use crate::words;
use planfix_api::table::{Kind, Table};
use serde_json::{Map, Value};

/// Between the items of a list in one cell.
const BETWEEN: &str = "; ";

/// A column: its heading, and where its values come from.
pub(crate) struct Column {
    pub name: String,
    source: Source,
}

enum Source {
    /// The leaves at a path.
    Leaf {
        path: Path,
        kind: Kind,
        /// True if the path leads through a list.
        many: bool,
    },
    /// A list of structs, each written as on the command line: `number=+7900,typeId=1`.
    Items { path: Path, keys: Vec<(String, Path)> },
    /// The value of a custom field, by its name or identifier.
    Custom { list: Path, field: String },
}

/// The names of members that lead to a value of JSON; arrays are entered by themselves.
type Path = Vec<String>;

/// Returns the columns of all fields.
pub(super) fn all(table: &'static Table) -> Vec<Column> {
    let fields = fields::of_item(table);
    let columns = fields
        .iter()
        .filter(|field| !field.in_item && !field.is_record() && !is_in_form(field));
    columns.map(|field| column(field, field.name.clone())).collect()
}

/// Returns the columns with these names.
///
/// # Errors
/// All names that are unknown.
pub(super) fn named(table: &'static Table, names: &[String]) -> Result<Vec<Column>, Failure> {
    let fields = fields::of_item(table);
    let mut out = Vec::new();
    let mut faults = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        let found = match name.split_once(':') {
            Some(("custom", field)) => custom(&fields, name, field).map(|column| vec![column]),
            _ => by_name(&fields, name),
        };
        match found {
            Ok(columns) => out.extend(columns),
            Err(fault) => faults.push(format!("--fields {}: {fault}", words::one_line(name))),
        }
    }
    if faults.is_empty() {
        Ok(out)
    } else {
        Err(Failure::faults("nothing was sent:", &faults))
    }
}

fn by_name(fields: &[Field], name: &str) -> Result<Vec<Column>, String> {
    let is_named = |field: &&Field| field.name == name || plain(&field.wire) == name;
    if let Some(field) = fields.iter().find(|field| is_named(field) && !field.is_record()) {
        return Ok(vec![column(field, name.to_owned())]);
    }
    // A struct, or an element around fields, has a column for each field in it.
    let is_inside = |field: &&Field| {
        let is_below = |whole: &str| {
            whole
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(['.', '@']))
        };
        is_below(&field.name) || is_below(&plain(&field.wire))
    };
    let inside = fields
        .iter()
        .filter(|field| !field.in_item && !field.is_record() && !is_in_form(field));
    let inside: Vec<Column> = inside
        .filter(is_inside)
        .map(|field| column(field, field.name.clone()))
        .collect();
    if !inside.is_empty() {
        return Ok(inside);
    }
    let names = fields
        .iter()
        .filter(|field| !field.is_record())
        .map(|field| field.name.as_str());
    Err(match planfix_schema::nearest(name, names.clone()) {
        Some(near) => format!("unknown; did you mean `{near}`?"),
        None => format!("unknown; known here: {}", words::listed(names)),
    })
}

/// Returns the column of a custom field.
fn custom(fields: &[Field], name: &str, field: &str) -> Result<Column, String> {
    let list = fields.iter().find(|list| {
        let has = |part: &str| fields.iter().any(|field| field.wire == format!("{}.{part}", list.wire));
        list.many && !list.in_item && has("field.id") && has("value")
    });
    match list {
        None => Err("these rows have no custom fields".to_owned()),
        Some(_) if field.trim().is_empty() => Err("expected custom:NAME or custom:ID".to_owned()),
        Some(list) => Ok(Column {
            name: name.to_owned(),
            source: Source::Custom {
                list: path(&list.wire),
                field: field.trim().to_owned(),
            },
        }),
    }
}

fn column(field: &Field, name: String) -> Column {
    let source = match field.kind {
        Kind::Record(table) if field.many => Source::Items {
            path: path(&field.wire),
            keys: if item::has_parts(table) {
                Vec::new()
            } else {
                keys(table)
            },
        },
        kind => Source::Leaf {
            path: path(&field.wire),
            kind,
            many: field.wire.contains("[]"),
        },
    };
    Column { name, source }
}

fn keys(table: &'static Table) -> Vec<(String, Path)> {
    let keys = item::keys(table).into_iter();
    keys.map(|field| (field.name.clone(), path(&field.wire))).collect()
}

/// Returns true if a field belongs to a form of a value, which JSON writes as one text.
fn is_in_form(field: &Field) -> bool {
    field.steps.iter().any(|step| step.form.is_some())
}

/// Removes the list markers from a path of the wire.
fn plain(wire: &str) -> String {
    wire.replace("[]", "")
}

fn path(wire: &str) -> Path {
    let wire = plain(wire).replace('@', ".@").replace("#text", ".#text");
    wire.split('.')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Collects the values at a path.
fn at<'v>(value: &'v Value, path: &[String], out: &mut Vec<&'v Value>) {
    match (value, path) {
        (Value::Array(items), path) => items.iter().for_each(|item| at(item, path, out)),
        // An element that holds nothing but text is the text itself.
        (value, []) => out.push(value),
        (value, [last]) if last == "#text" && !value.is_object() => out.push(value),
        (Value::Object(members), [name, rest @ ..]) => {
            if let Some(member) = members.get(name) {
                at(member, rest, out);
            }
        }
        _ => {}
    }
}

impl Column {
    /// Returns the cell of a row.
    pub(crate) fn cell(&self, row: &Value) -> Cell {
        let found = |path: &Path| {
            let mut out = Vec::new();
            at(row, path, &mut out);
            out
        };
        match &self.source {
            Source::Leaf { path, kind, .. } => {
                let cells = found(path).into_iter().map(|value| Cell::of(value, Some(*kind)));
                let by = if item::is_split(*kind) { "," } else { BETWEEN };
                Cell::joined(cells.collect(), by)
            }
            Source::Items { path, keys } => {
                let items = found(path).into_iter();
                let texts = items.map(|value| Cell::Text(in_one_line(value, keys)));
                Cell::joined(texts.collect(), BETWEEN)
            }
            Source::Custom { list, field } => {
                custom_value(&found(list), field).map_or(Cell::Empty, |value| Cell::of(value, None))
            }
        }
    }

    /// Returns the value of a row as JSON: an array if the column comes from a list.
    pub(crate) fn json(&self, row: &Value) -> Value {
        let mut found = Vec::new();
        match &self.source {
            Source::Custom { list, field } => {
                at(row, list, &mut found);
                return custom_value(&found, field).cloned().unwrap_or_default();
            }
            Source::Leaf { path, .. } | Source::Items { path, .. } => at(row, path, &mut found),
        }
        match &self.source {
            Source::Leaf { many: false, .. } => found.first().map(|value| (*value).clone()).unwrap_or_default(),
            _ => Value::Array(found.into_iter().filter(|value| !value.is_null()).cloned().collect()),
        }
    }
}

/// Returns a row with these columns as JSON.
pub(super) fn object(columns: &[Column], row: &Value) -> Value {
    let members = columns.iter().map(|column| (column.name.clone(), column.json(row)));
    Value::Object(members.collect::<Map<_, _>>())
}

fn custom_value<'v>(items: &[&'v Value], field: &str) -> Option<&'v Value> {
    let is_it = |item: &&&Value| {
        let of = |name: &str| item.get("field").and_then(|field| field.get(name));
        of("name")
            .and_then(Value::as_str)
            .is_some_and(|name| name.trim() == field)
            || of("id")
                .and_then(Value::as_i64)
                .is_some_and(|id| field.parse() == Ok(id))
    };
    items.iter().find(is_it)?.get("value")
}

/// Formats an item of a list as on the command line, or as JSON if it has parts that no key can hold.
fn in_one_line(item: &Value, keys: &[(String, Path)]) -> String {
    if keys.is_empty() {
        return item.to_string();
    }
    let mut pairs = Vec::new();
    for (key, path) in keys {
        let mut found = Vec::new();
        at(item, path, &mut found);
        for value in found {
            match Cell::of(value, None) {
                Cell::Empty => {}
                cell => pairs.push(format!("{key}={}", item::quoted(&cell.text()))),
            }
        }
    }
    pairs.join(",")
}
