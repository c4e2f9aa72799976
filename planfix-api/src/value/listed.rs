//! Values that are not in the table of their enum: rejected in what people write, and kept in what the server sends.

use crate::table::{Enumeration, Kind};
use crate::value::joined;
use crate::value::trim;
use std::borrow::Cow;

/// A value that is not in the table of its enum.
///
/// ```
/// use planfix_api::{Sex, record::Typed};
///
/// let wrong = Sex::KIND.unlisted("male").unwrap();
/// assert_eq!(wrong.nearest(), Some("MALE"));
/// assert_eq!(wrong.message(false), "\"male\" is not a value of Sex; did you mean `MALE`? (it has MALE, FEMALE)");
/// assert!(Sex::KIND.unlisted("MALE").is_none());
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NotListed<'a> {
    /// The value.
    pub value: Cow<'a, str>,
    /// The enum.
    pub values: &'static Enumeration,
}

impl Kind {
    /// Returns the first value in a text of the wire that is not in the table of its enum; the text may hold several.
    /// `None` for a kind without an enum.
    #[must_use]
    pub fn unlisted(self, text: &str) -> Option<NotListed<'_>> {
        let (values, words) = match self {
            Self::Enum(values) => (values, vec![Cow::Borrowed(trim(text))]),
            Self::Joined(joint, Self::Enum(values)) => (*values, joined::parts(joint, false, text)?),
            _ => return None,
        };
        let value = words.into_iter().find(|word| !word.is_empty() && !values.has(word))?;
        Some(NotListed { value, values })
    }
}

impl Enumeration {
    /// Returns true if a text is in the table, or is a number that the enum accepts.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.values.iter().any(|(value, _)| *value == text) || (self.number && text.parse::<i64>().is_ok())
    }
}

impl NotListed<'_> {
    /// Returns the value in the table with the most similar spelling, if one is close.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        nearest(&self.value, self.values.values.iter().map(|(value, _)| *value))
    }

    /// Returns a message with the fault and the values in the table. A hidden value is not shown.
    #[must_use]
    pub fn message(&self, is_hidden: bool) -> String {
        let shown = if is_hidden {
            "not".to_owned()
        } else {
            let short: String = self.value.chars().take(80).collect();
            format!("{short:?} is not")
        };
        let near = self
            .nearest()
            .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        let listed: Vec<&str> = self.values.values.iter().map(|(value, _)| *value).collect();
        let number = if self.values.number { " or a number" } else { "" };
        format!(
            "{shown} a value of {}{near} (it has {}{number})",
            self.values.shared.name,
            listed.join(", ")
        )
    }
}

/// Returns the name with the spelling most similar to `wanted`, if one is close.
pub(crate) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The comparison takes time and memory in proportion to the product of both lengths.
    let is_short = |name: &str| name.len() <= 200;
    let lower = Some(wanted).filter(|wanted| is_short(wanted))?.to_lowercase();
    let near = names
        .into_iter()
        .filter(|name| is_short(name))
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .min_by_key(|(distance, _)| *distance);
    near.filter(|(distance, name)| *distance <= 1 + name.chars().count().min(lower.chars().count()) / 4)
        .map(|(_, name)| name)
}
