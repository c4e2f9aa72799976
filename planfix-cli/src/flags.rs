//! The flags of a method, made from its table at run time, and what they say put into a request.

use crate::fields::{self, Field};
use crate::input;
use crate::item;
use crate::status::Failure;
use crate::words;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};
use planfix_api::table::{Kind, Method};
use planfix_api::{Record, Value, View, json};
use std::borrow::Cow;

/// Flags that every method has; a field of the same name gets its whole path as flag.
const COMMON: [&str; 13] = [
    "json",
    "clear",
    "allow-unlisted",
    "sandbox",
    "data",
    "url",
    "account",
    "credentials-stdin",
    "dry-run",
    "output",
    "help",
    "version",
    "token",
];

/// The flag of a field.
pub(crate) struct Flag {
    /// Its name without the dashes.
    pub name: String,
    /// What it sets.
    pub field: Field,
}

impl Flag {
    fn id(&self) -> String {
        format!("field:{}", self.name)
    }

    /// Name of the flag that has the value's line on standard input.
    fn stdin(&self) -> String {
        format!("{}-stdin", self.name)
    }

    fn secret(&self) -> bool {
        self.field.row.rules.secret
    }

    /// As people write it: `--name`, or for a secret `--name-stdin`.
    pub(crate) fn shown(&self) -> String {
        if self.secret() {
            format!("--{}", self.stdin())
        } else {
            format!("--{}", self.name)
        }
    }
}

/// The flags of a method, in the order of its table.
pub(crate) fn of(method: &Method) -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    for field in fields::of_message(method.request) {
        if !field.is_word() {
            continue;
        }
        let whole = field.wire.replace("[]", "");
        let names = [field.name.clone(), whole.clone(), format!("request.{whole}")];
        let free = |name: &&String| {
            let common = COMMON.contains(&name.as_str());
            !common && !flags.iter().any(|flag| flag.name == **name)
        };
        if let Some(name) = names.iter().find(free).cloned() {
            flags.push(Flag { name, field });
        }
    }
    flags
}

/// The fields that `--clear` can name: name for people, and field.
pub(crate) fn clearable(method: &Method) -> Vec<(String, Field)> {
    let flags = of(method);
    fields::of_message(method.request)
        .into_iter()
        .filter(|field| field.row.rules.patch && !field.in_item && !field.bare)
        .map(|field| {
            let flag = flags
                .iter()
                .find(|flag| flag.field.wire == field.wire && flag.field.steps == field.steps);
            (flag.map_or_else(|| field.name.clone(), |flag| flag.name.clone()), field)
        })
        .collect()
}

/// The name under which people know a wire path: `--phones` for `contact.phones.phone[0].number`.
pub(crate) fn shown_path(method: &Method, path: &str) -> Option<String> {
    let row: String = path.split('[').enumerate().fold(String::new(), |out, (i, part)| {
        if i == 0 {
            return part.to_owned();
        }
        out + "[]" + part.split_once(']').map_or("", |(_, rest)| rest)
    });
    let flags = of(method);
    let exact = flags.iter().find(|flag| flag.field.wire == row);
    // Inside an item: the flag of the list that holds it.
    let around = || {
        flags
            .iter()
            .find(|flag| flag.field.many && row.starts_with(&flag.field.wire))
    };
    exact.or_else(around).map(Flag::shown)
}

/// Adds the flags of the fields to the command of a method.
pub(crate) fn add(mut command: Command, method: &'static Method) -> Command {
    let flags = of(method);
    let table = method.request;
    let choices: Vec<Vec<String>> = table
        .choices
        .iter()
        .map(|choice| {
            let member = |flag: &&Flag| flag.field.steps.len() == 1 && choice.members.contains(&flag.field.number);
            flags.iter().filter(member).map(Flag::shown).collect()
        })
        .collect();
    for flag in &flags {
        let root = flag.field.steps.len() == 1;
        let choice = flag.field.row.rules.choice.filter(|_| root).map(usize::from);
        let among = choice.and_then(|choice| choices.get(choice));
        let mut arg = arg(flag, among.map(Vec::as_slice));
        if root && flag.field.row.rules.required {
            arg = arg.required_unless_present("json");
        }
        command = command.arg(arg.conflicts_with("json"));
    }
    for choice in table.choices {
        let member = |flag: &&Flag| flag.field.steps.len() == 1 && choice.members.contains(&flag.field.number);
        let mut members: Vec<String> = flags.iter().filter(member).map(Flag::id).collect();
        if choice.required {
            members.push("json".to_owned());
        }
        let group = ArgGroup::new(format!("choice:{}", choice.name)).args(members);
        command = command.group(group.required(choice.required).multiple(false));
    }
    let clearable: Vec<String> = clearable(method).into_iter().map(|(name, _)| name).collect();
    if !clearable.is_empty() {
        command = command.arg(
            Arg::new("clear")
                .long("clear")
                .value_name("NAME")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(clearable)
                .hide_possible_values(true)
                .conflicts_with("json")
                .help_heading("What to send")
                .help("Empty this field; repeat for more")
                .long_help("Empty this field; repeat for more. A field that is neither set nor cleared keeps its value. NAME is the name of a flag above without the dashes, one of those that say \"may be cleared\"."),
        );
    }
    command
}

fn arg(flag: &Flag, choice: Option<&[String]>) -> Arg {
    let field = &flag.field;
    let rules = &field.row.rules;
    let prose = words::paragraphs(field.row.doc);
    let mut tags = vec![words::kind(field.kind, rules.length)];
    tags.extend(words::rules(rules));
    if let Some(choice) = choice {
        let names: Vec<&str> = choice.iter().map(String::as_str).collect();
        tags.push(format!("one of {}", names.join(", ")));
    }
    let mut long = prose.clone();
    let mut short = words::first_sentence(field.row.doc).trim_end_matches('.').to_owned();
    if short.is_empty() {
        short = field.wire.clone();
    }
    let mut arg = Arg::new(flag.id()).help_heading("Fields of the request");
    if flag.secret() {
        let line = format!("{prose} A secret: it is read as one line of standard input, never from the command line.");
        arg = arg.long(flag.stdin()).action(ArgAction::SetTrue);
        long = line;
    } else {
        arg = arg.long(flag.name.clone()).value_name(words::placeholder(field.kind));
        arg = if field.many {
            arg.action(ArgAction::Append)
        } else {
            arg.action(ArgAction::Set)
        };
        match field.kind {
            Kind::Bool => {
                arg = arg.value_parser(["true", "false"]).hide_possible_values(true);
                if !field.many {
                    arg = arg
                        .num_args(0..=1)
                        .require_equals(true)
                        .default_missing_value("true");
                }
            }
            Kind::Int | Kind::Id(_) | Kind::Decimal => arg = arg.allow_negative_numbers(true),
            _ => {}
        }
    }
    if field.many {
        long.push_str(match field.kind {
            Kind::Record(_) => " Repeat the flag for each one.",
            Kind::Text => " Repeat the flag for more.",
            _ => " Repeat the flag for more, or put commas between.",
        });
    }
    long.push_str(&format!("\n[{}: {}]", field.wire, tags.join(", ")));
    match field.kind {
        Kind::Enum(values) => {
            for (value, doc) in values.values {
                long.push_str(&format!("\n  {value}: {}", words::first_sentence(doc)));
            }
        }
        Kind::Record(table) if field.many => {
            for key in item::keys(table) {
                let mut tags = vec![words::kind(key.kind, key.row.rules.length)];
                tags.extend(words::rules(&key.row.rules));
                let doc = words::paragraphs(key.row.doc);
                long.push_str(&format!("\n  {}: {doc} [{}]", key.name, tags.join(", ")));
            }
        }
        _ => {}
    }
    arg.help(short).long_help(long)
}

/// A request with what the flags say.
///
/// # Errors
/// A field is both set and cleared (usage), or values are wrong: all of them.
pub(crate) fn fill(method: &'static Method, matches: &ArgMatches) -> Result<Box<dyn Record>, Failure> {
    let mut record = (method.new_request)();
    let flags = of(method);
    let mut faults = Vec::new();
    let mut filled: Vec<Vec<u16>> = Vec::new();
    for flag in &flags {
        let id = flag.id();
        if !matches!(
            matches.value_source(&id),
            Some(clap::parser::ValueSource::CommandLine)
        ) {
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
    if faults.is_empty() {
        Ok(record)
    } else {
        Err(Failure::faults(
            &format!("{}: wrong input, nothing was sent:", method.name),
            &faults,
        ))
    }
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

/// The values of enums that their tables do not list: path, and what to say.
pub(crate) fn unlisted(record: &dyn Record) -> Vec<(String, String)> {
    let mut out = Vec::new();
    crate::walk::leaves(record, &mut |leaf| {
        if let (View::Text(text), Kind::Enum(values)) = (leaf.value, leaf.kind)
            && !values.values.iter().any(|(value, _)| *value == text)
        {
            let names = || values.values.iter().map(|(value, _)| *value);
            let shown = if leaf.row.rules.hidden() {
                "the value".to_owned()
            } else {
                format!("{text:?}")
            };
            let near = planfix_schema::nearest(text, names())
                .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            let number = if values.number { " or a number" } else { "" };
            out.push((
                leaf.path.to_owned(),
                format!(
                    "{shown} is no value of {}{near} (it has {}{number})",
                    values.shared.name,
                    words::listed(names())
                ),
            ));
        }
    });
    out
}
