//! The value of one row in one column.

use planfix_api::table::Kind;
use serde_json::Value;

/// A value as a spreadsheet has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A date, perhaps with a time, in ISO 8601.
    Date(String),
    Text(String),
}

impl Cell {
    /// Returns the cell of a leaf.
    pub(super) fn of(value: &Value, kind: Option<Kind>) -> Self {
        match (value, kind) {
            (Value::Null, _) => Self::Empty,
            (Value::Bool(yes), _) => Self::Bool(*yes),
            (Value::Number(number), _) => Self::Number(number.to_string()),
            (Value::String(text), _) if text.is_empty() => Self::Empty,
            (Value::String(text), Some(Kind::Date | Kind::DateTime)) => Self::Date(text.clone()),
            (Value::String(text), Some(Kind::Decimal)) => Self::Number(text.clone()),
            (Value::String(text), _) => Self::Text(text.clone()),
            (other, _) => Self::Text(other.to_string()),
        }
    }

    /// Joins several cells into one text.
    pub(super) fn joined(mut cells: Vec<Self>, by: &str) -> Self {
        cells.retain(|cell| *cell != Self::Empty);
        match cells.len() {
            0 => Self::Empty,
            1 => cells.swap_remove(0),
            _ => Self::Text(cells.iter().map(Self::text).collect::<Vec<_>>().join(by)),
        }
    }

    /// Returns the cell as text, as JSON and the flags of the command line write it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Bool(yes) => yes.to_string(),
            Self::Number(text) | Self::Date(text) | Self::Text(text) => text.clone(),
        }
    }
}
