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
