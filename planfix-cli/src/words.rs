//! Kinds and rules in words.

use planfix_api::client::identifiers;
use planfix_api::record::Record;
use planfix_api::table::{Combined, Effect, Form, Joint, Kind, Row, Rules, Table};

/// Returns the placeholder of a value in help: `<YYYY-MM-DD>`.
pub(crate) fn placeholder(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Int => "INTEGER",
        Kind::Decimal => "NUMBER",
        Kind::Bool => "true|false",
        Kind::Date => "YYYY-MM-DD",
        Kind::DateTime => "YYYY-MM-DD[THH:MM]",
        Kind::Time => "HH:MM",
        Kind::Bytes => "BASE64|@FILE",
        Kind::Id(shared) => shared.name,
        Kind::Enum(values) => values.shared.name,
        Kind::Record(_) => "KEY=VALUE,…",
        Kind::Joined(Joint::Words, _) => "VALUE VALUE…",
        Kind::Joined(Joint::Commas, _) => "VALUE,VALUE…",
        Kind::Joined(Joint::Semicolons, _) => "VALUE;VALUE…",
        Kind::Joined(Joint::Brackets, _) => "[VALUE,VALUE…]",
        Kind::Union(union) => union.shared.name,
    }
}

/// Describes a kind in words: "date", or the name of a shared type.
pub(crate) fn kind(kind: Kind, length: Option<u32>) -> String {
    match (kind, length) {
        (Kind::Text, Some(length)) => format!("text of exactly {length} characters"),
        (Kind::Text, None) => "text".to_owned(),
        (Kind::Int, _) => "integer".to_owned(),
        (Kind::Decimal, _) => "decimal number".to_owned(),
        (Kind::Bool, _) => "true or false".to_owned(),
        (Kind::Date, _) => "date".to_owned(),
        (Kind::DateTime, _) => "date, or date and time".to_owned(),
        (Kind::Time, _) => "time of day".to_owned(),
        (Kind::Bytes, _) => "bytes in base64".to_owned(),
        (Kind::Id(shared), _) => shared.name.to_owned(),
        (Kind::Enum(values), _) => values.shared.name.to_owned(),
        (Kind::Record(table), _) => table.name.to_owned(),
        (Kind::Joined(joint, item), _) => format!(
            "several in one text, {}; each: {}",
            joint.separation(),
            self::kind(*item, None)
        ),
        (Kind::Union(union), _) => union.shared.name.to_owned(),
    }
}

/// Describes a form of a union on one line.
pub(crate) fn form(form: &Form) -> String {
    let kind = kind(form.kind, None);
    format!("{} ({kind}): {}", form.name, first_sentence(form.doc))
}

/// Lists the identifiers in a record: `contact.id is 7`. Returns `None` if it has none.
pub(crate) fn identified(record: &dyn Record) -> Option<String> {
    let found: Vec<String> = identifiers(record)
        .iter()
        .map(|(path, id)| format!("{path} is {}", one_line(id)))
        .collect();
    (!found.is_empty()).then(|| found.join(", "))
}

/// Joins names: `a, b, c`.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Describes the rules of a row, except its one-of.
pub(crate) fn rules(rules: &Rules) -> Vec<String> {
    let mut out = Vec::new();
    if rules.required {
        out.push("required".to_owned());
    }
    if rules.patch {
        out.push("may be cleared".to_owned());
        if rules.resets {
            out.push("if left out, it goes back to its default".to_owned());
        }
    }
    out.extend(bounds(rules));
    out.extend(conditions(rules));
    if let Some(default) = rules.default {
        out.push(format!("{default} if left out"));
    }
    out.extend(dates(rules));
    if rules.secret {
        out.push("secret".to_owned());
    }
    if rules.personal {
        out.push("personal".to_owned());
    }
    out
}

/// Describes since when, and until when, a row is part of the API.
pub(crate) fn dates(rules: &Rules) -> Vec<String> {
    let since = rules.since.map(|since| format!("since {since}"));
    let removed = rules.removed.map(|when| match when {
        "" => "no longer part of the API".to_owned(),
        when => format!("no longer part of the API since {when}"),
    });
    since.into_iter().chain(removed).collect()
}

/// Describes the bounds of a number, and of the length of a list.
pub(crate) fn bounds(rules: &Rules) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(bound(rules.min, rules.max, ""));
    out.extend(bound(rules.min_items, rules.max_items, " items"));
    out
}

fn bound(min: Option<i64>, max: Option<i64>, what: &str) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max}{what}")),
        (Some(min), None) => Some(format!("at least {min}{what}")),
        (None, Some(max)) => Some(format!("at most {max}{what}")),
        (None, None) => None,
    }
}

/// Describes the conditions under which a row may or must be set.
pub(crate) fn conditions(rules: &Rules) -> Vec<String> {
    let mut out = Vec::new();
    for (condition, what) in [(rules.only_if, "only"), (rules.required_if, "required")] {
        if let Some(condition) = condition {
            out.push(format!(
                "{what} where {} is {}",
                condition.path,
                condition.values.join(" or ")
            ));
        }
    }
    out
}

/// Describes where a value comes from if the object is read before a change, and what its row means for it.
pub(crate) fn reading(table: &Table, rules: &Rules) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(rules.reads.map(|path| match path {
        "" => "cannot be read before a change".to_owned(),
        path => format!("before a change, it is read at {path}"),
    }));
    let of = rules.flag_of.and_then(|field| table.numbered(field)?.row);
    out.extend(of.map(|row| format!("1 where {} is set, otherwise 0", row.path)));
    if rules.merge {
        out.push("an item that the list does not name keeps its value".to_owned());
    }
    out
}

/// Describes the rules that a row shares with others.
pub(crate) fn combinations(table: &Table, row: &Row) -> Vec<String> {
    let element = table
        .fields()
        .find(|element| element.row.is_some_and(|other| other.path == row.path));
    let Some((number, _)) = element.and_then(|element| element.content.field()) else {
        return Vec::new();
    };
    let paths = |numbers: &mut dyn Iterator<Item = u16>| {
        let rows = numbers.filter_map(|number| table.numbered(number)?.row);
        listed(rows.map(|row| row.path))
    };
    let mut out = Vec::new();
    for combination in table.combinations {
        let rule = &combination.rule;
        if !rule.fields().any(|field| field == number) {
            continue;
        }
        match rule {
            Combined::AnyOf(_) => out.push(format!("at least one of {}", paths(&mut rule.fields()))),
            Combined::Total { min, max, .. } => {
                let bounds = bound(*min, *max, " items");
                out.extend(bounds.map(|bounds| format!("{bounds} in {} together", paths(&mut rule.fields()))));
            }
            Combined::Alternatives(sets) => {
                let others = sets.iter().filter(|set| !set.contains(&number));
                out.push(format!(
                    "not together with {}",
                    paths(&mut others.flat_map(|set| set.iter().copied()))
                ));
            }
            _ => {}
        }
    }
    out
}

/// Describes what a call of this effect does, and what to do after a lost answer.
pub(crate) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read — changes nothing; after a lost answer it may be sent again",
        Effect::Set => {
            "set — ends in the same state however often it is sent; after a lost answer it may be sent again"
        }
        Effect::Create => {
            "create — makes something new each time; after a lost answer check before sending it again, or there may be two"
        }
        Effect::Delete => {
            "delete — removes; after a lost answer it may be sent again, and \"does not exist\" then means done"
        }
        Effect::Act => {
            "act — acts each time it is sent; after a lost answer check before sending it again, or it may happen twice"
        }
    }
}

/// Unwraps Markdown prose for a terminal: each paragraph becomes one line.
pub(crate) fn paragraphs(markdown: &str) -> String {
    let paragraphs = markdown.split("\n\n").map(|text| listed_words(text.split_whitespace()));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn listed_words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the first sentence of prose, on one line.
pub(crate) fn first_sentence(markdown: &str) -> String {
    let text = paragraphs(markdown.split("\n\n").next().unwrap_or(""));
    match text.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => text,
    }
}

/// Splits a camel-case name: `getPhoneTypes` becomes `get-phone-types` with `-`, `get_phone_types` with `_`.
pub(crate) fn separated(wire: &str, by: char) -> String {
    let mut out = String::new();
    for c in wire.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(by);
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Returns a text on one line, with every character that a terminal would obey escaped.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if crate::terminal::obeys(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}
