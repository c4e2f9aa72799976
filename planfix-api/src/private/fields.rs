//! The trait that `method!` implements for a struct, and everything that follows from it. Code that is the same for
//! all structs is written here once, since keeping it out of the generated code keeps builds fast.

use crate::interpret::debug::Revealed;
use crate::record::Unknown;
use crate::record::{Expected, List, Record, Struct, Typed, Value, View};
use crate::table::{Kind, Table};
use crate::value::ELEMENTS;
use std::any::Any;

/// The fields of a struct. Implemented only by generated code.
#[doc(hidden)]
pub trait Fields: Clone + Send + Sync + 'static {
    /// The table of the struct.
    const TABLE: &'static Table;
    /// Creates a struct without values, for a reader to fill.
    fn blank() -> Self;
    /// See [`Record::field`].
    fn field(&self, number: u16) -> View<'_>;
    /// See [`Record::field_mut`].
    fn field_mut(&mut self, number: u16) -> Option<&mut dyn Value>;
    /// See [`Record::unchoose`].
    fn unchoose(&mut self, number: u16) {
        let _ = number;
    }
    /// See [`Record::unknown`].
    fn unknown(&self) -> &Unknown;
    /// See [`Record::unknown_mut`].
    fn unknown_mut(&mut self) -> &mut Unknown;
}

#[diagnostic::do_not_recommend]
impl<T: Fields> Record for T {
    fn table(&self) -> &'static Table {
        T::TABLE
    }
    fn field(&self, number: u16) -> View<'_> {
        Fields::field(self, number)
    }
    fn field_mut(&mut self, number: u16) -> Option<&mut dyn Value> {
        Fields::field_mut(self, number)
    }
    fn unknown(&self) -> &Unknown {
        Fields::unknown(self)
    }
    fn unknown_mut(&mut self) -> &mut Unknown {
        Fields::unknown_mut(self)
    }
    fn fresh(&self) -> Box<dyn Record> {
        Box::new(<Self as Fields>::blank())
    }
    fn unchoose(&mut self, number: u16) {
        Fields::unchoose(self, number);
    }
    fn revealed(&self) -> Revealed<'_> {
        Revealed(self)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Fields> Value for T {
    fn view(&self) -> View<'_> {
        View::Record(self)
    }
    fn set_text(&mut self, _: &str) -> Result<(), Expected> {
        Err(ELEMENTS)
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        *self = Fields::blank();
        Ok(())
    }
    fn record(&mut self) -> Option<&mut dyn Record> {
        Some(self)
    }
    fn list(&mut self) -> Option<&mut dyn List> {
        None
    }
}

#[diagnostic::do_not_recommend]
impl<T: Fields> Typed for T {
    const KIND: Kind = Kind::Record(T::TABLE);
    fn blank() -> Self {
        Fields::blank()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Fields> Struct for T {
    const TABLE: &'static Table = <T as Fields>::TABLE;
}
