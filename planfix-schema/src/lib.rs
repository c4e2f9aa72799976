//! Reads the field tables of `spec/`: Markdown to a checked [`model`], with every fault of a file
//! at once, each with file, line and column.
//!
//! The grammar is `spec/README.md`. The flow is `read::page` (Markdown to title, facts, tables) →
//! `read::rows` (a row to its path, type and rules) → `read::tree` (rows to elements) →
//! `read::record` (elements to structs, fields and their names) → [`model`]; what only several tables
//! tell is left to [`check_together`]. Nothing here knows Rust tokens, HTTP or the runtime.
//!
//! ```
//! use planfix_schema::{Source, read_method};
//!
//! let table = Source::file("spec/methods/ping.send.md", "# ping.send\n\nSays hello.\n");
//! let faults = read_method(&table, Some("ping.send"), &[]).into_result().unwrap_err();
//! assert!(faults.to_string().contains("--> spec/methods/ping.send.md:1:3"));
//! ```

// Nothing panics on input. Tests may.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod beside;
mod fault;
mod kind;
pub mod limits;
pub mod model;
mod names;
mod read;
pub mod sample;
pub mod shipped;
mod source;
mod together;
mod uses;
#[cfg(feature = "vendor")]
pub mod vendor;

pub use beside::{TypesBeside, markdown_files};
pub use fault::{Fault, Faults};
pub use kind::Kind;
pub use names::{is_keyword, nearest};
pub use read::{Reading, read_custom_fields, read_differences, read_errors, read_method, read_type};
pub use source::Source;
pub use together::{Tables, check_together};
