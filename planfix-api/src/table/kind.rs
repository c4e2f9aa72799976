//! The kinds of values.

use super::{Joint, Table};

/// The kind of a value.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A text, kept exactly.
    Text,
    /// An integer.
    Int,
    /// A decimal number, kept as written.
    Decimal,
    /// 0 or 1.
    Bool,
    /// `dd-mm-yyyy`.
    Date,
    /// `dd-mm-yyyy` or `dd-mm-yyyy hh:mm`.
    DateTime,
    /// `hh:mm`.
    Time,
    /// Bytes in base64.
    Bytes,
    /// Several values of a kind in one text.
    Joined(Joint, &'static Self),
    /// A value of one of several forms.
    Union(&'static Union),
    /// An identifier.
    Id(&'static Shared),
    /// An open set of values.
    Enum(&'static Enumeration),
    /// A struct.
    Record(&'static Table),
}

impl Kind {
    /// Returns true if white space is part of the value, as in a text but not in a number or a date.
    #[must_use]
    pub const fn keeps_spaces(self) -> bool {
        matches!(self, Self::Text | Self::Union(_))
    }

    /// Returns the limits of this kind, if a whole number is too large or too small for it.
    #[must_use]
    pub fn out_of_range(self, text: &str) -> Option<&'static str> {
        match self {
            Self::Int | Self::Id(_) => crate::value::out_of_range(crate::value::trim(text)),
            _ => None,
        }
    }
}

/// A union with its forms.
#[derive(Debug)]
pub struct Union {
    /// Name, description and file.
    pub shared: Shared,
    /// Forms in the order of the table; the last one is any text.
    pub forms: &'static [Form],
}

/// A form of a union.
#[derive(Debug)]
pub struct Form {
    /// Name of its variant.
    pub name: &'static str,
    /// Kind of its value.
    pub kind: Kind,
    /// Description, in Markdown.
    pub doc: &'static str,
}

/// The name, description and file of a shared type.
#[derive(Debug)]
pub struct Shared {
    /// Rust name: `ContactId`.
    pub name: &'static str,
    /// Description, in Markdown.
    pub doc: &'static str,
    /// Path of its file, as in messages.
    pub file: &'static str,
}

/// An enum with its values.
#[derive(Debug)]
pub struct Enumeration {
    /// Name, description and file.
    pub shared: Shared,
    /// Texts on the wire with their descriptions, in the order of the table.
    pub values: &'static [(&'static str, &'static str)],
    /// True if numbers are values too.
    pub number: bool,
}
