//! The limits of reading a document.

/// Limits for a document. The defaults are far above any message of PlanFix; they bound the memory that hostile input
/// can use.
///
/// ```
/// use planfix_api::xml::{self, Limits};
///
/// let deep = "<a>".repeat(100) + &"</a>".repeat(100);
/// assert!(xml::check(deep.as_bytes()).is_err());
/// assert!(xml::check_within(deep.as_bytes(), &Limits::default().depth(100)).is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Size of the document in bytes, after any decompression by the transport. 64 MiB by default.
    pub bytes: usize,
    /// Depth of nested elements. 64 by default.
    pub depth: usize,
    /// Attributes of one element. 64 by default.
    pub attributes: usize,
    /// Length of the name of an element or attribute, in bytes. 1,000 by default.
    pub name: usize,
    /// Items of one list. 10,000 by default; a page of PlanFix has at most 100, and a struct takes far more memory
    /// than the few bytes of an empty element.
    pub items: usize,
    /// Elements, attributes and texts that are not in the table, each of which is kept with its path. 100,000 by
    /// default; a server adds only a few to each item of a list.
    pub unknown: usize,
    /// The fast path may be used.
    pub(super) fast: bool,
}

impl Limits {
    /// The default limits.
    pub const DEFAULT: Self = Self {
        bytes: 64 << 20,
        depth: 64,
        attributes: 64,
        name: 1_000,
        items: 10_000,
        unknown: 100_000,
        fast: true,
    };

    /// Sets the largest size of the document in bytes.
    #[must_use]
    pub const fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets the largest depth of nested elements.
    #[must_use]
    pub const fn depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// Sets the largest number of attributes of an element.
    #[must_use]
    pub const fn attributes(mut self, attributes: usize) -> Self {
        self.attributes = attributes;
        self
    }

    /// Sets the largest length of a name in bytes.
    #[must_use]
    pub const fn name(mut self, name: usize) -> Self {
        self.name = name;
        self
    }

    /// Reads everything without the fast path, for tests that compare the two.
    #[doc(hidden)]
    #[must_use]
    pub const fn without_fast_path(mut self) -> Self {
        self.fast = false;
        self
    }

    /// Sets the largest number of elements that are kept although they are not in the table.
    #[must_use]
    pub const fn unknown(mut self, unknown: usize) -> Self {
        self.unknown = unknown;
        self
    }

    /// Sets the largest number of items of a list.
    #[must_use]
    pub const fn items(mut self, items: usize) -> Self {
        self.items = items;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
