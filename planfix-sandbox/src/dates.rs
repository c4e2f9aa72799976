//! Dates and times as the store keeps them: `2026-03-31`, or `2026-03-31T12:30`.

use planfix_api::jiff::SignedDuration;
use planfix_api::jiff::civil::{DateTime, date};
use serde_json::Value;

/// Reads a stored date, which begins at midnight if it has no time.
pub(crate) fn read(value: &Value) -> Option<DateTime> {
    value.as_str()?.parse().ok()
}

/// Reads a stored date, which ends with the last second of the day if it has no time.
pub(crate) fn read_end(value: &Value) -> Option<DateTime> {
    let text = value.as_str()?;
    let end: DateTime = text.parse().ok()?;
    Some(if text.contains('T') {
        end
    } else {
        end.date().at(23, 59, 59, 0)
    })
}

/// Writes a time to the minute.
pub(crate) fn written(at: DateTime) -> String {
    let (date, time) = (at.date(), at.time());
    format!("{date}T{:02}:{:02}", time.hour(), time.minute())
}

/// Returns the whole seconds since 1970, with no regard to time zones.
pub(crate) fn seconds(at: DateTime) -> i64 {
    let since = at.duration_since(EPOCH);
    since.as_secs() - i64::from(since.subsec_nanos() < 0)
}

/// Returns the time of some seconds since 1970; `None` outside the calendar.
pub(crate) fn from_seconds(seconds: i64) -> Option<DateTime> {
    EPOCH.checked_add(SignedDuration::from_secs(seconds)).ok()
}

const EPOCH: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_whole_also_before_1970() {
        let last = date(1969, 12, 31).at(23, 59, 59, 999_999_999);
        assert_eq!(seconds(last), -1);
        assert_eq!(from_seconds(-1), Some(date(1969, 12, 31).at(23, 59, 59, 0)));
        assert_eq!(from_seconds(i64::MIN), None);
    }
}
