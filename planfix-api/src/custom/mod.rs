//! Custom fields: typed values, fields by their names, and tables of one's own.
//!
//! See the [guide](crate::guide::custom_fields).

mod error;
mod fields;
mod table;
mod value;

pub use error::CustomFieldError;
pub use fields::{Custom, Fields};
pub use table::{CustomRow, CustomTable};
