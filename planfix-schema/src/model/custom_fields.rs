//! The custom fields of an account.

use super::Record;

/// A table of custom fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomFields {
    /// Prose under the title.
    pub doc: String,
    /// The source of the facts; may be empty.
    pub source: String,
    /// The struct: a leaf for each row.
    pub record: Record,
    /// The identifier and the name of each field in the account, in the order of the rows.
    pub rows: Vec<(i64, String)>,
}
