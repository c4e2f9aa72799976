//! The structs that a user of another library would write by hand: the same fields and, where serde has them, the
//! same types, with numbers as numbers and `None` for fields left out.
//!
//! quick-xml's serde and serde-xml-rs name attributes in the same way, and hard-xml has its own derives, so all three
//! read and write the very same structs. hard-xml names a struct by its element: where one struct would do for two
//! elements with serde, there are two.
#![allow(missing_docs)]

mod list;
mod task;
mod update;

pub use list::*;
pub use task::*;
pub use update::*;
