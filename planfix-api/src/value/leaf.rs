//! Implements [`Value`] for each type of a leaf: from the text of the wire, and back to a [`View`].

use super::text::trim;
use super::{Bytes, DateTime, Decimal, TimeOrDate};
use crate::record::{Expected, List, Record, Typed, Value, View};
use crate::table::Kind;
use jiff::civil::{Date, Time};
use std::num::IntErrorKind;

/// The methods of [`Value`] for structs and lists, which a leaf does not hold.
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

/// Returns the limit of `i64`, if a whole number is beyond it.
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

/// Implements a leaf that is parsed from trimmed text and cannot be empty.
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
    crate::value::date::parse_date
);
leaf!(
    DateTime,
    Kind::DateTime,
    DateTime::Date(Date::ZERO),
    "a date as dd-mm-yyyy or dd-mm-yyyy hh:mm",
    |v| View::DateTime(*v),
    crate::value::date::parse_datetime
);
leaf!(
    Time,
    Kind::Time,
    Time::midnight(),
    "a time as hh:mm",
    |v| View::Time(*v),
    crate::value::date::parse_time
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
    crate::value::date::parse_time_or_date
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
        if self.is_empty() {
            View::Empty
        } else {
            View::Bytes(self)
        }
    }
    fn set_text(&mut self, text: &str) -> Result<(), Expected> {
        *self = Self::decode(trim(text)).ok_or(Expected("bytes in base64"))?;
        Ok(())
    }
    fn set_bytes(&mut self, bytes: Bytes) -> Result<(), Expected> {
        *self = bytes;
        Ok(())
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        *self = Self::default();
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
