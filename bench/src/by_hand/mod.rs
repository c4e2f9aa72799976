//! The structs that a user of another library would write by hand: the same fields, the same types
//! where serde has them, numbers as numbers, left out as `None`.
//!
//! quick-xml's serde and serde-xml-rs share one way to name attributes, and hard-xml has its own derives, so all
//! three read and write the very same structs. hard-xml names a struct by its element: where serde would do with
//! one struct for two elements, there are two.
#![allow(missing_docs)]

mod list;
mod task;
mod update;

pub use list::*;
pub use task::*;
pub use update::*;
