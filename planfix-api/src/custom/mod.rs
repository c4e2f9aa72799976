//! Custom fields: typed values, fields by their names, and tables of one's own.
//!
//! See the [guide](crate::guide::custom_fields).

// A directory alone has values of custom fields, and no list of changes.
#[cfg(any(feature = "contact", feature = "project", feature = "task"))]
mod error;
#[cfg(any(feature = "contact", feature = "project", feature = "task"))]
mod fields;
#[cfg(any(feature = "contact", feature = "project", feature = "task"))]
mod table;
mod value;

#[cfg(any(feature = "contact", feature = "project", feature = "task"))]
pub use error::CustomFieldError;
#[cfg(any(feature = "contact", feature = "project", feature = "task"))]
pub use fields::{Custom, Fields};
#[cfg(any(feature = "contact", feature = "project", feature = "task"))]
pub use table::{CustomRow, CustomTable};
