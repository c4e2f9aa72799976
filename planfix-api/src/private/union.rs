//! Unions: values that have one of several forms. `shared_type!` emits the enum; this is the code that all of them
//! share.

use crate::record::Typed;
use crate::table::{Kind, Place};
use crate::value::wire_text;

/// Returns the value of a form, if that form would be written as exactly this text. Called by generated code.
// Hot path: nearly every custom field matches no form, so it is rejected inline, before any call.
#[doc(hidden)]
#[must_use]
#[inline(always)]
pub fn form<T: Typed>(text: &str) -> Option<T> {
    if matches!(T::KIND, Kind::Record(_)) {
        return None;
    }
    let mut value = T::blank();
    value.set_text(text).ok()?;
    as_written(value, text)
}

/// Returns the value if it would be written as this text.
#[inline(never)]
fn as_written<T: Typed>(value: T, text: &str) -> Option<T> {
    // `+5` is a number, but would be written as `5`, which changes what was read.
    let same = wire_text(value.view()).is_some_and(|wire| wire == text);
    same.then_some(value)
}

/// Returns true if a form is a struct that has this child. Called by generated code.
#[doc(hidden)]
#[must_use]
pub fn knows<T: Typed>(child: &str) -> bool {
    matches!(T::KIND, Kind::Record(table)
        if table.elements.iter().any(|element| element.place == Place::Element && element.name == child))
}

/// Implements the methods and traits of a union, which is emitted beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident, $union:expr, $text:ident; $($form:ident($ty:ty),)*) => {
        impl $name {
            /// Returns the text on the wire; `None` for a form that is an element with children.
            #[must_use]
            pub fn text(&self) -> $crate::__private::Option<$crate::__private::Cow<'_, $crate::__private::str>> {
                $crate::__private::wire_text($crate::record::Value::view(self))
            }
        }
        /// Formats as on the wire; a form that is a struct, by its `Debug`.
        impl $crate::__private::fmt::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::fmt::Formatter<'_>) -> $crate::__private::fmt::Result {
                $crate::__private::display(self, f)
            }
        }
        /// Reads the text of the wire: it has the form that it fits, as in an answer. Never fails.
        impl $crate::__private::FromStr for $name {
            type Err = $crate::ParseValueError;
            fn from_str(text: &$crate::__private::str) -> $crate::__private::Result<Self, $crate::ParseValueError> {
                $crate::__private::parse(text)
            }
        }
        impl $crate::__private::Hash for $name {
            fn hash<H: $crate::__private::Hasher>(&self, state: &mut H) {
                $crate::__private::hash(self, state);
            }
        }
        $crate::__serde_value!($name);
        impl $crate::record::Value for $name {
            fn view(&self) -> $crate::record::View<'_> {
                match self {
                    $(Self::$form(value) => $crate::record::Value::view(value),)*
                    Self::$text(value) => $crate::record::Value::view(value),
                }
            }
            fn set_text(&mut self, text: &$crate::__private::str)
                -> $crate::__private::Result<(), $crate::record::Expected> {
                // A text that matches several forms is kept as text, since only another field tells which form it has.
                let mut fits = 0;
                $(if let $crate::__private::Some(value) = $crate::__private::form::<$ty>(text) {
                    fits += 1;
                    *self = Self::$form(value);
                })*
                if fits != 1 {
                    *self = Self::$text($crate::__private::Into::into(text));
                }
                $crate::__private::Ok(())
            }
            fn set_empty(&mut self) -> $crate::__private::Result<(), $crate::record::Expected> {
                *self = <Self as $crate::record::Typed>::blank();
                $crate::__private::Ok(())
            }
            fn record(&mut self) -> $crate::__private::Option<&mut dyn $crate::record::Record> {
                match self {
                    $(Self::$form(value) => $crate::record::Value::record(value),)*
                    Self::$text(_) => $crate::__private::None,
                }
            }
            fn record_with(&mut self, child: &$crate::__private::str)
                -> $crate::__private::Option<&mut dyn $crate::record::Record> {
                $(if $crate::__private::knows::<$ty>(child) {
                    *self = Self::$form($crate::record::Typed::blank());
                    return $crate::record::Value::record(self);
                })*
                let _ = child;
                $crate::__private::None
            }
            fn list(&mut self) -> $crate::__private::Option<&mut dyn $crate::record::List> {
                $crate::__private::None
            }
        }
        impl $crate::record::Typed for $name {
            const KIND: $crate::table::Kind = $crate::table::Kind::Union($union);
            fn blank() -> Self {
                Self::$text($crate::__private::String::new())
            }
        }
        impl $crate::__private::From<&$crate::__private::str> for $name {
            fn from(text: &$crate::__private::str) -> Self {
                Self::$text($crate::__private::Into::into(text))
            }
        }
    };
}
