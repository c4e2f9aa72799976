//! Implements [`Value`] for [`Maybe`]: left out, emptied, or the value in it.

use super::text::{is_blank, trim};
use super::{Bytes, ELEMENTS, LIST, Maybe, NO_BYTES};
use crate::record::{Expected, List, Record, Typed, Value, View};
use crate::table::Kind;

/// Compile-time facts about `T`, so that branches for other kinds are never monomorphized: there is one `Maybe` for
/// each type of a field.
struct Is<T>(std::marker::PhantomData<T>);

impl<T: Typed> Is<T> {
    const STRUCT: bool = !T::LIST && matches!(T::KIND, Kind::Record(_));
    const UNION: bool = !T::LIST && matches!(T::KIND, Kind::Union(_));
    const BYTES: bool = !T::LIST && matches!(T::KIND, Kind::Bytes);
}

impl<T: Typed> Value for Maybe<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Empty => View::Empty,
            // Setting an empty text does not ask to empty the field.
            Self::Set(value) => match value.view() {
                View::Empty => View::Text(""),
                view => view,
            },
        }
    }
    fn set_text(&mut self, text: &str) -> Result<(), Expected> {
        if T::LIST || Is::<T>::STRUCT {
            no_text(T::LIST, text)?;
            *self = Self::Empty;
            return Ok(());
        }
        // White space is not a number or a date, but it is a text.
        if is_blank(T::KIND, text) {
            *self = Self::Empty;
            return Ok(());
        }
        let mut value = T::blank();
        value.set_text(text)?;
        *self = Self::Set(value);
        Ok(())
    }
    fn set_bytes(&mut self, bytes: Bytes) -> Result<(), Expected> {
        if !Is::<T>::BYTES {
            return no_bytes(bytes);
        }
        let mut value = T::blank();
        value.set_bytes(bytes)?;
        *self = Self::Set(value);
        Ok(())
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        *self = Self::Empty;
        Ok(())
    }
    fn leave_out(&mut self) {
        *self = Self::Absent;
    }
    fn record(&mut self) -> Option<&mut dyn Record> {
        // A leaf stays as it is: asking it for a struct must not create a value.
        if Is::<T>::STRUCT {
            return self.or_blank()?.record();
        }
        match self {
            Self::Set(value) if Is::<T>::UNION => value.record(),
            _ => None,
        }
    }
    fn record_with(&mut self, child: &str) -> Option<&mut dyn Record> {
        if !Is::<T>::UNION {
            return self.record();
        }
        let mut value = T::blank();
        value.record_with(child)?;
        *self = Self::Set(value);
        match self {
            Self::Set(value) => value.record(),
            Self::Absent | Self::Empty => None,
        }
    }
    fn list(&mut self) -> Option<&mut dyn List> {
        if T::LIST { self.or_blank()?.list() } else { None }
    }
}

impl<T: Typed> Maybe<T> {
    fn or_blank(&mut self) -> Option<&mut T> {
        if !self.is_set() {
            *self = Self::Set(T::blank());
        }
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Empty => None,
        }
    }
}

// Not generic, so compiled once for all types.

/// Checks that the text of a struct or a list is only white space.
fn no_text(list: bool, text: &str) -> Result<(), Expected> {
    if trim(text).is_empty() {
        Ok(())
    } else if list {
        Err(LIST)
    } else {
        Err(ELEMENTS)
    }
}

fn no_bytes(_: Bytes) -> Result<(), Expected> {
    Err(NO_BYTES)
}
