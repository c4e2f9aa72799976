//! Sample calls on the command line: the smallest one, and one with a few more fields.

use crate::flags::{self, Flag};
use crate::item;
use crate::shown;
use planfix_api::json::Json;
use planfix_api::table::Method;
use planfix_api::{
    record::{Record, Value, View},
    sample,
};

/// The number of optional flags in the fuller call.
const MORE: usize = 5;
/// The width of a line.
const WIDTH: usize = 90;

/// Returns the smallest call and a fuller one.
pub(super) fn of(method: &'static Method) -> [String; 2] {
    let (mut smallest, mut filled) = ((method.new_request)(), (method.new_request)());
    sample::smallest(&mut *smallest);
    sample::filled(&mut *filled);
    let flags = flags::of(method);
    let mut least = Vec::new();
    let mut more = Vec::new();
    let mut secrets = Vec::new();
    for flag in &flags {
        let needed = value(&*smallest, flag).map(|value| words(flag, value));
        let Some(needed) = needed.filter(|words| !words.is_empty()) else {
            more.push(flag);
            continue;
        };
        if flag.field.row.rules.secret {
            secrets.push(flag.name.clone());
        }
        least.extend(needed);
    }
    if flags::resets(method) {
        least.push("--reset-left-out".to_owned());
    }
    let mut fuller = least.clone();
    let mut count = 0;
    let mut clear = None;
    for flag in more {
        let rules = &flag.field.row.rules;
        // A first example leaves out fields that depend on others or exclude them.
        let is_free = rules.choice.is_none() && rules.only_if.is_none() && rules.required_if.is_none();
        let words = value(&*filled, flag)
            .map(|value| words(flag, value))
            .unwrap_or_default();
        if !is_free || rules.secret || words.is_empty() || is_condition(flag) || flag.field.steps.len() > 1 {
            continue;
        }
        if count < MORE {
            fuller.extend(words);
            count += 1;
        } else if rules.patch && !flag.field.bare && clear.is_none() {
            clear = Some(format!("--clear {}", flag.name));
        }
    }
    fuller.extend(clear);
    [least, fuller].map(|words| command(method, &words, &secrets))
}

/// Returns true if another field of the struct depends on this one.
fn is_condition(flag: &Flag) -> bool {
    flag.field.table.fields().filter_map(|element| element.row).any(|row| {
        let conditions = [row.rules.only_if, row.rules.required_if];
        conditions
            .into_iter()
            .flatten()
            .any(|condition| condition.path == flag.field.row.path)
    })
}

fn command(method: &Method, words: &[String], secrets: &[String]) -> String {
    let mut out = format!("planfix {}", method.name.replace('.', " "));
    let mut column = out.chars().count();
    for word in words {
        let length = word.chars().count();
        if column + 1 + length > WIDTH {
            out.push_str(" \\\n    ");
            column = 4;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    if !secrets.is_empty() {
        out.push_str(" < secrets.txt");
    }
    out
}

/// Returns the value in a sample that a flag sets.
fn value<'r>(record: &'r dyn Record, flag: &Flag) -> Option<View<'r>> {
    let (last, way) = flag.field.steps.split_last()?;
    let mut record = record;
    for step in way {
        record = match record.field(step.field) {
            View::Record(inner) => inner,
            _ => return None,
        };
    }
    Some(record.field(last.field))
}

/// Returns the words that set a flag to this value; empty if there is no value.
fn words(flag: &Flag, value: View<'_>) -> Vec<String> {
    if flag.field.row.rules.secret {
        return match value {
            View::Absent | View::Empty => Vec::new(),
            _ => vec![flag.shown()],
        };
    }
    let word = |value: View<'_>| match value {
        View::Bool(true) if !flag.field.many => Some(format!("--{}", flag.name)),
        value => Some(format!("--{} {}", flag.name, quoted(&text(value)?))),
    };
    match value {
        View::List(list) => {
            // One item is enough for an example.
            let first = list.get(0).map(Value::view);
            first.and_then(word).into_iter().collect()
        }
        value => word(value).into_iter().collect(),
    }
}

/// Formats a value as the command line accepts it.
fn text(value: View<'_>) -> Option<String> {
    match value {
        View::Absent | View::Empty | View::List(_) => None,
        View::Record(record) => item(record),
        // The base64 of a short sample.
        View::Bytes(_) => Some("cGxhbmZpeA==".to_owned()),
        leaf => Some(shown::text(leaf)),
    }
}

/// Formats an item as key=value pairs, or as JSON if some part has no key.
fn item(record: &dyn Record) -> Option<String> {
    let json = serde_json::to_value(Json(record)).ok()?;
    let object = json.as_object()?;
    let keys = item::keys(record.table());
    let pair = |(name, value): (&String, &serde_json::Value)| {
        keys.iter().find(|key| key.name == *name && !key.many)?;
        let text = match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(yes) => yes.to_string(),
            _ => return None,
        };
        let plain = !text.contains([',', '"', '\\']);
        plain.then(|| format!("{name}={text}"))
    };
    let pairs: Option<Vec<String>> = object.iter().map(pair).collect();
    pairs
        .map(|pairs| pairs.join(","))
        .or_else(|| serde_json::to_string(&json).ok())
}

/// Quotes a word for a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.,:=/@+%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
