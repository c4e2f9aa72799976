//! Filters of a shared record.

use super::Type;

/// One filter that a record can be: a row of `## Filters`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Number of its type on the wire.
    pub number: i64,
    /// Rust name of the constructor. Not escaped: may be a keyword.
    pub rust: String,
    /// The operator: a type or a constant.
    pub operator: Operand,
    /// The type or constant that it compares with.
    pub value: Operand,
    /// True if it needs the identifier of a custom field.
    pub field: bool,
    /// Prose.
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
