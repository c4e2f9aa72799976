//! Checks that a row can have a value that the table names, in a `default` or a condition.

use super::argument::number;
use super::types::{Known, kind};
use crate::kind::Kind;
use crate::model::{Joint, Type};

/// Returns what a type expects instead of a text; `None` if the text fits, or if only the file of the type can tell.
pub(super) fn misfit(ty: &Type, text: &str, types: Known<'_>) -> Option<String> {
    let unless = |fits: bool, expected: &str| (!fits).then(|| expected.to_owned());
    match ty {
        Type::Text { length: Some(length) } => {
            let expected = format!("a text of {length} characters");
            unless(text.chars().count() == *length as usize, &expected)
        }
        Type::Int => unless(number::<i64>(text).is_some(), "an integer"),
        Type::Decimal => unless(is_decimal(text), "a decimal number"),
        Type::Bool => unless(matches!(text, "0" | "1"), "0 or 1"),
        Type::Date => unless(is_date(text), "a date as dd-mm-yyyy"),
        Type::DateTime => {
            let fits = match text.split_once(' ') {
                None => is_date(text),
                Some((date, time)) => is_date(date) && is_time(time),
            };
            unless(fits, "a date as dd-mm-yyyy or dd-mm-yyyy hh:mm")
        }
        Type::Time => unless(is_time(text), "a time as hh:mm"),
        Type::TimeOrDate => unless(
            is_time(text) || is_date(text),
            "a time as hh:mm, or a date as dd-mm-yyyy",
        ),
        Type::Joined(joint, item) => several(*joint, item, text, types),
        Type::Shared(name) => match kind(types, name) {
            Some(Kind::Id) => unless(number::<i64>(text).is_some(), "an integer: an identifier"),
            Some(Kind::Record) => Some("elements, not a text".to_owned()),
            _ => None,
        },
        Type::Record(_) => Some("elements, not a text".to_owned()),
        Type::Text { length: None } | Type::Bytes => None,
    }
}

/// Several values in one text.
fn several(joint: Joint, item: &Type, text: &str, types: Known<'_>) -> Option<String> {
    let (by, text) = match joint {
        Joint::Words => (' ', text),
        Joint::Commas => (',', text),
        Joint::Semicolons => (';', text),
        Joint::Brackets => match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            // Texts are in quotes there, and are kept whatever they are.
            Some(_) if matches!(item, Type::Text { .. }) => return None,
            Some("") => return None,
            Some(inner) => (',', inner),
            None => return Some("a list in brackets, such as [14,15]".to_owned()),
        },
    };
    let mut items = text.split(by).map(str::trim);
    items.find_map(|one| misfit(item, one, types).map(|expected| format!("for each value, {expected}")))
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match text.strip_prefix('-').unwrap_or(text).split_once('.') {
        None => digits(text.strip_prefix('-').unwrap_or(text)),
        Some((whole, part)) => digits(whole) && digits(part),
    }
}

/// Digits of a fixed number.
fn digits(text: &str, length: usize) -> Option<u32> {
    let right = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    Some(text).filter(|_| right)?.parse().ok()
}

pub(super) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (day, month, year) = (parts.next(), parts.next(), parts.next());
    let (Some(day), Some(month), Some(year), None) = (day, month, year, parts.next()) else {
        return false;
    };
    let (Some(day), Some(month), Some(year)) = (digits(day, 2), digits(month, 2), digits(year, 4)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let parts = text.split_once(':');
    parts.is_some_and(|(hours, minutes)| {
        digits(hours, 2).is_some_and(|hours| hours < 24) && digits(minutes, 2).is_some_and(|minutes| minutes < 60)
    })
}
