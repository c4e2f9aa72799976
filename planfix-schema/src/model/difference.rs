//! Known differences from the vendor's pages, of `spec/differences.md`.

/// A difference between a table and the vendor's page that is known and meant: a part of a row of
/// `spec/differences.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDifference {
    /// Name of the method, or of the shared type.
    pub method: String,
    /// `request`, `response`, `values` or `filters`.
    pub side: String,
    /// Path of the element without `[]`, or `*` for the message as a whole, a value, or the number of a filter.
    pub element: String,
    /// The page's side of the difference.
    pub page: String,
    /// The table's side of the difference.
    pub table: String,
    /// Line of the row, from 1.
    pub line: u32,
}

impl KnownDifference {
    /// Returns true if the other one is the same difference.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.method == other.method
            && self.side == other.side
            && self.element == other.element
            && self.page == other.page
            && self.table == other.table
    }
}
