//! JSON to a record, with everything that is wrong at once and where it stands.
//!
//! The library stops at the first fault. Here the value at fault is taken out and the rest is read
//! again, until nothing is wrong with what is left.

use super::locate::{line_column, offset, take};
use super::tree::{self, Tree};
use planfix_api::Record;
use planfix_api::json::Fill;
use serde::de::DeserializeSeed as _;
use serde::de::value::Error;
use serde_json::Value;
use std::collections::HashMap;

/// More faults of one document are not listed.
const MOST: usize = 50;

/// Reads a document; a fault is `file:line:column: path: what`.
pub(super) fn read(name: &str, bytes: &[u8], new: fn() -> Box<dyn Record>) -> Result<Box<dyn Record>, Vec<String>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let before = std::str::from_utf8(valid).unwrap_or("");
            let (line, column) = line_column(before, before.len());
            return Err(vec![format!("{name}:{line}:{column}: not UTF-8")]);
        }
    };
    let Some(tree) = tree::read(text) else {
        let (place, what) = not_json(text);
        return Err(vec![format!("{name}:{place}: not JSON: {what}")]);
    };
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

/// Where a text is not JSON, and why.
fn not_json(text: &str) -> (String, String) {
    let Err(error) = serde_json::from_str::<Value>(text) else {
        return ("1:1".to_owned(), "too many values in each other".to_owned());
    };
    let place = format!("{}:{}", error.line().max(1), error.column().max(1));
    if text.trim().is_empty() {
        return (place, "it is empty".to_owned());
    }
    let message = error.to_string();
    let behind = format!(" at line {} column {}", error.line(), error.column());
    (place, message.strip_suffix(&behind).unwrap_or(&message).to_owned())
}

/// Fills a record from JSON text that did not come from a file. Values that an enum does not list are taken as they are: they
/// are looked for in the whole request.
pub(crate) fn fill_text(record: &mut dyn Record, text: &str) -> Result<(), String> {
    let Some(tree) = tree::read(text) else {
        return Err(format!("not JSON: {}", not_json(text).1));
    };
    let done = Fill::new(record).allow_unlisted().deserialize(&tree);
    done.map_err(|error| error.to_string())
}

/// `file:line:column` of what a path leads to.
pub(super) fn place(name: &str, text: &str, path: &str) -> String {
    // The path of an attribute has `@`, its name in JSON too, as a name of its own.
    let path = path.replace('@', ".@").replace("..@", ".@");
    let (line, column) = line_column(text, offset(text, &path));
    format!("{name}:{line}:{column}")
}

/// Every fault with its path.
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
            // That a value which was taken out is missing now is no fault of its own, nor that nothing
            // is left around it.
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

/// Whether a message about missing names speaks of this path.
fn message_names(message: &str, path: &str) -> bool {
    let names = message.split(": ").next().unwrap_or("");
    names
        .split(" or ")
        .any(|name| name == path || name.starts_with(&format!("{path}.")))
}

/// Path and message of each fault that an error of the library tells.
fn faults_of(error: &Error) -> Vec<(String, String)> {
    let one = |line: &str| {
        let names = line.split_once(": ").map_or("", |(names, _)| names);
        let path = names.split(" or ").next().unwrap_or("").split(" and ").next();
        (path.unwrap_or("").to_owned(), line.to_owned())
    };
    error.to_string().lines().map(one).collect()
}

/// The numbers that items had before others were taken out of their lists.
#[derive(Default)]
struct Items(HashMap<String, Vec<usize>>);

impl Items {
    /// The path as it was in the document.
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

    /// Remembers that an item was taken out of its list.
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

/// Length of the list with this path.
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
