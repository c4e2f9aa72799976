//! The flags of a method as clap takes them, with their help.

use super::{Flag, clearable, of};
use crate::item;
use crate::words;
use clap::{Arg, ArgAction, ArgGroup, Command};
use planfix_api::table::{Kind, Method};

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
                    arg = arg.num_args(0..=1).require_equals(true).default_missing_value("true");
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
