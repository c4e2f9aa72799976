//! The interpreters: each walks a record along its static table, and knows no struct.

pub(crate) mod convert;
pub(crate) mod debug;
pub(crate) mod edit;
pub mod flat;
#[cfg(feature = "serde")]
pub mod json;
pub(crate) mod moment;
pub mod sample;
#[cfg(feature = "schema")]
pub mod schema;
pub(crate) mod validate;
pub mod walk;
pub mod xml;

pub use convert::{Misfit, Misfits, convert, fill};
pub use debug::Revealed;
pub use edit::{before_any, changes, changes_any, reading_any};
pub use validate::{Rule, Violation, Violations, validate};
