//! Numbers of JSON: exactly as written if the deserializer tells, otherwise as precise as a double.

use super::fault::Found;
use super::value::{ValueVisitor, expected, set};
use crate::table::Kind;
use crate::value::out_of_range;
use serde::de::{self, MapAccess, Visitor as _};

/// The only name of the map that serde_json makes of a number with its feature `arbitrary_precision`; its value is the
/// number as written.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// The beginning of a map.
pub(super) enum Keyed {
    /// It is not a map, but a number as written.
    Number(String),
    /// A map with this first name.
    Name(String),
    /// An empty map.
    Nothing,
}

/// Reads the beginning of a map.
pub(super) fn first_key<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Keyed, A::Error> {
    Ok(match map.next_key::<String>()? {
        Some(name) if name == NUMBER => Keyed::Number(map.next_value()?),
        Some(name) => Keyed::Name(name),
        None => Keyed::Nothing,
    })
}

impl ValueVisitor<'_> {
    /// Sets a number as it was written.
    pub(super) fn number<E: de::Error>(self, text: &str) -> Result<(), E> {
        match self.0.kind {
            // The wire has no exponents.
            Kind::Decimal | Kind::Union(_) if text.contains(['e', 'E']) => match text.parse() {
                Ok(number) => self.visit_f64(number),
                Err(_) => Err(self.misfit(Found::Number(&text))),
            },
            Kind::Decimal | Kind::Union(_) | Kind::Enum(_) => self.text(text),
            Kind::Int | Kind::Id(_) => match (text.parse::<i64>(), out_of_range(text)) {
                (Ok(number), _) => self.visit_i64(number),
                (_, Some(bound)) => Err(self.0.at.out_of_range(bound, &text)),
                _ => Err(self.misfit(Found::Number(&text))),
            },
            Kind::Record(_) => self.inner(|visitor| visitor.text(Found::Number(&text), |value| value.number(text))),
            _ => Err(self.misfit(Found::Number(&text))),
        }
    }

    /// Sets a number that arrived as a double. Up to 15 digits it is exact; beyond that, digits may be lost.
    pub(super) fn double<E: de::Error>(self, number: f64) -> Result<(), E> {
        /// The number of digits that every double preserves.
        const KEPT: usize = 15;
        const LARGE: f64 = 1e15;
        let written = format!("{number:?}");
        match self.0.kind {
            Kind::Decimal | Kind::Union(_) => {
                let text = if written.contains('e') {
                    number.to_string()
                } else {
                    written
                };
                let digits = text.trim_start_matches(['-', '0', '.']).trim_end_matches(['0', '.']);
                if digits.bytes().filter(u8::is_ascii_digit).count() > KEPT || number.abs() >= LARGE {
                    return Err(self.0.at.fault("a number with too many digits: write it as a string"));
                }
                set(self.0.slot, self.0.kind, &text, self.0.at)
            }
            Kind::Int | Kind::Id(_) if number.fract() == 0.0 && number >= 9_223_372_036_854_775_808.0 => Err(self
                .0
                .at
                .out_of_range("too large: at most 9223372036854775807", &written)),
            Kind::Int | Kind::Id(_) if number.fract() == 0.0 && number < -9_223_372_036_854_775_808.0 => Err(self
                .0
                .at
                .out_of_range("too small: at least -9223372036854775808", &written)),
            kind => Err(self.0.at.misfit(expected(kind), Found::Number(&written))),
        }
    }
}
