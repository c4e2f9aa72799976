//! The static tables: the content of a table of `spec/` at run time.
//!
//! `method!` turns each struct into one `static` [`Table`]. XML, JSON, validation, redaction, the command line and the
//! sandbox are interpreters over these tables and over the fields of a [`Record`].

mod codes;
mod combination;
mod form;
mod kind;
mod parts;
mod rules;
mod tags;

pub use codes::{Class, Code};
pub use combination::{Combination, Combined};
#[cfg(feature = "serde")]
pub(crate) use form::bracketed;
pub use kind::{Enumeration, Form, Kind, Shared, Union};
pub use parts::{By, Parts};
pub use planfix_model::{Effect, Joint, Place, Reply};
pub use rules::{Condition, Location, Row, Rules};
pub(crate) use tags::Tag;
pub use tags::Tags;
#[cfg(test)]
pub(crate) use tags::tests::both_tags;

use crate::record::Record;

/// A method of the API.
#[derive(Debug)]
#[non_exhaustive]
pub struct Method {
    /// Name on the wire: `contact.update`.
    pub name: &'static str,
    /// Description, in Markdown.
    pub doc: &'static str,
    /// Effect of a call, which decides whether it may be sent again.
    pub effect: Effect,
    /// Source of the facts.
    pub source: &'static str,
    /// Path of the table, as in messages.
    pub file: &'static str,
    /// The whole table, in Markdown.
    pub text: &'static str,
    /// Table of the request.
    pub request: &'static Table,
    /// Table of the response.
    pub response: &'static Table,
    /// Form of the answer.
    pub reply: Reply,
    /// Name of the method that reads the object that this one changes.
    pub reads: Option<&'static str>,
    /// The list of the response that comes in parts, if one does.
    pub parts: Option<Parts>,
    /// Creates a request without values, for a reader to fill.
    pub new_request: fn() -> Box<dyn Record>,
    /// Creates a response without values, for a reader to fill.
    pub new_response: fn() -> Box<dyn Record>,
}

impl Method {
    /// Creates a method. Called by generated code.
    #[doc(hidden)]
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub const fn new(
        name: &'static str,
        doc: &'static str,
        effect: Effect,
        source: &'static str,
        file: &'static str,
        text: &'static str,
        request: &'static Table,
        response: &'static Table,
        reply: Reply,
        new_request: fn() -> Box<dyn Record>,
        new_response: fn() -> Box<dyn Record>,
    ) -> Self {
        Self {
            name,
            doc,
            effect,
            source,
            file,
            text,
            request,
            response,
            reply,
            reads: None,
            parts: None,
            new_request,
            new_response,
        }
    }

    /// Sets the method that reads the object. Called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn after_reading(mut self, method: &'static str) -> Self {
        self.reads = Some(method);
        self
    }

    /// Sets the list that comes in parts. Called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn in_parts(mut self, parts: Parts) -> Self {
        self.parts = Some(parts);
        self
    }

    /// Returns the group: the part of the name before the point, such as `contact`.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(group, _)| group)
    }

    /// Returns the action: the part of the name after the point, such as `update`.
    #[must_use]
    pub fn action(&self) -> &'static str {
        self.name.split_once('.').map_or("", |(_, action)| action)
    }
}

/// The rows of one struct.
#[derive(Debug)]
pub struct Table {
    /// Rust name of the struct: `Request`, `Phone`.
    pub name: &'static str,
    /// Description, in Markdown.
    pub doc: &'static str,
    /// Path of the file that has the rows, as in messages.
    pub file: &'static str,
    /// Elements in the order of the wire; attributes first.
    pub elements: &'static [Element],
    /// The one-ofs.
    pub choices: &'static [Choice],
    /// The rules over several rows.
    pub combinations: &'static [Combination],
    /// Path of the struct's element, as in its rows; empty for a root and a shared type.
    pub path: &'static str,
    /// Numbers of the fields that are `required`.
    pub required: &'static [u16],
    /// The filters, if the struct is one; otherwise empty.
    pub filters: &'static [Filter],
}

/// A filter: a row of `## Filters`.
#[derive(Debug)]
pub struct Filter {
    /// Type, as a number on the wire.
    pub number: i64,
    /// Name of the constructor.
    pub name: &'static str,
    /// Operator of the comparison.
    pub operator: Operand,
    /// Value to compare with.
    pub value: Operand,
    /// True if it needs the identifier of a custom field.
    pub field: bool,
    /// Description, in Markdown.
    pub doc: &'static str,
    /// Line in the file of the table, from 1.
    pub line: u32,
}

/// An operator or a value of a filter.
#[derive(Debug, Clone, Copy)]
pub enum Operand {
    /// Always this text.
    Constant(&'static str),
    /// Any value of this kind.
    Any(Kind),
}

/// A one-of of a struct.
#[derive(Debug)]
pub struct Choice {
    /// Name in the table.
    pub name: &'static str,
    /// True if exactly one member must be set, false if at most one.
    pub required: bool,
    /// Field numbers of the members; if `ranked`, strongest first.
    pub members: &'static [u16],
    /// True if the strongest member wins in a message with several; otherwise several are an error.
    pub ranked: bool,
}

/// An element, an attribute, or the text of the parent.
#[derive(Debug)]
pub struct Element {
    /// Name on the wire.
    pub name: &'static str,
    /// Tags for reading and writing; not used for an attribute or a text.
    pub tags: Tags,
    /// Place in its parent.
    pub place: Place,
    /// Content.
    pub content: Content,
    /// Row; `None` for an element without one.
    pub row: Option<&'static Row>,
    /// Tells if the element is a leaf.
    pub text_only: TextOnly,
}

/// Tells if an element holds nothing but a text, so that a reader can consume it without looking for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextOnly {
    /// It holds a struct, a list or other elements, or is a member of a one-of.
    No,
    /// A leaf that may be left out.
    Optional,
    /// A leaf that is required: an empty text counts as missing.
    Required,
}

/// The content of an element.
#[derive(Debug)]
pub enum Content {
    /// Other elements, whose fields belong to the same struct.
    Group(&'static [Element]),
    /// One value: a leaf or a struct.
    Value {
        /// Number of the field in its struct.
        field: u16,
        /// Kind of the value.
        kind: Kind,
    },
    /// One of several elements with this name.
    Repeat {
        /// Number of the field in its struct; the field is a list.
        field: u16,
        /// Kind of one item.
        kind: Kind,
    },
    /// An element that contains only the items of a list.
    List {
        /// Number of the field in its struct; the field is a list.
        field: u16,
        /// Kind of one item.
        kind: Kind,
        /// Tags of an item.
        item: &'static Tags,
    },
}

impl Content {
    /// Returns the field number and the kind of the value, or of an item; `None` for a group.
    #[must_use]
    pub const fn field(&self) -> Option<(u16, Kind)> {
        match *self {
            Self::Group(_) => None,
            Self::Value { field, kind } | Self::Repeat { field, kind } | Self::List { field, kind, .. } => {
                Some((field, kind))
            }
        }
    }
}

impl Table {
    /// Returns the element with this name directly below the struct.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'static Element> {
        self.elements.iter().find(|element| element.name == name)
    }

    /// Returns the one-of that a row of the struct is a member of.
    pub(crate) fn choice(&self, row: &Row) -> Option<&'static Choice> {
        self.choices.get(usize::from(row.rules.choice?))
    }

    /// Returns the element of the field with this number.
    #[must_use]
    pub fn numbered(&self, number: u16) -> Option<&'static Element> {
        self.fields()
            .find(|element| element.content.field().is_some_and(|(field, _)| field == number))
    }

    /// Returns every element that has a field, including those in groups, in the order of field numbers.
    pub fn fields(&self) -> impl Iterator<Item = &'static Element> {
        let mut stack: Vec<std::slice::Iter<'static, Element>> = vec![self.elements.iter()];
        std::iter::from_fn(move || {
            loop {
                match stack.last_mut()?.next() {
                    None => {
                        stack.pop();
                    }
                    Some(Element {
                        content: Content::Group(inner),
                        ..
                    }) => stack.push(inner.iter()),
                    Some(element) => return Some(element),
                }
            }
        })
    }
}
