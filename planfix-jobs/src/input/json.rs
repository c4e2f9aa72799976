//! Rows of JSON: objects whose keys are the names of columns, or whole requests.

use super::{Content, InputError, Receiver, Row};
use crate::Cell;
use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::{Deserializer, Value};
use std::fmt;
use std::io::{BufRead as _, BufReader, Read};

/// The longest line of JSON lines.
const LONGEST: usize = 1 << 26;

/// Reads an array of objects, or one object.
pub(super) fn read<R: Receiver>(name: &str, text: impl Read, receiver: &mut R) -> Result<(), R::Error> {
    let mut failed = None;
    let mut json = Deserializer::from_reader(BufReader::new(text));
    let done = json.deserialize_any(Rows {
        name,
        receiver,
        failed: &mut failed,
    });
    match failed {
        Some(error) => Err(error),
        None => done
            .and_then(|()| json.end())
            .map_err(|error| not_json(name, 0, &error).into()),
    }
}

/// Reads one object from each line.
pub(super) fn read_lines<R: Receiver>(name: &str, text: impl Read, receiver: &mut R) -> Result<(), R::Error> {
    let mut text = BufReader::new(text);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
        let length = text.by_ref().take(limit).read_until(b'\n', &mut line);
        match length {
            Ok(0) => break,
            Ok(_) if line.trim_ascii().is_empty() => continue,
            Ok(_) => {}
            Err(source) => {
                let name = name.to_owned();
                return Err(InputError::Read { name, source }.into());
            }
        }
        let value = serde_json::from_slice(&line).map_err(|error| not_json(name, number, &error))?;
        receiver.row(row(format!("{name}:{number}"), number, value))?;
    }
    Ok(())
}

fn not_json(name: &str, line: u64, error: &serde_json::Error) -> InputError {
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    let what = message.strip_suffix(&suffix).unwrap_or(&message);
    let line = if line == 0 {
        u64::try_from(error.line()).unwrap_or(0)
    } else {
        line
    };
    InputError::Format {
        place: format!("{name}:{line}:{}", error.column()),
        what: format!("not JSON: {what}"),
    }
}

fn row(place: String, line: u64, value: Value) -> Row {
    let content = match value {
        Value::Object(object) if object.values().all(|value| !value.is_object() && !value.is_array()) => {
            Content::Named(object.into_iter().map(|(name, value)| (name, cell(value))).collect())
        }
        Value::Object(object) => Content::Request(Value::Object(object)),
        _ => Content::Fault("expected an object with the names of fields".to_owned()),
    };
    Row { place, line, content }
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Cleared,
        Value::Bool(yes) => Cell::Bool(yes),
        Value::Number(number) => Cell::Number(number.to_string()),
        Value::String(text) => Cell::text(&text),
        Value::Array(_) | Value::Object(_) => Cell::Fault("a nested value".to_owned()),
    }
}

/// Passes the objects of an array on, one at a time.
struct Rows<'a, R: Receiver> {
    name: &'a str,
    receiver: &'a mut R,
    failed: &'a mut Option<R::Error>,
}

impl<R: Receiver> Rows<'_, R> {
    fn pass<E: serde::de::Error>(&mut self, number: u64, value: Value) -> Result<(), E> {
        let place = format!("{}: item {number}", self.name);
        self.receiver.row(row(place, number, value)).map_err(|error| {
            *self.failed = Some(error);
            E::custom("stopped")
        })
    }
}

impl<'de, R: Receiver> Visitor<'de> for Rows<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects, or one object")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        for number in 1.. {
            match items.next_element_seed(Item)? {
                Some(value) => self.pass(number, value)?,
                None => break,
            }
        }
        Ok(())
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        let object = serde::Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        self.pass(1, object)
    }
}

struct Item;

impl<'de> DeserializeSeed<'de> for Item {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}
