//! The error codes of PlanFix: `spec/errors.md`.

pub use planfix_model::Class;

/// An error code and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// The code as on the wire; leading zeros count.
    pub code: &'static str,
    /// What to do about it.
    pub class: Class,
    /// What the code is about: `contact`, `task`, …
    pub group: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

crate::__private::error_codes! { [crate] "spec/errors.md" }

impl Code {
    /// The code, if the table lists it.
    ///
    /// ```
    /// use planfix_api::{Class, Code};
    ///
    /// assert_eq!(Code::of("0005").unwrap().class, Class::Session);
    /// assert!(Code::of("5").is_none());
    /// ```
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        CODES.iter().find(|entry| entry.code == code)
    }

    /// Every code, in the order of the table.
    #[must_use]
    pub fn all() -> &'static [Self] {
        CODES
    }
}
