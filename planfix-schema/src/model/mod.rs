//! The model: the content of a table as plain data.
//!
//! It is between reading (`read`) and everything that uses a table: `planfix-derive`, `planfix spec`, the reference. There
//! is a model of a faulty table too, made of what could be read, so that a generator can emit a skeleton and the faults
//! are the only errors. Only a model of [`Reading::into_result`](crate::Reading::into_result) is complete: a user of any
//! other one leaves out what is missing, such as the row that a condition names.
//!
//! The enums that a program needs as well are in `planfix-model`, which planfix-api uses too.

mod custom_fields;
mod difference;
mod error_code;
mod field;
mod filter;
mod method;
mod parts;
mod record;
mod shared_type;

pub use custom_fields::CustomFields;
pub use difference::KnownDifference;
pub use error_code::ErrorCode;
pub use field::{Condition, Field, Rules, Shape, Type};
pub use filter::{Filter, Operand};
pub use method::{LeftOut, Method};
pub use parts::{By, Listed, Parts};
pub use planfix_model::{Class, Effect, Joint, Place, Reply};
pub use record::{Choice, Combination, Combined, Content, Element, Record};
pub use shared_type::{EnumValue, Form, SharedKind, SharedType};
