//! What the flags of a command line say, put into a request.

use super::{Flag, clearable, of};
use crate::fields::{self, Field};
use crate::input;
use crate::item;
use crate::status::Failure;
use crate::words;
use clap::ArgMatches;
use planfix_api::table::{Kind, Method};
use planfix_api::{Record, Value, json};
use std::borrow::Cow;

/// A request with what the flags say, and what is wrong with their values: all of it. A value that is
/// wrong is left out of the request.
///
/// # Errors
/// A field is both set and cleared (usage), or a secret cannot be read.
pub(crate) fn fill(method: &'static Method, matches: &ArgMatches) -> Result<(Box<dyn Record>, Vec<String>), Failure> {
    let mut record = (method.new_request)();
    let flags = of(method);
    let mut faults = Vec::new();
    let mut filled: Vec<Vec<u16>> = Vec::new();
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
            if let Err(fault) = put(&mut *record, &flag.field, word) {
                let which = if several {
                    format!(" (number {})", number + 1)
                } else {
                    String::new()
                };
                faults.push(format!("{}{which}: {fault}", flag.shown()));
            }
        }
        filled.push(flag.field.steps.clone());
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
                &format!("--clear {name}: the same command sets it; give one of them"),
                &method.name.replace('.', " "),
            ));
        }
        if let Some(slot) = slot(&mut *record, &field.steps) {
            let _ = slot.set_empty();
        }
        filled.push(field.steps.clone());
    }
    let fields = fields::of_message(method.request);
    faults.extend(missing(&fields, &filled, |field| {
        let flag = flags.iter().find(|flag| flag.field.wire == field.wire);
        flag.map_or_else(|| format!("--{}", field.name), Flag::shown)
    }));
    Ok((record, faults))
}

/// Puts a word into its field; into a list it adds.
pub(crate) fn put(record: &mut dyn Record, field: &Field, word: &str) -> Result<(), String> {
    let Some(slot) = slot(record, &field.steps) else {
        return Err("cannot be set here; use --json".to_owned());
    };
    if !field.many {
        return leaf(slot, field, word);
    }
    let Some(list) = slot.list() else {
        return Err("cannot be set here; use --json".to_owned());
    };
    let words = match field.kind {
        // A comma may be part of a text.
        Kind::Text | Kind::Record(_) => vec![word],
        _ => word.split(',').collect(),
    };
    let mut faults = Vec::new();
    for word in words {
        let item = list.push();
        if matches!(field.kind, Kind::Record(_)) {
            match item.record() {
                Some(record) => faults.extend(item::fill(record, word)),
                None => faults.push("cannot be set here; use --json".to_owned()),
            }
        } else if let Err(fault) = leaf(item, field, word.trim_matches(' ')) {
            faults.push(fault);
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("; "))
    }
}

fn leaf(slot: &mut dyn Value, field: &Field, word: &str) -> Result<(), String> {
    let text = matches!(field.kind, Kind::Text);
    if word.is_empty() || (!text && word.trim().is_empty()) {
        let clear = if field.row.rules.patch {
            format!("; `--clear {}` empties it", field.name)
        } else {
            String::new()
        };
        return Err(format!("an empty value: leave it out{clear}"));
    }
    let word = match (field.kind, word) {
        (Kind::Bool, "true") => "1",
        (Kind::Bool, "false") => "0",
        _ => word,
    };
    let wire = json::to_wire(field.kind, word);
    if wire.is_some_and(|wire| slot.set_text(wire).is_ok()) {
        return Ok(());
    }
    let found = if field.row.rules.hidden() {
        String::new()
    } else {
        format!(", found {word:?}")
    };
    Err(format!("expected {}{found}", words::expected(field.kind)))
}

pub(crate) fn slot<'r>(record: &'r mut dyn Record, steps: &[u16]) -> Option<&'r mut dyn Value> {
    let (last, way) = steps.split_last()?;
    let mut record = record;
    for step in way {
        record = record.field_mut(*step)?.record()?;
    }
    record.field_mut(*last)
}

/// What is missing, or too much, in each struct that has some field filled: a struct made by
/// filling one field has blank values in the others, which no later check could tell.
pub(crate) fn missing(fields: &[Field], filled: &[Vec<u16>], name: impl Fn(&Field) -> String) -> Vec<String> {
    let mut holders: Vec<&[u16]> = vec![&[]];
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
        let find = |number: &u16| inside.iter().find(|field| field.number == *number);
        let given = |number: &&u16| {
            let steps = [holder, &[**number]].concat();
            filled.iter().any(|filled| filled.starts_with(&steps))
        };
        let named = |number: &u16| find(number).map_or(String::new(), |field| name(field));
        for number in table.required.iter().filter(|number| !given(number)) {
            faults.push(format!("{}: missing, it is required", named(number)));
        }
        for choice in table.choices {
            let names = || choice.members.iter().map(named).collect::<Vec<_>>();
            match choice.members.iter().filter(given).count() {
                0 if choice.required => faults.push(format!("{}: give exactly one of them", names().join(" or "))),
                2.. => faults.push(format!("{}: give only one of them", names().join(" and "))),
                _ => {}
            }
        }
    }
    faults
}
