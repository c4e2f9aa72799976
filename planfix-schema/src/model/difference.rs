//! Known differences from the vendor's pages, of `spec/differences.md`.

/// A difference between a table and the vendor's page that is known and meant: a part of a row of
/// `spec/differences.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDifference {
    /// Name of the method, or of the shared type.
    pub method: String,
    /// `request`, `response`, `values` or `filters`.
    pub side: String,
    /// Path of the element without `[]`, or what stands in its place.
    pub element: String,
    /// What the page says.
    pub page: String,
    /// What the table says.
    pub table: String,
    /// Line of the row, from 1.
    pub line: u32,
}

impl KnownDifference {
    /// Whether the other one is about the same thing and says the same.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.method == other.method
            && self.side == other.side
            && self.element == other.element
            && self.page == other.page
            && self.table == other.table
    }
}
