//! Guides: one page for each thing that takes more than one call.

pub mod edits;
pub mod paging;
