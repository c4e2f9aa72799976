//! How each Rust type is a [`Value`]: from the text of the wire and back to a [`View`].

use crate::maybe::Maybe;
use crate::record::{Expected, List, Record, Typed, Value, View};
use crate::table::Kind;
use crate::{Bytes, DateTime, Decimal, TimeOrDate};
use jiff::civil::{Date, Time};
use std::borrow::Cow;
use std::num::IntErrorKind;

/// What a text is for a list, a struct; what bytes are for anything else.
pub(crate) const LIST: Expected = Expected("a list of elements");
pub(crate) const ELEMENTS: Expected = Expected("elements, not text");
pub(crate) const NO_BYTES: Expected = Expected("no bytes");

/// The leaf part that no leaf has: structs and lists.
macro_rules! no_parts {
    () => {
        fn record(&mut self) -> Option<&mut dyn Record> {
            None
        }
        fn list(&mut self) -> Option<&mut dyn List> {
            None
        }
    };
}

impl Value for String {
    fn view(&self) -> View<'_> {
        if self.is_empty() { View::Empty } else { View::Text(self) }
    }
    #[inline]
    fn set_text(&mut self, text: &str) -> Result<(), Expected> {
        *self = text.to_owned();
        Ok(())
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        self.clear();
        Ok(())
    }
    no_parts!();
}

impl Typed for String {
    const KIND: Kind = Kind::Text;
    fn blank() -> Self {
        Self::new()
    }
}

/// Says of a whole number that an `i64` cannot hold what it can.
pub(crate) fn out_of_range(text: &str) -> Option<&'static str> {
    match text.parse::<i64>().map_err(|error| *error.kind()) {
        Err(IntErrorKind::PosOverflow) => Some("too large: at most 9223372036854775807"),
        Err(IntErrorKind::NegOverflow) => Some("too small: at least -9223372036854775808"),
        _ => None,
    }
}

impl Value for i64 {
    fn view(&self) -> View<'_> {
        View::Int(*self)
    }
    fn set_text(&mut self, text: &str) -> Result<(), Expected> {
        let text = trim(text);
        *self = text.parse().map_err(|_| not_integer(text))?;
        Ok(())
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        Err(INTEGER)
    }
    no_parts!();
}

impl Typed for i64 {
    const KIND: Kind = Kind::Int;
    fn blank() -> Self {
        0
    }
}

const INTEGER: Expected = Expected("an integer");

#[cold]
fn not_integer(text: &str) -> Expected {
    match out_of_range(text) {
        None => INTEGER,
        Some(_) if text.starts_with('-') => Expected("an integer of at least -9223372036854775808"),
        Some(_) => Expected("an integer of at most 9223372036854775807"),
    }
}

/// A leaf that is parsed from trimmed text and cannot be empty.
macro_rules! leaf {
    ($ty:ty, $kind:expr, $blank:expr, $expected:literal, $view:expr, $parse:expr) => {
        impl Value for $ty {
            fn view(&self) -> View<'_> {
                let view: fn(&Self) -> View<'_> = $view;
                view(self)
            }
            fn set_text(&mut self, text: &str) -> Result<(), Expected> {
                let parse: fn(&str) -> Option<$ty> = $parse;
                *self = parse(trim(text)).ok_or(Expected($expected))?;
                Ok(())
            }
            fn set_empty(&mut self) -> Result<(), Expected> {
                Err(Expected($expected))
            }
            no_parts!();
        }
        impl Typed for $ty {
            const KIND: Kind = $kind;
            fn blank() -> Self {
                $blank
            }
        }
    };
}

leaf!(bool, Kind::Bool, false, "0 or 1", |v| View::Bool(*v), |t| match t {
    "1" | "true" => Some(true),
    "0" | "false" => Some(false),
    _ => None,
});
leaf!(
    Date,
    Kind::Date,
    Date::ZERO,
    "a date as dd-mm-yyyy",
    |v| View::Date(*v),
    crate::date::parse_date
);
leaf!(
    DateTime,
    Kind::DateTime,
    DateTime::Date(Date::ZERO),
    "a date as dd-mm-yyyy or dd-mm-yyyy hh:mm",
    |v| View::DateTime(*v),
    crate::date::parse_datetime
);
leaf!(
    Time,
    Kind::Time,
    Time::midnight(),
    "a time as hh:mm",
    |v| View::Time(*v),
    crate::date::parse_time
);
leaf!(
    TimeOrDate,
    Kind::Time,
    TimeOrDate::Time(Time::midnight()),
    "a time as hh:mm",
    |v| match v {
        TimeOrDate::Time(time) => View::Time(*time),
        TimeOrDate::Date(date) => View::Date(*date),
    },
    crate::date::parse_time_or_date
);
leaf!(
    Decimal,
    Kind::Decimal,
    Decimal::from(0),
    "a decimal number",
    |v| View::Decimal(v),
    |t| t.parse().ok()
);
impl Value for Bytes {
    fn view(&self) -> View<'_> {
        if self.0.is_empty() {
            View::Empty
        } else {
            View::Bytes(self)
        }
    }
    fn set_text(&mut self, text: &str) -> Result<(), Expected> {
        *self = Self::decode(trim(text)).ok_or(Expected("bytes in base64"))?;
        Ok(())
    }
    fn set_bytes(&mut self, bytes: Vec<u8>) -> Result<(), Expected> {
        self.0 = bytes;
        Ok(())
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        self.0.clear();
        Ok(())
    }
    no_parts!();
}

impl Typed for Bytes {
    const KIND: Kind = Kind::Bytes;
    fn blank() -> Self {
        Self::default()
    }
}

/// XML white space only: other spaces are content and make a number or a date wrong.
#[inline]
pub fn trim(text: &str) -> &str {
    let space = |b: Option<&u8>| matches!(b, Some(b' ' | b'\t' | b'\r' | b'\n'));
    let bytes = text.as_bytes();
    if space(bytes.first()) || space(bytes.last()) {
        text.trim_matches([' ', '\t', '\r', '\n'])
    } else {
        text
    }
}

/// Whether a text is empty for its kind: white space is a text, but no number and no date.
#[inline]
pub(crate) fn says_nothing(kind: Kind, text: &str) -> bool {
    if kind.keeps_spaces() {
        text.is_empty()
    } else {
        trim(text).is_empty()
    }
}

/// Whether a text may say nothing: a look at its first byte, which is enough for nearly every text.
#[inline]
pub(crate) fn begins_blank(text: &str) -> bool {
    text.bytes().next().is_none_or(|first| first <= b' ')
}

/// A leaf as the text of the wire, before characters are escaped; `None` for what is no leaf.
#[must_use]
pub fn wire_text(view: View<'_>) -> Option<Cow<'_, str>> {
    Some(match view {
        View::Text(text) => Cow::Borrowed(text),
        View::Decimal(number) => Cow::Borrowed(number.as_str()),
        View::Bool(yes) => Cow::Borrowed(if yes { "1" } else { "0" }),
        View::Int(number) => Cow::Owned(number.to_string()),
        View::Date(date) => Cow::Owned(DateTime::Date(date).to_string()),
        View::DateTime(at) => Cow::Owned(at.to_string()),
        View::Time(time) => Cow::Owned(crate::date::Wire(time).to_string()),
        View::Bytes(bytes) => Cow::Owned(bytes.encode()),
        View::Absent | View::Empty | View::Record(_) | View::List(_) => return None,
    })
}

/// What a type is, known while it is compiled: code for what it is not is not made. There is one such
/// value for each type that a field has, so this counts.
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
            // Whoever sets an empty text has not said that the field should be emptied.
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
        // White space around a number or a date is no value; in a text it is.
        if says_nothing(T::KIND, text) {
            *self = Self::Empty;
            return Ok(());
        }
        let mut value = T::blank();
        value.set_text(text)?;
        *self = Self::Set(value);
        Ok(())
    }
    fn set_bytes(&mut self, bytes: Vec<u8>) -> Result<(), Expected> {
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
        // A leaf stays as it is: asking for its struct must not make a value of it.
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

// What follows is the same for every type, and so is no part of any.

/// A struct or a list has no text but white space.
fn no_text(list: bool, text: &str) -> Result<(), Expected> {
    if trim(text).is_empty() {
        Ok(())
    } else if list {
        Err(LIST)
    } else {
        Err(ELEMENTS)
    }
}

fn no_bytes(_: Vec<u8>) -> Result<(), Expected> {
    Err(NO_BYTES)
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

impl<T: Typed> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }
    fn set_text(&mut self, _: &str) -> Result<(), Expected> {
        Err(LIST)
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        self.clear();
        Ok(())
    }
    fn record(&mut self) -> Option<&mut dyn Record> {
        None
    }
    fn list(&mut self) -> Option<&mut dyn List> {
        Some(self)
    }
}

impl<T: Typed> Typed for Vec<T> {
    const KIND: Kind = T::KIND;
    const LIST: bool = true;
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Typed> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }
    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.as_slice().get(index).map(|item| item as &dyn Value)
    }
    fn push(&mut self) -> &mut dyn Value {
        self.push_mut(T::blank())
    }
    fn last_mut(&mut self) -> Option<&mut dyn Value> {
        self.as_mut_slice().last_mut().map(|item| item as &mut dyn Value)
    }
    fn pop(&mut self) {
        self.pop();
    }
    fn reserve(&mut self, more: usize) {
        self.reserve_exact(more);
    }
}
