//! Reads a record from JSON and reports every fault with its position.
//!
//! The library stops at the first fault. This module removes the faulty value and reads the rest again, until no
//! fault is left.

use super::locate::{line_column, offset, take};
use super::tree::{self, Tree};
use planfix_api::json::Fill;
use planfix_api::record::Record;
use serde::de::DeserializeSeed as _;
use serde::de::value::Error;
use serde_json::Value;
use std::collections::HashMap;

/// The most faults listed for one document.
const MOST: usize = 50;

/// Reads a document; each fault is `file:line:column: path: message`.
///
/// `over` is JSON whose values replace those of the document.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    new: fn() -> Box<dyn Record>,
    over: &str,
) -> Result<Box<dyn Record>, Vec<String>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let before = std::str::from_utf8(valid).unwrap_or("");
            let (line, column) = line_column(before, before.len());
            return Err(vec![format!("{name}:{line}:{column}: not UTF-8")]);
        }
    };
    let Some(mut tree) = tree::read(text) else {
        let (place, what) = not_json(text);
        return Err(vec![format!("{name}:{place}: not JSON: {what}")]);
    };
    if let Some(over) = tree::read(over) {
        tree.merge(over);
    }
    let error = match filled(new, &tree) {
        Ok(record) => return Ok(record),
        Err(error) => error,
    };
    let mut faults: Vec<String> = all(tree, new)
        .into_iter()
        .map(|(path, message)| format!("{}: {message}", place(name, text, &path)))
        .collect();
    if faults.is_empty() {
        faults.push(format!("{name}:1:1: {error}"));
    }
    Err(faults)
}

fn filled(new: fn() -> Box<dyn Record>, tree: &Tree<'_>) -> Result<Box<dyn Record>, Error> {
    let mut record = new();
    Fill::new(&mut *record).allow_unlisted().deserialize(tree)?;
    Ok(record)
}

/// Returns the position at which a text is not JSON, and the reason.
fn not_json(text: &str) -> (String, String) {
    let Err(error) = serde_json::from_str::<Value>(text) else {
        return ("1:1".to_owned(), "nested too deeply".to_owned());
    };
    let place = format!("{}:{}", error.line().max(1), error.column().max(1));
    if text.trim().is_empty() {
        return (place, "the text is empty".to_owned());
    }
    let message = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    (place, message.strip_suffix(&suffix).unwrap_or(&message).to_owned())
}

/// Fills a record from JSON text that did not come from a file. Accepts unlisted enum values: the caller checks the
/// whole request for them.
pub(crate) fn fill_text(record: &mut dyn Record, text: &str) -> Result<(), String> {
    let Some(tree) = tree::read(text) else {
        return Err(format!("not JSON: {}", not_json(text).1));
    };
    let done = Fill::new(record).allow_unlisted().deserialize(&tree);
    done.map_err(|error| error.to_string())
}

/// Returns `file:line:column` of the value with this path.
pub(super) fn place(name: &str, text: &str, path: &str) -> String {
    // In a path `@` is attached to the parent; in JSON an attribute is a member of its own.
    let path = path.replace('@', ".@").replace("..@", ".@");
    let (line, column) = line_column(text, offset(text, &path));
    format!("{name}:{line}:{column}")
}

/// Collects every fault with its path.
fn all(mut value: Tree<'_>, new: fn() -> Box<dyn Record>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut items = Items::default();
    let mut taken: Vec<String> = Vec::new();
    while out.len() < MOST {
        let Err(error) = filled(new, &value) else {
            return out;
        };
        let mut gone = false;
        for (path, message) in faults_of(&error) {
            let original = items.original(&path);
            let message = message.replacen(&path, &original, 1);
            // Ignores faults that our own removal of a value caused: the removed value is missing now, or its parent
            // has become empty.
            let around = format!("{original}.");
            let follows = |taken: &String| message_names(&message, taken) || taken.starts_with(&around);
            if !taken.iter().any(follows) {
                out.push((original, message));
            }
            if gone {
                continue;
            }
            let before = value.clone();
            if let Some(found) = take(&mut value, &path) {
                gone = true;
                taken.push(items.original(&found));
                items.took(&found, &before);
            }
        }
        if !gone {
            return out;
        }
    }
    out
}

/// Returns true if a message about missing names mentions this path.
fn message_names(message: &str, path: &str) -> bool {
    let names = message.split(": ").next().unwrap_or("");
    names
        .split(" or ")
        .any(|name| name == path || name.starts_with(&format!("{path}.")))
}

/// Splits an error of the library into faults, each a path and a message.
fn faults_of(error: &Error) -> Vec<(String, String)> {
    let one = |line: &str| {
        let names = line.split_once(": ").map_or("", |(names, _)| names);
        let path = names.split(" or ").next().unwrap_or("").split(" and ").next();
        (path.unwrap_or("").to_owned(), line.to_owned())
    };
    error.to_string().lines().map(one).collect()
}

/// The original indices of list items, for lists from which items were removed.
#[derive(Default)]
struct Items(HashMap<String, Vec<usize>>);

impl Items {
    /// Translates a path back to the original document.
    fn original(&self, path: &str) -> String {
        let mut out = String::new();
        let mut rest = path;
        while let Some((head, tail)) = rest.split_once('[') {
            let Some((number, tail)) = tail.split_once(']') else {
                break;
            };
            out.push_str(head);
            let known = self.0.get(&out).zip(number.parse::<usize>().ok());
            let number = known.and_then(|(numbers, number)| numbers.get(number));
            match number {
                Some(number) => out.push_str(&format!("[{number}]")),
                None => out.push_str(rest.get(head.len()..rest.len() - tail.len()).unwrap_or("")),
            }
            rest = tail;
        }
        out + rest
    }

    /// Records that an item was removed from its list.
    fn took(&mut self, path: &str, before: &Tree<'_>) {
        let Some((list, number)) = path.strip_suffix(']').and_then(|path| path.rsplit_once('[')) else {
            return;
        };
        let Ok(number) = number.parse::<usize>() else { return };
        let length = length(before, list);
        let numbers = self
            .0
            .entry(self.original(list))
            .or_insert_with(|| (0..length).collect());
        if number < numbers.len() {
            numbers.remove(number);
        }
    }
}

/// Returns the length of the list with this path.
fn length(value: &Tree<'_>, path: &str) -> usize {
    let mut steps = path.split(['.', '[']).map(|step| step.trim_end_matches(']'));
    let found = steps.try_fold(value, |value, step| match value {
        Tree::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => value.named(step),
    });
    match found {
        Some(Tree::Array(items)) => items.len(),
        _ => 0,
    }
}
