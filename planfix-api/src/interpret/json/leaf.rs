//! `Serialize` and `Deserialize` of a value by itself, outside of a message: an identifier, an enum, a date.

use super::fault::At;
use super::fill::Fill;
use super::value::{ValueSeed, ValueVisitor};
use super::write;
use crate::__private::BARE;
use crate::record::{Typed, Value};
use crate::table::{Kind, Table};
use crate::{Bytes, DateTime, Decimal, Joined, TimeOrDate};
use serde::de::{Deserialize, DeserializeSeed as _, Deserializer};
use serde::ser::{Serialize, Serializer};

/// The table of a value that is in no table.
static NONE: Table = BARE;

/// Serializes a value. Called by generated code.
pub fn serialize_value<T: Typed, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    write::value(T::KIND, value.view()).serialize(serializer)
}

/// Fills a value of this kind.
pub(super) fn fill<'de, D: Deserializer<'de>>(
    value: &mut dyn Value,
    kind: Kind,
    open: bool,
    deserializer: D,
) -> Result<(), D::Error> {
    if matches!(kind, Kind::Record(_))
        && let Some(record) = value.record()
    {
        let fill = Fill::new(record);
        let fill = if open { fill.allow_unlisted() } else { fill };
        return fill.deserialize(deserializer);
    }
    let at = At {
        path: "",
        row: None,
        table: &NONE,
        open,
    };
    let visitor = ValueVisitor(ValueSeed { slot: value, kind, at });
    // A deserializer of texts, such as that of a key or of CSV, parses what it is asked for.
    match kind {
        Kind::Int | Kind::Id(_) => deserializer.deserialize_i64(visitor),
        Kind::Bool => deserializer.deserialize_bool(visitor),
        Kind::Enum(values) if values.number => deserializer.deserialize_any(visitor),
        Kind::Decimal | Kind::Union(_) if deserializer.is_human_readable() => deserializer.deserialize_any(visitor),
        _ => deserializer.deserialize_str(visitor),
    }
}

macro_rules! values {
    ($($ty:ty)+) => {
        $(
            impl Serialize for $ty {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serialize_value(self, serializer)
                }
            }

            impl<'de> Deserialize<'de> for $ty {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    super::deserialize(deserializer)
                }
            }
        )+
    };
}

values! { Bytes DateTime Decimal TimeOrDate }

impl<T: Typed, const BY: char> Serialize for Joined<T, BY> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_value(self, serializer)
    }
}

impl<'de, T: Typed, const BY: char> Deserialize<'de> for Joined<T, BY> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}
