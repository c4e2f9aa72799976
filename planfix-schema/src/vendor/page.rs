//! A vendor page as plain data: skeletons, rows, tables of values, prose. `reader` makes it.

pub use super::reader::read;
use super::skeleton::Element;

/// What a page says of one method, or of the values of an enum, or of filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Name of the method as its skeleton has it, without white space; nothing on other pages.
    pub method: Option<String>,
    /// What stands before the skeleton of the request.
    pub prose: Vec<String>,
    /// The request.
    pub request: Side,
    /// The response.
    pub response: Side,
    /// Tables of values, those of enums and others.
    pub values: Vec<Values>,
    /// Rows of a table of filters.
    pub filters: Vec<FilterRow>,
    /// What stands behind the skeleton of a refusal, and so is about neither side.
    pub behind: Vec<String>,
    /// Items of lists before a table, such as the elements of a filter.
    pub items: Vec<Value>,
}

/// What a page says of the request or the response.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// The skeletons: one, or alternatives.
    pub skeletons: Vec<Element>,
    /// The tables of fields.
    pub tables: Vec<Table>,
    /// The skeletons of a refusal; of the response alone.
    pub errors: Vec<Element>,
    /// What stands after the first of them.
    pub prose: Vec<String>,
}

/// A table of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Words of the prose before it that may name the element which the rows are in, most likely first;
    /// none for the first table of a side.
    pub within: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Line of the page, from 1.
    pub line: u32,
    /// Name of the element as the page has it, without marks of style.
    pub name: String,
    /// Type as the page has it.
    pub ty: String,
    /// What it is.
    pub text: String,
    /// The remark beside.
    pub note: String,
    /// Titles of the pages that the row links to.
    pub links: Vec<String>,
    /// Values that are listed in a cell, or in rows without a name below.
    pub listed: Vec<Value>,
    /// Rows of one cell below.
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

/// A value and what it means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// Line of the page, from 1.
    pub line: u32,
    /// The value.
    pub value: String,
    /// What it means.
    pub text: String,
}

/// A row of a table of filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterRow {
    /// Line of the page, from 1.
    pub line: u32,
    /// Number of the type.
    pub number: String,
    /// What it filters by.
    pub name: String,
    /// The operators; those of the row above where the cell is empty.
    pub operators: Vec<String>,
    /// The form of the value, likewise.
    pub value: String,
    /// Items of a list in the form of the value.
    pub listed: Vec<Value>,
}
