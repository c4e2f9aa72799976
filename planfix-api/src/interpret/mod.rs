//! The interpreters: each goes over a record along its static table, and none knows a struct.

pub(crate) mod debug;
#[cfg(feature = "serde")]
pub mod json;
pub mod sample;
pub(crate) mod validate;
pub mod walk;
pub mod xml;

pub use debug::Revealed;
pub use validate::{Rule, Violation, Violations, validate};
