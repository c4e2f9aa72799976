//! The violations of the rules of a table.

use std::fmt;
use std::io;

/// All violations of a record; at least one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", Lines(.0))]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Returns the violations in the order of the table.
    #[must_use]
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }

    pub(crate) fn of(list: Vec<Violation>) -> Self {
        Self(list)
    }

    pub(crate) fn none_or(list: Vec<Violation>) -> Result<(), Self> {
        if list.is_empty() { Ok(()) } else { Err(Self(list)) }
    }
}

struct Lines<'a>(&'a [Violation]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

/// A rule that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Path on the wire, with items numbered from 0: `contact.phones.phone[0].number`.
    pub path: String,
    /// The broken rule.
    pub rule: Rule,
    /// The value; `None` if it is personal, a secret, or missing.
    pub value: Option<String>,
    /// Row of the rule, as `file:line`; empty for the envelope.
    pub row: String,
}

impl Violation {
    pub(crate) fn character(path: &str, character: char) -> Self {
        Self {
            path: path.to_owned(),
            rule: Rule::Character(character),
            value: None,
            row: String::new(),
        }
    }
}

impl Violation {
    pub(super) fn unreadable(path: &str, error: &io::Error) -> Self {
        Self {
            path: path.to_owned(),
            rule: Rule::Source(error.to_string()),
            value: None,
            row: String::new(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.rule)?;
        if let Some(value) = &self.value {
            write!(f, ", but it is {value:?}")?;
        }
        if !self.row.is_empty() {
            write!(f, " ({})", self.row)?;
        }
        Ok(())
    }
}

/// A broken rule, with its limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// Bytes cannot be read from their file.
    #[error("cannot be read from its file: {0}")]
    Source(String),
    /// A required value is missing or empty.
    #[error("required, but missing or empty")]
    Required,
    /// A value that cannot be cleared is written empty.
    #[error("cannot be emptied: set it or leave it out")]
    Emptied,
    /// A value that can be cleared is set to an empty text, which may be a mistake.
    #[error("set to an empty text, which does not clear it: `clear_{field}` does")]
    EmptyText {
        /// Rust name of the field.
        field: &'static str,
    },
    /// A text has the wrong length.
    #[error("must have exactly {0} characters")]
    Length(u32),
    /// A number is below its range.
    #[error("must be at least {0}")]
    TooSmall(i64),
    /// A number is above its range.
    #[error("must be at most {0}")]
    TooLarge(i64),
    /// A list has too few items.
    #[error("must have at least {0} items")]
    TooFew(i64),
    /// A list has too many items.
    #[error("must have at most {0} items")]
    TooMany(i64),
    /// None of several fields is set, although at least one must be.
    #[error("at least one of {} must be set", .0.join(", "))]
    AnyOf(Vec<&'static str>),
    /// Several lists have too few items together.
    #[error("{} must have at least {min} items together", lists.join(", "))]
    TooFewTogether {
        /// The rows of the lists.
        lists: Vec<&'static str>,
        /// The least number of items.
        min: i64,
    },
    /// Several lists have too many items together.
    #[error("{} must have at most {max} items together", lists.join(", "))]
    TooManyTogether {
        /// The rows of the lists.
        lists: Vec<&'static str>,
        /// The greatest number of items.
        max: i64,
    },
    /// A field is set together with one that excludes it.
    #[error("cannot be set together with {0}: leave out one of them")]
    Alternative(&'static str),
    /// A field is set that is no longer part of the API, since this date if it is known.
    #[error("no longer part of the API{}{}: leave it out", if .0.is_empty() { "" } else { " since " }, .0)]
    Removed(&'static str),
    /// A field is set although another row excludes it.
    #[error("may be set only where {path} is {}", values.join(" or "))]
    OnlyIf {
        /// The other row.
        path: &'static str,
        /// Its values.
        values: &'static [&'static str],
    },
    /// A field is missing although another row requires it.
    #[error("required where {path} is {}", values.join(" or "))]
    RequiredIf {
        /// The other row.
        path: &'static str,
        /// Its values.
        values: &'static [&'static str],
    },
    /// A value goes back to its default if it is left out, and the method that reads the object does not return it.
    #[error("goes back to its default if it is left out, and {0} does not return it: set it")]
    Reset(&'static str),
    /// A value that was read cannot be sent, and would go back to its default.
    #[error("would be reset, because the stored value cannot be sent: expected {0}")]
    NotKept(&'static str),
    /// An operator, a value or a field does not match the type of the filter.
    #[error("{0}")]
    Filter(String),
    /// A date or a time cannot be written in the format of PlanFix.
    #[error("{0}")]
    NoForm(&'static str),
    /// A text has a character that XML does not allow.
    #[error("contains the character U+{:04X}, which XML does not allow: remove it", u32::from(*.0))]
    Character(char),
}
