//! Failures: the reasons why a request is not carried out.

use crate::store::StoreError;
use planfix_api::xml::Refusal;

/// A request that was not carried out. Its transaction is rolled back.
pub(crate) enum Failure {
    /// The request is refused with an error code.
    Refused(Refusal),
    /// The sandbox itself failed: status 500.
    Store(StoreError),
}

impl Failure {
    /// Makes a refusal with a code of `spec/errors.md` and an explanation. The explanation must not contain personal
    /// values.
    pub(crate) fn refused(code: &str, message: impl Into<String>) -> Self {
        let mut refusal = Refusal::new(code);
        refusal.message = message.into();
        Self::Refused(refusal)
    }
}

impl<E: Into<StoreError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// The faults of a request: the messages of the first hundred, and the number of the others. A request may have as many
/// faults as elements, and nobody reads all of them.
#[derive(Default)]
pub(crate) struct Faults {
    lines: Vec<String>,
    others: usize,
    advice: Option<&'static str>,
}

/// The number of faults that are printed.
const PRINTED: usize = 100;

impl Faults {
    /// Adds a fault. The message is made only if it will be printed.
    pub(crate) fn add(&mut self, message: impl FnOnce() -> String) {
        if self.lines.len() < PRINTED {
            self.lines.push(message());
        } else {
            self.others += 1;
        }
    }

    /// Counts faults whose messages are not known.
    pub(crate) const fn more(&mut self, number: usize) {
        self.others += number;
    }

    /// Sets the advice that is printed after all faults.
    pub(crate) fn advise(&mut self, advice: &'static str) {
        self.advice = Some(advice);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines.join("\n"))?;
        match self.others {
            0 => {}
            1 => f.write_str("\nand 1 other")?,
            others => write!(f, "\nand {others} others")?,
        }
        match self.advice {
            Some(advice) => write!(f, "\n{advice}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_faults_ends_after_a_hundred() {
        let mut faults = Faults::default();
        (0..100).for_each(|number| faults.add(|| number.to_string()));
        assert!(faults.to_string().ends_with("\n99"));
        faults.add(|| unreachable!("it is not printed"));
        assert!(faults.to_string().ends_with("\n99\nand 1 other"));
        faults.add(String::new);
        assert!(faults.to_string().ends_with("\n99\nand 2 others"));
    }
}
