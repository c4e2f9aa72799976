//! Guides: one page for each thing that takes more than one call.

#[cfg(all(feature = "contact", feature = "task"))]
pub mod custom_fields;
pub mod edits;
pub mod paging;
