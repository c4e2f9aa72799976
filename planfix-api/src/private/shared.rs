//! Code shared by the types of kind `id` and `enum`. Called by generated code.

use crate::interpret::walk::leaves;
use crate::record::{Value, View};
use crate::value::wire_text;
use std::fmt;
use std::hash::Hasher;

/// Defines an identifier: an integer with a type of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __id {
    ($(#[$doc:meta])* $name:ident, $shared:expr) => {
        $(#[$doc])*
        #[derive($crate::__private::Clone, $crate::__private::Copy, $crate::__private::PartialEq,
            $crate::__private::Eq, $crate::__private::PartialOrd, $crate::__private::Ord,
            $crate::__private::Hash, $crate::__private::Debug)]
        pub struct $name(pub $crate::__private::i64);

        impl $crate::__private::fmt::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::fmt::Formatter<'_>) -> $crate::__private::fmt::Result {
                $crate::__private::fmt::Display::fmt(&self.0, f)
            }
        }
        impl $crate::__private::From<$name> for $crate::__private::i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        /// Parses a whole number.
        impl $crate::__private::FromStr for $name {
            type Err = $crate::ParseValueError;
            fn from_str(text: &$crate::__private::str) -> $crate::__private::Result<Self, $crate::ParseValueError> {
                $crate::__private::parse(text)
            }
        }
        /// Never fails. It is not `From`, because setters take everything that is `Into` their type, and a plain number
        /// in place of an identifier is usually a mistake.
        impl $crate::__private::TryFrom<$crate::__private::i64> for $name {
            type Error = $crate::ParseValueError;
            fn try_from(number: $crate::__private::i64) -> $crate::__private::Result<Self, $crate::ParseValueError> {
                $crate::__private::Ok(Self(number))
            }
        }
        /// Fails above 9223372036854775807.
        impl $crate::__private::TryFrom<$crate::__private::u64> for $name {
            type Error = $crate::ParseValueError;
            fn try_from(number: $crate::__private::u64) -> $crate::__private::Result<Self, $crate::ParseValueError> {
                let kind = <Self as $crate::record::Typed>::KIND;
                $crate::__private::Result::map($crate::__private::id_from_u64(number, kind), Self)
            }
        }
        /// Fails for a negative number.
        impl $crate::__private::TryFrom<$name> for $crate::__private::u64 {
            type Error = $crate::ParseValueError;
            fn try_from(id: $name) -> $crate::__private::Result<Self, $crate::ParseValueError> {
                $crate::__private::id_into_u64(id.0, <$name as $crate::record::Typed>::KIND)
            }
        }
        $crate::__serde_value!($name);
        impl $crate::record::Value for $name {
            fn view(&self) -> $crate::record::View<'_> {
                $crate::record::View::Int(self.0)
            }
            fn set_text(&mut self, text: &$crate::__private::str)
                -> $crate::__private::Result<(), $crate::record::Expected> {
                $crate::record::Value::set_text(&mut self.0, text)
            }
            fn set_empty(&mut self) -> $crate::__private::Result<(), $crate::record::Expected> {
                $crate::record::Value::set_empty(&mut self.0)
            }
            fn record(&mut self) -> $crate::__private::Option<&mut dyn $crate::record::Record> {
                $crate::__private::None
            }
            fn list(&mut self) -> $crate::__private::Option<&mut dyn $crate::record::List> {
                $crate::__private::None
            }
        }
        impl $crate::record::Typed for $name {
            const KIND: $crate::table::Kind = $crate::table::Kind::Id($shared);
            fn blank() -> Self {
                Self(0)
            }
        }
    };
}

/// A value that is not in the table of its enum. The server may add values at any time, so reading keeps them; to
/// write one, use the enum's `unlisted` constructor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unlisted(Box<str>); // private: created by `unlisted` of an enum, such as `Sex::unlisted("…")`

impl Unlisted {
    /// Returns the text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Only for generated code: an `Unlisted` must never hold a value that is in the table.
#[must_use]
pub fn unlisted(text: String) -> Unlisted {
    Unlisted(text.into_boxed_str())
}

/// Implements the methods and traits of an enum, which is emitted beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum {
    (
        $name:ident, $values:expr;
        $($variant:ident = $wire:literal,)*
        ; $($number:ident($($id:tt)+))?
    ) => {
        $crate::__enum_text! { $name $($number)? }
        impl $name {
            /// Creates a value that is not in the table, from its text on the wire. A text that is in the table
            /// returns its variant.
            #[must_use]
            pub fn unlisted(
                text: impl $crate::__private::AsRef<$crate::__private::str> + $crate::__private::Into<$crate::__private::String>,
            ) -> Self {
                match text.as_ref() {
                    $($wire => Self::$variant,)*
                    other => {
                        $(if let $crate::__private::Ok(number) = other.parse::<$crate::__private::i64>() {
                            return Self::$number($($id)+(number));
                        })?
                        let _ = other;
                        Self::Unlisted($crate::__private::unlisted($crate::__private::Into::into(text)))
                    }
                }
            }
        }
        /// Formats as on the wire.
        impl $crate::__private::fmt::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::fmt::Formatter<'_>) -> $crate::__private::fmt::Result {
                $crate::__private::display(self, f)
            }
        }
        /// Parses a value of the table, as on the wire; the error lists them. `unlisted` accepts any text.
        impl $crate::__private::FromStr for $name {
            type Err = $crate::ParseValueError;
            fn from_str(text: &$crate::__private::str) -> $crate::__private::Result<Self, $crate::ParseValueError> {
                $crate::__private::parse(text)
            }
        }
        $crate::__serde_value!($name);
        $(impl $crate::__private::From<$($id)+> for $name {
            fn from(id: $($id)+) -> Self {
                Self::$number(id)
            }
        })?
        impl $crate::record::Value for $name {
            fn view(&self) -> $crate::record::View<'_> {
                match self {
                    $(Self::$variant => $crate::record::View::Text($wire),)*
                    $(Self::$number($($id)+(number)) => $crate::record::View::Int(*number),)?
                    Self::Unlisted(text) => match text.as_str() {
                        "" => $crate::record::View::Empty,
                        text => $crate::record::View::Text(text),
                    },
                }
            }
            fn set_text(&mut self, text: &$crate::__private::str)
                -> $crate::__private::Result<(), $crate::record::Expected> {
                *self = Self::unlisted($crate::__private::trim(text));
                $crate::__private::Ok(())
            }
            fn set_empty(&mut self) -> $crate::__private::Result<(), $crate::record::Expected> {
                $crate::__private::Err($crate::record::Expected("a value of the list"))
            }
            fn record(&mut self) -> $crate::__private::Option<&mut dyn $crate::record::Record> {
                $crate::__private::None
            }
            fn list(&mut self) -> $crate::__private::Option<&mut dyn $crate::record::List> {
                $crate::__private::None
            }
        }
        impl $crate::record::Typed for $name {
            const KIND: $crate::table::Kind = $crate::table::Kind::Enum($values);
            fn blank() -> Self {
                Self::Unlisted($crate::__private::unlisted($crate::__private::String::new()))
            }
        }
    };
}

/// Implements `as_str` of an enum: a number has no text of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_text {
    ($name:ident) => {
        impl $name {
            /// Returns the text on the wire.
            ///
            /// The enum is not `Copy`, because a value that the table does not list holds its text.
            #[must_use]
            pub fn as_str(&self) -> &$crate::__private::str {
                $crate::__private::text_of(self).unwrap_or("")
            }
        }
    };
    ($name:ident $number:ident) => {
        impl $name {
            /// Returns the text on the wire; `None` for a number.
            #[must_use]
            pub fn as_str(&self) -> $crate::__private::Option<&$crate::__private::str> {
                $crate::__private::text_of(self)
            }
        }
    };
}

/// Returns the text of an enum. Called by generated code.
#[must_use]
pub fn text_of(value: &dyn Value) -> Option<&str> {
    match value.view() {
        View::Text(text) => Some(text),
        View::Empty => Some(""),
        _ => None,
    }
}

/// Formats a leaf as on the wire, and a struct by its `Debug`. Called by generated code.
pub fn display(value: &dyn Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.view() {
        View::Record(record) => crate::interpret::debug::record(record, f),
        view => f.write_str(&wire_text(view).unwrap_or_default()),
    }
}

/// Hashes a leaf by its text, and a struct by the paths and texts of its leaves. Called by generated code.
pub fn hash(value: &dyn Value, state: &mut dyn Hasher) {
    let mut part = |text: &str| {
        state.write(text.as_bytes());
        // No text has this byte, so the parts cannot run into each other.
        state.write_u8(0xFF);
    };
    match value.view() {
        View::Record(record) => leaves(record, &mut |leaf| {
            part(leaf.path);
            part(&wire_text(leaf.view).unwrap_or_default());
        }),
        view => part(&wire_text(view).unwrap_or_default()),
    }
}

/// Implements `Serialize` and `Deserialize` for a leaf or a union, as [`__serde_struct`] does for a struct.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_value {
    ($name:ident) => {
        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::json::serialize_value(self, serializer)
            }
        }
        impl<'de> $crate::json::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    };
}

/// Without the feature there is nothing to implement.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_value {
    ($name:ident) => {};
}

/// Implements `Serialize` and `Deserialize` for a struct. A macro of this crate, so that the features of this crate
/// decide, not those of the crate that uses `method!`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_struct {
    ($name:ident) => {
        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::json::serde::Serialize::serialize(&$crate::json::Json(self), serializer)
            }
        }
        impl<'de> $crate::json::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    };
}

/// Without the feature there is nothing to implement.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_struct {
    ($name:ident) => {};
}
