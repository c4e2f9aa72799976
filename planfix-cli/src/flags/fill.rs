//! Fills a request from the flags of a command line.

use super::choices::below;
use super::{Flag, clearable, of};
use crate::fields::{self, Field, Step};
use crate::input;
use crate::item;
use crate::status::Failure;
use clap::ArgMatches;
use planfix_api::table::{Content, Element, Kind, Method, Place, Row, Table};
use planfix_api::{
    Bytes, flat, json,
    record::{Record, Value, View},
};
use std::borrow::Cow;

/// A request filled from the flags.
pub(crate) struct Filled {
    pub record: Box<dyn Record>,
    /// Every fault in the values. A faulty value is left out of the request.
    pub faults: Vec<String>,
    /// The paths on the wire of the fields that were set or cleared.
    pub paths: Vec<String>,
}

/// Returns a request filled from the flags. If they are not all of it, because the others are in a file, missing
/// fields are no faults.
///
/// # Errors
/// A field is both set and cleared (usage), or a secret cannot be read.
pub(crate) fn fill(method: &'static Method, matches: &ArgMatches, is_all: bool) -> Result<Filled, Failure> {
    let mut record = (method.new_request)();
    let flags = of(method);
    let mut faults = Vec::new();
    let mut filled: Vec<Vec<Step>> = Vec::new();
    let mut paths = Vec::new();
    for flag in &flags {
        let id = flag.id();
        if !matches!(matches.value_source(&id), Some(clap::parser::ValueSource::CommandLine)) {
            continue;
        }
        let words: Vec<Cow<'_, str>> = if flag.secret() {
            vec![input::secret_line(&flag.name)?.into()]
        } else {
            let given = matches.get_many::<String>(&id).into_iter().flatten();
            given.map(|word| Cow::Borrowed(word.as_str())).collect()
        };
        let several = words.len() > 1;
        for (number, word) in words.iter().enumerate() {
            if let Err(fault) = put(&mut *record, &flag.field, word, "--") {
                let which = if several {
                    format!(" (number {})", number + 1)
                } else {
                    String::new()
                };
                faults.push(format!("{}{which}: {fault}", flag.shown()));
            }
        }
        filled.push(flag.field.steps.clone());
        paths.push(flag.field.wire.clone());
    }
    for (name, field) in clearable(method) {
        let mut named = matches
            .try_get_many::<String>("clear")
            .ok()
            .flatten()
            .into_iter()
            .flatten();
        if !named.any(|given| *given == name) {
            continue;
        }
        if filled.iter().any(|steps| steps.starts_with(&field.steps)) {
            return Err(Failure::usage(
                &format!("--clear {name}: the same command sets it; use only one of the two"),
                &method.name.replace('.', " "),
            ));
        }
        if let Some(slot) = slot(&mut *record, &field.steps) {
            let _ = slot.set_empty();
        }
        filled.push(field.steps.clone());
        paths.push(field.wire.clone());
    }
    let fields = fields::of_message(method, method.request);
    if is_all {
        faults.extend(missing(&fields, &filled, |field| {
            let flag = flags.iter().find(|flag| flag.field.wire == field.wire);
            flag.map_or_else(|| format!("--{}", field.name), Flag::shown)
        }));
    }
    Ok(Filled { record, faults, paths })
}

/// Sets a field from a word, or adds to it if it is a list. `dashes` is the prefix that people write before a name
/// here.
pub(crate) fn put(record: &mut dyn Record, field: &Field, word: &str, dashes: &str) -> Result<(), String> {
    let Some(slot) = slot(record, &field.steps) else {
        return Err("cannot be set here; use --json".to_owned());
    };
    if !field.many {
        return leaf(slot, field, word, dashes);
    }
    let Some(list) = slot.list() else {
        return Err("cannot be set here; use --json".to_owned());
    };
    let words: Vec<&str> = if item::is_split(field.kind) {
        word.split(',').collect()
    } else {
        vec![word]
    };
    let mut faults = Vec::new();
    for word in words {
        let item = list.push();
        if matches!(field.kind, Kind::Record(_)) {
            match item.record() {
                Some(record) => faults.extend(item::fill(record, word)),
                None => faults.push("cannot be set here; use --json".to_owned()),
            }
        } else {
            // Ignores spaces around the commas, but keeps those of a text.
            let word = if field.kind.keeps_spaces() {
                word
            } else {
                word.trim_matches(' ')
            };
            faults.extend(leaf(item, field, word, dashes).err());
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("; "))
    }
}

fn leaf(slot: &mut dyn Value, field: &Field, word: &str, dashes: &str) -> Result<(), String> {
    if word.is_empty() || (!field.kind.keeps_spaces() && word.trim().is_empty()) {
        let clear = if field.row.rules.patch {
            format!("; `--clear {}` empties it", field.name)
        } else {
            String::new()
        };
        return Err(format!("an empty value: leave it out{clear}"));
    }
    if matches!(field.kind, Kind::Text) && !dashes.is_empty() && word.starts_with('@') {
        let text = text_of(word)?;
        return slot
            .set_text(&text)
            .map_err(|expected| format!("expected {}", expected.0));
    }
    // `@` is not a base64 character.
    if let (Kind::Bytes, Some(path)) = (field.kind, word.strip_prefix('@')) {
        let (path, bytes) = file(path)?;
        if bytes.is_empty() {
            return Err(format!("{path}: the file is empty"));
        }
        return slot
            .set_bytes(bytes)
            .map_err(|_| "this field does not take a file".to_owned());
    }
    if let Some(parts) = json::day_and_time(field.table, field.row, field.kind, word) {
        return Err(in_two(&parts, field, word, dashes));
    }
    let done = flat::set(slot, field.kind, field.table, field.row, word);
    done.map_err(|fault| match field.kind {
        Kind::Bytes => format!("{}, or @FILE ({})", fault.message, field.place()),
        _ => format!("{} ({})", fault.message, field.place()),
    })
}

/// Returns the name of a file for people, and its bytes, which are read when they are sent. Those of a pipe or of
/// standard input are read here.
fn file(path: &str) -> Result<(String, Bytes), String> {
    if path != "-" && std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        let bytes = Bytes::file(path).map_err(|error| format!("cannot read {path}: {error}"))?;
        return Ok((path.to_owned(), bytes));
    }
    let document = input::Document::read(path).map_err(|failure| failure.message)?;
    Ok((document.name, document.bytes.into()))
}

/// Returns the text of a flag that begins with `@`: that of a file, or after `@@` the word itself from its second `@`.
fn text_of(word: &str) -> Result<String, String> {
    let path = word.strip_prefix('@').unwrap_or(word);
    if path.starts_with('@') {
        return Ok(path.to_owned());
    }
    let hint = "`@` begins the name of a file; write `@@` for a text that begins with `@`";
    let document = input::Document::read(path).map_err(|failure| format!("{}; {hint}", failure.message))?;
    let name = document.name;
    let text = String::from_utf8(document.bytes).map_err(|_| format!("{name}: not UTF-8"))?;
    match text.as_str() {
        "" => Err(format!("{name}: the file is empty")),
        text => Ok(text.to_owned()),
    }
}

/// Explains a date, or a date with a time of day, given for a field whose date and time have separate names.
fn in_two(parts: &json::DayAndTime, field: &Field, word: &str, dashes: &str) -> String {
    let last = |path: &str| path.rsplit(['.', '@']).next().unwrap_or(path).to_owned();
    let around = field.name.strip_suffix(&last(field.row.path)).unwrap_or("");
    let between = if dashes.is_empty() { "=" } else { " " };
    let is_shown = !field.row.rules.hidden();
    let given = |row: &Row, kind: Kind, text: Option<&str>| {
        let value = text.filter(|text| is_shown && json::to_wire(kind, text).is_some());
        let name = format!("{dashes}{around}{}", last(row.path));
        value.map_or(name.clone(), |value| format!("{name}{between}{value}"))
    };
    let date = given(parts.date, Kind::Date, word.get(..10));
    if word.len() == 10 {
        return format!(
            "a date where a time of day belongs: give it as {date} ({})",
            field.place()
        );
    }
    let time = given(parts.time, Kind::Time, word.get(11..16));
    format!(
        "a date and a time of day in one: give them as {date} and {time} ({})",
        field.place()
    )
}

pub(crate) fn slot<'r>(record: &'r mut dyn Record, steps: &[Step]) -> Option<&'r mut dyn Value> {
    let (last, way) = steps.split_last()?;
    let mut record = record;
    for (step, next) in way.iter().zip(steps.iter().skip(1)) {
        let value = record.field_mut(step.field)?;
        record = match step.form {
            None => value.record()?,
            Some(table) => form(value, table, next.field)?,
        };
    }
    record.field_mut(last.field)
}

/// Returns the form of a value that has this table; replaces another form by an empty one.
fn form<'r>(value: &'r mut dyn Value, table: &'static Table, child: u16) -> Option<&'r mut dyn Record> {
    if matches!(value.view(), View::Record(record) if std::ptr::eq(record.table(), table)) {
        return value.record();
    }
    let mut children = table.elements.iter().filter(|element| element.place == Place::Element);
    let child = children.find(|element| holds(element, child))?;
    value.record_with(child.name)
}

/// Returns true if an element is, or contains, the field with this number.
fn holds(element: &Element, number: u16) -> bool {
    match element.content {
        Content::Group(inner) => inner.iter().any(|element| holds(element, number)),
        _ => element.content.field().is_some_and(|(field, _)| field == number),
    }
}

/// Reports fields that are missing or exclude each other, in each struct with at least one filled field: filling one
/// field creates the struct with blank values for the others, so no later check can tell.
pub(crate) fn missing(fields: &[Field], filled: &[Vec<Step>], name: impl Fn(&Field) -> String) -> Vec<String> {
    let mut holders: Vec<&[Step]> = vec![&[]];
    for steps in filled {
        for length in 1..steps.len() {
            if let Some(holder) = steps.get(..length)
                && !holders.contains(&holder)
            {
                holders.push(holder);
            }
        }
    }
    let mut faults = Vec::new();
    for holder in holders {
        let inside: Vec<&Field> = fields
            .iter()
            .filter(|field| !field.in_item && field.steps.len() == holder.len() + 1 && field.steps.starts_with(holder))
            .collect();
        let Some(table) = inside.first().map(|field| field.table) else {
            continue;
        };
        let find = |number: &u16| {
            inside
                .iter()
                .find(|field| field.steps.last().is_some_and(|step| step.field == *number))
        };
        let given = |number: &&u16| filled.iter().any(|steps| below(steps, holder) == Some(**number));
        let named = |number: &u16| find(number).map_or(String::new(), |field| called(field, fields, &name));
        let row = |number: Option<&u16>| {
            number
                .and_then(&find)
                .map_or(String::new(), |field| format!(" ({})", field.place()))
        };
        for number in table.required.iter().filter(|number| !given(number)) {
            faults.push(format!(
                "{}: required, but missing or empty{}",
                named(number),
                row(Some(number))
            ));
        }
        for choice in table.choices {
            let set: Vec<&u16> = choice.members.iter().filter(given).collect();
            let row = row(choice.members.first());
            match set.len() {
                0 if choice.required => {
                    let names: Vec<String> = choice.members.iter().map(named).collect();
                    faults.push(format!("{}: give exactly one of them{row}", names.join(" or ")));
                }
                2.. => {
                    let names: Vec<String> = set.into_iter().map(named).collect();
                    faults.push(format!("{}: give only one of them{row}", names.join(" and ")));
                }
                _ => {}
            }
        }
        for field in inside.iter().filter(|field| fields::forms(field.kind).next().is_some()) {
            let Some(number) = field.steps.last().map(|step| step.field) else {
                continue;
            };
            let mut steps = filled.iter().filter(|steps| below(steps, holder) == Some(number));
            let forms = steps.clone().filter_map(|steps| steps.get(holder.len()));
            if forms.clone().any(|step| Some(step) != forms.clone().next()) {
                let names = steps
                    .by_ref()
                    .filter_map(|steps| fields.iter().find(|field| field.steps == *steps));
                let names: Vec<String> = names.map(&name).collect();
                faults.push(format!(
                    "{}: two forms of one value; give one of them ({})",
                    names.join(" and "),
                    field.place()
                ));
            }
        }
    }
    faults
}

/// Returns the name of a field for people; an element with children is called by the names of its parts.
fn called(field: &Field, fields: &[Field], name: &impl Fn(&Field) -> String) -> String {
    if !field.is_record() {
        return name(field);
    }
    let inside = |other: &&Field| other.is_word() && other.steps.starts_with(&field.steps);
    let inside: Vec<String> = fields.iter().filter(inside).map(name).collect();
    match inside.len() {
        1..=3 => inside.join(" or "),
        _ => format!("{}.…", name(field)),
    }
}
