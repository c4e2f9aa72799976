//! Dates and times of the crate time, with the feature `time`: as arguments, and back with [`ToTime`].

use super::argument::{Argument, Converted};
use super::{DateTime, TimeOrDate};
use jiff::civil;
use time::{Date, Month, PrimitiveDateTime, Time};

/// Converts a date or a time to its type of the crate time.
///
/// ```
/// use planfix_api::{ContactId, ToTime as _, contact};
/// use time::{Date, Month};
///
/// let day = Date::from_calendar_date(1990, Month::April, 9).unwrap();
/// let request = contact::update::Request::new(ContactId(42)).birthdate(day);
/// let birthdate = request.birthdate.copied().unwrap();
/// assert_eq!(birthdate.date().to_time(), day);
/// assert_eq!(birthdate.to_time(), (day, None));
/// ```
pub trait ToTime {
    /// The type of the crate time.
    type Converted;
    /// Converts the value.
    fn to_time(self) -> Self::Converted;
}

impl ToTime for civil::Date {
    type Converted = Date;
    fn to_time(self) -> Date {
        let month = Month::try_from(self.month().unsigned_abs()).unwrap_or(Month::January);
        // Both crates have the years from -9999 to 9999.
        Date::from_calendar_date(self.year().into(), month, self.day().unsigned_abs()).unwrap_or(Date::MIN)
    }
}

impl ToTime for civil::Time {
    type Converted = Time;
    fn to_time(self) -> Time {
        let [hour, minute, second] = [self.hour(), self.minute(), self.second()].map(i8::unsigned_abs);
        let nano = self.subsec_nanosecond().unsigned_abs();
        Time::from_hms_nano(hour, minute, second, nano).unwrap_or(Time::MIDNIGHT)
    }
}

impl ToTime for civil::DateTime {
    type Converted = PrimitiveDateTime;
    fn to_time(self) -> PrimitiveDateTime {
        PrimitiveDateTime::new(self.date().to_time(), self.time().to_time())
    }
}

/// The date, and the time of day if there is one.
impl ToTime for DateTime {
    type Converted = (Date, Option<Time>);
    fn to_time(self) -> (Date, Option<Time>) {
        match self {
            Self::Date(date) => (date.to_time(), None),
            Self::Minute(at) => (at.date().to_time(), Some(at.time().to_time())),
        }
    }
}

/// Converts a date. One that the wire cannot have, before the year 0 or after 9999, becomes a date that validation
/// refuses.
fn date(date: Date) -> civil::Date {
    let parts = || {
        let (year, month, day) = date.to_calendar_date();
        let month = i8::try_from(u8::from(month)).ok()?;
        civil::Date::new(i16::try_from(year).ok()?, month, i8::try_from(day).ok()?).ok()
    };
    parts().unwrap_or(civil::Date::MIN)
}

fn time(time: Time) -> civil::Time {
    let (hour, minute, second, nano) = time.as_hms_nano();
    let part = |part: u8| i8::try_from(part).unwrap_or_default();
    let nano = i32::try_from(nano).unwrap_or_default();
    civil::Time::new(part(hour), part(minute), part(second), nano).unwrap_or_default()
}

impl Argument<civil::Date, Converted> for Date {
    fn argument(self) -> civil::Date {
        date(self)
    }
}

impl Argument<civil::Time, Converted> for Time {
    fn argument(self) -> civil::Time {
        time(self)
    }
}

/// A date before the year 0 or after 9999, which the wire cannot have, becomes one that is refused before it is sent.
impl From<Date> for DateTime {
    fn from(day: Date) -> Self {
        Self::Date(date(day))
    }
}

/// Truncates to the minute, since the format has no seconds.
impl From<PrimitiveDateTime> for DateTime {
    fn from(at: PrimitiveDateTime) -> Self {
        date(at.date()).to_datetime(time(at.time())).into()
    }
}

impl From<DateTime> for Date {
    fn from(at: DateTime) -> Self {
        at.date().to_time()
    }
}

impl From<Time> for TimeOrDate {
    fn from(at: Time) -> Self {
        Self::Time(time(at))
    }
}

#[cfg(any(feature = "contact", feature = "handbook", feature = "project", feature = "task"))]
mod custom {
    use super::{Date, PrimitiveDateTime};
    use crate::{DateTime, FieldValue};

    impl From<Date> for FieldValue {
        fn from(date: Date) -> Self {
            Self::Date(DateTime::from(date))
        }
    }

    impl From<PrimitiveDateTime> for FieldValue {
        fn from(at: PrimitiveDateTime) -> Self {
            Self::Date(DateTime::from(at))
        }
    }
}
