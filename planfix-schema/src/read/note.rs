//! The note of a row: the rules at its head, each read by itself, and the prose after them.

use super::argument::{Bounds, condition, count, date, label, number, range};
use super::blocks::{Spanned, slice};
use super::page::unknown;
use super::table::unescaped;
use crate::fault::Collector;
use crate::model::Condition;
use std::ops::Range;

/// A note.
pub(super) struct Note {
    pub(super) rules: Vec<(Rule, Range<usize>)>,
    pub(super) doc: String,
    /// The spans in the place of rules that were reported.
    pub(super) broken: Vec<String>,
}

/// A rule of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rule {
    Required,
    Patch,
    OneOf(String),
    AtMostOneOf(String),
    AnyOf(String),
    Total(String, Bounds),
    /// The name of the choice, and of one alternative.
    Alternative(String, String),
    As(String),
    Struct(String),
    Secret,
    Personal,
    Range(Option<i64>, Option<i64>),
    Items(Option<i64>, Option<i64>),
    OnlyIf(Condition),
    RequiredIf(Condition),
    Field,
    /// The identifier of a custom field.
    Id(i64),
    Default(String),
    /// The path of the value in the answer that is read before a change, or `none`.
    Reads(String),
    /// The row whose value it announces.
    FlagOf(String),
    Merge,
    Since(String),
    /// With its date, or an empty text.
    Removed(String),
}

impl Rule {
    /// The name that the rows of a rule over several rows share.
    pub(super) fn shared_name(&self) -> Option<&str> {
        match self {
            Self::OneOf(name) | Self::AtMostOneOf(name) | Self::AnyOf(name) => Some(name),
            Self::Total(name, _) | Self::Alternative(name, _) => Some(name),
            _ => None,
        }
    }

    /// Returns true if the rule tells when a request may or must set the field.
    pub(super) const fn is_about_setting(&self) -> bool {
        match self {
            Self::Required | Self::Patch | Self::Default(_) => true,
            Self::OneOf(_) | Self::AtMostOneOf(_) => true,
            Self::AnyOf(_) | Self::Total(..) | Self::Alternative(..) => true,
            Self::OnlyIf(_) | Self::RequiredIf(_) => true,
            Self::Reads(_) | Self::FlagOf(_) => true,
            Self::As(_) | Self::Struct(_) | Self::Secret | Self::Personal => false,
            Self::Field | Self::Id(_) | Self::Merge => false,
            Self::Range(..) | Self::Items(..) | Self::Since(_) | Self::Removed(_) => false,
        }
    }

    /// Returns the word of the rule, as in the note.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Patch => "patch",
            Self::OneOf(_) => "one-of",
            Self::AtMostOneOf(_) => "at-most-one-of",
            Self::AnyOf(_) => "any-of",
            Self::Total(..) => "total",
            Self::Alternative(..) => "alternative",
            Self::As(_) => "as",
            Self::Struct(_) => "struct",
            Self::Secret => "secret",
            Self::Personal => "personal",
            Self::Range(..) => "range",
            Self::Items(..) => "items",
            Self::OnlyIf(_) => "only-if",
            Self::RequiredIf(_) => "required-if",
            Self::Field => "field",
            Self::Id(_) => "id",
            Self::Default(_) => "default",
            Self::Reads(_) => "reads",
            Self::FlagOf(_) => "flag-of",
            Self::Merge => "merge",
            Self::Since(_) => "since",
            Self::Removed(_) => "removed",
        }
    }
}

const RULES: [&str; 23] = [
    "required",
    "patch",
    "one-of",
    "at-most-one-of",
    "any-of",
    "total",
    "alternative",
    "as",
    "struct",
    "secret",
    "personal",
    "range",
    "items",
    "only-if",
    "required-if",
    "field",
    "id",
    "default",
    "reads",
    "flag-of",
    "merge",
    "since",
    "removed",
];

/// True if a rule takes no argument.
fn is_bare(word: &str) -> bool {
    matches!(word, "required" | "patch" | "secret" | "personal" | "field" | "merge")
}

/// Reads a note.
pub(super) fn note(faults: &mut Collector<'_>, cell: &Spanned) -> Note {
    let mut out = Note {
        rules: Vec::new(),
        doc: String::new(),
        broken: Vec::new(),
    };
    // The text as written, so that each rule has its place.
    let mut rest = slice(&faults.source().text, &cell.span);
    let mut at = cell.span.start;
    loop {
        if let Some(length) = stray(rest) {
            between(faults, at, rest, length, out.rules.is_empty());
            at += length;
            rest = rest.get(length..).unwrap_or("");
        }
        let Some(inner) = rest.strip_prefix('`') else { break };
        let Some(end) = inner.find('`') else {
            faults.add(at..at + 1, "a rule without its closing backtick", "it begins here");
            out.broken.push(rest.to_owned());
            break;
        };
        let text = unescaped(inner.get(..end).unwrap_or(""));
        let span = at + 1..at + 1 + end;
        match rule(faults, &text, span.clone()) {
            Some(rule) if out.rules.iter().any(|(known, _)| known.word() == rule.word()) => {
                faults.add(span, format!("rule `{}` appears twice", rule.word()), "remove one");
            }
            Some(rule) => out.rules.push((rule, span)),
            // A question does not take the place of a rule.
            None if text.split_whitespace().next() == Some("question") => {}
            None => out.broken.push(text),
        }
        let after = inner.get(end + 1..).unwrap_or("");
        rest = after.trim_start();
        at += end + 2 + (after.len() - rest.len());
        if after.starts_with('`') {
            let help = "put a space between the two code spans";
            faults.help(at..at + 1, "no space between two rules", "here", help);
        }
    }
    out.doc = unescaped(rest);
    out
}

/// Returns the length of text before a rule that is not a rule itself, such as a comma or `and`. It would turn the rule
/// into prose, and a value that should be hidden would be shown.
fn stray(rest: &str) -> Option<usize> {
    let (before, code) = rest.split_once('`')?;
    let joins = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.is_empty() || ["and", "or"].iter().any(|join| letters.eq_ignore_ascii_case(join))
    };
    let (text, _) = code.split_once('`')?;
    let mut words = text.split_whitespace();
    let is_rule = words
        .next()
        .is_some_and(|word| RULES.contains(&word) && (word == "removed" || is_bare(word) == words.next().is_none()));
    (is_rule && !before.is_empty() && before.split_whitespace().all(joins)).then_some(before.len())
}

fn between(faults: &mut Collector<'_>, at: usize, rest: &str, length: usize, is_first: bool) {
    let found = rest.get(..length).unwrap_or("").trim();
    let place = if is_first { "before a rule" } else { "between two rules" };
    faults.help(
        at..at + found.len(),
        format!("`{}` {place}", unescaped(found)),
        "only a space is allowed here",
        "remove it: a code span after it would be prose, not a rule",
    );
}

/// One rule; `None` for one that was reported.
fn rule(faults: &mut Collector<'_>, text: &str, span: Range<usize>) -> Option<Rule> {
    let (word, argument) = match text.trim().split_once(char::is_whitespace) {
        Some((word, argument)) => (word, Some(argument.trim())),
        None => (text.trim(), None),
    };
    let rule = match (word, argument) {
        ("required", None) => Rule::Required,
        ("patch", None) => Rule::Patch,
        ("secret", None) => Rule::Secret,
        ("personal", None) => Rule::Personal,
        ("one-of", Some(name)) => Rule::OneOf(name.to_owned()),
        ("at-most-one-of", Some(name)) => Rule::AtMostOneOf(name.to_owned()),
        ("as", Some(name)) => Rule::As(name.to_owned()),
        ("struct", Some(name)) => Rule::Struct(name.to_owned()),
        ("default", Some(value)) => Rule::Default(value.to_owned()),
        ("question", text) => {
            faults.question(span, text.unwrap_or("what is the question?"));
            return None;
        }
        ("range", Some(bounds)) => {
            let (low, high) = range(faults, bounds, span, word)?;
            Rule::Range(low, high)
        }
        ("items", Some(bounds)) => {
            let (low, high) = count(faults, bounds, span, word)?;
            Rule::Items(low, high)
        }
        ("any-of", Some(name)) => Rule::AnyOf(label(faults, name, span, word)?),
        ("total", Some(text)) => {
            let Some((name, bounds)) = text.split_once(char::is_whitespace) else {
                faults.help(
                    span,
                    format!("`{text}` is not a name and a number of items"),
                    "one of the two is missing",
                    "such as `total keys 1..100`",
                );
                return None;
            };
            let bounds = count(faults, bounds.trim(), span.clone(), &format!("total {name}"))?;
            Rule::Total(label(faults, name, span, word)?, bounds)
        }
        ("alternative", Some(text)) => {
            let parts = text.split_once('=').map(|(name, which)| (name.trim(), which.trim()));
            let Some((name, which)) = parts.filter(|(name, which)| !name.is_empty() && !which.is_empty()) else {
                faults.help(
                    span,
                    format!("`{text}` is not a name and an alternative"),
                    "one of the two is missing",
                    "such as `alternative by=period` on some rows and `alternative by=user` on the others",
                );
                return None;
            };
            let name = label(faults, name, span.clone(), word)?;
            Rule::Alternative(name, label(faults, which, span, word)?)
        }
        ("only-if", Some(text)) => Rule::OnlyIf(condition(faults, text, span, word)?),
        ("required-if", Some(text)) => Rule::RequiredIf(condition(faults, text, span, word)?),
        ("field", None) => Rule::Field,
        ("merge", None) => Rule::Merge,
        ("reads", Some(path)) => Rule::Reads(path.to_owned()),
        ("flag-of", Some(path)) => Rule::FlagOf(path.to_owned()),
        ("id", Some(text)) => match number(text).filter(|id| *id > 0) {
            Some(id) => Rule::Id(id),
            None => {
                let label = "the identifier of a field is a number from 1";
                faults.add(span, format!("`{text}` is not an identifier"), label);
                return None;
            }
        },
        ("since", Some(when)) => Rule::Since(date(faults, when, span, word)?),
        ("removed", None) => Rule::Removed(String::new()),
        ("removed", Some(when)) => Rule::Removed(date(faults, when, span, word)?),
        (bare, Some(argument)) if is_bare(bare) => {
            faults.add(
                span,
                format!("rule `{word}` takes no argument"),
                format!("remove `{argument}`"),
            );
            return None;
        }
        (known, None) if RULES.contains(&known) => {
            let example = match known {
                "one-of" | "at-most-one-of" | "any-of" => "key",
                "total" => "keys 1..100",
                "alternative" => "by=period",
                "as" => "other_name",
                "struct" => "OtherName",
                "range" | "items" => "1..100",
                "only-if" | "required-if" => "task.status=DELAYED",
                "since" => "2019-06",
                "reads" => "contact.template.id",
                "flag-of" => "task.startDate",
                "id" => "101",
                _ => "0",
            };
            faults.help(
                span,
                format!("rule `{known}` lacks its argument"),
                "nothing follows it",
                format!("such as `{known} {example}`"),
            );
            return None;
        }
        _ => {
            let found = Spanned {
                text: word.to_owned(),
                span,
            };
            unknown(faults, "rule", &found, &RULES);
            return None;
        }
    };
    Some(rule)
}
