//! Lists that a method returns in parts.

/// The list of a response that one call returns only in part.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Parts {
    /// Path of the list in the response: `contacts.contact[]`.
    pub list: &'static str,
    /// The request for one part.
    pub by: By,
}

/// The request for one part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// It has the number of a page in `pageCurrent`, and the size of a page in `pageSize`.
    Page {
        /// Number of the first page.
        first: i64,
    },
    /// It has some of the identifiers, in lists of limited length.
    Lookup,
}

impl Parts {
    /// A list in pages. Called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn pages(list: &'static str, first: i64) -> Self {
        let by = By::Page { first };
        Self { list, by }
    }

    /// A list of the objects that the request names. Called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn lookup(list: &'static str) -> Self {
        let by = By::Lookup;
        Self { list, by }
    }
}
