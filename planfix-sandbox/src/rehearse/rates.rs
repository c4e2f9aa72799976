//! The limits of calls in a second and in a day.

use planfix_api::jiff::SignedDuration;
use planfix_api::jiff::civil::{Date, DateTime};
use std::collections::VecDeque;

/// The answer to a call that exceeds the limit of calls in a second; see [`Options::per_second`](crate::Options::per_second).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Breach {
    /// Status 429, with the header `Retry-After`. The default, since the vendor documents no code for it.
    #[default]
    TooManyRequests,
    /// The code 3014, busy.
    Busy,
    /// The code 0007, as for the limit of a day.
    Limit,
}

/// The limits of a sandbox.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rates {
    pub(crate) per_second: Option<u32>,
    pub(crate) per_day: Option<u32>,
    pub(crate) breach: Breach,
}

/// A call that exceeds a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exceeded {
    /// The limit of a second; the next call may start after this time.
    Second(SignedDuration),
    Day,
}

/// The calls that count for the limits: those that were let in.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The starts of the calls in the last second.
    recent: VecDeque<DateTime>,
    day: Option<Date>,
    of_day: u32,
}

const SECOND: SignedDuration = SignedDuration::from_secs(1);

impl Counted {
    /// Lets a call in and counts it, or returns the limit that it exceeds.
    pub(super) fn admit(&mut self, rates: &Rates, now: DateTime) -> Result<(), Exceeded> {
        if self.day != Some(now.date()) {
            self.day = Some(now.date());
            self.of_day = 0;
        }
        if rates.per_day.is_some_and(|limit| self.of_day >= limit) {
            return Err(Exceeded::Day);
        }
        if let Some(limit) = rates.per_second {
            let over = |start: &mut DateTime| now.duration_since(*start) >= SECOND;
            while self.recent.pop_front_if(over).is_some() {}
            if self.recent.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
                let since = self.recent.front().map(|first| now.duration_since(*first));
                return Err(Exceeded::Second(SECOND - since.unwrap_or_default()));
            }
            self.recent.push_back(now);
        }
        self.of_day = self.of_day.saturating_add(1);
        Ok(())
    }

    /// Returns how many calls the day has left.
    pub(super) fn remaining(&self, rates: &Rates) -> Option<u32> {
        rates.per_day.map(|limit| limit.saturating_sub(self.of_day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use planfix_api::jiff::civil::date;

    const START: DateTime = date(2026, 3, 31).at(23, 59, 58, 0);

    fn after(millis: i64) -> DateTime {
        START.saturating_add(SignedDuration::from_millis(millis))
    }

    #[test]
    fn a_second_begins_with_any_call() {
        let rates = Rates {
            per_second: Some(2),
            ..Rates::default()
        };
        let mut counted = Counted::default();
        for (millis, expected) in [
            (0, Ok(())),
            (900, Ok(())),
            (950, Err(Exceeded::Second(SignedDuration::from_millis(50)))),
            (1000, Ok(())),
            (1899, Err(Exceeded::Second(SignedDuration::from_millis(1)))),
            (1900, Ok(())),
        ] {
            assert_eq!(counted.admit(&rates, after(millis)), expected, "{millis}");
        }
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let rates = Rates {
            per_day: Some(2),
            ..Rates::default()
        };
        let mut counted = Counted::default();
        assert_eq!(counted.remaining(&rates), Some(2));
        assert_eq!(counted.admit(&rates, after(0)), Ok(()));
        assert_eq!(counted.admit(&rates, after(0)), Ok(()));
        assert_eq!(counted.admit(&rates, after(1999)), Err(Exceeded::Day));
        assert_eq!(counted.remaining(&rates), Some(0));
        assert_eq!(counted.admit(&rates, after(2000)), Ok(()));
        assert_eq!(counted.remaining(&rates), Some(1));
    }
}
