//! The facts of a file: `- key: value`.

use super::blocks::Spanned;
use super::page::{Page, unknown};
use crate::fault::Collector;
use crate::names::nearest;

/// Reads one item of the list.
pub(super) fn fact(faults: &mut Collector<'_>, facts: &mut Vec<(Spanned, Spanned)>, item: Spanned) {
    let Some((key, value)) = item.text.split_once(':') else {
        faults.add(item.span.clone(), "a fact without a colon", "a fact is `key: value`");
        // It is there, so it is not missing as well.
        let word = item.text.split_whitespace().next().unwrap_or("").to_owned();
        let nothing = item.span.end..item.span.end;
        facts.push((
            Spanned {
                text: word,
                span: item.span,
            },
            Spanned {
                text: String::new(),
                span: nothing,
            },
        ));
        return;
    };
    let start = item.span.start;
    let key_span = start..start + key.len();
    let value_start = start + key.len() + 1 + (value.len() - value.trim_start().len());
    let value = Spanned {
        text: value.split_whitespace().collect::<Vec<_>>().join(" "),
        span: value_start..value_start + value.trim().len(),
    };
    let key = Spanned {
        text: key.trim().to_owned(),
        span: key_span,
    };
    if key.text == "question" {
        faults.question(value.span, &value.text);
    } else if facts.iter().any(|(known, _)| known.text == key.text) {
        faults.add(key.span, format!("fact `{}` appears twice", key.text), "remove one");
    } else if value.text.is_empty() {
        let (message, label) = (format!("fact `{}` has no value", key.text), "write it after the colon");
        match key.text.as_str() {
            "effect" => {
                let help = "it is `read`, `set`, `create`, `delete` or `act`, which says what a lost answer means";
                faults.help(key.span.clone(), message, label, help);
            }
            _ => faults.add(key.span.clone(), message, label),
        }
        // It is there, so it is not missing as well.
        facts.push((key, value));
    } else {
        facts.push((key, value));
    }
}

/// Reports the facts that are not known.
pub(super) fn known_facts(faults: &mut Collector<'_>, page: &Page, known: &[&str]) {
    for (key, value) in &page.facts {
        // One without a value was reported.
        if !value.text.is_empty() && !known.contains(&key.text.as_str()) {
            unknown(faults, "fact", key, known);
        }
    }
}

/// Returns the value of a fact; reports one that is missing. The example may explain its word after a semicolon.
pub(super) fn need<'p>(faults: &mut Collector<'_>, page: &'p Page, key: &str, example: &str) -> Option<&'p Spanned> {
    // A misspelled key was reported, and its value is what was meant.
    let fact = page.facts.iter().find(|(name, _)| name.text == key);
    let fact = fact.or_else(|| page.facts.iter().find(|(name, _)| nearest(&name.text, [key]).is_some()));
    let found = fact.map(|(_, value)| value);
    if found.is_none() {
        let help = match example.split_once(';') {
            Some((word, which)) => format!("add `- {key}: {word}` after the prose;{which}"),
            None => format!("add `- {key}: {example}` after the prose"),
        };
        faults.help(
            page.title.span.clone(),
            format!("fact `{key}` is missing"),
            "this table does not say it",
            help,
        );
    }
    found.filter(|value| !value.text.is_empty())
}

/// Reads the words of a fact, separated by commas.
pub(super) fn words(faults: &mut Collector<'_>, fact: Option<&Spanned>) -> Vec<String> {
    let Some(fact) = fact.filter(|fact| !fact.text.is_empty()) else {
        return Vec::new();
    };
    let words: Vec<String> = fact.text.split(',').map(|word| word.trim().to_owned()).collect();
    if words.iter().any(String::is_empty) {
        faults.add(fact.span.clone(), "an empty word", "separate words by one comma");
    }
    words
}
