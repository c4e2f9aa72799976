//! Imports a page of the vendor as a table, and compares tables with pages.
//!
//! The flow is `reader` (a saved page to plain data: `page`; `cells`, `plain`, `skeleton` and `sloppy` help it) →
//! `resolve` (rows to elements) → `import` (elements to the text of a table: `draft`, `guess`, `learn`, `records`,
//! `siblings`, `repeats`, `bounds`, `choices`, `naming`, `question`) or `report` (elements against those of a model:
//! `outline`, `diff`, `agree`, `value_diff`, `filter_diff`). Nothing here reads files: the command line does.

mod agree;
mod bounds;
mod cells;
mod choices;
pub mod diff;
mod draft;
pub mod envelope;
mod filter_diff;
mod guess;
pub mod import;
mod import_values;
mod learn;
mod naming;
mod outline;
pub mod page;
mod plain;
mod question;
mod reader;
mod records;
mod repeats;
pub mod report;
pub mod resolve;
mod siblings;
pub mod skeleton;
mod sloppy;
pub mod spelling;
pub mod tables;
mod value_diff;
pub mod values;

pub use import_values::import_values;
