//! The options of reading an answer.

use super::limits::Limits;

/// Limits and strictness of reading an answer.
///
/// By default, an answer is read as far as it matches the table: a text that does not have the type of its row is kept
/// in [`unknown`](crate::unknown()), and its field is left out. Strict reading reports it as a fault instead.
///
/// ```
/// use planfix_api::xml::{ReadOptions, read_response, read_response_with};
/// use planfix_api::{contact, record::Typed as _};
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
    /// Limits for the document.
    pub limits: Limits,
    /// Reports a value that does not match its row, or a record that lacks a required value, as a fault.
    pub strict: bool,
}

impl ReadOptions {
    /// The default limits, not strict.
    pub const DEFAULT: Self = Self {
        limits: Limits::DEFAULT,
        strict: false,
    };

    /// Sets the limits for the document.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets whether reading is strict.
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
