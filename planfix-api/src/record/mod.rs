//! The view that interpreters have of values: records, their fields, lists, and unknown elements.

mod unknown;

pub use crate::value::wire_text;
pub use unknown::{Unknown, UnknownElement, Why, unknown};

use crate::interpret::debug::Revealed;
use crate::table::{Kind, Table};
use crate::value::{Bytes, DateTime, Decimal};
use jiff::civil::{Date, Time};

/// A struct made from a table, as interpreters see it. Implemented for every struct with `Fields`, which `method!`
/// implements.
pub trait Record: Send + Sync + 'static {
    /// Returns the table of this struct.
    fn table(&self) -> &'static Table;
    /// Returns the current value of the field with this number; a member of a one-of that is not chosen is absent.
    fn field(&self, number: u16) -> View<'_>;
    /// Returns the field with this number for writing, and chooses it if it is a member of a one-of.
    fn field_mut(&mut self, number: u16) -> Option<&mut dyn Value>;
    /// Returns the elements that were read and are not in the table.
    fn unknown(&self) -> &Unknown;
    /// Returns the same elements for writing.
    fn unknown_mut(&mut self) -> &mut Unknown;
    /// Creates another record of this type, without values, for a reader to fill.
    fn fresh(&self) -> Box<dyn Record>;
    /// Resets the one-of that the field with this number belongs to, so that none of its members is chosen.
    fn unchoose(&mut self, number: u16) {
        let _ = number;
    }
    /// Returns a view whose `Debug` shows everything, including the personal data and secrets that `Debug` of the
    /// struct hides. Use it in a test or while debugging, never in a log.
    ///
    /// ```
    /// use planfix_api::{ContactId, contact::update::Request, record::Record};
    ///
    /// let request = Request::new(ContactId(42)).name("Anna");
    /// assert!(!format!("{request:?}").contains("Anna"));
    /// assert!(format!("{:?}", request.revealed()).contains("Anna"));
    /// assert_eq!(request.revealed(), Request::new(ContactId(42)).name("Anna").revealed());
    /// ```
    fn revealed(&self) -> Revealed<'_>;
    /// Returns the record for downcasting to its struct.
    fn as_any(&self) -> &dyn std::any::Any;
    /// Converts a boxed record for downcasting to its struct.
    fn into_any(self: Box<Self>) -> Box<dyn std::any::Any>;
}

/// A value of a field: a leaf, a struct, or a list.
pub trait Value: Send + Sync {
    /// Returns the current value.
    fn view(&self) -> View<'_>;
    /// Sets the value from a text of the wire. The error describes a valid text.
    ///
    /// # Errors
    /// The text does not have this type.
    fn set_text(&mut self, text: &str) -> Result<(), Expected>;
    /// Sets the value to these bytes, which are not in base64.
    ///
    /// # Errors
    /// The value does not hold bytes.
    fn set_bytes(&mut self, bytes: Bytes) -> Result<(), Expected> {
        let _ = bytes;
        Err(crate::value::NO_BYTES)
    }
    /// Sets the value from an empty element.
    ///
    /// # Errors
    /// The value cannot be empty.
    fn set_empty(&mut self) -> Result<(), Expected>;
    /// Leaves the value out, as if its element were not there. Does nothing to a required value.
    fn leave_out(&mut self) {}
    /// Returns the struct in it, created without values if there is none; `None` if it does not hold a struct.
    fn record(&mut self) -> Option<&mut dyn Record>;
    /// Returns the struct for an element with this child. For a value of several forms, it is the form that has the
    /// child, created without values, or `None` if no form has it; otherwise the same as [`Value::record`].
    fn record_with(&mut self, child: &str) -> Option<&mut dyn Record> {
        let _ = child;
        self.record()
    }
    /// Returns the list in it, created empty if there is none; `None` if it does not hold a list.
    fn list(&mut self) -> Option<&mut dyn List>;
}

/// A list of values.
pub trait List {
    /// Returns the number of items.
    fn len(&self) -> usize;
    /// Returns true if there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Returns an item.
    fn get(&self, index: usize) -> Option<&dyn Value>;
    /// Adds an item without a value, and returns it to be filled.
    fn push(&mut self) -> &mut dyn Value;
    /// Returns the last item for writing.
    fn last_mut(&mut self) -> Option<&mut dyn Value>;
    /// Removes the last item.
    fn pop(&mut self);
    /// Removes an item, if there is one with this index.
    fn remove(&mut self, index: usize);
    /// Makes room for this many more items.
    fn reserve(&mut self, more: usize);
}

/// A value as interpreters see it.
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
    /// 0 or 1.
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

/// A description of a valid text, such as "a number" or "a date as dd-mm-yyyy".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected(pub &'static str);

/// A type that a field, or an item of a list, can have.
pub trait Typed: Value + Sized + 'static {
    /// Kind of the value, or of one item.
    const KIND: Kind;
    /// True for a list, whose items have that kind.
    #[doc(hidden)]
    const LIST: bool = false;
    /// Creates a value to be overwritten; a reader never returns one that was not.
    #[doc(hidden)]
    fn blank() -> Self;
}

/// A struct that is known at compile time.
pub trait Struct: Record + Typed + Clone {
    /// The table of the struct.
    const TABLE: &'static Table;
}
