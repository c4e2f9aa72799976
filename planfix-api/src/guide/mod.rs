//! Guides: one page for each thing that takes more than one call.
//!
//! The guide to testing, with faults and limits, is part of
//! [`planfix-sandbox`](https://docs.rs/planfix-sandbox/latest/planfix_sandbox/guide/).

#[cfg(all(feature = "contact", feature = "task"))]
pub mod custom_fields;
pub mod edits;
pub mod errors;
pub mod own_transport;
pub mod pace;
pub mod paging;
pub mod tracing;
