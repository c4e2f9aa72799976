//! Joining: adjacent rows with the same key become one request.

use super::check::check;
use super::{PlanError, Planner};
use serde_json::Value;
use std::hash::BuildHasher as _;

/// Rows that become one request.
pub(super) struct Joined {
    key: Value,
    place: String,
    line: u64,
    inputs: Vec<Value>,
    request: Value,
}

impl Joined {
    pub(super) fn of(place: String, line: u64, input: Value, request: Value) -> Self {
        Self {
            key: Value::Null,
            place,
            line,
            inputs: vec![input],
            request,
        }
    }
}

impl Planner<'_> {
    /// Adds a row to the request of its key, or begins another request.
    pub(super) fn join(&mut self, field: &str, mut row: Joined) -> Result<(), PlanError> {
        let key = self.fields.value(field, &row.request);
        let Some(key) = key.map_err(|fault| PlanError::Faults {
            faults: vec![fault],
            others: 0,
        })?
        else {
            self.faults
                .add(format!("{}: {field} is empty, but rows are joined by it", row.place));
            return Ok(());
        };
        row.key = key.clone();
        match &mut self.joined {
            Some(joined) if joined.key == row.key => {
                if let Err(path) = merge(&mut joined.request, row.request) {
                    self.faults.add(format!(
                        "{}: {path} differs from the first row with this {field}, {}",
                        row.place, joined.place
                    ));
                }
                joined.inputs.append(&mut row.inputs);
            }
            _ => {
                self.flush()?;
                if !self.keys.insert(self.hash.hash_one(row.key.to_string())) {
                    self.faults.add(format!(
                        "{}: the rows with this {field} are not adjacent: sort the input by it",
                        row.place
                    ));
                }
                self.joined = Some(row);
            }
        }
        Ok(())
    }

    /// Adds the joined rows as a request.
    pub(super) fn flush(&mut self) -> Result<(), PlanError> {
        if let Some(joined) = self.joined.take().filter(|_| self.faults.is_empty()) {
            let input = Value::Array(joined.inputs).to_string();
            let body = joined.request.to_string();
            // The rules of a list, such as its largest length, apply to all items together.
            let faults = check(self.method, &joined.request, None, false);
            for fault in &faults {
                self.faults.add(format!("{}: {fault}", joined.place));
            }
            if faults.is_empty() {
                self.plan.add(self.sink, joined.line, &input, &body)?;
            }
        }
        Ok(())
    }
}

/// Appends the lists of another request, whose other values must be the same; otherwise returns the path of one that
/// differs.
fn merge(request: &mut Value, other: Value) -> Result<(), String> {
    match (request, other) {
        (Value::Array(items), Value::Array(others)) => {
            for other in others {
                if !items.contains(&other) {
                    items.push(other);
                }
            }
            Ok(())
        }
        (Value::Object(object), Value::Object(others)) => {
            for (name, other) in others {
                match object.get_mut(&name) {
                    Some(value) => merge(value, other).map_err(|path| match path.as_str() {
                        "" => name,
                        path => format!("{name}.{path}"),
                    })?,
                    None => {
                        object.insert(name, other);
                    }
                }
            }
            Ok(())
        }
        (value, other) if *value == other => Ok(()),
        _ => Err(String::new()),
    }
}
