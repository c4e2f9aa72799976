//! The error codes of PlanFix: `spec/errors.md`.

/// What an error code means.
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

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Key, token or password is wrong or not allowed: mend it, never repeat.
    Credentials,
    /// Log in again, then repeat once.
    Session,
    /// The account cannot use this (name, plan, freeze): nothing to repeat.
    Account,
    /// The account lives in another data centre: use another endpoint.
    Endpoint,
    /// The daily limit is reached: stop until tomorrow.
    Limit,
    /// Maintenance: repeat in some minutes.
    Later,
    /// The object is being changed: repeat in a second.
    Busy,
    /// The object does not exist.
    NotFound,
    /// No right to do this.
    Denied,
    /// The request itself is wrong.
    Input,
    /// The server could not carry it out.
    Failed,
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
