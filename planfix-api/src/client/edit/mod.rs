//! Editing an object: reading it, changing what was read, and sending what differs.

#[cfg(feature = "async")]
mod asynchronous;
mod blocking;

use super::Error;
use crate::Method;
use crate::interpret::Violations;

/// Reports a request that was not sent.
fn invalid<M: Method>(violations: Violations) -> Error {
    Error::Invalid {
        method: M::METHOD.name,
        effect: M::METHOD.effect,
        violations,
    }
}
