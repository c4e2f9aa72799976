//! A method: `spec/methods/NAME.md`.

use super::page::{Body, Page, Section, known_facts, need, page, titled, unknown};
use super::record::{Side, record};
use super::{Reading, reading, rows};
use crate::fault::Collector;
use crate::model::{Content, Effect, Element, LeftOut, Method, Record, Reply, Type};
use crate::source::Source;
use std::collections::HashMap;

const COLUMNS: &[&str] = &["name", "type", "note"];
const SECTIONS: &[(&str, &[&str])] = &[("Request", COLUMNS), ("Response", COLUMNS)];

/// Reads the table of a method.
///
/// `expected` is the name that the title must have: that of the file. `types` are the names of the
/// shared types there are.
#[must_use]
pub fn read_method(source: &Source, expected: Option<&str>, types: &[&str]) -> Reading<Method> {
    reading(source, |faults| method(faults, expected, types))
}

fn method(faults: &mut Collector<'_>, expected: Option<&str>, types: &[&str]) -> Method {
    let page = page(faults, SECTIONS);
    if !titled(faults, &page, expected) {
        method_name(faults, &page);
    }
    known_facts(faults, &page, &["effect", "source", "precedence", "left-out", "reply"]);
    let effect = effect(faults, &page);
    let source = need(faults, &page, "source", "PlanFix API contact.update").map_or(String::new(), |s| s.text.clone());
    // The roots' names are taken, by no row: line 0.
    let mut taken = HashMap::from([("Request".to_owned(), 0), ("Response".to_owned(), 0)]);
    // Only what changes something stored can keep or clear it.
    let patch = matches!(effect, Effect::Set | Effect::Act);
    let (mut request, holes) = side(faults, &page, "Request", Side::Request { patch }, types, &mut taken);
    let (response, _) = side(faults, &page, "Response", Side::Response, types, &mut taken);
    let precedence = precedence(faults, &page, &request, holes);
    let left_out = match word(faults, &page, "left-out", &["keep", "reset"]) {
        Some("reset") => LeftOut::Reset,
        _ => LeftOut::Keep,
    };
    if left_out == LeftOut::Reset {
        resets(&mut request.elements);
    }
    let reply = match word(faults, &page, "reply", &["file"]) {
        Some(_) => Reply::File,
        None => Reply::Xml,
    };
    if reply == Reply::File {
        file_rows(faults, &page, &response);
    }
    Method {
        name: page.title.text.clone(),
        doc: page.prose,
        effect,
        source,
        precedence,
        left_out,
        reply,
        request,
        response,
    }
}

fn method_name(faults: &mut Collector<'_>, page: &Page) {
    let name = &page.title;
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    let right = name
        .text
        .split_once('.')
        .is_some_and(|(group, action)| word(group) && word(action));
    if !name.text.is_empty() && !right {
        faults.help(
            name.span.clone(),
            format!("`{}` is no name of a method", name.text),
            "this title",
            "a method is `group.action`, such as `contact.update`",
        );
    }
}

fn effect(faults: &mut Collector<'_>, page: &Page) -> Effect {
    // The stand-in allows most, so that a wrong effect makes no other fault.
    let Some(found) = need(faults, page, "effect", "set") else {
        return Effect::Act;
    };
    Effect::ALL
        .into_iter()
        .find(|effect| effect.word() == found.text)
        .unwrap_or_else(|| {
            unknown(faults, "effect", found, &Effect::ALL.map(Effect::word));
            Effect::Act
        })
}

/// The value of a fact that may be missing and has one of a few words.
fn word<'w>(faults: &mut Collector<'_>, page: &Page, key: &str, words: &[&'w str]) -> Option<&'w str> {
    let (_, value) = page.facts.iter().find(|(name, _)| name.text == key)?;
    let found = words.iter().copied().find(|word| *word == value.text);
    // One without a value was reported.
    if found.is_none() && !value.text.is_empty() {
        unknown(faults, key, value, words);
    }
    found
}

/// Says of every `patch` field that it goes back to its default where it is left out.
fn resets(elements: &mut [Element]) {
    for element in elements {
        match &mut element.content {
            Content::Group(inner) => resets(inner),
            Content::Field(field) => {
                field.rules.resets = field.rules.patch;
                if let Type::Record(record) = &mut field.ty {
                    resets(&mut record.elements);
                }
            }
        }
    }
}

/// Checks that the response of a method that answers with a file is that file.
fn file_rows(faults: &mut Collector<'_>, page: &Page, response: &Record) {
    let fields = response.fields();
    let is = |path: &str, ty: &Type| {
        fields
            .iter()
            .any(|f| f.path == path && f.ty == *ty && f.rules.choice.is_some())
    };
    if fields.len() != 2 || !is("body", &Type::Bytes) || !is("link", &Type::Text { length: None }) {
        faults.help(
            page.title.span.clone(),
            "a reply that is a file has another response",
            "fact `reply: file`",
            "its rows are `body`, of the type base64, and `link`, of the type string, both `at-most-one-of` with one name",
        );
    }
}

/// A side, and whether rows or rules of it were reported and left out.
fn side(
    faults: &mut Collector<'_>,
    page: &Page,
    name: &str,
    side: Side,
    types: &[&str],
    taken: &mut HashMap<String, u32>,
) -> (Record, bool) {
    let section: Option<&Section> = page.sections.iter().find(|section| section.name.text == name);
    let parsed = match section {
        Some(section) => {
            let rows = section.rows(faults);
            rows::read(faults, rows, types)
        }
        None => {
            faults.help(
                page.title.span.clone(),
                format!("section `{name}` is missing"),
                "this table has no such heading",
                format!("add `## {name}` with a table of the columns name, type, note, or the one word `None.`"),
            );
            rows::read(faults, &[], types)
        }
    };
    let mut record = record(faults, &parsed, name, side, taken);
    record.line = section.map_or(1, |section| faults.line(section.name.span.start));
    let read = section.is_some_and(|section| matches!(section.body, Body::Rows(_) | Body::None));
    (record, parsed.holes || !read)
}

fn precedence(faults: &mut Collector<'_>, page: &Page, request: &Record, holes: bool) -> Vec<String> {
    let Some((_, value)) = page.facts.iter().find(|(key, _)| key.text == "precedence") else {
        return Vec::new();
    };
    if value.text.is_empty() {
        return Vec::new();
    }
    // A one-of may stand in any struct of the request: its struct and its number tell it from others.
    let mut members = Vec::new();
    for (number, record) in std::iter::once(request).chain(request.records()).enumerate() {
        for field in record.fields() {
            if let Some(choice) = field.rules.choice {
                members.push((field.path.as_str(), (number, choice)));
            }
        }
    }
    let mut group = None;
    let mut names = Vec::new();
    let mut strangers = false;
    for name in value.text.split(',').map(str::trim) {
        let Some((_, choice)) = members.iter().copied().find(|(path, _)| *path == name) else {
            strangers = true;
            if holes {
                // It may be the row or the rule that was reported.
                continue;
            }
            let help = match crate::names::nearest(name, members.iter().map(|(path, _)| *path)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "it names the members of one `one-of`, strongest first, comma between".to_owned(),
            };
            faults.help(
                value.span.clone(),
                format!("`{name}` is no member of a one-of"),
                "one of these",
                help,
            );
            continue;
        };
        if names.iter().any(|known| known == name) {
            faults.add(value.span.clone(), format!("`{name}` stands twice"), "one of these");
        } else if *group.get_or_insert(choice) != choice {
            faults.add(
                value.span.clone(),
                format!("`{name}` belongs to another one-of"),
                "one of these",
            );
        } else {
            names.push(name.to_owned());
        }
    }
    for (path, _) in members.iter().filter(|(_, choice)| group == Some(*choice)) {
        // A misspelt name may have been this one.
        if !strangers && !names.iter().any(|name| name == path) {
            faults.help(
                value.span.clone(),
                format!("`{path}` has no place in the precedence"),
                "it is not named here",
                "name every member of the one-of, strongest first",
            );
        }
    }
    names
}
