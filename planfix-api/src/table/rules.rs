//! A row and its rules.

use std::fmt;

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// Whole path as in the table: `contact.phones.phone[].number`.
    pub path: &'static str,
    /// Rust name of the field, or of the variant of a one-of.
    pub field: &'static str,
    /// Type as in the table; empty for an element that holds others.
    pub ty: &'static str,
    /// Prose, Markdown.
    pub doc: &'static str,
    /// Line in the file of the table, from 1.
    pub line: u32,
    /// Its rules.
    pub rules: &'static Rules,
}

impl Row {
    /// Returns where the row is, given the file of its table.
    #[must_use]
    pub const fn location(&self, file: &'static str) -> Location {
        Location { file, line: self.line }
    }
}

/// The place of a row: file of the table and line in it. Displayed as `file:line`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Location {
    /// Path of the file, as people name it.
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
    /// Must be there and not be empty.
    pub required: bool,
    /// Left out keeps, emptied clears, set replaces.
    pub patch: bool,
    /// With `patch`: left out it goes back to its default, instead of keeping its value.
    pub resets: bool,
    /// Number of its one-of in [`Table::choices`](super::Table::choices).
    pub choice: Option<u8>,
    /// A secret: never shown.
    pub secret: bool,
    /// About a person: not shown in Debug, errors, logs.
    pub personal: bool,
    /// Exact length of a text, in characters.
    pub length: Option<u32>,
    /// Lower bound of a number.
    pub min: Option<i64>,
    /// Upper bound of a number.
    pub max: Option<i64>,
    /// Least number of items of a list.
    pub min_items: Option<i64>,
    /// Greatest number of items of a list.
    pub max_items: Option<i64>,
    /// May be set only where this holds, or the other row is left out.
    pub only_if: Option<&'static Condition>,
    /// Must be there where this holds.
    pub required_if: Option<&'static Condition>,
    /// The value that the server takes if it is left out.
    pub default: Option<&'static str>,
    /// When the vendor's page first has it: a year, a month or a day.
    pub since: Option<&'static str>,
    /// No longer part of the API, since this date or, where the text is empty, since one that is not known: may be
    /// read, and cannot be set in a request.
    pub removed: Option<&'static str>,
}

impl Rules {
    /// A row without rules: may be left out, must not be written empty.
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
        since: None,
        removed: None,
    };

    /// Returns true if the value must not be shown.
    #[must_use]
    pub const fn hidden(&self) -> bool {
        self.secret || self.personal
    }
}

/// A condition: another field of the same struct has one of some values.
#[derive(Debug)]
pub struct Condition {
    /// Number of the other field.
    pub field: u16,
    /// Whole path of its row.
    pub path: &'static str,
    /// Its values, as on the wire.
    pub values: &'static [&'static str],
}
