//! The faults of flat text, each with its pair.

use crate::table::Location;
use std::fmt;

/// A fault of one pair, or of a value that no pair has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FlatFault {
    /// Path, as it was given; for a missing value the paths of which one is needed.
    pub path: String,
    /// Number of the pair, from 0; `None` for a missing value.
    pub pair: Option<usize>,
    /// Explanation: what is wrong and what to do. Never contains a personal value or a secret.
    pub message: String,
    /// Description of a valid text, if the text is wrong.
    pub expected: Option<String>,
    /// Path or value that was probably meant.
    pub suggestion: Option<String>,
    /// Row of the table.
    pub row: Option<Location>,
}

impl FlatFault {
    /// Creates a fault without a path.
    pub(super) fn new(message: impl Into<String>, row: Option<Location>) -> Self {
        Self {
            path: String::new(),
            pair: None,
            message: message.into(),
            expected: None,
            suggestion: None,
            row,
        }
    }
}

impl fmt::Display for FlatFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)?;
        match self.row {
            Some(row) => write!(f, " ({row})"),
            None => Ok(()),
        }
    }
}

/// All faults of flat text; displayed one per line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlatFaults(pub(super) Vec<FlatFault>);

impl FlatFaults {
    /// Returns the faults: those of the pairs in their order, then missing values.
    #[must_use]
    pub fn as_slice(&self) -> &[FlatFault] {
        &self.0
    }
}

impl IntoIterator for FlatFaults {
    type Item = FlatFault;
    type IntoIter = std::vec::IntoIter<FlatFault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for FlatFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, fault) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for FlatFaults {}
