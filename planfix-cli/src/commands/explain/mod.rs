//! The command `planfix explain`: the table of a method, one row of it, a shared type, or an error code, in the
//! terminal; for any other words, everything that has them.

mod code;
mod row;
mod search;
mod types;
mod ways;

use super::method;
use crate::fields::{self, Field};
use crate::flags;
use crate::output::print;
use crate::status::Failure;
use crate::terminal;
use crate::words;
use crate::wrap::{columns, hanging, indented, padded};
use clap::ArgMatches;
use planfix_api::table::{Kind, Method, Reply};

/// The width of the names of facts.
const FACT: usize = 12;

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let given: Vec<&str> = matches
        .get_many::<String>("what")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let width = terminal::width();
    let what = match given.as_slice() {
        // `contact update` is the method as the command line writes it.
        [group, action, row @ ..] if find(&format!("{group}.{action}")).is_some() => {
            [&[*group, *action], row].concat().join(".")
        }
        words => words.join(" "),
    };
    let what = what.as_str();
    match exactly(what, width)? {
        Some(text) => print(&text),
        None => match search::search(what, width) {
            Some(text) => print(&text),
            None => Err(unknown(what)),
        },
    }
}

fn find(name: &str) -> Option<&'static Method> {
    planfix_api::methods()
        .iter()
        .copied()
        .find(|method| method.name == name)
}

/// Explains what has exactly this name: a method, a row, a type, a part of a type, or an error code.
fn exactly(what: &str, width: Option<usize>) -> Result<Option<String>, Failure> {
    if code::is_code(what) {
        let code = planfix_api::Code::of(what);
        let code = code.ok_or_else(|| Failure::input(format!("the table of error codes has no `{what}`")))?;
        return Ok(Some(code::one(code, width)));
    }
    let (name, row) = split(what);
    if let Some(method) = find(name) {
        return match row {
            None => Ok(Some(table(method, width))),
            Some(row) => row::rows(method, row, width).map(Some),
        };
    }
    let types = types::all();
    let (name, part) = what.split_once('.').unwrap_or((what, ""));
    if let Some((found, methods)) = types.iter().find(|(one, _)| one.name() == name) {
        return match part {
            "" => Ok(Some(types::one(*found, methods, width))),
            part => match types::part(*found, part, width) {
                Some(text) => Ok(Some(text)),
                None => Err(Failure::input(format!(
                    "{name} has no `{}`; `planfix explain {name}` shows all of it",
                    words::one_line(part)
                ))),
            },
        };
    }
    if planfix_schema::shipped::TYPES.iter().any(|(name, _)| *name == what) {
        let prose = "No row has this type by itself: it is the number that an enum takes in addition to its values.";
        let file = format!("spec/types/{what}.md");
        return Ok(Some(format!(
            "{}{}",
            titled(what, prose, width),
            fact("table", &file, width)
        )));
    }
    // A group, and a misspelled name, are told from words to look for.
    let is_group = planfix_api::methods().iter().any(|method| method.group() == what);
    if is_group || (what.contains('.') && !what.contains(' ')) {
        return method(name_of(what)).map(|_| None);
    }
    let names = types.iter().map(|(one, _)| one.name());
    if what.starts_with(|c: char| c.is_ascii_uppercase())
        && let Some(near) = planfix_schema::nearest(what, names)
    {
        return Err(Failure::input(format!(
            "no such shared type: `{}`; did you mean `{near}`?",
            words::one_line(what)
        )));
    }
    Ok(None)
}

fn name_of(what: &str) -> &str {
    split(what).0
}

/// Reports words that nothing has.
fn unknown(what: &str) -> Failure {
    match method(what) {
        Err(failure) => failure,
        Ok(_) => Failure::input(format!("nothing was found for `{}`", words::one_line(what))),
    }
}

/// Splits the name of a method off at the second dot, as in `contact.update.phones`.
fn split(what: &str) -> (&str, Option<&str>) {
    let mut points = what.match_indices('.');
    match points.nth(1) {
        Some((at, _)) => (what.get(..at).unwrap_or(what), what.get(at + 1..)),
        None => (what, None),
    }
}

/// Formats the head of an explanation: its name, and prose below.
fn titled(name: &str, prose: &str, width: Option<usize>) -> String {
    format!("{}\n{}\n", indented(name, 0, width), indented(prose, 0, width))
}

/// Formats a fact: its name and its text.
fn fact(name: &str, text: &str, width: Option<usize>) -> String {
    hanging(name, FACT, text, width)
}

/// The request or the response of a method.
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

/// Explains a method: prose, facts and both tables.
fn table(method: &'static Method, width: Option<usize>) -> String {
    let mut out = titled(method.name, &words::paragraphs(method.doc), width);
    for (name, text) in facts(method) {
        out.push_str(&fact(name, &text, width));
    }
    for side in sides(method) {
        out.push_str(&format!("\n{}\n", side.name.to_uppercase()));
        let fields = fields::of_message(method, side.table);
        if fields.is_empty() {
            out.push_str("  None.\n");
        }
        let fields: Vec<&Field> = fields.iter().collect();
        out.push_str(&listing(&fields, width));
    }
    let types = types::list(method, width);
    if !types.is_empty() {
        out.push_str(&format!("\nTYPES\n{types}"));
        out.push('\n');
        out.push_str(&indented("`planfix explain TYPE` shows one type in full.", 0, width));
    } else {
        out.push('\n');
    }
    let more = format!(
        "`planfix explain {}.ROW` shows one row, and `planfix {} --help` the command.",
        method.name,
        method.name.replace('.', " ")
    );
    out + &indented(&more, 0, width)
}

/// Returns the facts of a method, including those that follow from its rows.
fn facts(method: &'static Method) -> Vec<(&'static str, String)> {
    let fields = fields::of_message(method, method.request);
    let mut out = vec![("effect", words::effect(method.effect).to_owned())];
    let mut ranked: Vec<Vec<&str>> = Vec::new();
    for choice in fields.iter().filter_map(Field::choice).filter(|choice| choice.ranked) {
        if !ranked.contains(&choice.rows) {
            ranked.push(choice.rows);
        }
    }
    for rows in ranked {
        let text = format!(
            "{}; if a message carries several, the first one counts",
            words::listed(rows)
        );
        out.push(("precedence", text));
    }
    if flags::resets_all(method) {
        out.push((
            "left out",
            "reset: a field that may be cleared and is left out does NOT keep its value, it goes back to its default"
                .to_owned(),
        ));
    } else if fields.iter().any(|field| field.row.rules.patch) {
        out.push((
            "left out",
            "a field that may be cleared and is left out keeps its value".to_owned(),
        ));
    }
    if method.reply == Reply::File {
        out.push((
            "reply",
            "a file, or a link to it; the command line writes the file: --save names the place".to_owned(),
        ));
    }
    out.push(("source", method.source.to_owned()));
    out.push(("table", method.file.to_owned()));
    out
}

/// Lists rows with their paths, types and prose aligned.
fn listing(fields: &[&Field], width: Option<usize>) -> String {
    let widest = |text: fn(&Field) -> String| fields.iter().map(|field| columns(&text(field))).max().unwrap_or(0);
    let (names, types) = (widest(|field| field.wire.clone()), widest(ty));
    let line = |field: &&Field| {
        let head = format!("  {}  {}", padded(&field.wire, names), ty(field));
        hanging(&head, 2 + names + 2 + types + 2, &note(field), width)
    };
    fields.iter().map(line).collect()
}

/// Returns the type as written in the table, or the name of a struct.
fn ty(field: &Field) -> String {
    match field.kind {
        Kind::Record(table) if field.row.ty.is_empty() => table.name.to_owned(),
        _ => field.row.ty.to_owned(),
    }
}

/// Describes the rules of a field, followed by its prose.
fn note(field: &Field) -> String {
    let mut rules = words::rules(field.row.rules);
    rules.extend(words::combinations(field.table, field.row));
    rules.extend(words::reading(field.table, field.row.rules));
    if let Some(choice) = field.choice() {
        rules.insert(0, format!("{} {}", choice.asks(), choice.rows.join(", ")));
    }
    let doc = words::paragraphs(field.row.doc);
    if rules.is_empty() {
        doc
    } else {
        format!("[{}] {doc}", rules.join("; "))
    }
}

#[cfg(test)]
mod tests;
