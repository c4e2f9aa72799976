//! The types of fields, and their implementations of [`Value`](crate::record::Value).

pub mod argument;
mod bytes;
pub(crate) mod date;
mod encoding;
pub(crate) mod joined;
mod leaf;
mod list;
pub(crate) mod listed;
mod maybe;
mod optional;
pub(crate) mod parse;
mod scalar;
mod text;
#[cfg(feature = "chrono")]
mod with_chrono;
#[cfg(feature = "time")]
mod with_time;

pub use argument::{Argument, Arguments};
pub use bytes::Bytes;
pub use date::{DateTime, TimeOrDate};
pub(crate) use encoding::Encoder;
pub use joined::{Brackets, Commas, Joined, Semicolons, Words};
pub(crate) use leaf::out_of_range;
pub use listed::NotListed;
pub use maybe::Maybe;
pub use parse::ParseValueError;
pub use scalar::{Decimal, NotDecimal};
pub(crate) use text::{begins_blank, is_blank};
pub use text::{trim, wire_text};
#[cfg(feature = "chrono")]
pub use with_chrono::ToChrono;
#[cfg(feature = "time")]
pub use with_time::ToTime;

use crate::record::Expected;

// The errors of setting a text or bytes where the value holds something else.
pub(crate) const LIST: Expected = Expected("a list of elements");
pub(crate) const ELEMENTS: Expected = Expected("elements, not text");
pub(crate) const NO_BYTES: Expected = Expected("a value that is not bytes");
