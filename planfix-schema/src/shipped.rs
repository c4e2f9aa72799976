//! The shared types of planfix-api, for tables in any crate.

use crate::kind::Kind;

/// The names of the files in `spec/types`, sorted, each with its kind.
///
/// ```
/// use planfix_schema::{Kind, shipped};
///
/// assert!(shipped::TYPES.contains(&("Sex", Kind::Enum)));
/// ```
pub const TYPES: &[(&str, Kind)] = include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// Returns the kind of a shared type, by its name.
#[must_use]
pub fn kind(name: &str) -> Option<Kind> {
    let found = TYPES.iter().find(|(known, _)| *known == name);
    found.map(|(_, kind)| *kind)
}

/// The names of the files in `spec/types`, sorted, each with the words of its fact `words`.
const WORDS: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Returns the words that the interface of PlanFix has for a shared type, by its name.
///
/// ```
/// use planfix_schema::shipped;
///
/// assert!(shipped::words("Contact").contains(&"контрагент"));
/// ```
#[must_use]
pub fn words(name: &str) -> &'static [&'static str] {
    let found = WORDS.iter().find(|(known, _)| *known == name);
    found.map_or(&[], |(_, words)| words)
}
