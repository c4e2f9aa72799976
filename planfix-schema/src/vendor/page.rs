//! A vendor page as plain data: skeletons, rows, tables of values, prose. Made by `reader`.

pub use super::reader::read;
use super::skeleton::Element;

/// A page about one method, the values of an enum, or filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Name of the method in its skeleton, without white space; `None` on other pages.
    pub method: Option<String>,
    /// Paragraphs before the skeleton of the request.
    pub prose: Vec<String>,
    /// The request.
    pub request: Side,
    /// The response.
    pub response: Side,
    /// Tables of values.
    pub values: Vec<Values>,
    /// Rows of a table of filters.
    pub filters: Vec<FilterRow>,
    /// Paragraphs after the skeleton of a refusal, which are about neither side.
    pub behind: Vec<String>,
    /// Items of lists before a table, such as the elements of a filter.
    pub items: Vec<Value>,
}

/// The part of a page about the request or the response.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// One skeleton, or alternatives.
    pub skeletons: Vec<Element>,
    /// The tables of fields.
    pub tables: Vec<Table>,
    /// The skeletons of a refusal; only in a response.
    pub errors: Vec<Element>,
    /// Paragraphs after the first skeleton.
    pub prose: Vec<String>,
}

/// A table of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Words of the prose before it that may name the element of the rows, most likely first; empty for the first table
    /// of a side.
    pub within: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Line of the page, from 1.
    pub line: u32,
    /// Name of the element as written in the page, without marks of style.
    pub name: String,
    /// Type as written in the page.
    pub ty: String,
    /// The description.
    pub text: String,
    /// The remark beside it.
    pub note: String,
    /// Titles of the pages that the row links to.
    pub links: Vec<String>,
    /// Values listed in a cell, or in rows without a name below.
    pub listed: Vec<Value>,
    /// Rows with one cell below.
    pub remarks: Vec<String>,
}

/// A table of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// Words of the heading that may name the element.
    pub of: Vec<String>,
    /// The values.
    pub list: Vec<Value>,
}

/// A value and its meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// Line of the page, from 1.
    pub line: u32,
    /// The value.
    pub value: String,
    /// Its meaning.
    pub text: String,
}

/// A row of a table of filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterRow {
    /// Line of the page, from 1.
    pub line: u32,
    /// Number of the type.
    pub number: String,
    /// The property that it filters by.
    pub name: String,
    /// The operators; taken from the row above if the cell is empty.
    pub operators: Vec<String>,
    /// The form of the value; taken from the row above likewise.
    pub value: String,
    /// Items of a list in the form of the value.
    pub listed: Vec<Value>,
}
