//! The types of fields, and how each is a [`Value`](crate::record::Value).

pub mod argument;
pub(crate) mod date;
pub(crate) mod joined;
mod leaf;
mod list;
pub(crate) mod listed;
mod maybe;
mod optional;
mod scalar;
mod text;

pub use argument::{Argument, Arguments};
pub use date::{DateTime, TimeOrDate};
pub use joined::{Brackets, Commas, Joined, Semicolons, Words};
pub(crate) use leaf::out_of_range;
pub use listed::NotListed;
pub use maybe::Maybe;
pub use scalar::{Bytes, Decimal, NotDecimal};
pub(crate) use text::{begins_blank, is_blank};
pub use text::{trim, wire_text};

use crate::record::Expected;

// What was expected where a text or bytes cannot be the value.
pub(crate) const LIST: Expected = Expected("a list of elements");
pub(crate) const ELEMENTS: Expected = Expected("elements, not text");
pub(crate) const NO_BYTES: Expected = Expected("no bytes");
