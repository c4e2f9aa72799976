//! Guides: one page for each thing that takes more than one call.

pub mod paging;
