//! The interpreters: each walks a record along its static table, and knows no struct.

pub(crate) mod debug;
#[cfg(feature = "serde")]
pub mod json;
pub mod sample;
pub(crate) mod validate;
pub mod walk;
pub mod xml;

pub use debug::Revealed;
pub use validate::{Rule, Violation, Violations, validate};
