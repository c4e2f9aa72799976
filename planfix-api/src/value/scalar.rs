//! Two leaf types of our own: decimal numbers, kept as written, and bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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

/// Bytes, in base64 on the wire. `Debug` shows only their number.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    pub(crate) fn decode(text: &str) -> Option<Self> {
        // Base64 is often wrapped into lines, so white space is not content.
        let compact: String = text.split_ascii_whitespace().collect();
        STANDARD.decode(compact).ok().map(Self)
    }

    pub(crate) fn encode(&self) -> String {
        STANDARD.encode(&self.0)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

/// Formats as base64.
impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.encode())
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_owned())
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.into())
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}
