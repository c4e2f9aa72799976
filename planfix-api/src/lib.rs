//! Typed, validated calls of the [PlanFix](https://planfix.com) XML API.
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint};
//! use planfix_api::{ContactId, contact};
//! # struct Http;
//! # impl planfix_api::client::Transport for Http {
//! #     fn send(
//! #         &self,
//! #         _: http::Request<planfix_api::client::Body>,
//! #     ) -> Result<http::Response<Vec<u8>>, planfix_api::client::TransportError> {
//! #         let answer = b"<response status=\"ok\"><contact><id>1</id></contact></response>";
//! #         Ok(http::Response::new(answer.to_vec()))
//! #     }
//! #     fn is_local(&self) -> bool {
//! #         true
//! #     }
//! # }
//!
//! let connection = Connection::new(Endpoint::europe(), "account", Auth::token("API key", "token"));
//! // `Http::new()` with the feature `blocking`, or a transport of your own.
//! let client = Client::new(connection, Http);
//!
//! let request = contact::update::Request::new(ContactId(1))
//!     .name("Anna")
//!     .birthdate(jiff::civil::date(1990, 4, 9))
//!     .clear_post();
//! let response = client.call(&request)?;
//! assert_eq!(response.id.set(), Some(&ContactId(1)));
//! # Ok::<(), planfix_api::client::Error>(())
//! ```
//!
//! Every method is a module with a `Request` and a `Response`, generated at compile time from its table in
//! `spec/methods`: [`contact::update`] from `contact.update.md`. Each group of methods is one of the modules below,
//! which lists its methods; the group is the first part of a method's name on the wire. [`methods()`] returns all
//! methods, for programs that work with the tables.
//!
//! # Left out, emptied, set
//!
//! A field that may be left out is a [`Maybe`], because PlanFix distinguishes three cases: in a change, a field that
//! is left out keeps its value, an emptied one loses it (`clear_post()`), and a set one gets the new value. Fields
//! that are always present are plain values, and arguments of `new`.
//!
//! # Answers
//!
//! An answer is read as far as it matches its table. [`unknown()`] returns everything that did not become a field,
//! with the reason; [`Connection::strict`](client::Connection::strict) makes it an error instead.
//!
//! # Errors
//!
//! A request is checked before it is sent, and the error lists all violations with the paths of their fields.
//! [`client::Error::outcome`] tells what a failed call means for the account: not sent, refused, carried out, or
//! unknown. [`client::Error::class`] tells what to do about an error code of PlanFix: wait, ask for a permission,
//! correct the input. See [`guide::errors`].
//!
//! # Pace and repeats
//!
//! A client of a real account sends one request a second, together with all other clients of the account in the process,
//! and sends a failed call again where it cannot happen twice: see [`guide::pace`]. Each call is a span of `tracing`: see
//! [`guide::tracing`].
//!
//! # Lists
//!
//! [`Client::items`](client::Client::items) iterates over a list of any number of pages: see [`guide::paging`].
//!
//! # Edits
//!
//! [`Client::edit`](client::Client::edit) changes an object and keeps what it does not change, also where a method resets
//! what a request leaves out: see [`guide::edits`].
//!
//! # Testing
//!
//! The crate `planfix-sandbox` is a local PlanFix: `Client::new(connection, Sandbox::in_memory(Options::default())?)`
//! runs the same calls without a network or an account, and it can fail: its
//! [guide](https://docs.rs/planfix-sandbox/latest/planfix_sandbox/guide/) shows refusals, lost answers and limits.
//!
//! # Your own HTTP client, your own tables
//!
//! Another HTTP client takes a few lines with [`client::Transport`]. [`method!`] and [`shared_type!`] generate methods
//! and types from tables in your own crate.
//!
//! # Flat text, custom fields
//!
//! [`flat`] makes requests from rows of a spreadsheet. [`guide::custom_fields`] shows typed values and names of custom
//! fields.
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `blocking` | `client::Http`, the transport of [`client::Client`] |
//! | `async` | `client::AsyncClient`, for a transport of your own |
//! | `reqwest` | `async`, and its transport `client::Reqwest` |
//! | `tower` | `async`, and its transport `client::Tower` over any service |
//! | `signature` | `client::Auth::signed_with`, which signs each request; PlanFix does not require it |
//! | `schema` | the module `schema`: JSON Schema and OpenAPI of that JSON; includes `serde` |
//! | `serde` | the module `json`: JSON of every request and response, with the names and nesting of the wire |
//! | `chrono`, `time` | dates of these crates as arguments, and back with `ToChrono` and `ToTime` |
//! | `all` | all groups of methods; on by default |
//! | `action`, `contact`, `task`, … | one group of methods each, with the types that it needs |

// Nothing panics on input. Tests may.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// The documentation links to methods and types of all groups.
#![cfg_attr(not(feature = "all"), allow(rustdoc::broken_intra_doc_links))]

#[doc(hidden)]
#[path = "private/mod.rs"]
pub mod __private;
pub mod client;
pub mod code;
#[cfg(any(feature = "contact", feature = "handbook", feature = "project", feature = "task"))]
pub mod custom;
pub mod guide;
mod interpret;
mod method;
#[macro_use]
mod methods;
pub mod record;
pub mod table;
/// The shared types: identifiers, enums, unions and records that several tables use.
///
/// Each is generated from a table in `spec/types`, compiled if the feature of a group that uses it is on, and available
/// at the root of the crate too.
// Only rustdoc needs the index, and a build need not read the tables for it.
#[cfg_attr(doc, doc = "")]
#[cfg_attr(doc, doc = planfix_derive::types_index! {
    [crate] "spec/types" for "spec/methods", where "auth" has no feature
})]
#[macro_use]
pub mod types;
mod value;

pub use __private::shared::Unlisted;
#[cfg(feature = "serde")]
pub use interpret::json;
#[cfg(feature = "schema")]
pub use interpret::schema;
pub use interpret::{
    Misfit, Misfits, Revealed, Rule, Violation, Violations, before_any, changes, changes_any, convert, fill, flat,
    reading_any, sample, validate, walk, xml,
};
pub use jiff;
pub use method::{Edit, EditTarget, Method, Paged};
pub use methods::methods;
pub use record::{Unknown, UnknownElement, Why, unknown};
pub use table::{Class, Code, Effect};
#[allow(
    unused_imports,
    unreachable_pub,
    reason = "without a group of methods there are none"
)]
pub use types::*;
#[cfg(feature = "chrono")]
pub use value::ToChrono;
#[cfg(feature = "time")]
pub use value::ToTime;
pub use value::argument;
pub use value::{
    Argument, Arguments, Brackets, Bytes, Commas, DateTime, Decimal, Joined, Maybe, NotDecimal, NotListed,
    ParseValueError, Semicolons, TimeOrDate, Words,
};

groups!();
type_names!();

/// Generates a method from its table.
///
/// The table is a file or the doc comment itself. The path of a file is relative to the folder of the crate's
/// `Cargo.toml`, or to the source file if it begins with `./` or `../`. For the grammar, see `spec/README.md` in the
/// repository.
///
/// # Types of your own
///
/// A table may use every shared type of planfix-api, and those that your crate generates with [`shared_type!`]. The
/// tables of your types belong in a folder `types` beside or below the folder of the method's table, as in
/// `spec/methods` and `spec/types`; `planfix spec check spec` finds them there too. Their Rust types are in the module
/// `types` of your crate, or in a module of your choice:
///
/// ```text
/// mod rooms {
///     planfix_api::shared_type!("spec/types/RoomId.md", types: crate::rooms);
/// }
///
/// mod book {
///     planfix_api::method!("spec/methods/room.book.md", types: crate::rooms);
/// }
/// ```
///
/// A table in a doc comment can use your own types only with `types: crate::rooms` after it; the tables of these types
/// are then in `spec/types`.
///
/// # Example
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

/// Generates a shared type from its table: an identifier, an enum, a record or a union. Takes the table as [`method!`]
/// does, which also describes where the types in it are found.
///
/// ```
/// mod types {
///     planfix_api::shared_type! {
///         /// # RoomId
///         ///
///         /// Identifier of a room.
///         ///
///         /// - kind: id
///     }
/// }
///
/// assert_eq!(types::RoomId(7).0, 7);
/// ```
#[macro_export]
macro_rules! shared_type {
    ($($table:tt)*) => {
        $crate::__private::shared_type! { [$crate] $($table)* }
    };
}

/// Generates a struct of the custom fields of an account from their table. Takes the table as [`method!`] does.
///
/// The struct has a field and setters for each row, is filled from the list in an answer with
/// [`CustomTable::read`](custom::CustomTable::read), and is the list for a request. The table names the type of each
/// field, so dates are dates in JSON too. `planfix fields contact --id 5 -o tables/contact-fields.md` writes the table
/// of an account, with questions where the type must be known.
///
/// ```
/// use planfix_api::custom::CustomTable as _;
/// use planfix_api::{ContactId, CustomField, FieldId, UserId, contact};
///
/// planfix_api::custom_fields! {
///     /// # ContactFields
///     ///
///     /// The custom fields of contacts.
///     ///
///     /// ## Fields
///     ///
///     /// | name           | type             | note |
///     /// |----------------|------------------|------|
///     /// | Level          | string           | `id 101` How important the contact is. |
///     /// | Contract since | date             | `id 104` |
///     /// | Newsletter     | bool             | `id 105` |
///     /// | Team           | brackets(UserId) | `id 113` |
///     /// | Город          | string           | `id 115` `as city` |
/// }
///
/// let fields = ContactFields::new()
///     .level("Gold")
///     .contract_since(jiff::civil::date(2026, 2, 3))
///     .team([UserId(3), UserId(14)])
///     .clear_newsletter();
/// let request = contact::update::Request::new(ContactId(1)).custom_data(&fields);
///
/// let answer = [
///     CustomField::new().field_id(FieldId(101)).value("Silver"),
///     CustomField::new().field_id(FieldId(104)).value("03-02-2026"),
///     CustomField::new().field_id(FieldId(105)).value("perhaps"),
/// ];
/// let fields = ContactFields::read(&answer);
/// assert_eq!(fields.level.as_str(), Some("Silver"));
/// assert_eq!(fields.contract_since.copied(), Some(jiff::civil::date(2026, 2, 3)));
/// // A value that does not have its type is kept, with the reason.
/// assert_eq!(planfix_api::unknown(&fields)[0].path, "Newsletter (105)");
/// ```
#[macro_export]
macro_rules! custom_fields {
    ($($table:tt)*) => {
        $crate::__private::custom_fields! { [$crate] $($table)* }
    };
}
