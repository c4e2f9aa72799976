//! Why a request gets no answer of its method.

use crate::store::StoreError;
use planfix_api::xml::Refusal;

/// A request that is not carried out; its transaction is rolled back.
pub(crate) enum Failure {
    /// An answer with an error code.
    Refused(Refusal),
    /// The sandbox itself failed: status 500.
    Store(StoreError),
}

impl Failure {
    /// A refusal with a code of `spec/errors.md` and an explanation for a person. The explanation
    /// never holds a value that is personal.
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

/// What is wrong with a request: the first hundred faults, and the number of the others. A message may have as many
/// faults as elements, and nobody reads all of them.
#[derive(Default)]
pub(crate) struct Faults {
    lines: Vec<String>,
    others: usize,
    advice: Option<&'static str>,
}

/// How many faults are named.
const NAMED: usize = 100;

impl Faults {
    /// Adds a fault; its message is made only if it will be named.
    pub(crate) fn add(&mut self, message: impl FnOnce() -> String) {
        if self.lines.len() < NAMED {
            self.lines.push(message());
        } else {
            self.others += 1;
        }
    }

    /// Says what to do, after all faults.
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
        faults.add(|| unreachable!("it is not named"));
        assert!(faults.to_string().ends_with("\n99\nand 1 other"));
        faults.add(String::new);
        assert!(faults.to_string().ends_with("\n99\nand 2 others"));
    }
}
