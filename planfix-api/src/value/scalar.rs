//! Two leaf types of our own: decimal numbers, kept as written, and bytes.

use std::fmt;
use std::str::FromStr;

/// A decimal number exactly as it is on the wire: `10.50` stays `10.50`.
///
/// ```
/// use planfix_api::Decimal;
///
/// let price: Decimal = "10.50".parse().unwrap();
/// assert_eq!(price.to_string(), "10.50");
/// assert!("ten".parse::<Decimal>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// Returns the number as on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<i32> for Decimal {
    fn from(number: i32) -> Self {
        Self::from(i64::from(number))
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if number(whole) && number(fraction) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotDecimal)
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An error for a text that is not a decimal number: digits, with an optional minus sign first and an optional point
/// inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number (digits, with an optional minus sign first and an optional point inside)")]
pub struct NotDecimal;
