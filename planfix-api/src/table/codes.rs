//! The error codes of PlanFix, from `spec/errors.md`.

pub use planfix_model::Class;

/// An error code and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// Code as on the wire; leading zeros count.
    pub code: &'static str,
    /// Name of its constant in [`code`](crate::code), such as `CONTACT_NOT_FOUND`.
    pub name: &'static str,
    /// Class, which tells what to do about the error.
    pub class: Class,
    /// Subject of the code: `contact`, `task`, …
    pub group: &'static str,
    /// Meaning, as a sentence.
    pub meaning: &'static str,
}

impl Code {
    /// Returns the code, if it is in the table.
    ///
    /// ```
    /// use planfix_api::{Class, Code};
    ///
    /// assert_eq!(Code::of("0005").unwrap().class, Class::Session);
    /// assert!(Code::of("5").is_none());
    /// ```
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        crate::code::CODES.iter().find(|entry| entry.code == code)
    }

    /// Returns all codes in the order of the table.
    #[must_use]
    pub fn all() -> &'static [Self] {
        crate::code::CODES
    }
}
