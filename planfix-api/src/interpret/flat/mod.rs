//! Records from flat text, and back: rows of a spreadsheet, columns of a database, key-value pairs.
//!
//! A pair is the path of an element and its text, both as people write them. [`read`] makes a record from pairs and
//! reports all faults at once; [`pairs`] is the inverse.
//!
//! ```
//! use planfix_api::{contact::update::Request, flat};
//!
//! let request: Request = flat::read([
//!     ("contact.id", "5"),
//!     ("name", "Анна"),
//!     ("birthdate", "1990-04-09"),
//!     ("phones[0].number", "+7 900 000-00-01"),
//!     ("phones[1].number", "+7 900 000-00-02"),
//!     ("responsible.users", "3,14"),
//! ])?;
//! assert_eq!(request.phones.len(), 2);
//!
//! let error = flat::read::<Request, _, _>([("contact.id", "five"), ("nmae", "Анна")]).unwrap_err();
//! let messages: Vec<&str> = error.as_slice().iter().map(|fault| fault.message.as_str()).collect();
//! assert_eq!(
//!     messages,
//!     [
//!         "expected the integer of a ContactId, such as 42, found \"five\"",
//!         "unknown; did you mean `name`?",
//!     ]
//! );
//! # Ok::<(), flat::FlatFaults>(())
//! ```
//!
//! # Paths
//!
//! | path | element |
//! |---|---|
//! | `contact.name` | the element `name` in `contact`, with the names of the wire |
//! | `name` | the same: the first element may be left out where the name in it is not one of the message itself |
//! | `contacts@count`, `value#text` | an attribute, the text of an element that may hold others |
//! | `phones.phone[0].number` | a value of an item; items are numbered from 0, without gaps, in any order |
//! | `phones[0].number` | the same: the element of the items may be left out |
//! | `phones.number` | the same, where the list has one item |
//! | `responsible.users` | an item of a list of single values: each pair adds one |
//! | `value.date` | the form `Date` of a value of several forms, see below |
//!
//! # Texts
//!
//! A text is written as in the JSON of this crate: a date as `1990-04-09` or `2018-02-03T17:09`, a time as `17:09`, a
//! bool as `true` or `false` (`1` and `0` too), bytes in base64, a value of an enum as in its table. Several numbers,
//! identifiers, dates or values of an enum may be in one text, with commas between.
//!
//! A value that is left out has no pair; a pair of `None` is skipped. An empty text is a fault, because an empty cell
//! would clear what is stored: [`Maybe::Empty`](crate::Maybe::Empty) clears it, and says so.
//!
//! A value of several forms, such as the value of a custom field, is the text of the wire, unchanged. To write it by its
//! form, end the path with the name of the form: `("customData.customValue[0].value.date", "2026-02-03")` writes
//! `03-02-2026`, and `.value.ids` takes `3,14`.

mod fault;
mod fill;
mod leaf;
mod path;
mod write;

pub use crate::interpret::moment::{DayAndTime, day_and_time};
pub use crate::value::parse::to_wire;
pub use fault::{FlatFault, FlatFaults};
pub use leaf::{expected, forms, set, set_as};
pub use write::pairs;

use crate::Maybe;
use crate::record::{Record, Struct, Typed};
use std::borrow::Cow;

/// The text of a pair: a text, an `Option`, where `None` leaves the pair out, or a [`Maybe`], which can also empty the
/// field.
pub trait FlatText<'t> {
    /// Returns the text, and what is to become of the field without one.
    fn flat(self) -> Maybe<Cow<'t, str>>;
}

impl<'t> FlatText<'t> for &'t str {
    fn flat(self) -> Maybe<Cow<'t, str>> {
        Maybe::Set(Cow::Borrowed(self))
    }
}

impl<'t> FlatText<'t> for &'t String {
    fn flat(self) -> Maybe<Cow<'t, str>> {
        Maybe::Set(Cow::Borrowed(self))
    }
}

impl<'t> FlatText<'t> for String {
    fn flat(self) -> Maybe<Cow<'t, str>> {
        Maybe::Set(Cow::Owned(self))
    }
}

impl<'t> FlatText<'t> for Cow<'t, str> {
    fn flat(self) -> Maybe<Cow<'t, str>> {
        Maybe::Set(self)
    }
}

impl<'t, T: FlatText<'t>> FlatText<'t> for Option<T> {
    fn flat(self) -> Maybe<Cow<'t, str>> {
        self.map_or(Maybe::Absent, FlatText::flat)
    }
}

impl<'t, T: FlatText<'t>> FlatText<'t> for Maybe<T> {
    fn flat(self) -> Maybe<Cow<'t, str>> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Empty => Maybe::Empty,
            Self::Set(text) => text.flat(),
        }
    }
}

/// Makes a struct from pairs of path and text. See the [module](self) for both.
///
/// # Errors
/// All faults: an unknown path, a text that does not fit, a required value that is missing.
pub fn read<'t, T: Struct, P: AsRef<str>, V: FlatText<'t>>(
    pairs: impl IntoIterator<Item = (P, V)>,
) -> Result<T, FlatFaults> {
    let mut record = <T as Typed>::blank();
    fill(&mut record, pairs)?;
    Ok(record)
}

/// Fills a record without values, whose struct is not known, from pairs of path and text.
///
/// ```
/// use planfix_api::{flat, methods};
///
/// let method = methods().iter().find(|method| method.name == "task.get").unwrap();
/// let mut request = (method.new_request)();
/// flat::fill(&mut *request, [("task.id", "7")])?;
/// # Ok::<(), flat::FlatFaults>(())
/// ```
///
/// # Errors
/// All faults, as [`read`]. The record then has the other values.
pub fn fill<'t, P: AsRef<str>, V: FlatText<'t>>(
    record: &mut dyn Record,
    pairs: impl IntoIterator<Item = (P, V)>,
) -> Result<(), FlatFaults> {
    Filling::default().fill(record, pairs)
}

/// The way in which [`fill`] treats pairs.
///
/// ```
/// use planfix_api::{contact, flat};
///
/// let pairs = [("id", "5"), ("sex", "OTHER")];
/// assert!(flat::read::<contact::update::Request, _, _>(pairs).is_err());
/// let request: contact::update::Request = flat::Filling::default().allow_unlisted().read(pairs)?;
/// # Ok::<(), flat::FlatFaults>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Filling {
    open: bool,
}

impl Filling {
    /// Accepts values that are not in an enum's table, as `unlisted` of the enum does.
    #[must_use]
    pub const fn allow_unlisted(self) -> Self {
        Self { open: true }
    }

    /// Makes a struct, see [`read`].
    ///
    /// # Errors
    /// All faults, as [`read`].
    pub fn read<'t, T: Struct, P: AsRef<str>, V: FlatText<'t>>(
        self,
        pairs: impl IntoIterator<Item = (P, V)>,
    ) -> Result<T, FlatFaults> {
        let mut record = <T as Typed>::blank();
        self.fill(&mut record, pairs)?;
        Ok(record)
    }

    /// Fills a record, see [`fill`].
    ///
    /// # Errors
    /// All faults, as [`read`].
    pub fn fill<'t, P: AsRef<str>, V: FlatText<'t>>(
        self,
        record: &mut dyn Record,
        pairs: impl IntoIterator<Item = (P, V)>,
    ) -> Result<(), FlatFaults> {
        let pairs = pairs
            .into_iter()
            .map(|(path, text)| (path.as_ref().to_owned(), text.flat()));
        fill::all(record, pairs.collect(), self.open)
    }
}
