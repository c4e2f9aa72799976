//! Dates and times of the wire: `dd-mm-yyyy`, `dd-mm-yyyy hh:mm`, `hh:mm`.

use jiff::civil::{Date, Time};
use std::fmt;

/// A date with or without a time of day, since the vendor has one type for both.
///
/// Civil time in the time zone of the authorized employee, to the minute. A round trip keeps the form.
///
/// ```
/// use planfix_api::DateTime;
/// use jiff::civil::date;
///
/// let birthday = DateTime::from(date(1990, 4, 9));
/// assert_eq!(birthday.to_string(), "09-04-1990");
/// assert_eq!(DateTime::from(date(2018, 2, 3).at(17, 9, 0, 0)).to_string(), "03-02-2018 17:09");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateTime {
    /// `dd-mm-yyyy`.
    Date(Date),
    /// `dd-mm-yyyy hh:mm`. Seconds are not written.
    Minute(jiff::civil::DateTime),
}

impl DateTime {
    /// Returns the date.
    #[must_use]
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::Minute(at) => at.date(),
        }
    }
}

impl From<Date> for DateTime {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

/// Truncates to the minute, since the format has no seconds.
impl From<jiff::civil::DateTime> for DateTime {
    fn from(at: jiff::civil::DateTime) -> Self {
        Self::Minute(at.date().at(at.hour(), at.minute(), 0, 0))
    }
}

/// Formats as on the wire.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => Wire(*date).fmt(f),
            Self::Minute(at) => write!(f, "{} {}", Wire(at.date()), Wire(at.time())),
        }
    }
}

/// A time of day, or a date in its place: `hh:mm`, or `dd-mm-yyyy`.
///
/// Some clients send a date where PlanFix documents a time of day, and PlanFix answers `ok`. Such a request can be
/// read and is written unchanged; in a request of your own, use a time of day.
///
/// ```
/// use planfix_api::{TimeOrDate, jiff::civil};
///
/// let end = TimeOrDate::from(civil::time(17, 30, 0, 0));
/// assert_eq!(end.to_string(), "17:30");
/// assert_eq!(TimeOrDate::Date(civil::date(2021, 3, 6)).to_string(), "06-03-2021");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeOrDate {
    /// `hh:mm`.
    Time(Time),
    /// `dd-mm-yyyy`.
    Date(Date),
}

impl From<Time> for TimeOrDate {
    fn from(time: Time) -> Self {
        Self::Time(time)
    }
}

/// Formats as on the wire.
impl fmt::Display for TimeOrDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(time) => Wire(*time).fmt(f),
            Self::Date(date) => Wire(*date).fmt(f),
        }
    }
}

/// A date or a time, displayed as on the wire.
pub(crate) struct Wire<T>(pub(crate) T);

impl fmt::Display for Wire<Date> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&date_digits(self.0), f)
    }
}

impl fmt::Display for Wire<Time> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&time_digits(self.0), f)
    }
}

fn show(digits: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(std::str::from_utf8(digits).unwrap_or_default())
}

/// Writes `dd-mm-yyyy`. A year before 0, which the wire cannot have, loses its sign.
pub(crate) fn date_digits(date: Date) -> [u8; 10] {
    let year = date.year().unsigned_abs();
    let [d1, d2] = two(date.day().unsigned_abs());
    let [m1, m2] = two(date.month().unsigned_abs());
    // Both halves are below 100, since a year has at most four digits.
    let [y1, y2] = two(u8::try_from(year / 100).unwrap_or(0));
    let [y3, y4] = two(u8::try_from(year % 100).unwrap_or(0));
    [d1, d2, b'-', m1, m2, b'-', y1, y2, y3, y4]
}

/// Writes `hh:mm`.
pub(crate) fn time_digits(time: Time) -> [u8; 5] {
    let [h1, h2] = two(time.hour().unsigned_abs());
    let [m1, m2] = two(time.minute().unsigned_abs());
    [h1, h2, b':', m1, m2]
}

/// Writes the two digits of a number below 100.
fn two(number: u8) -> [u8; 2] {
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let &[d1, d2, b'-', m1, m2, b'-', y1, y2, y3, y4] = text.as_bytes() else {
        return None;
    };
    let year = number(&[y1, y2, y3, y4])?;
    Date::new(
        year,
        i8::try_from(number(&[m1, m2])?).ok()?,
        i8::try_from(number(&[d1, d2])?).ok()?,
    )
    .ok()
}

pub(crate) fn parse_time(text: &str) -> Option<Time> {
    let &[h1, h2, b':', m1, m2] = text.as_bytes() else {
        return None;
    };
    Time::new(
        i8::try_from(number(&[h1, h2])?).ok()?,
        i8::try_from(number(&[m1, m2])?).ok()?,
        0,
        0,
    )
    .ok()
}

pub(crate) fn parse_datetime(text: &str) -> Option<DateTime> {
    match text.split_once(' ') {
        None => parse_date(text).map(DateTime::Date),
        Some((date, time)) => {
            let date = parse_date(date)?;
            Some(DateTime::Minute(date.to_datetime(parse_time(time)?)))
        }
    }
}

pub(crate) fn parse_time_or_date(text: &str) -> Option<TimeOrDate> {
    let time = parse_time(text).map(TimeOrDate::Time);
    time.or_else(|| parse_date(text).map(TimeOrDate::Date))
}

/// Reads `yyyy-mm-dd`, and rejects anything after it.
// Not `parse` of jiff, which takes the date from a longer text and drops the rest.
pub(crate) fn parse_iso_date(text: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    Date::new(
        number(&[y1, y2, y3, y4])?,
        i8::try_from(number(&[m1, m2])?).ok()?,
        i8::try_from(number(&[d1, d2])?).ok()?,
    )
    .ok()
}

/// Reads `hh:mm`, or `hh:mm:00` or `hh:mm:00.000`, since the wire has whole minutes.
pub(crate) fn parse_iso_time(text: &str) -> Option<Time> {
    let (minutes, seconds) = text.split_at_checked(5)?;
    let zeros = match seconds.strip_prefix(":00") {
        Some("") => "0",
        Some(fraction) => fraction.strip_prefix('.')?,
        None if seconds.is_empty() => "0",
        None => return None,
    };
    let is_whole = !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0');
    parse_time(minutes).filter(|_| is_whole)
}

/// Reads ASCII digits; `parse` would accept a sign too.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0_i16, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn both_forms_and_nothing_else() {
        assert_eq!(parse_date("09-04-1990"), Some(date(1990, 4, 9)));
        for wrong in [
            "9-4-1990",
            "1990-04-09",
            "31-02-2000",
            "00-01-2000",
            "+9-04-1990",
            "09-04-1990 ",
            "",
            "09.04.1990",
            "٠٩-04-1990",
        ] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
        assert_eq!(
            parse_datetime("03-02-2018 17:09"),
            Some(DateTime::Minute(date(2018, 2, 3).at(17, 9, 0, 0)))
        );
        for wrong in [
            "03-02-2018 24:00",
            "03-02-2018  17:09",
            "03-02-2018T17:09",
            "03-02-2018 7:09",
        ] {
            assert_eq!(parse_datetime(wrong), None, "{wrong}");
        }
    }
}
