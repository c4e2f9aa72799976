//! A row and its rules.

use std::fmt;

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// Whole path, as in the table: `contact.phones.phone[].number`.
    pub path: &'static str,
    /// Rust name of the field, or of the variant of a one-of.
    pub field: &'static str,
    /// Type, as in the table; empty for an element that holds others.
    pub ty: &'static str,
    /// Description, in Markdown.
    pub doc: &'static str,
    /// Line in the file of the table, from 1.
    pub line: u32,
    /// Rules of the row.
    pub rules: &'static Rules,
}

impl Row {
    /// Returns the location of the row, given the file of its table.
    #[must_use]
    pub const fn location(&self, file: &'static str) -> Location {
        Location { file, line: self.line }
    }
}

/// The location of a row: file of the table and line in it. Displayed as `file:line`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Location {
    /// Path of the file, as in messages.
    pub file: &'static str,
    /// Line, from 1.
    pub line: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// The rules of a row.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Must be present and not empty.
    pub required: bool,
    /// Leaving it out keeps the value, emptying clears it, setting replaces it.
    pub patch: bool,
    /// With `patch`: leaving it out resets the value to its default.
    pub resets: bool,
    /// Number of its one-of in [`Table::choices`](super::Table::choices).
    pub choice: Option<u8>,
    /// A secret: never shown.
    pub secret: bool,
    /// Personal data: not shown in `Debug`, errors or logs.
    pub personal: bool,
    /// Exact length of a text, in characters.
    pub length: Option<u32>,
    /// Smallest value of a number.
    pub min: Option<i64>,
    /// Largest value of a number.
    pub max: Option<i64>,
    /// Smallest number of items of a list.
    pub min_items: Option<i64>,
    /// Largest number of items of a list.
    pub max_items: Option<i64>,
    /// May be set only if this holds, or the other row is left out.
    pub only_if: Option<&'static Condition>,
    /// Must be present if this holds.
    pub required_if: Option<&'static Condition>,
    /// Value that the server uses if it is left out.
    pub default: Option<&'static str>,
    /// Path of the value in the answer that is read before a change, or in a record that is converted; empty if the value
    /// cannot be read. Without it, the path is its own.
    pub reads: Option<&'static str>,
    /// Number of the field of the same struct that it is the flag of: 1 if that one is set, otherwise 0.
    pub flag_of: Option<u16>,
    /// With a list: an item that the list does not name keeps its value.
    pub merge: bool,
    /// First appearance in the vendor's documentation: a year, a month or a day.
    pub since: Option<&'static str>,
    /// Removed from the API at this date, which is empty if unknown. May be read, but not set in a request.
    pub removed: Option<&'static str>,
}

impl Rules {
    /// No rules: may be left out, must not be written empty.
    pub const NONE: Self = Self {
        required: false,
        patch: false,
        resets: false,
        choice: None,
        secret: false,
        personal: false,
        length: None,
        min: None,
        max: None,
        min_items: None,
        max_items: None,
        only_if: None,
        required_if: None,
        default: None,
        reads: None,
        flag_of: None,
        merge: false,
        since: None,
        removed: None,
    };

    /// Returns true if the value must not be shown.
    #[must_use]
    pub const fn hidden(&self) -> bool {
        self.secret || self.personal
    }
}

/// A condition: another field of the same struct has one of certain values.
#[derive(Debug)]
pub struct Condition {
    /// Number of the other field.
    pub field: u16,
    /// Whole path of the other row.
    pub path: &'static str,
    /// Values of the other field, as on the wire.
    pub values: &'static [&'static str],
}
