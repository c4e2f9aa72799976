//! The faults of a JSON document, each with its path, value and row.

use super::fill::join;
use super::key;
use crate::record::Record;
use crate::table::{Element, Row, Table};
use crate::value::listed::nearest;
use serde::de;
use std::borrow::Cow;
use std::fmt;

/// The position of a value in the document and in the tables.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) path: &'a str,
    pub(super) row: Option<&'static Row>,
    /// The table of the row.
    pub(super) table: &'static Table,
    /// An enum takes values that are not in its table.
    pub(super) open: bool,
}

impl At<'_> {
    /// Returns a fault at this position, with its row.
    pub(super) fn fault<E: de::Error>(self, what: impl fmt::Display) -> E {
        let Self { path, row, table, .. } = self;
        match row {
            Some(row) => E::custom(format_args!("{path}: {what} ({}:{})", table.file, row.line)),
            // A value by itself.
            None if path.is_empty() => E::custom(what),
            None => E::custom(format_args!("{path}: {what}")),
        }
    }

    /// Returns the fault of a number that is too large or too small for its kind.
    pub(super) fn out_of_range<E: de::Error>(self, bound: &str, found: &dyn fmt::Display) -> E {
        if self.row.is_some_and(|row| row.rules.hidden()) {
            self.fault(bound)
        } else {
            self.fault(format_args!("{bound}, found {found}"))
        }
    }

    /// Returns the fault of a value other than `expected`. Does not show the value if the row hides it.
    pub(super) fn misfit<E: de::Error>(self, expected: impl fmt::Display, found: Found<'_>) -> E {
        let hidden = self.row.is_some_and(|row| row.rules.hidden());
        match found {
            Found::Text(_) if hidden => self.fault(format_args!("expected {expected}, found another string")),
            Found::Number(_) if hidden => self.fault(format_args!("expected {expected}, found a number")),
            Found::Bool(_) if hidden => self.fault(format_args!("expected {expected}, found true or false")),
            found => self.fault(format_args!("expected {expected}, found {found}")),
        }
    }
}

/// A value of JSON that was not expected.
#[derive(Clone, Copy)]
pub(super) enum Found<'a> {
    Text(&'a str),
    Number(&'a dyn fmt::Display),
    Bool(bool),
    Null,
    Array,
    Object,
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The most characters of a text that are shown.
        const MOST: usize = 60;
        match *self {
            Self::Text(text) => match text.char_indices().nth(MOST) {
                Some((end, _)) => write!(f, "{:?}…", text.get(..end).unwrap_or("")),
                None => write!(f, "{text:?}"),
            },
            Self::Number(number) => number.fmt(f),
            Self::Bool(yes) => yes.fmt(f),
            Self::Null => f.write_str("null"),
            Self::Array => f.write_str("an array"),
            Self::Object => f.write_str("an object"),
        }
    }
}

/// The visitor methods that reject every scalar, where only a list or an object is valid.
macro_rules! no_leaf {
    () => {
        fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
            Err(self.misfit(Found::Text(text)))
        }
        fn visit_bool<E: de::Error>(self, yes: bool) -> Result<(), E> {
            Err(self.misfit(Found::Bool(yes)))
        }
        fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
            Err(self.misfit(Found::Number(&number)))
        }
        fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
            Err(self.misfit(Found::Number(&number)))
        }
        fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
            Err(self.misfit(Found::Number(&format_args!("{number:?}"))))
        }
    };
}
pub(super) use no_leaf;

/// Reports every required field and one-of that is not set, and every one-of that is set twice. Validation reports the
/// others; these must be reported here, since the record holds blank values in their place.
pub(super) fn required<E: de::Error>(record: &dyn Record, seen: &[u16], path: &str) -> Result<(), E> {
    let table = record.table();
    let row = |field: u16| table.numbered(field)?.row;
    let place = |field: u16| {
        let whole = row(field).map_or("", |row| row.path);
        let below = whole.strip_prefix(table.path).unwrap_or(whole);
        join(path, below.trim_start_matches(['.', '[', ']']).trim_end_matches("[]"))
    };
    let line = |field: Option<&u16>| {
        let row = field.and_then(|&field| row(field));
        row.map_or_else(String::new, |row| format!(" ({}:{})", table.file, row.line))
    };
    let missing: Vec<String> = table
        .required
        .iter()
        .filter(|field| !seen.contains(field))
        .map(|field| format!("{}: required, but missing or empty{}", place(*field), line(Some(field))))
        .chain(table.choices.iter().filter_map(|choice| {
            let names = |members: &[u16], and: &str| {
                let names: Vec<String> = members.iter().map(|&member| place(member)).collect();
                names.join(and)
            };
            let members = choice.members.iter().copied();
            let given: Vec<u16> = members.filter(|member| seen.contains(member)).collect();
            let line = line(choice.members.first());
            match given.len() {
                0 if choice.required => {
                    let names = names(choice.members, " or ");
                    Some(format!("{names}: give exactly one of them{line}"))
                }
                2.. => Some(format!("{}: give only one of them{line}", names(&given, " and "))),
                _ => None,
            }
        }))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(E::custom(missing.join("\n")))
    }
}

/// Returns the fault of a name that is not in the table, with the nearest name that is.
pub(super) fn unknown<'a, E: de::Error>(path: &str, name: &str, elements: impl Iterator<Item = &'a Element>) -> E {
    not_named(path, name, &elements.map(key).collect::<Vec<_>>())
}

/// Returns the fault of a name that is not one of these, with the nearest one.
pub(super) fn not_named<E: de::Error>(path: &str, name: &str, names: &[Cow<'_, str>]) -> E {
    if name == "#text" {
        return E::custom(format_args!(
            "{path}: this element has no text beside other elements; write text alone as a string"
        ));
    }
    match nearest(name, names.iter().map(Cow::as_ref)) {
        Some(known) => E::custom(format_args!("{path}: unknown; did you mean `{known}`?")),
        None if names.is_empty() => E::custom(format_args!("{path}: unknown; no elements are known here")),
        None => E::custom(format_args!("{path}: unknown; known here: {}", names.join(", "))),
    }
}
