//! Records: the structs of a table, their elements, and the rules over several of them.

use super::{Field, Place, Type};

/// A struct: the request, the response, or an element that holds others and has a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Rust name.
    pub name: String,
    /// Description, in Markdown.
    pub doc: String,
    /// Path of its element; empty for a root.
    pub path: String,
    /// Line of its row, from 1; for a root, of the heading.
    pub line: u32,
    /// Elements in the order of the wire; attributes first.
    pub elements: Vec<Element>,
    /// The one-ofs, in the order of their first member.
    pub choices: Vec<Choice>,
    /// The rules over several rows, in the order of their first member.
    pub combinations: Vec<Combination>,
}

impl Record {
    /// Returns every field, including those in groups, in the order of `Field::index`.
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

    /// Returns the structs made from rows of this record, each before those nested in it.
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

/// A one-of of a record; in Rust an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name in the table, also of the Rust field: `key`.
    pub name: String,
    /// Rust name of the enum: `Key`.
    pub rust: String,
    /// True if exactly one member must be set, false if at most one.
    pub required: bool,
}

/// A rule over several rows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    /// Name that its rows share in the table.
    pub name: String,
    /// The rule itself, with its fields.
    pub rule: Combined,
}

/// A rule over several rows, each given by the number of its field in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Combined {
    /// `any-of`: at least one of the fields must be set.
    AnyOf(Vec<u16>),
    /// `total`: limits the number of items that several lists have together.
    Total {
        /// The lists.
        lists: Vec<u16>,
        /// The least number of items.
        min: Option<i64>,
        /// The greatest number of items.
        max: Option<i64>,
    },
    /// `alternative`: the fields of at most one of these sets may be set.
    Alternatives(Vec<Vec<u16>>),
}

/// An element or attribute of a record, or its text.
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
    /// Other elements, whose fields belong to the same struct: an element without a row.
    Group(Vec<Element>),
    /// A field of the struct.
    Field(Box<Field>),
}
