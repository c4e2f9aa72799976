//! Records: the structs of a table, their elements, and the rules over several of them.

use super::{Field, Place, Type};

/// A struct: the request, the response, or an element that holds others and has a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Rust name.
    pub name: String,
    /// Prose of its row.
    pub doc: String,
    /// Path of its element; empty for a root.
    pub path: String,
    /// Line of its row, from 1; the heading's for a root.
    pub line: u32,
    /// Elements in the order of the wire. Attributes come first.
    pub elements: Vec<Element>,
    /// The one-of groups, in the order of their first member.
    pub choices: Vec<Choice>,
    /// The rules over several rows, in the order of their first member.
    pub combinations: Vec<Combination>,
}

impl Record {
    /// Returns every field, through groups, in the order of `Field::index`.
    #[must_use]
    pub fn fields(&self) -> Vec<&Field> {
        fn walk<'a>(elements: &'a [Element], out: &mut Vec<&'a Field>) {
            for element in elements {
                match &element.content {
                    Content::Group(inner) => walk(inner, out),
                    Content::Field(field) => out.push(field),
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.elements, &mut out);
        out
    }

    /// Returns the structs made from rows of this record, nested ones after the one that holds them.
    #[must_use]
    pub fn records(&self) -> Vec<&Record> {
        let mut out = Vec::new();
        for field in self.fields() {
            if let Type::Record(record) = &field.ty {
                out.push(record);
                out.extend(record.records());
            }
        }
        out
    }
}

/// A one-of group of a record; a Rust enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name of the rule's argument, also the Rust field: `key`.
    pub name: String,
    /// Rust name of the enum: `Key`.
    pub rust: String,
    /// Exactly one (true) or at most one (false).
    pub required: bool,
}

/// A rule over several rows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    /// The name that its rows share; not a Rust name.
    pub name: String,
    /// The rule, with the numbers of its fields.
    pub rule: Combined,
}

/// A rule over several rows, each given by the number of its field in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Combined {
    /// `any-of`: at least one of the fields is set.
    AnyOf(Vec<u16>),
    /// `total`: the number of items that the lists have together.
    Total {
        /// The lists.
        lists: Vec<u16>,
        /// The least number of items.
        min: Option<i64>,
        /// The greatest number of items.
        max: Option<i64>,
    },
    /// `alternative`: the fields of at most one of these sets are set.
    Alternatives(Vec<Vec<u16>>),
}

/// One element, attribute or text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Name on the wire. For `Place::Text` it is `#text`.
    pub name: String,
    /// Its place in the parent.
    pub place: Place,
    /// Its content.
    pub content: Content,
}

/// The content of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Others, whose fields belong to the struct around: an element without a row.
    Group(Vec<Element>),
    /// A field of the struct.
    Field(Box<Field>),
}
