//! Error codes of `spec/errors.md`.

use super::Class;

/// One error code of `spec/errors.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code as on the wire; leading zeros count.
    pub code: String,
    /// What to do about it.
    pub class: Class,
    /// What it is about.
    pub group: String,
    /// What it means.
    pub meaning: String,
    /// Line of its row, from 1.
    pub line: u32,
}
