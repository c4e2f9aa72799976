//! How an answer is read.

use super::limits::Limits;

/// Bounds and strictness of reading an answer.
///
/// By default an answer is read as far as it fits: a text that is not of the type of its row is kept in
/// [`unknown`](crate::unknown()), and its field is left out. A strict reading reports it as a fault instead.
///
/// ```
/// use planfix_api::xml::{ReadOptions, read_response, read_response_with};
/// use planfix_api::{Typed as _, contact};
///
/// let answer = b"<response status=\"ok\"><contact><id>1</id><sex>M</sex><birthdate>today</birthdate></contact></response>";
/// let mut response = contact::get::Response::blank();
/// assert!(read_response(answer, &mut response).is_ok());
/// let mut response = contact::get::Response::blank();
/// assert!(read_response_with(answer, &mut response, &ReadOptions::default().strict(true)).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Bounds on the document.
    pub limits: Limits,
    /// Whether a value that does not fit its row, or a record without a value that it must have, is a fault.
    pub strict: bool,
}

impl ReadOptions {
    /// The default bounds, not strict.
    pub const DEFAULT: Self = Self {
        limits: Limits::DEFAULT,
        strict: false,
    };

    /// Returns these options with other bounds on the document.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Returns these options with another strictness.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }
}

impl From<Limits> for ReadOptions {
    fn from(limits: Limits) -> Self {
        Self::DEFAULT.limits(limits)
    }
}
