//! `planfix explain`: the table of a method, or one row of it, in the terminal.

mod row;

use super::method;
use crate::fields::{self, Field};
use crate::output::print;
use crate::status::Failure;
use crate::words::{self, columns, padded, terminal, wrapped};
use clap::ArgMatches;
use planfix_api::table::{Kind, Method};

/// Columns of text that is not read in a terminal.
const WIDTH: usize = 100;
/// Prose in fewer columns goes below its row.
const NARROW: usize = 30;

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let what = super::text(matches, "what");
    let (name, row) = split(what);
    let method = method(name)?;
    let text = match row {
        None => table(method),
        Some(row) => row::rows(method, row)?,
    };
    print(&text)
}

/// The method of `contact.update.phones` is before the second point.
fn split(what: &str) -> (&str, Option<&str>) {
    let mut points = what.match_indices('.');
    match points.nth(1) {
        Some((at, _)) => (what.get(..at).unwrap_or(what), what.get(at + 1..)),
        None => (what, None),
    }
}

fn width() -> usize {
    terminal().unwrap_or(WIDTH)
}

/// A side of a method.
struct Side {
    name: &'static str,
    table: &'static planfix_api::table::Table,
}

fn sides(method: &Method) -> [Side; 2] {
    [
        Side {
            name: "request",
            table: method.request,
        },
        Side {
            name: "response",
            table: method.response,
        },
    ]
}

/// Prose, facts and both tables.
fn table(method: &'static Method) -> String {
    let width = width();
    let mut out = format!("{}\n\n", method.name);
    out.push_str(&indented(&words::paragraphs(method.doc), width, 0));
    out.push_str(&format!(
        "\neffect  {}\nsource  {}\ntable   {}\n",
        words::effect(method.effect),
        method.source,
        method.file
    ));
    for side in sides(method) {
        out.push_str(&format!("\n{}\n", side.name.to_uppercase()));
        let fields = fields::of_message(side.table);
        if fields.is_empty() {
            out.push_str("  None.\n");
        }
        let fields: Vec<&Field> = fields.iter().collect();
        out.push_str(&listing(&fields, width));
    }
    out.push_str(&format!(
        "\n`planfix explain {}.ROW` shows one row, `planfix {} --help` the command.\n",
        method.name,
        method.name.replace('.', " ")
    ));
    out
}

/// Rows with their paths, types and prose aligned.
fn listing(fields: &[&Field], width: usize) -> String {
    let of = |text: &dyn Fn(&Field) -> String| fields.iter().map(|field| columns(&text(field))).max().unwrap_or(0);
    let names = of(&|field| field.wire.clone());
    let types = of(&|field| ty(field));
    let prose = width.saturating_sub(2 + names + 2 + types + 2);
    let mut out = String::new();
    for field in fields {
        let head = format!("  {}  {}", padded(&field.wire, names), padded(&ty(field), types));
        let note = note(field);
        if prose < NARROW {
            out.push_str(head.trim_end());
            out.push('\n');
            out.push_str(&indented(&note, width, 6));
            continue;
        }
        for (number, line) in wrapped(&note, prose).iter().enumerate() {
            let head = if number == 0 {
                head.clone()
            } else {
                " ".repeat(columns(&head))
            };
            out.push_str(format!("{head}  {line}").trim_end());
            out.push('\n');
        }
    }
    out
}

/// The type as in the table; of a struct its name.
fn ty(field: &Field) -> String {
    match field.kind {
        Kind::Record(table) if field.row.ty.is_empty() => table.name.to_owned(),
        _ => field.row.ty.to_owned(),
    }
}

/// Rules and prose.
fn note(field: &Field) -> String {
    let mut rules = words::rules(&field.row.rules);
    if let Some(choice) = choice(field) {
        rules.insert(0, choice.0.to_owned());
    }
    let doc = words::paragraphs(field.row.doc);
    if rules.is_empty() {
        doc
    } else {
        format!("[{}] {doc}", rules.join(", "))
    }
}

/// In words, what the one-of of a field asks, and the names of its members.
fn choice(field: &Field) -> Option<(&'static str, Vec<&'static str>)> {
    let choice = field.table.choices.get(usize::from(field.row.rules.choice?))?;
    let rows = choice.members.iter().filter_map(|member| {
        let mut elements = field.table.fields();
        let element = elements.find(|element| element.content.field().is_some_and(|(number, _)| number == *member))?;
        Some(element.row?.path)
    });
    let words = if choice.required {
        "exactly one of"
    } else {
        "at most one of"
    };
    Some((words, rows.collect()))
}

/// Text in lines of the terminal, all of them indented.
fn indented(text: &str, width: usize, indent: usize) -> String {
    let margin = " ".repeat(indent);
    wrapped(text, width.saturating_sub(indent).max(NARROW))
        .iter()
        .map(|line| format!("{margin}{line}").trim_end().to_owned() + "\n")
        .collect()
}
