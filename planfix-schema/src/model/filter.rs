//! Filters of a shared record.

use super::Type;

/// A filter: a row of `## Filters`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Type, as a number on the wire.
    pub number: i64,
    /// Rust name of the constructor. Not escaped: may be a keyword.
    pub rust: String,
    /// Operator of the comparison.
    pub operator: Operand,
    /// Value to compare with.
    pub value: Operand,
    /// True if it needs the identifier of a custom field.
    pub field: bool,
    /// Description, in Markdown.
    pub doc: String,
    /// Line of the row, from 1.
    pub line: u32,
}

/// An operator or a value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// Always this text.
    Constant(String),
    /// Any value of this type.
    Any(Type),
}
