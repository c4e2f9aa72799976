//! Lists that come in parts: every page of a list, and lookups of many identifiers.
//!
//! `course` makes the requests and takes the answers, without IO; `place` finds the list in a response. The iterators
//! of the blocking client and the streams of the asynchronous one only make the calls. All of them work on records;
//! the typed ones take the items out of the response.

#[cfg(feature = "async")]
mod asynchronous;
mod blocking;
mod course;
mod error;
mod listing;
mod lookup;
mod numbered;
mod part;
mod place;

pub use error::{NotPaged, PageError};
pub use listing::{AnyMethod, Caller, Items, Listing, Pages};
pub use part::{Page, RecordItem, RecordPage};
