//! Typed values of custom fields, in the wire forms of the vendor.

use crate::table::Joint;
use crate::value::date::Wire;
use crate::value::joined::parts;
use crate::{Brackets, DateTime, Decimal, FieldValue};
use jiff::civil::{Date, Time};
use std::borrow::Cow;

/// Values by their types. [`From`] is implemented for texts, numbers, dates and bools, and for the identifier of an
/// employee and of a record of a directory; a field of the type contact takes the `userid` of the contact, not its `id`.
///
/// ```
/// use planfix_api::{DateTime, FieldValue, UserId};
/// use jiff::civil::date;
///
/// for (value, wire) in [
///     (FieldValue::from("Gold"), "Gold"),
///     (FieldValue::from(12), "12"),
///     (FieldValue::from("10.50".parse::<planfix_api::Decimal>().unwrap()), "10.50"),
///     (FieldValue::from(date(2026, 2, 3)), "03-02-2026"),
///     (FieldValue::from(date(2026, 2, 3).at(17, 9, 0, 0)), "03-02-2026 17:09"),
///     (FieldValue::from(true), "1"),
///     (FieldValue::from(UserId(3)), "3"),
///     (FieldValue::ids([UserId(3), UserId(14)]), "[3,14]"),
///     (FieldValue::texts(["red", "green"]), r#"["red","green"]"#),
///     (FieldValue::files([planfix_api::FileId(5), planfix_api::FileId(6)]), "5,6"),
/// ] {
///     assert_eq!(value.to_string(), wire);
/// }
/// ```
impl FieldValue {
    /// Creates the value of a field of one identifier, whatever its kind.
    #[must_use]
    pub fn id(id: impl Into<i64>) -> Self {
        Self::Text(id.into().to_string())
    }

    /// Creates the value of a field of several identifiers: a list of employees, a set of tasks or of records of a
    /// directory.
    #[must_use]
    pub fn ids<T: Into<i64>>(ids: impl IntoIterator<Item = T>) -> Self {
        Self::Ids(Brackets::new(ids.into_iter().map(Into::into)))
    }

    /// Creates the value of a field of several texts: a set of values.
    #[must_use]
    pub fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::Texts(Brackets::new(texts.into_iter().map(Into::into)))
    }

    /// Creates the value of a field of files: the identifiers of all files that are to stay.
    #[must_use]
    pub fn files<T: Into<i64>>(ids: impl IntoIterator<Item = T>) -> Self {
        let ids: Vec<String> = ids.into_iter().map(|id| id.into().to_string()).collect();
        Self::Text(ids.join(","))
    }

    /// Returns the value as text of the wire.
    #[must_use]
    pub fn as_text(&self) -> Option<Cow<'_, str>> {
        self.text()
    }

    /// Returns the date; of a date with a time of day, the date alone. `None` if it is not a date.
    ///
    /// ```
    /// use planfix_api::FieldValue;
    ///
    /// let value = FieldValue::from("03-02-2026 17:09");
    /// assert_eq!(value.as_date(), Some(jiff::civil::date(2026, 2, 3)));
    /// assert_eq!(FieldValue::from("2026-02-03").as_date(), None);
    /// ```
    #[must_use]
    pub fn as_date(&self) -> Option<Date> {
        self.as_date_time().map(DateTime::date)
    }

    /// Returns the date with its time of day, if it has one. `None` if it is not a date.
    #[must_use]
    pub fn as_date_time(&self) -> Option<DateTime> {
        self.read()
    }

    /// Returns the time of day.
    #[must_use]
    pub fn as_time(&self) -> Option<Time> {
        self.read()
    }

    /// Returns the answer of a field of yes or no, which is `1` or `0`.
    ///
    /// ```
    /// use planfix_api::FieldValue;
    ///
    /// assert_eq!(FieldValue::from("1").as_bool(), Some(true));
    /// assert_eq!(FieldValue::from("yes").as_bool(), None);
    /// ```
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        self.read()
    }

    /// Returns the number, with the digits as written.
    #[must_use]
    pub fn as_number(&self) -> Option<Decimal> {
        self.read()
    }

    /// Returns the whole number.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        self.read()
    }

    /// Returns the identifier of a field of one.
    ///
    /// ```
    /// use planfix_api::{FieldValue, UserId};
    ///
    /// assert_eq!(FieldValue::from("3").as_id(), Some(UserId(3)));
    /// assert_eq!(FieldValue::from("Anna").as_id::<UserId>(), None);
    /// ```
    #[must_use]
    pub fn as_id<T: TryFrom<i64>>(&self) -> Option<T> {
        T::try_from(self.as_integer()?).ok()
    }

    /// Returns the identifiers: in brackets, with commas between, or a single one.
    ///
    /// ```
    /// use planfix_api::{FieldValue, UserId};
    ///
    /// let value = FieldValue::ids([UserId(3), UserId(14)]);
    /// assert_eq!(value.as_ids::<UserId>(), Some(vec![UserId(3), UserId(14)]));
    /// assert_eq!(FieldValue::from("Anna, Boris").as_ids::<UserId>(), None);
    /// ```
    #[must_use]
    pub fn as_ids<T: TryFrom<i64>>(&self) -> Option<Vec<T>> {
        let text = self.text()?;
        let joint = if text.starts_with('[') {
            Joint::Brackets
        } else {
            Joint::Commas
        };
        let ids = parts(joint, false, &text)?.into_iter().map(|part| {
            let number = part.parse::<i64>().ok()?;
            T::try_from(number).ok()
        });
        ids.collect()
    }

    /// Returns the texts of a set of values, or the only text.
    #[must_use]
    pub fn as_texts(&self) -> Option<Vec<String>> {
        match self {
            Self::Texts(texts) => Some(texts.items()),
            Self::Ids(ids) if ids.items().is_empty() => Some(Vec::new()),
            Self::Text(text) => Some(vec![text.clone()]),
            _ => None,
        }
    }

    fn read<T: crate::record::Typed>(&self) -> Option<T> {
        let mut value = T::blank();
        value.set_text(&self.text()?).ok()?;
        Some(value)
    }
}

/// Implements `From` for a type that becomes the text of a value.
macro_rules! from {
    ($($(#[$cfg:meta])* $ty:ty, $value:ident => $text:expr;)+) => {
        $(
            $(#[$cfg])*
            impl From<$ty> for FieldValue {
                fn from($value: $ty) -> Self {
                    Self::Text($text)
                }
            }
        )+
    };
}

from! {
    i64, number => number.to_string();
    i32, number => number.to_string();
    u32, number => number.to_string();
    bool, yes => if yes { "1" } else { "0" }.to_owned();
    Decimal, number => number.to_string();
    Time, time => Wire(time).to_string();
    #[cfg(any(feature = "contact", feature = "project", feature = "task"))]
    crate::UserId, id => id.to_string();
    #[cfg(any(feature = "action", feature = "analitic", feature = "handbook"))]
    crate::RecordKey, key => key.to_string();
}

impl From<Date> for FieldValue {
    fn from(date: Date) -> Self {
        Self::Date(date.into())
    }
}

impl From<jiff::civil::DateTime> for FieldValue {
    fn from(at: jiff::civil::DateTime) -> Self {
        Self::Date(at.into())
    }
}
