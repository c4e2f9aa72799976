//! The kinds of values.

use super::{Joint, Table};

/// Kind of a value.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text, kept exactly.
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
    /// Returns true if white space is part of the value, as in a text. A number or a date has none.
    #[must_use]
    pub const fn keeps_spaces(self) -> bool {
        matches!(self, Self::Text | Self::Union(_))
    }

    /// Returns the bounds of a value of this kind, in words, if a whole number is outside of them.
    #[must_use]
    pub fn out_of_range(self, text: &str) -> Option<&'static str> {
        match self {
            Self::Int | Self::Id(_) => crate::value::out_of_range(crate::value::trim(text)),
            _ => None,
        }
    }
}

/// A union and its forms.
#[derive(Debug)]
pub struct Union {
    /// Name, prose, file.
    pub shared: Shared,
    /// The forms, in the order of the table; the last one is any text.
    pub forms: &'static [Form],
}

/// One form of a union.
#[derive(Debug)]
pub struct Form {
    /// Its name.
    pub name: &'static str,
    /// Kind of the value.
    pub kind: Kind,
    /// Prose, Markdown.
    pub doc: &'static str,
}

/// A shared type without rows.
#[derive(Debug)]
pub struct Shared {
    /// Rust name: `ContactId`.
    pub name: &'static str,
    /// Prose, Markdown.
    pub doc: &'static str,
    /// Path of its file, as people name it.
    pub file: &'static str,
}

/// An enum and its values.
#[derive(Debug)]
pub struct Enumeration {
    /// Name, prose, file.
    pub shared: Shared,
    /// Texts on the wire with their prose, in the order of the table.
    pub values: &'static [(&'static str, &'static str)],
    /// True if a number is a value too.
    pub number: bool,
}
