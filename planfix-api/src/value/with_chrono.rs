//! Dates and times of chrono, with the feature `chrono`: as arguments, and back with [`ToChrono`].

use super::argument::{Argument, Converted};
use super::{DateTime, TimeOrDate};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use jiff::civil::{self, Date, Time};

/// Converts a date or a time to its type of chrono.
///
/// ```
/// use planfix_api::{Contact, ContactId, Maybe, ToChrono as _, contact};
/// use chrono::NaiveDate;
///
/// let day = NaiveDate::from_ymd_opt(1990, 4, 9).unwrap();
/// let request = contact::update::Request::new(ContactId(42)).birthdate(day);
/// let birthdate = request.birthdate.copied().unwrap();
/// assert_eq!(birthdate.date().to_chrono(), day);
/// assert_eq!(birthdate.to_chrono(), (day, None));
/// ```
pub trait ToChrono {
    /// The type of chrono.
    type Chrono;
    /// Converts the value.
    fn to_chrono(self) -> Self::Chrono;
}

impl ToChrono for Date {
    type Chrono = NaiveDate;
    fn to_chrono(self) -> NaiveDate {
        let (month, day) = (self.month().unsigned_abs(), self.day().unsigned_abs());
        // Every date of jiff is one of chrono, whose range is wider.
        NaiveDate::from_ymd_opt(self.year().into(), month.into(), day.into()).unwrap_or_default()
    }
}

impl ToChrono for Time {
    type Chrono = NaiveTime;
    fn to_chrono(self) -> NaiveTime {
        let [hour, minute, second] = [self.hour(), self.minute(), self.second()].map(|part| part.unsigned_abs().into());
        let nano = self.subsec_nanosecond().unsigned_abs();
        NaiveTime::from_hms_nano_opt(hour, minute, second, nano).unwrap_or_default()
    }
}

impl ToChrono for civil::DateTime {
    type Chrono = NaiveDateTime;
    fn to_chrono(self) -> NaiveDateTime {
        self.date().to_chrono().and_time(self.time().to_chrono())
    }
}

/// The date, and the time of day if there is one.
impl ToChrono for DateTime {
    type Chrono = (NaiveDate, Option<NaiveTime>);
    fn to_chrono(self) -> (NaiveDate, Option<NaiveTime>) {
        match self {
            Self::Date(date) => (date.to_chrono(), None),
            Self::Minute(at) => (at.date().to_chrono(), Some(at.time().to_chrono())),
        }
    }
}

/// Converts a date. One that the wire cannot have, before the year 0 or after 9999, becomes a date that validation
/// refuses.
fn date(date: NaiveDate) -> Date {
    let parts = || {
        let year = i16::try_from(date.year()).ok()?;
        Date::new(year, i8::try_from(date.month()).ok()?, i8::try_from(date.day()).ok()?).ok()
    };
    parts().unwrap_or(Date::MIN)
}

fn time(time: NaiveTime) -> Time {
    let part = |part: u32| i8::try_from(part).unwrap_or_default();
    // A leap second has the nanoseconds of two.
    let nano = i32::try_from(time.nanosecond() % 1_000_000_000).unwrap_or_default();
    Time::new(part(time.hour()), part(time.minute()), part(time.second()), nano).unwrap_or_default()
}

impl Argument<Date, Converted> for NaiveDate {
    fn argument(self) -> Date {
        date(self)
    }
}

impl Argument<Time, Converted> for NaiveTime {
    fn argument(self) -> Time {
        time(self)
    }
}

/// A date before the year 0 or after 9999, which the wire cannot have, becomes one that is refused before it is sent.
impl From<NaiveDate> for DateTime {
    fn from(day: NaiveDate) -> Self {
        Self::Date(date(day))
    }
}

/// Truncates to the minute, since the format has no seconds.
impl From<NaiveDateTime> for DateTime {
    fn from(at: NaiveDateTime) -> Self {
        date(at.date()).to_datetime(time(at.time())).into()
    }
}

impl From<DateTime> for NaiveDate {
    fn from(at: DateTime) -> Self {
        at.date().to_chrono()
    }
}

impl From<NaiveTime> for TimeOrDate {
    fn from(at: NaiveTime) -> Self {
        Self::Time(time(at))
    }
}

#[cfg(any(feature = "contact", feature = "handbook", feature = "project", feature = "task"))]
mod custom {
    use super::{NaiveDate, NaiveDateTime};
    use crate::{DateTime, FieldValue};

    impl From<NaiveDate> for FieldValue {
        fn from(date: NaiveDate) -> Self {
            Self::Date(DateTime::from(date))
        }
    }

    impl From<NaiveDateTime> for FieldValue {
        fn from(at: NaiveDateTime) -> Self {
            Self::Date(DateTime::from(at))
        }
    }
}
