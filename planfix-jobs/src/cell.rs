//! One cell of an input.

use planfix_api::jiff::civil::{Date, Time};
use std::fmt;

/// One cell of an input, before its column says how to read it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    /// A number as a spreadsheet or JSON has it, with a decimal point.
    Number(String),
    Bool(bool),
    Date(Date),
    DateTime(Date, Time),
    Time(Time),
    /// `null` in JSON: the field is emptied.
    Cleared,
    /// Something that cannot be a value; the text says what.
    Fault(String),
}

impl Cell {
    /// Creates a cell from a text. White space alone is an empty cell.
    pub(crate) fn text(text: &str) -> Self {
        if text.trim().is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// Formats the cell for the journal and for `rows`.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty | Self::Cleared => Ok(()),
            Self::Text(text) | Self::Number(text) => f.write_str(text),
            Self::Bool(yes) => yes.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::DateTime(date, time) => write!(f, "{date} {}", time.strftime("%H:%M:%S")),
            Self::Time(time) => time.strftime("%H:%M:%S").fmt(f),
            Self::Fault(what) => write!(f, "({what})"),
        }
    }
}
