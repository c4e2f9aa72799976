//! Shared types: identifiers, enums, records, unions.

use super::{Filter, Record, Type};

/// A shared type: `spec/types/NAME.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedType {
    /// Rust name, such as `ContactId`.
    pub name: String,
    /// Description, in Markdown.
    pub doc: String,
    /// Words that the interface of PlanFix has for it; usually none.
    pub words: Vec<String>,
    /// Source of the facts; may be empty.
    pub source: String,
    /// Titles of the vendor's pages that list its values or filters; usually none.
    pub pages: Vec<String>,
    /// Kind, with its rows.
    pub kind: SharedKind,
}

/// The kind of a shared type, with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedKind {
    /// An identifier: an integer of its own type.
    Id,
    /// An open set of values.
    Enum {
        /// The listed values, in order.
        values: Vec<EnumValue>,
        /// The variant for a number: its Rust name and its `id` type.
        number: Option<(String, String)>,
    },
    /// Elements shared by several methods.
    Record(Record, Vec<Filter>),
    /// A value that has one of several forms; the last one is any text.
    Union(Vec<Form>),
}

/// A form of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Name of its variant.
    pub rust: String,
    /// Type of the value.
    pub ty: Type,
    /// Description, in Markdown.
    pub doc: String,
    /// Line of the row, from 1.
    pub line: u32,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// Text on the wire.
    pub wire: String,
    /// Name of its variant.
    pub rust: String,
    /// Description, in Markdown.
    pub doc: String,
    /// Line of the row, from 1.
    pub line: u32,
}
