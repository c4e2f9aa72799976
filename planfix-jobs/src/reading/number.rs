//! Numbers with a decimal point or comma, and with spaces between thousands.

/// Returns a number with a decimal point.
///
/// # Errors
/// The text is not a number; with a reason, it has two meanings.
pub(super) fn decimal(text: &str, has_decimal_comma: bool) -> Result<String, Option<&'static str>> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let digits = grouped(digits).ok_or(None)?;
    let separators = digits.matches([',', '.']).count();
    let Some((whole, fraction)) = digits.split_once([',', '.']) else {
        return numeric(&digits).then(|| format!("{sign}{digits}")).ok_or(None);
    };
    if separators > 1 || !numeric(whole) || !numeric(fraction) {
        return Err(None);
    }
    // The separator of decimals in one country separates thousands in another.
    let is_usual = digits.contains(',') == has_decimal_comma;
    if !is_usual && fraction.len() == 3 && whole.len() <= 3 && whole != "0" {
        return Err(Some(if has_decimal_comma {
            "the point may separate decimals or thousands: write a comma before decimals"
        } else {
            "the comma may separate decimals or thousands: write a point before decimals"
        }));
    }
    Ok(format!("{sign}{whole}.{fraction}"))
}

/// Removes the spaces between groups of three digits.
fn grouped(text: &str) -> Option<String> {
    const SPACES: [char; 4] = [' ', '\u{A0}', '\u{202F}', '\u{2009}'];
    if !text.contains(SPACES) {
        return Some(text.to_owned());
    }
    let whole = text.split([',', '.']).next().unwrap_or_default();
    let mut groups = whole.split(SPACES);
    let first = groups.next()?;
    let is_whole = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let fraction = text.get(whole.len()..).unwrap_or_default();
    (is_whole && !fraction.contains(SPACES)).then(|| format!("{}{fraction}", whole.replace(SPACES, "")))
}

fn numeric(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn both_separators_of_decimals_are_read() {
        for (text, number) in [
            ("10.5", "10.5"),
            ("10,5", "10.5"),
            ("-0,125", "-0.125"),
            ("1 234 567,80", "1234567.80"),
            ("12\u{A0}000", "12000"),
            ("1234,567", "1234.567"),
        ] {
            assert_eq!(decimal(text, false).as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn a_number_with_two_meanings_is_refused() {
        assert!(matches!(decimal("1,234", false), Err(Some(_))));
        assert!(matches!(decimal("1.234", true), Err(Some(_))));
        assert_eq!(decimal("1,234", true).as_deref(), Ok("1.234"));
        for wrong in ["1.234,5", "1 23", "", "-", "1e5", "5,", ",5", "٣"] {
            assert_eq!(decimal(wrong, false), Err(None), "{wrong}");
        }
    }
}
