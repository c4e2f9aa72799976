//! The arguments of rules: numbers, bounds, conditions, dates, names.

use super::values::is_date;
use crate::fault::Collector;
use crate::model::Condition;
use std::ops::Range;

/// A number as people write it, without a plus.
pub(super) fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    Some(text).filter(|text| !text.starts_with('+'))?.parse().ok()
}

/// `task.status=DELAYED,DONE`.
pub(super) fn condition(faults: &mut Collector<'_>, text: &str, span: Range<usize>, word: &str) -> Option<Condition> {
    let parsed = text.split_once('=').map(|(path, values)| Condition {
        path: path.trim().to_owned(),
        values: values.split(',').map(|value| value.trim().to_owned()).collect(),
    });
    let found = parsed.filter(|c| !c.path.is_empty() && c.values.iter().all(|value| !value.is_empty()));
    if found.is_none() {
        faults.help(
            span,
            format!("`{text}` is not a condition"),
            "a condition is `ROW=VALUE`",
            format!("the whole name of another row, and its values: `{word} task.status=DELAYED,DONE`"),
        );
    }
    found
}

/// Two bounds, of which one may be missing.
pub(super) type Bounds = (Option<i64>, Option<i64>);

/// A number of items.
pub(super) fn count(faults: &mut Collector<'_>, bounds: &str, span: Range<usize>, word: &str) -> Option<Bounds> {
    let (low, high) = range(faults, bounds, span.clone(), word)?;
    if low.is_some_and(|low| low < 0) || high.is_some_and(|high| high < 1) {
        let help = format!("such as `{word} 1..100`");
        faults.help(
            span,
            format!("`{bounds}` counts no items"),
            "a list has none or more",
            help,
        );
        return None;
    }
    Some((low, high))
}

/// A year, a month or a day: `2019`, `2019-06`, `2019-06-30`.
pub(super) fn date(faults: &mut Collector<'_>, text: &str, span: Range<usize>, word: &str) -> Option<String> {
    let number = |part: &str, length: usize| {
        let is_right = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_right)
    };
    let parts: Vec<&str> = text.split('-').collect();
    let is_date = match parts.as_slice() {
        [year] => number(year, 4).is_some(),
        [year, month] => number(year, 4).is_some() && number(month, 2).is_some_and(|month| (1..=12).contains(&month)),
        [year, month, day] => is_date(&format!("{day}-{month}-{year}")),
        _ => false,
    };
    if !is_date {
        faults.help(
            span,
            format!("`{text}` is not a date"),
            "not a year, a month or a day",
            format!("such as `{word} 2019`, `{word} 2019-06`, `{word} 2019-06-30`"),
        );
    }
    is_date.then(|| text.to_owned())
}

/// The name that rows share, which is a single word.
pub(super) fn label(faults: &mut Collector<'_>, name: &str, span: Range<usize>, word: &str) -> Option<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(is_word) {
        return Some(name.to_owned());
    }
    faults.help(
        span,
        format!("`{name}` cannot be a name in `{word}`"),
        "the rows share one word",
        "use letters, digits, `-` and `_`",
    );
    None
}

pub(super) fn range(faults: &mut Collector<'_>, bounds: &str, span: Range<usize>, word: &str) -> Option<Bounds> {
    let bound = |text: &str| match text {
        "" => Some(None),
        text => number::<i64>(text).map(Some),
    };
    let parsed = bounds
        .split_once("..")
        .and_then(|(low, high)| Some((bound(low)?, bound(high)?)));
    match parsed {
        None if let Some(far) = too_far(bounds) => {
            faults.help(
                span,
                format!("the bound {far} of `{word}` is too large"),
                "not a number of 64 bits",
                format!(
                    "a bound is from {} to {}; leave it out where there is none",
                    i64::MIN,
                    i64::MAX
                ),
            );
            None
        }
        None | Some((None, None)) => {
            faults.help(
                span,
                format!("`{bounds}` is not a range"),
                "a range is `A..B`",
                format!("such as `{word} 1..100`, `{word} 0..`, `{word} ..100`"),
            );
            None
        }
        Some((Some(low), Some(high))) if low > high => {
            faults.help(
                span,
                format!("the range {low}..{high} holds no number"),
                "from the lower to the higher",
                format!("did you mean `{word} {high}..{low}`?"),
            );
            // The other rules of the row are checked against what was meant.
            Some((Some(high), Some(low)))
        }
        Some(bounds) => Some(bounds),
    }
}

/// Returns a bound of a range that is a number, but none of 64 bits.
fn too_far(bounds: &str) -> Option<&str> {
    let (low, high) = bounds.split_once("..")?;
    [low, high].into_iter().find(|bound| {
        let digits = bound.strip_prefix('-').unwrap_or(bound);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number && number::<i64>(bound).is_none()
    })
}
