//! Error codes of `spec/errors.md`.

use super::Class;

/// One error code of `spec/errors.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code as on the wire; leading zeros count.
    pub code: String,
    /// The class, which says what to do about it.
    pub class: Class,
    /// The group of codes that it belongs to: `contact`, `task`.
    pub group: String,
    /// Its meaning, Markdown.
    pub meaning: String,
    /// Line of its row, from 1.
    pub line: u32,
}
