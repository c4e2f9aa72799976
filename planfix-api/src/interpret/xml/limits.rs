//! How much of a document a reader takes before it stops.

/// Bounds on a document. The defaults are far beyond any message of PlanFix; hostile input stops at them
/// with bounded memory.
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
    /// Bytes of the document, as they are read: a transport that decompresses does so before. 64 MiB.
    pub bytes: usize,
    /// Elements inside each other. 64.
    pub depth: usize,
    /// Attributes of one element. 64.
    pub attributes: usize,
    /// Bytes of the name of an element or an attribute. 1,000.
    pub name: usize,
    /// Items of one list. 10,000; a page of PlanFix has at most 100, and a struct takes far more memory than the
    /// few bytes that an empty element has.
    pub items: usize,
    /// Elements, attributes and texts of the document that no table knows: they are kept, each with its path. 100,000;
    /// what a server adds to its answers is a few for each item of a list.
    pub unknown: usize,
    /// Whether the short way may be tried.
    pub(super) fast: bool,
}

impl Limits {
    /// The bounds that are used where nothing else is said.
    pub const DEFAULT: Self = Self {
        bytes: 64 << 20,
        depth: 64,
        attributes: 64,
        name: 1_000,
        items: 10_000,
        unknown: 100_000,
        fast: true,
    };

    /// With another bound on the bytes of the document.
    #[must_use]
    pub const fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// With another bound on the depth.
    #[must_use]
    pub const fn depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// With another bound on the attributes of an element.
    #[must_use]
    pub const fn attributes(mut self, attributes: usize) -> Self {
        self.attributes = attributes;
        self
    }

    /// With another bound on the bytes of a name.
    #[must_use]
    pub const fn name(mut self, name: usize) -> Self {
        self.name = name;
        self
    }

    /// Reads everything the long way: a test compares the two.
    #[doc(hidden)]
    #[must_use]
    pub const fn without_the_short_way(mut self) -> Self {
        self.fast = false;
        self
    }

    /// With another bound on what is kept and no table knows.
    #[must_use]
    pub const fn unknown(mut self, unknown: usize) -> Self {
        self.unknown = unknown;
        self
    }

    /// With another bound on the items of a list.
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
