//! Dates and times of day in the notations of spreadsheets.

use crate::Cell;
use planfix_api::jiff::civil::{Date, Time};
use planfix_api::table::Kind;

/// The parts of a moment as a workbook stores it: year, month, day, hour, minute, second, millisecond.
pub(crate) type Parts = (u16, u8, u8, u8, u8, u8, u16);

/// Returns the cell for a moment that a workbook counts in days: a time of day below one day, a date without a
/// fraction, or both.
pub(crate) fn moment(days: f64, (year, month, day, hour, minute, second, millisecond): Parts) -> Cell {
    let small = |number: u8| i8::try_from(number).ok();
    let date = i16::try_from(year)
        .ok()
        .and_then(|year| Date::new(year, small(month)?, small(day)?).ok());
    let nanosecond = i32::from(millisecond) * 1_000_000;
    let time = small(hour).and_then(|hour| Time::new(hour, small(minute)?, small(second)?, nanosecond).ok());
    match (date, time) {
        (_, Some(time)) if (0.0..1.0).contains(&days) => Cell::Time(time),
        (Some(date), Some(time)) if time == Time::midnight() => Cell::Date(date),
        (Some(date), Some(time)) => Cell::DateTime(date, time),
        _ => Cell::Fault("a moment outside of the calendar".to_owned()),
    }
}

const SECONDS: &str = "a time with seconds, which PlanFix does not have: round it to minutes";
const SLASHES: &str = "the day and the month may be in either order: write the date as 1990-04-09 or 09.04.1990";
const CENTURY: &str = "a year of two digits: write four";
const TWO_IN_ONE: &str = "a date with a time of day where only one of them belongs";

/// Reads a cell as text of JSON for a date, a date with a time, or a time of day.
///
/// # Errors
/// The cell is none; with a reason, if there is more to say.
pub(super) fn read(cell: &Cell, kind: Kind) -> Result<String, Option<&'static str>> {
    let (date, time) = match cell {
        Cell::Date(date) => (Some(*date), None),
        Cell::DateTime(date, time) => (Some(*date), Some(*time)),
        Cell::Time(time) => (None, Some(*time)),
        Cell::Text(text) => parts(text.trim())?,
        _ => return Err(None),
    };
    if time.is_some_and(|time| time.second() != 0 || time.subsec_nanosecond() != 0) {
        return Err(Some(SECONDS));
    }
    let clock = |time: Time| time.strftime("%H:%M").to_string();
    match (kind, date, time) {
        (Kind::Date, Some(date), None) | (Kind::DateTime, Some(date), None) => Ok(date.to_string()),
        // Spreadsheet programs add midnight to dates.
        (Kind::Date, Some(date), Some(time)) if time == Time::midnight() => Ok(date.to_string()),
        (Kind::DateTime, Some(date), Some(time)) => Ok(format!("{date}T{}", clock(time))),
        (Kind::Time, None, Some(time)) => Ok(clock(time)),
        (_, Some(_), Some(_)) => Err(Some(TWO_IN_ONE)),
        _ => Err(None),
    }
}

/// Reads a date, a time, or a date and a time separated by a space or by `T`.
fn parts(text: &str) -> Result<(Option<Date>, Option<Time>), Option<&'static str>> {
    if let Some((first, second)) = text.split_once([' ', 'T']) {
        return Ok((Some(date(first)?), Some(time(second.trim_start()).ok_or(None)?)));
    }
    match time(text) {
        Some(time) => Ok((None, Some(time))),
        None => Ok((Some(date(text)?), None)),
    }
}

fn time(text: &str) -> Option<Time> {
    let mut parts = text.split(':');
    let (hour, minute) = (number(parts.next()?, 1..=2)?, number(parts.next()?, 2..=2)?);
    let second = match parts.next() {
        Some(second) => number(second, 2..=2)?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    let small = |number| i8::try_from(number).ok();
    Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()
}

fn date(text: &str) -> Result<Date, Option<&'static str>> {
    let Some(separator) = text.chars().find(|c| !c.is_ascii_digit()) else {
        return Err(None);
    };
    let mut parts = text.split(separator);
    let (Some(one), Some(two), Some(three), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(None);
    };
    let digits = |text: &str| number(text, 1..=4).ok_or(None);
    let [first, second, third] = [digits(one)?, digits(two)?, digits(three)?];
    let (year, month, day) = match (separator, one.len(), three.len()) {
        ('-' | '/' | '.', 4, ..=2) => (first, second, third),
        ('-' | '.', ..=2, 4) => (third, second, first),
        ('/', ..=2, 4) if first == second => (third, second, first),
        ('/', ..=2, 4) => return Err(Some(SLASHES)),
        ('-' | '/' | '.', ..=2, ..=2) => return Err(Some(CENTURY)),
        _ => return Err(None),
    };
    let small = |number| i8::try_from(number).ok();
    small(month)
        .zip(small(day))
        .and_then(|(month, day)| Date::new(year, month, day).ok())
        .ok_or(None)
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let is_number = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::Cell;
    use planfix_api::table::Kind;

    fn of(text: &str, kind: Kind) -> Result<String, Option<&'static str>> {
        read(&Cell::text(text), kind)
    }

    #[test]
    fn dates_are_read_as_spreadsheets_write_them() {
        for text in [
            "1990-04-09",
            "09.04.1990",
            "9.4.1990",
            "09-04-1990",
            "1990/4/9",
            "09.04.1990 0:00:00",
        ] {
            assert_eq!(of(text, Kind::Date).as_deref(), Ok("1990-04-09"), "{text}");
        }
        for text in ["09.04.1990 17:30", "1990-04-09T17:30", "9.4.1990 17:30:00"] {
            assert_eq!(of(text, Kind::DateTime).as_deref(), Ok("1990-04-09T17:30"), "{text}");
        }
        assert_eq!(of("9:05", Kind::Time).as_deref(), Ok("09:05"));
    }

    #[test]
    fn what_has_two_meanings_is_refused() {
        for text in ["04/09/1990", "09.04.90", "4/9/90", "1990-04-09 17:30"] {
            assert!(matches!(of(text, Kind::Date), Err(Some(_))), "{text}");
        }
        assert!(matches!(of("09.04.1990 17:30:15", Kind::DateTime), Err(Some(_))));
        for text in [
            "31.02.2000",
            "1990-13-01",
            "32972",
            "soon",
            "17:30",
            "1990-04",
            "09,04,1990",
        ] {
            assert_eq!(of(text, Kind::Date), Err(None), "{text}");
        }
    }
}
