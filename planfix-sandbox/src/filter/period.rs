//! Periods of dates in filters.

use crate::dates::seconds;
use crate::failure::Failure;
use crate::store::Term;
use planfix_api::jiff::civil::{self, Date, Weekday};
use planfix_api::jiff::{Span, ToSpan};
use planfix_api::{DateTime, FilterDateType, FilterOperator, FilterPeriod, Maybe};

/// The time from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: civil::DateTime,
    pub(super) to: civil::DateTime,
}

/// Returns a period of whole days, both included.
fn days(from: Date, to: Date) -> Period {
    Period {
        from: from.at(0, 0, 0, 0),
        to: to.at(23, 59, 59, 999_999_999),
    }
}

/// Returns the time of a date; the first minute of the day if it has none.
fn minute(date: DateTime) -> civil::DateTime {
    match date {
        DateTime::Date(date) => date.at(0, 0, 0, 0),
        DateTime::Minute(at) => at,
    }
}

impl Period {
    /// Reads the period of a filter, relative to today. `last` and `next` count today as their first day; a week begins
    /// on Monday.
    pub(super) fn of(value: &FilterPeriod, today: Date, path: &str) -> Result<Self, Failure> {
        let missing = |name: &str| Failure::refused("0017", format!("{path}.value.{name}: missing for this datetype"));
        let beyond = |_| Failure::refused("0015", format!("{path}.value: the date is outside the calendar"));
        let day = |date: Date, days: i64| {
            let span = Span::new().try_days(days).map_err(beyond)?;
            date.checked_add(span).map_err(beyond)
        };
        let number = || match value.date_value {
            Maybe::Set(days @ 0..) => Ok(days),
            Maybe::Set(_) => Err(Failure::refused(
                "0015",
                format!("{path}.value.datevalue: a number of days cannot be negative"),
            )),
            Maybe::Absent | Maybe::Empty => Err(missing("datevalue")),
        };
        let from = || value.date_from.into_set().ok_or_else(|| missing("datefrom"));
        let to = || value.date_to.into_set().ok_or_else(|| missing("dateto"));
        let ordered = |period: Self| {
            if period.from <= period.to {
                return Ok(period);
            }
            let message = format!("{path}.value: datefrom is after dateto");
            Err(Failure::refused("0019", message))
        };
        let week = |weeks: i64| {
            let monday = day(today, 7 * weeks - i64::from(today.weekday().since(Weekday::Monday)))?;
            Ok(days(monday, day(monday, 6)?))
        };
        let month = |months: i64| {
            let inside = today.checked_add(months.months()).map_err(beyond)?;
            Ok(days(inside.first_of_month(), inside.last_of_month()))
        };
        let between = |from: Date, to: Date| Ok(days(from, to));
        let one = |date: Date| between(date, date);
        match &value.date_type {
            FilterDateType::Today => one(today),
            FilterDateType::Yesterday => one(day(today, -1)?),
            FilterDateType::Tomorrow => one(day(today, 1)?),
            FilterDateType::ThisWeek => week(0),
            FilterDateType::LastWeek => week(-1),
            FilterDateType::NextWeek => week(1),
            FilterDateType::ThisMonth => month(0),
            FilterDateType::LastMonth => month(-1),
            FilterDateType::NextMonth => month(1),
            FilterDateType::LastDays => between(day(today, 1 - number()?.max(1))?, today),
            FilterDateType::NextDays => between(today, day(today, number()?.max(1) - 1)?),
            FilterDateType::InDays => one(day(today, number()?)?),
            FilterDateType::Date => one(from()?.date()),
            FilterDateType::Period => ordered(days(from()?.date(), to()?.date())),
            FilterDateType::Minute => ordered(Self {
                from: minute(from()?),
                to: minute(from()?),
            }),
            FilterDateType::MinutePeriod => ordered(Self {
                from: minute(from()?),
                to: minute(to()?),
            }),
            _ => Err(Failure::refused(
                "0015",
                format!("{path}.value.datetype: not a listed period"),
            )),
        }
    }

    /// Compares a date with the period by an operator. A missing date is unequal only.
    pub(super) fn holds(&self, operator: &FilterOperator, date: Option<civil::DateTime>) -> bool {
        let Some(date) = date else {
            return *operator == FilterOperator::NotEqual;
        };
        compare(operator, || self.contains(date), date > self.to, date < self.from)
    }

    /// Returns the condition that a date compares with the period by an operator. `within` makes the condition that it
    /// is between two times in seconds, both included.
    pub(super) fn term(&self, operator: &FilterOperator, within: impl Fn(i64, i64) -> Term) -> Term {
        let (from, to) = (seconds(self.from), seconds(self.to));
        match operator {
            FilterOperator::Equal => within(from, to),
            FilterOperator::NotEqual => within(from, to).not(),
            FilterOperator::Greater => within(to.saturating_add(1), i64::MAX),
            // The earliest time means no time.
            FilterOperator::Less => within(i64::MIN + 1, from.saturating_sub(1)),
            _ => Term::Any(Vec::new()),
        }
    }

    /// Compares a birthday with the period by an operator. The year of the date does not count.
    pub(super) fn holds_yearly(&self, operator: &FilterOperator, date: Option<civil::DateTime>) -> bool {
        let Some(date) = date.map(civil::DateTime::date) else {
            return *operator == FilterOperator::NotEqual;
        };
        let day = |date: Date| (date.month(), date.day());
        let inside = || {
            // A period of more than a year has every birthday, so three years are enough.
            let last = self.to.year().min(self.from.year().saturating_add(2));
            (self.from.year()..=last)
                .any(|year| birthday(date, year).is_some_and(|day| self.contains(day.at(0, 0, 0, 0))))
        };
        let (after, before) = (day(date) > day(self.to.date()), day(date) < day(self.from.date()));
        compare(operator, inside, after, before)
    }

    fn contains(&self, date: civil::DateTime) -> bool {
        self.from <= date && date <= self.to
    }
}

/// Selects the result of a comparison by its operator.
fn compare(operator: &FilterOperator, inside: impl Fn() -> bool, after: bool, before: bool) -> bool {
    match operator {
        FilterOperator::Equal => inside(),
        FilterOperator::NotEqual => !inside(),
        FilterOperator::Greater => after,
        FilterOperator::Less => before,
        _ => false,
    }
}

/// Returns the birthday in a year. For 29 February, it is the 28th in other years.
fn birthday(date: Date, year: i16) -> Option<Date> {
    Date::new(year, date.month(), date.day())
        .or_else(|_| Date::new(year, date.month(), 28))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use planfix_api::jiff::civil::date;

    /// A Tuesday.
    const TODAY: Date = date(2026, 3, 31);

    fn period(kind: FilterDateType) -> Option<(Date, Date)> {
        let value = FilterPeriod::new(kind).date_value(3);
        Period::of(&value, TODAY, "").ok().map(|p| (p.from.date(), p.to.date()))
    }

    #[test]
    fn periods_move_with_the_calendar() {
        let one = |d: Date| Some((d, d));
        assert_eq!(period(FilterDateType::Today), one(TODAY));
        assert_eq!(period(FilterDateType::Yesterday), one(date(2026, 3, 30)));
        assert_eq!(period(FilterDateType::Tomorrow), one(date(2026, 4, 1)));
        assert_eq!(period(FilterDateType::InDays), one(date(2026, 4, 3)));
        let two = |a: Date, b: Date| Some((a, b));
        assert_eq!(
            period(FilterDateType::ThisWeek),
            two(date(2026, 3, 30), date(2026, 4, 5))
        );
        assert_eq!(
            period(FilterDateType::LastWeek),
            two(date(2026, 3, 23), date(2026, 3, 29))
        );
        assert_eq!(
            period(FilterDateType::NextWeek),
            two(date(2026, 4, 6), date(2026, 4, 12))
        );
        assert_eq!(period(FilterDateType::ThisMonth), two(date(2026, 3, 1), TODAY));
        // There is no 31 February; the month before 31 March is February all the same.
        assert_eq!(
            period(FilterDateType::LastMonth),
            two(date(2026, 2, 1), date(2026, 2, 28))
        );
        assert_eq!(
            period(FilterDateType::NextMonth),
            two(date(2026, 4, 1), date(2026, 4, 30))
        );
        assert_eq!(period(FilterDateType::LastDays), two(date(2026, 3, 29), TODAY));
        assert_eq!(period(FilterDateType::NextDays), two(TODAY, date(2026, 4, 2)));
        assert_eq!(period(FilterDateType::Date), None);
        assert_eq!(period(FilterDateType::Period), None);
    }

    #[test]
    fn minutes_are_kept_where_the_period_has_them() {
        let at = |hour, minute| date(2026, 3, 31).at(hour, minute, 0, 0);
        let value = FilterPeriod::new(FilterDateType::MinutePeriod)
            .date_from(DateTime::from(at(9, 0)))
            .date_to(DateTime::from(at(10, 30)));
        let Ok(period) = Period::of(&value, TODAY, "") else {
            panic!("refused");
        };
        assert!(period.holds(&FilterOperator::Equal, Some(at(10, 30))));
        assert!(period.holds(&FilterOperator::Greater, Some(at(10, 31))));
        assert!(period.holds(&FilterOperator::Less, Some(at(8, 59))));
    }

    #[test]
    fn a_birthday_has_no_year() {
        let day = |date: Date| Some(date.at(0, 0, 0, 0));
        let leap = day(date(1992, 2, 29));
        let february = days(date(2026, 2, 28), date(2026, 2, 28));
        assert!(february.holds_yearly(&FilterOperator::Equal, leap));
        let new_year = days(date(2025, 12, 30), date(2026, 1, 5));
        assert!(new_year.holds_yearly(&FilterOperator::Equal, day(date(1980, 1, 2))));
        assert!(!new_year.holds_yearly(&FilterOperator::Equal, day(date(1980, 6, 2))));
        assert!(new_year.holds_yearly(&FilterOperator::NotEqual, None));
    }

    #[test]
    fn a_far_number_of_days_is_refused() {
        for days in [i64::MAX, i64::MIN, 10_000_000] {
            for kind in [
                FilterDateType::LastDays,
                FilterDateType::NextDays,
                FilterDateType::InDays,
            ] {
                let value = FilterPeriod::new(kind).date_value(days);
                assert!(Period::of(&value, TODAY, "").is_err(), "{days}");
            }
        }
    }
}
