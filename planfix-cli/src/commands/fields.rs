//! The command `planfix fields`: the custom fields of an object as a table for `custom_fields!`.

mod guess;

use super::call::refusal;
use super::spec_import::write;
use super::{method, text};
use crate::output::{print, say};
use crate::status::Failure;
use crate::{connect, interrupt};
use clap::ArgMatches;
use guess::guess;
use planfix_api::flat;
use planfix_api::record::{Record, View};
use planfix_api::types::CustomField;
use planfix_api::walk::{Node, Visitor, walk};
use std::fmt::Write as _;
use std::path::Path;

/// The objects with custom fields whose names an answer tells, and the methods that read one.
pub(crate) const OBJECTS: [&str; 3] = ["contact", "task", "project"];

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let object = text(matches, "object");
    let method = method(&format!("{object}.get"))?;
    let id = text(matches, "id");
    let mut request = (method.new_request)();
    flat::fill(&mut *request, [(format!("{object}.id"), id)]).map_err(|faults| {
        let faults: Vec<String> = faults
            .as_slice()
            .iter()
            .map(|fault| format!("--id: {}", fault.message))
            .collect();
        Failure::faults("nothing was sent:", &faults)
    })?;
    interrupt::listen(method);
    let (client, _) = connect::client(matches, false)?;
    let response = client
        .call_any(method, &*request)
        .map_err(|error| refusal::failure(&error, None))?;
    interrupt::answered();
    let fields = fields(&*response);
    if fields.is_empty() {
        return Err(Failure::input(format!("{object} {id} has no custom fields")));
    }
    let output = matches.get_one::<String>("output").map(Path::new);
    let name = output.and_then(Path::file_stem).map_or_else(
        || format!("{}Fields", pascal(object)),
        |stem| pascal(&stem.to_string_lossy()),
    );
    let account = connect::account_of_call(matches).unwrap_or_default();
    let source = format!("{} of {object} {id} in the account {account}", method.name);
    let (table, questions) = table(&name, object, &source, &fields);
    if let Some(path) = output {
        write(path, &table)?;
    }
    let place = output.map_or_else(|| "its file".to_owned(), |path| path.display().to_string());
    say(&match questions {
        0 => format!("{} custom fields", fields.len()),
        1 => format!(
            "{} custom fields, 1 open question: `planfix spec check {place}` shows it",
            fields.len()
        ),
        _ => format!(
            "{} custom fields, {questions} open questions: `planfix spec check {place}` lists them",
            fields.len()
        ),
    });
    match output {
        Some(_) => Ok(()),
        None => print(&table),
    }
}

/// Finds the custom fields of an object in an answer.
fn fields(response: &dyn Record) -> Vec<CustomField> {
    struct Found(Vec<CustomField>);

    impl Visitor for Found {
        fn value(&mut self, node: &Node<'_>) -> bool {
            if let View::Record(record) = node.view
                && let Some(field) = record.as_any().downcast_ref::<CustomField>()
            {
                self.0.push(field.clone());
                return false;
            }
            true
        }
    }

    let mut found = Found(Vec::new());
    walk(response, &mut found);
    found.0
}

/// Writes the table, and counts its questions.
fn table(name: &str, object: &str, source: &str, fields: &[CustomField]) -> (String, usize) {
    let mut out = format!("# {name}\n\nCustom fields of a {object}.\n\n- source: {source}\n\n## Fields\n\n");
    out.push_str("| name | type | note |\n|------|------|------|\n");
    let mut questions = 0;
    let mut taken: Vec<String> = Vec::new();
    for field in fields {
        let Some(id) = field.field_id.copied() else { continue };
        let named = field.field_name.as_str().map(str::trim).filter(|name| !name.is_empty());
        let name = named.map_or_else(
            || format!("Field {id}"),
            |name| name.replace('|', "\\|").replace(['\r', '\n'], " "),
        );
        let mut rules = format!("`id {id}`");
        // A name of other letters, or one that is taken, becomes the identifier; `as` may give it another one.
        let rust = name.to_lowercase();
        let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic()) && rust.is_ascii() && !taken.contains(&rust);
        if !is_plain {
            let _ = write!(rules, " `as field_{id}`");
        }
        taken.push(rust);
        let mut ask = |question: &str| {
            questions += 1;
            let _ = write!(rules, " `question {question}`");
        };
        if named.is_none() {
            ask("what is the name of this field? The answer does not tell it");
        }
        let guess = guess(field);
        if let Some(question) = &guess.question {
            ask(question);
        }
        let _ = writeln!(out, "| {name} | {} | {rules} |", guess.ty);
    }
    (out, questions)
}

/// Makes the name of a type from the name of a file: `contact-fields` is `ContactFields`.
fn pascal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let upper = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(upper).collect()
}
