//! Error codes of `spec/errors.md`.

use super::Class;

/// An error code of `spec/errors.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// Code as on the wire; leading zeros count.
    pub code: String,
    /// Name of its constant, such as `CONTACT_NOT_FOUND`.
    pub name: String,
    /// Class, which tells what to do about the error.
    pub class: Class,
    /// Subject of the code: `contact`, `task`, …
    pub group: String,
    /// Meaning, in Markdown.
    pub meaning: String,
    /// Line of its row, from 1.
    pub line: u32,
}
