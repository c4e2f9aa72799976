//! HTTP errors: the meaning of a status for a call, and the wait that the server asks for.

use crate::table::{Class, Reply};
use http::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::time::Duration;

/// A status of 400 or more. PlanFix answers with status 200, so this is from the web server or a proxy in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HttpStatus(pub u16);

impl HttpStatus {
    /// Returns true if the request was turned away before anything was carried out.
    ///
    /// This holds for the standard statuses from 400 to 499, except 408, which may be sent after the request was
    /// passed on. From 500 on it holds only for 503.
    pub(super) const fn refuses(self) -> bool {
        match self.0 {
            408 => false,
            400..=417 | 421..=426 | 428 | 429 | 431 | 451 | 503 => true,
            _ => false,
        }
    }

    /// Returns the class of PlanFix's own codes with the same remedy.
    pub(super) const fn class(self, reply: Reply) -> Option<Class> {
        Some(match self.0 {
            401 | 407 => Class::Credentials,
            403 => Class::Denied,
            404 if matches!(reply, Reply::File) => Class::NotFound,
            404 | 405 => Class::Endpoint,
            413 => Class::Input,
            429 => Class::Busy,
            503 => Class::Later,
            _ => return None,
        })
    }

    /// Returns a sentence that says what to do about a request that was turned away.
    pub(super) const fn remedy(self, reply: Reply) -> &'static str {
        match self.0 {
            401 => "Correct the key, the token or the login before sending it again.",
            403 => "Check what the key and the token may do, and whether this network may reach the server.",
            404 if matches!(reply, Reply::File) => "Check the identifier: the file may have been deleted.",
            404 | 405 => "Check the endpoint: there is no API at this address.",
            407 => "Set the user name and the password of the proxy.",
            413 => "Send less in one request.",
            429 => "Send it again in a second.",
            503 => "It is overloaded or under maintenance: send it again in a few minutes.",
            _ => "Check the endpoint, and any proxy between here and PlanFix.",
        }
    }
}

/// Writes the standard name of the status, explained if the name does not speak for itself.
impl fmt::Display for HttpStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = http::StatusCode::from_u16(self.0).ok();
        match (self.0, listed.and_then(|status| status.canonical_reason())) {
            // RFC 9110 renamed it; `http` has the older name.
            (413, _) => f.write_str("content too large"),
            (502, _) => f.write_str("bad gateway, a server between here and PlanFix got no valid answer from it"),
            (504, _) => f.write_str("gateway timeout, a server between here and PlanFix got no answer from it in time"),
            (_, Some(name)) => f.write_str(&name.to_lowercase()),
            (_, None) => f.write_str("a status that is not in any standard"),
        }
    }
}

/// The wait that the server asks for, as a sentence.
pub(super) struct ComeBack(pub Duration);

impl fmt::Display for ComeBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            0 => f.write_str("The server says that it can be sent again now."),
            seconds => write!(f, "The server asks to send it again in {seconds} s."),
        }
    }
}

/// Reads the header `Retry-After`: seconds, or a date. Zero if the date has passed; `None` if the header is missing or
/// neither of the two.
///
/// A date may have any of the three forms of HTTP. It is compared with the server's own `Date`, so a wrong clock on
/// either side does no harm.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let value = text(RETRY_AFTER)?;
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large means the same as the largest, 136 years.
        return Some(Duration::from_secs(value.parse::<u32>().unwrap_or(u32::MAX).into()));
    }
    let then = date(value)?;
    let now = text(DATE).and_then(date).unwrap_or_else(Timestamp::now);
    let wait = then.duration_since(now).max(SignedDuration::ZERO);
    Duration::try_from(wait).ok()
}

/// Reads an HTTP date in one of its three forms: RFC 2822, RFC 850, or `asctime` of C.
fn date(text: &str) -> Option<Timestamp> {
    let of_mail = DateTimeParser::new().parse_timestamp(text).ok();
    of_mail.or_else(|| {
        let forms = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
        let read = forms.iter().find_map(|form| DateTime::strptime(form, text).ok())?;
        TimeZone::UTC.to_timestamp(read).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(value: &str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
        headers.insert(RETRY_AFTER, value.parse().unwrap());
        retry_after(&headers)
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(after("0"), seconds(0));
        assert_eq!(after(" 120 "), seconds(120));
        assert_eq!(after("Sun, 06 Nov 1994 08:50:07 GMT"), seconds(30));
        assert_eq!(after("Sun, 06 Nov 1994 08:00:00 GMT"), seconds(0));
        assert_eq!(after("Sunday, 06-Nov-94 08:50:07 GMT"), seconds(30));
        assert_eq!(after("Sun Nov  6 08:50:07 1994"), seconds(30));
        assert_eq!(after("Wed Nov 16 08:49:37 1994"), seconds(864_000));
        assert_eq!(after("99999999999999999999"), seconds(u32::MAX.into()));
        for other in [
            "",
            "-1",
            "+5",
            "1.5",
            "soon",
            "5 s",
            "1994-11-06",
            "Sunday, 06-Nov-94 08:50:07",
            "Sun Nov 31 08:50:07 1994",
        ] {
            assert_eq!(after(other), None, "{other}");
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }

    #[test]
    fn the_date_of_the_answer_may_have_another_form() {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, "Sunday, 06-Nov-94 08:49:37 GMT".parse().unwrap());
        headers.insert(RETRY_AFTER, "Sun Nov  6 08:50:37 1994".parse().unwrap());
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(60)));
    }

    #[test]
    fn a_date_is_compared_with_the_clock_here_where_the_server_tells_none() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers), Some(Duration::ZERO));
    }

    #[test]
    fn a_lost_answer_is_not_taken_for_a_refusal() {
        let refusing: Vec<u16> = (400..600).filter(|status| HttpStatus(*status).refuses()).collect();
        for status in [401, 403, 404, 413, 429, 503] {
            assert!(refusing.contains(&status), "{status}");
        }
        for status in [408, 499, 500, 502, 504, 520, 524] {
            assert!(!refusing.contains(&status), "{status}");
        }
    }
}
