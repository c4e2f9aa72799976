//! Lists that a method returns in parts.

use super::{Content, Field, Record, Shape, Type};

/// The list of a response that one call returns only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Path of the list in the response: `contacts.contact[]`.
    pub list: String,
    /// What a part is.
    pub by: By,
}

/// What a part of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A page, which the request names in `pageCurrent`.
    Page {
        /// Number of the first page.
        first: i64,
    },
    /// The objects that the request names in its bounded lists of identifiers.
    Lookup,
}

/// A list of structs in a response.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'r> {
    /// The field of the struct around the list; `None` where the response itself has it.
    pub outer: Option<&'r Field>,
    /// The field of the list.
    pub list: &'r Field,
}

impl Record {
    /// Returns the lists of a response that can come in parts: those that it has itself, or in a struct of its own.
    /// `is_record` tells which shared types are records.
    #[must_use]
    pub fn lists(&self, is_record: impl Fn(&str) -> bool) -> Vec<Listed<'_>> {
        fn of<'r>(record: &'r Record, outer: Option<&'r Field>, is_record: &impl Fn(&str) -> bool) -> Vec<Listed<'r>> {
            let holds = |field: &Field| match &field.ty {
                Type::Record(_) => true,
                Type::Shared(name) => is_record(name),
                _ => false,
            };
            let fields = record.fields().into_iter();
            let lists = fields.filter(|field| field.is_list() && field.rules.choice.is_none() && holds(field));
            lists.map(|list| Listed { outer, list }).collect()
        }
        let mut out = of(self, None, &is_record);
        for element in &self.elements {
            if let Content::Field(field) = &element.content
                && field.shape == Shape::Single
                && field.rules.choice.is_none()
                && let Type::Record(record) = &field.ty
            {
                out.extend(of(record, Some(field), &is_record));
            }
        }
        out
    }
}
