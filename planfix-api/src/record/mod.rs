//! What an interpreter sees of a value: records, their fields, lists, and unknown elements.

mod unknown;

pub use unknown::{Unknown, UnknownElement, Why, unknown};

use crate::interpret::debug::Revealed;
use crate::table::{Kind, Table};
use crate::value::{Bytes, DateTime, Decimal};
use jiff::civil::{Date, Time};

/// A struct made from a table, as interpreters see it. Implemented for every struct with `Fields`, which `method!`
/// implements.
pub trait Record: Send + Sync + 'static {
    /// The table of this struct.
    fn table(&self) -> &'static Table;
    /// What the field of this number is now; a member of a one-of that was not chosen is absent.
    fn field(&self, number: u16) -> View<'_>;
    /// The field of this number, to be written; a member of a one-of is chosen by it.
    fn field_mut(&mut self, number: u16) -> Option<&mut dyn Value>;
    /// Elements that were read and that the table does not know.
    fn unknown(&self) -> &Unknown;
    /// The same, to be written.
    fn unknown_mut(&mut self) -> &mut Unknown;
    /// Another one of this type, without values, to be filled by a reader.
    fn fresh(&self) -> Box<dyn Record>;
    /// Chooses nothing of the one-of that the field of this number belongs to, where that may be.
    fn unchoose(&mut self, number: u16) {
        let _ = number;
    }
    /// Returns what shows everything in Debug, personal data and secrets too, which Debug of the struct hides: for a
    /// test or a session of debugging, never for a log.
    ///
    /// ```
    /// use planfix_api::{ContactId, Record, contact::update::Request};
    ///
    /// let request = Request::new(ContactId(42)).name("Anna");
    /// assert!(!format!("{request:?}").contains("Anna"));
    /// assert!(format!("{:?}", request.revealed()).contains("Anna"));
    /// assert_eq!(request.revealed(), Request::new(ContactId(42)).name("Anna").revealed());
    /// ```
    fn revealed(&self) -> Revealed<'_>;
    /// The struct itself, so that it can be given back from a box.
    fn into_any(self: Box<Self>) -> Box<dyn std::any::Any>;
}

/// A value of a field: a leaf, a struct, or a list.
pub trait Value: Send + Sync {
    /// What it is now.
    fn view(&self) -> View<'_>;
    /// Takes the text of the wire. An error says what would have been right.
    ///
    /// # Errors
    /// The text is not of this type.
    fn set_text(&mut self, text: &str) -> Result<(), Expected>;
    /// Takes bytes as they are, without base64.
    ///
    /// # Errors
    /// The value is no bytes.
    fn set_bytes(&mut self, bytes: Vec<u8>) -> Result<(), Expected> {
        let _ = bytes;
        Err(crate::value::NO_BYTES)
    }
    /// Takes an empty element.
    ///
    /// # Errors
    /// The value cannot be empty.
    fn set_empty(&mut self) -> Result<(), Expected>;
    /// Makes it as if its element were not there. Does nothing to a value that must be there.
    fn leave_out(&mut self) {}
    /// The struct in it, made without values where there is none; `None` if it is no struct.
    fn record(&mut self) -> Option<&mut dyn Record>;
    /// The struct for an element with this child. For a value of several forms it is the form that knows the
    /// child, made without values, `None` if there is none; for anything else, [`Value::record`].
    fn record_with(&mut self, child: &str) -> Option<&mut dyn Record> {
        let _ = child;
        self.record()
    }
    /// The list in it, made empty where there is none; `None` if it is no list.
    fn list(&mut self) -> Option<&mut dyn List>;
}

/// A list of values.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// One of them.
    fn get(&self, index: usize) -> Option<&dyn Value>;
    /// Adds one without a value and gives it to be filled.
    fn push(&mut self) -> &mut dyn Value;
    /// The last one, to be filled.
    fn last_mut(&mut self) -> Option<&mut dyn Value>;
    /// Takes the last one away again.
    fn pop(&mut self);
    /// Makes room for so many more, as far as that is known before.
    fn reserve(&mut self, more: usize);
}

/// A value as an interpreter sees it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// Left out.
    Absent,
    /// Emptied.
    Empty,
    /// Text, or a value of an enum as on the wire.
    Text(&'a str),
    /// An integer or an identifier.
    Int(i64),
    /// A decimal number.
    Decimal(&'a Decimal),
    /// Yes or no.
    Bool(bool),
    /// A date.
    Date(Date),
    /// A date, perhaps with a time.
    DateTime(DateTime),
    /// A time of the day.
    Time(Time),
    /// Bytes.
    Bytes(&'a Bytes),
    /// A struct.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn List),
}

/// What a text should have been: "a number", "a date as dd-mm-yyyy".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected(pub &'static str);

/// A type that a field, or an item of a list, can have.
pub trait Typed: Value + Sized + 'static {
    /// Kind of the value, or of one item.
    const KIND: Kind;
    /// Whether it is a list, whose items are of that kind.
    #[doc(hidden)]
    const LIST: bool = false;
    /// A value to be overwritten; a reader never lets one out.
    #[doc(hidden)]
    fn blank() -> Self;
}

/// A struct by itself, not as an object.
pub trait Struct: Record + Typed + Clone {
    /// Its table.
    const TABLE: &'static Table;
}
