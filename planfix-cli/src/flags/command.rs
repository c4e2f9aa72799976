//! The flags of a method as clap arguments, with their help.

use super::{Flag, choices, clearable, of};
use crate::fields::{self, Field};
use crate::item;
use crate::words;
use clap::{Arg, ArgAction, ArgGroup, Command};
use planfix_api::table::{Kind, Method, Table};

/// Adds the flags of the fields to the command of a method.
pub(crate) fn add(mut command: Command, method: &'static Method) -> Command {
    let fields = fields::of_message(method, method.request);
    let flags = of(method);
    let choices = choices::of(method.request, &fields, &flags);
    for (number, flag) in flags.iter().enumerate() {
        let mut arg = arg(method, flag, &fields).aliases(flag.aliases(&flags));
        if choices::always(&fields, &flag.field.steps) {
            arg = arg.required_unless_present("json");
        }
        let rivals = choices.iter().flat_map(|choice| choice.rivals(number));
        for rival in rivals.filter_map(|rival| flags.get(rival)) {
            arg = arg.conflicts_with(rival.id());
        }
        command = command.arg(arg);
    }
    for choice in choices.into_iter().filter(|choice| choice.needed) {
        let members = choice.members.iter().flatten().filter_map(|member| flags.get(*member));
        let members = members.map(Flag::id).chain(std::iter::once("json".to_owned()));
        let group = ArgGroup::new(choice.name).args(members.collect::<Vec<_>>());
        command = command.group(group.required(true).multiple(true));
    }
    let left_out = if resets_all(method) {
        "goes back to its default"
    } else {
        "keeps its value"
    };
    let clearable: Vec<String> = clearable(method).into_iter().map(|(name, _)| name).collect();
    let flags: Vec<String> = flags.into_iter().map(|flag| flag.name).collect();
    if !clearable.is_empty() {
        command = command.arg(
            Arg::new("clear")
                .long("clear")
                .value_name("NAME")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(move |name: &str| can_be_cleared(name, &clearable, &flags))
                .help_heading("What to send")
                .help("Empty this field; repeat for more")
                .long_help(format!(
                    "Empty this field; repeat for more. A field that is neither set nor cleared {left_out}. NAME is \
                     the name of a flag above without the dashes, one that says \"may be cleared\"."
                )),
        );
    }
    command
}

/// Returns true if a field that a request leaves out goes back to its default.
pub(crate) fn resets(method: &'static Method) -> bool {
    let mut rows = method.request.fields().filter_map(|element| element.row);
    rows.any(|row| row.rules.resets)
}

/// Returns true if so do the fields that other methods would keep.
pub(crate) fn resets_all(method: &'static Method) -> bool {
    let mut rows = method.request.fields().filter_map(|element| element.row);
    rows.any(|row| row.rules.resets && row.rules.patch)
}

/// Accepts the name of a field that can be cleared.
fn can_be_cleared(name: &str, clearable: &[String], flags: &[String]) -> Result<String, String> {
    if clearable.iter().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    let help = if flags.iter().any(|flag| flag == name) {
        "this field cannot be cleared, only set or left out".to_owned()
    } else {
        match planfix_schema::nearest(name, clearable.iter().map(String::as_str)) {
            Some(near) => format!("no such field; did you mean `{near}`?"),
            None => format!(
                "no such field; the fields that can be cleared: {}",
                words::listed(clearable.iter().map(String::as_str))
            ),
        }
    };
    Err(help)
}

fn arg(method: &'static Method, flag: &Flag, fields: &[Field]) -> Arg {
    let field = &flag.field;
    let prose = words::paragraphs(field.row.doc);
    let mut long = prose.clone();
    let mut short = words::first_sentence(field.row.doc).trim_end_matches('.').to_owned();
    if short.is_empty() {
        short = field.wire.clone();
    }
    let mut arg = Arg::new(flag.id()).help_heading("Fields of the request");
    if flag.secret() {
        let line = format!("{prose} A secret: read as one line of standard input, never from the command line.");
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
    if matches!(field.kind, Kind::Text) {
        long.push_str(" @FILE is the text of a file, @- that of standard input.");
    }
    if field.many {
        long.push_str(match field.kind {
            Kind::Record(_) => " Repeat the flag for each one.",
            kind if item::is_split(kind) => " Repeat the flag for more, or separate them by commas.",
            _ => " Repeat the flag for more.",
        });
    }
    // The element around the field may be a member of a one-of, too.
    let around = fields.iter().filter(|other| {
        let is_around = other.steps.len() < field.steps.len() && field.steps.starts_with(&other.steps);
        is_around && !other.in_item
    });
    let mut tags = tags(field);
    for choice in around.filter_map(Field::choice) {
        tags.push_str(&format!("; {} {}", choice.asks(), choice.rows.join(", ")));
    }
    long.push_str(&format!("\n[{}: {tags}]", field.wire));
    long.push_str(&values(field.kind, "  "));
    if let Kind::Record(table) = field.kind {
        long.push_str(&item_lines(table));
        if item::has_parts(table) {
            let sample = item::sample(method, field).unwrap_or_default();
            long.push_str(&format!(
                "\n  To set a part that is JSON only, write the whole item as JSON, such as\n  {sample}"
            ));
        }
    }
    arg.help(short).long_help(long)
}

/// Describes the kind and the rules.
fn tags(field: &Field) -> String {
    let mut tags = vec![words::kind(field.kind, field.row.rules.length)];
    if matches!(field.kind, Kind::Bytes) {
        tags.push("@FILE reads a file, @- standard input".to_owned());
    }
    tags.extend(words::rules(field.row.rules));
    tags.extend(words::combinations(field.table, field.row));
    if let Some(choice) = field.choice() {
        tags.push(format!("{} {}", choice.asks(), choice.rows.join(", ")));
    }
    tags.join("; ")
}

/// Describes the values of an enum or the forms of a union, one per line.
fn values(kind: Kind, indent: &str) -> String {
    let lines: Vec<String> = match kind {
        Kind::Joined(_, item) => return values(*item, indent),
        Kind::Enum(values) => {
            let line = |(value, doc): &(&str, &str)| format!("{value}: {}", words::first_sentence(doc));
            let number = values.number.then(|| "or a number".to_owned());
            values.values.iter().map(line).chain(number).collect()
        }
        Kind::Union(union) => union.forms.iter().map(words::form).collect(),
        _ => Vec::new(),
    };
    lines.iter().map(|line| format!("\n{indent}{line}")).collect()
}

/// Describes the parts of an item: its keys, and the parts that are JSON only.
fn item_lines(table: &'static Table) -> String {
    let mut out = String::new();
    for field in fields::of_item(table) {
        let doc = words::paragraphs(field.row.doc);
        if item::is_key(&field) {
            out.push_str(&format!("\n  {}: {doc} [{}]", field.name, tags(&field)));
        } else if !field.is_record() {
            out.push_str(&format!("\n  {}: {doc} [{}; JSON only]", field.wire, tags(&field)));
        } else {
            continue;
        }
        out.push_str(&values(field.kind, "    "));
    }
    if !table.filters.is_empty() {
        out.push_str(&format!(
            "\n  All filters with their types, operators and values: planfix explain {}",
            table.name
        ));
    }
    out
}
