//! The functions that generated code calls: the hinge between the macros of `planfix-derive` and the runtime.
//!
//! A macro emits a struct, its static [`Table`] and an implementation of [`Fields`]. Everything that follows from
//! these is written here once, so that many methods generate little code. Nothing here is part of the public
//! interface.

pub(crate) mod emit;
pub(crate) mod fields;
pub(crate) mod filter;
pub(crate) mod shared;
pub(crate) mod union;

#[cfg(any(feature = "contact", feature = "handbook", feature = "project", feature = "task"))]
pub use crate::custom;
pub use crate::table::{
    Choice, Combination, Combined, Condition, Content, Element, Filter, Operand, Place, Row, Rules, Table, Tags,
    TextOnly,
};
pub use crate::value::parse::{id_from_u64, id_into_u64, parse};
pub use crate::value::{trim, wire_text};
pub use crate::{Argument, Brackets, Bytes, Commas, DateTime, Decimal, Maybe, Semicolons, TimeOrDate, record::Struct};
pub use crate::{
    Unknown, Words, jiff,
    record::{Typed, Value, View},
    types,
};
pub use core::clone::Clone;
pub use core::cmp::{Eq, Ord, PartialEq, PartialOrd};
pub use core::convert::{AsRef, From, Into, TryFrom};
pub use core::default::Default;
pub use core::fmt::{self, Debug};
pub use core::hash::{Hash, Hasher};
pub use core::iter::{IntoIterator, Iterator};
pub use core::marker::Copy;
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{bool, i64, str, u16, u64, usize};
pub use core::result::Result::{self, Err, Ok};
pub use core::str::FromStr;
pub use emit::*;
pub use fields::Fields;
pub use filter::filter;
pub use planfix_derive::{custom_fields, error_codes, method, shared_type, shared_types};
pub use shared::{display, hash, text_of, unlisted};
pub use std::any::Any;
pub use std::borrow::Cow;
pub use std::boxed::Box;
pub use std::string::String;
pub use std::vec::{IntoIter, Vec};
pub use union::{form, knows};

/// The trait that `method!` implements, and from which [`crate::Method`] follows.
pub trait Request: crate::record::Struct {
    const METHOD: &'static crate::table::Method;
    type Response: crate::record::Struct;
}

pub fn debug(record: &dyn crate::record::Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    crate::interpret::debug::record(record, f)
}
