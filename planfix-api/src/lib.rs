//! Typed, validated calls of the PlanFix XML API.
//!
//! Every method is made from a table of `spec/methods`: its request and response, their XML and
//! JSON, validation, redaction and documentation. See [`contact::update`] for a method,
//! [`method!`] for making one, and [`client`] for sending it.

mod argument;
pub mod client;
mod codes;
mod date;
mod debug;
mod emit;
mod fields;
mod filter;
mod joined;
#[cfg(feature = "serde")]
pub mod json;
mod listed;
mod maybe;
mod methods;
mod record;
pub mod sample;
mod scalar;
mod shared;
pub mod table;
pub mod types;
mod union;
mod unknown;
mod validate;
mod value;
pub mod xml;

pub use argument::{Argument, Arguments};
pub use codes::{Class, Code};
pub use date::{DateTime, TimeOrDate};
pub use debug::Revealed;
pub use jiff;
pub use joined::{Brackets, Commas, Joined, Semicolons, Words};
pub use listed::NotListed;
pub use maybe::Maybe;
pub use methods::*;
pub use record::{Expected, List, Record, Struct, Typed, Value, View};
pub use scalar::{Bytes, Decimal, NotDecimal};
pub use shared::Unlisted;
pub use table::Effect;
#[allow(
    unused_imports,
    unreachable_pub,
    reason = "without a group of methods there are none"
)]
pub use types::*;
pub use unknown::{Unknown, UnknownElement, Why, unknown};
pub use validate::{Broken, Violation, Violations, validate};

/// A method of the API: the type of its request.
///
/// ```
/// use planfix_api::{Effect, Method, contact};
///
/// assert_eq!(contact::update::Request::METHOD.name, "contact.update");
/// assert_eq!(contact::update::Request::METHOD.effect, Effect::Set);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no request of a PlanFix method",
    label = "this cannot be sent",
    note = "a request is the `Request` of a method's module, such as `contact::update::Request`"
)]
pub trait Method: Struct {
    /// The table of the method.
    const METHOD: &'static table::Method;
    /// Its response.
    type Response: Struct;
}

/// Hides the list of everything that is a method from the message above.
#[diagnostic::do_not_recommend]
impl<T: __private::Request> Method for T {
    const METHOD: &'static table::Method = T::METHOD;
    type Response = T::Response;
}

/// Makes a method from its table.
///
/// The table is a file, its path from the folder of the crate's `Cargo.toml` (from that of the source
/// file where it begins with `./` or `../`), or the doc comment itself. The grammar is `spec/README.md` of the repository.
///
/// ```
/// mod ping {
///     planfix_api::method! {
///         /// # ping.send
///         ///
///         /// Says hello.
///         ///
///         /// - effect: read
///         /// - source: an example
///         ///
///         /// ## Request
///         ///
///         /// | name | type   | note |
///         /// |------|--------|------|
///         /// | text | string | `required` What to say. |
///         ///
///         /// ## Response
///         ///
///         /// | name | type | note |
///         /// |------|------|------|
///         /// | id   | int  | Number of the greeting. |
///     }
/// }
///
/// let request = ping::Request::new("hello");
/// assert_eq!(request.text, "hello");
/// ```
#[macro_export]
macro_rules! method {
    ($($table:tt)*) => {
        $crate::__private::method! { [$crate] $($table)* }
    };
}

/// Makes a shared type from its table, like [`method!`].
#[macro_export]
macro_rules! shared_type {
    ($($table:tt)*) => {
        $crate::__private::shared_type! { [$crate] $($table)* }
    };
}

/// What generated code names. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::emit::*;
    pub use crate::fields::Fields;
    pub use crate::filter::filter;
    pub use crate::shared::unlisted;
    pub use crate::table::{
        Choice, Combination, Combined, Condition, Content, Element, Filter, Operand, Place, Row, Rules, Short, Table,
        Tags,
    };
    pub use crate::union::{form, knows};
    pub use crate::value::{trim, wire_text};
    pub use crate::{Argument, Brackets, Bytes, Commas, DateTime, Decimal, Maybe, Semicolons, Struct, TimeOrDate};
    pub use crate::{Typed, Unknown, Value, View, Words, jiff, types};
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, Ord, PartialEq, PartialOrd};
    pub use core::convert::{AsRef, From, Into};
    pub use core::default::Default;
    pub use core::fmt::{self, Debug};
    pub use core::hash::Hash;
    pub use core::iter::{IntoIterator, Iterator};
    pub use core::marker::Copy;
    pub use core::option::Option::{self, None, Some};
    pub use core::primitive::{bool, i64, str, u16, usize};
    pub use core::result::Result::{self, Err, Ok};
    pub use planfix_derive::{error_codes, method, shared_type, shared_types};
    pub use std::any::Any;
    pub use std::borrow::Cow;
    pub use std::boxed::Box;
    pub use std::string::String;
    pub use std::vec::Vec;

    /// What `method!` implements, and [`crate::Method`] follows from.
    pub trait Request: crate::Struct {
        const METHOD: &'static crate::table::Method;
        type Response: crate::Struct;
    }

    pub fn debug(record: &dyn crate::Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::debug::record(record, f)
    }
}
