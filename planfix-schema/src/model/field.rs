//! Fields: a row of a table, with its type and its rules.

use super::{Joint, Record};

/// A field of a struct: one row (a list has one or two).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Whole path below the root as in the table, with `[]`, `@`, `#text`.
    pub path: String,
    /// Rust name of the field, or of the variant in its one-of. Not escaped: may be a keyword.
    pub rust: String,
    /// Number in its record, counted from 0 in the order of the wire, through groups.
    pub index: u16,
    /// One value or several.
    pub shape: Shape,
    /// Type of the value, or of one item.
    pub ty: Type,
    /// Description, in Markdown; for a wrapped list that of the outer row, then of the item.
    pub doc: String,
    /// Line of its row, from 1.
    pub line: u32,
    /// Rules of the row.
    pub rules: Rules,
}

impl Field {
    /// Returns true for a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.shape != Shape::Single
    }

    /// Returns true if the Rust type alone identifies this member of a one-of, so that `From` can be derived. A list
    /// and a single value of one type are different types.
    #[must_use]
    pub fn is_told_by_value(&self, members: &[&Self]) -> bool {
        let is_same = |other: &&&Self| other.is_list() == self.is_list() && other.ty.is_same_in_rust(&self.ty);
        members.iter().filter(is_same).count() == 1
    }
}

/// One value or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One value.
    Single,
    /// The element itself repeats among its siblings.
    Repeat,
    /// The element wraps items of this wire name and holds nothing else.
    List {
        /// Wire name of an item.
        item: String,
    },
}

/// Type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `string`, `string(N)`.
    Text {
        /// Exact number of characters.
        length: Option<u32>,
    },
    /// `int`.
    Int,
    /// `decimal`.
    Decimal,
    /// `bool`.
    Bool,
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `time`.
    Time,
    /// `time-or-date`.
    TimeOrDate,
    /// `base64`.
    Bytes,
    /// Several values in one text: `words(T)`, `commas(T)`, `semicolons(T)`, `brackets(T)`.
    Joined(Joint, Box<Self>),
    /// A shared type, by name.
    Shared(String),
    /// A struct made from the rows below.
    Record(Record),
}

impl Type {
    /// Returns true if both are the same type in Rust, where the length of a text is not part of the type.
    #[must_use]
    pub fn is_same_in_rust(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Text { .. }, Self::Text { .. })) || self == other
    }
}

/// A condition: another row of the same struct has one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Whole path of the other row.
    pub path: String,
    /// Its values, as on the wire.
    pub values: Vec<String>,
}

/// The rules of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Must be present and not empty.
    pub required: bool,
    /// Leaving it out keeps the value, emptying clears it, setting replaces it.
    pub patch: bool,
    /// With `patch`: leaving it out resets the value to its default.
    pub resets: bool,
    /// Number of its one-of in [`Record::choices`].
    pub choice: Option<usize>,
    /// A secret: never shown.
    pub secret: bool,
    /// Personal data: not shown in `Debug`, errors or logs.
    pub personal: bool,
    /// Bounds of a number, both included.
    pub range: Option<(Option<i64>, Option<i64>)>,
    /// Bounds of the number of items of a list.
    pub items: Option<(Option<i64>, Option<i64>)>,
    /// May be set only if this holds, or the other row is left out.
    pub only_if: Option<Condition>,
    /// Must be present if this holds.
    pub required_if: Option<Condition>,
    /// Value that the server uses if it is left out.
    pub default: Option<String>,
    /// The path of its value in the answer of the method that reads the object, or in a record that is converted;
    /// empty where the value cannot be read. Without it, the path is its own.
    pub reads: Option<String>,
    /// Path of the row of the same struct that it is the flag of: 1 where that one is set.
    pub flag_of: Option<String>,
    /// An item that the list does not name keeps its value.
    pub merge: bool,
    /// First appearance in the vendor's documentation: a year, a month or a day.
    pub since: Option<String>,
    /// Removed from the API at this date, which is empty if unknown. May be read, but not set in a request.
    pub removed: Option<String>,
}
