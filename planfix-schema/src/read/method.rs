//! A method: `spec/methods/NAME.md`.

use super::facts::{known_facts, need};
use super::page::{Body, Page, Section, page, titled, unknown};
use super::parts::parts;
use super::precedence::precedence;
use super::record::{Side, record};
use super::rows::{self, Parsed};
use super::types::Known;
use super::{Reading, reading, reads};
use crate::fault::Collector;
use crate::kind::Kind;
use crate::model::{Content, Effect, Element, LeftOut, Method, Record, Reply, Shape, Type};
use crate::source::Source;
use std::collections::HashMap;

const COLUMNS: &[&str] = &["name", "type", "note"];
const FACTS: &[&str] = &[
    "effect",
    "source",
    "precedence",
    "left-out",
    "reply",
    "reads",
    "pages",
    "lookup",
];
const SECTIONS: &[(&str, &[&str])] = &[("Request", COLUMNS), ("Response", COLUMNS)];

/// Reads the table of a method.
///
/// `expected` is the name that the title must have: the name of the file. `types` are the shared types that exist,
/// each with its kind.
#[must_use]
pub fn read_method(source: &Source, expected: Option<&str>, types: &[(&str, Kind)]) -> Reading<Method> {
    reading(source, |faults| method(faults, expected, types))
}

fn method(faults: &mut Collector<'_>, expected: Option<&str>, types: Known<'_>) -> Method {
    let page = page(faults, SECTIONS);
    if !titled(faults, &page, expected) {
        method_name(faults, &page);
    }
    known_facts(faults, &page, FACTS);
    let effect = effect(faults, &page);
    let source = need(faults, &page, "source", "PlanFix API contact.update").map_or(String::new(), |s| s.text.clone());
    // The names of the roots are taken, but not by a row: line 0.
    let mut taken = HashMap::from([("Request".to_owned(), 0), ("Response".to_owned(), 0)]);
    let (mut request, rows) = side(faults, &page, "Request", Side::Request(effect), types, &mut taken);
    let (response, answer) = side(faults, &page, "Response", Side::Response, types, &mut taken);
    let precedence = precedence(faults, &page, &request, &rows);
    let left_out = word(faults, &page, "left-out", &["keep", "reset"]);
    if left_out.is_some() && !patches(&request) && rows.is_whole() {
        nothing_left_out(faults, &page);
    }
    let left_out = match left_out {
        Some("reset") => LeftOut::Reset,
        _ => LeftOut::Keep,
    };
    // A method that makes something new puts nothing back.
    if matches!(effect, Effect::Set | Effect::Act) && patches(&request) {
        resets(&mut request.elements, left_out);
    }
    let reply = match word(faults, &page, "reply", &["file"]) {
        Some(_) => Reply::File,
        None => Reply::Xml,
    };
    if reply == Reply::File && answer.is_whole() {
        file_rows(faults, &page, &response);
    }
    let reads = reads::method(faults, &page, effect, &request);
    // A row that was reported may be the list, or ask for a page.
    let parts = match rows.is_whole() && answer.is_whole() {
        true => parts(faults, &page, effect, (&request, &response), types),
        false => None,
    };
    Method {
        name: page.title.text.clone(),
        doc: page.prose,
        effect,
        source,
        precedence,
        left_out,
        reply,
        reads,
        parts,
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
            format!("`{}` is not the name of a method", name.text),
            "this title",
            "a method is `group.action`, such as `contact.update`",
        );
    }
}

/// No effect can be proposed: a wrong one makes a client repeat a request that must not be repeated.
const EFFECTS: &str = "WORD; WORD is `read`, `set`, `create`, `delete` or `act`, which says what a lost answer means";

fn effect(faults: &mut Collector<'_>, page: &Page) -> Effect {
    // This effect allows the most rules, so that a wrong effect causes no other fault.
    let Some(found) = need(faults, page, "effect", EFFECTS) else {
        return Effect::Act;
    };
    Effect::of(&found.text).unwrap_or_else(|| {
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
        unknown(faults, &format!("value of {key}"), value, words);
    }
    found
}

/// Marks the fields that go back to their defaults where they are left out.
fn resets(elements: &mut [Element], left_out: LeftOut) {
    for element in elements {
        match &mut element.content {
            Content::Group(inner) => resets(inner, left_out),
            Content::Field(field) => {
                // A change puts a field with a default back to it, whatever it does to the others.
                let is_reset = left_out == LeftOut::Reset && field.rules.patch;
                field.rules.resets = is_reset || field.rules.default.is_some();
                if let Type::Record(record) = &mut field.ty {
                    resets(&mut record.elements, left_out);
                }
            }
        }
    }
}

/// Returns true if a request has a field that can be left out to keep its value.
fn patches(request: &Record) -> bool {
    let records = std::iter::once(request).chain(request.records());
    let mut fields = records.flat_map(Record::fields);
    // One of a shared record may be such a field.
    fields.any(|field| field.rules.patch || matches!(field.ty, Type::Shared(_)))
}

/// Reports the fact `left-out` of a method that has no use for it.
fn nothing_left_out(faults: &mut Collector<'_>, page: &Page) {
    if let Some((key, _)) = page.facts.iter().find(|(key, _)| key.text == "left-out") {
        faults.help(
            key.span.clone(),
            "fact `left-out` in a method without `patch`",
            "no field is kept or cleared",
            "remove it, or put `patch` on the fields that are kept or cleared",
        );
    }
}

/// Checks that the response of a method that answers with a file is that file.
fn file_rows(faults: &mut Collector<'_>, page: &Page, response: &Record) {
    let fields = response.fields();
    let is = |path: &str, ty: &Type| {
        fields
            .iter()
            .any(|f| f.path == path && f.shape == Shape::Single && f.ty == *ty && f.rules.choice.is_some())
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

/// A side, and its rows.
fn side(
    faults: &mut Collector<'_>,
    page: &Page,
    name: &str,
    side: Side,
    types: Known<'_>,
    taken: &mut HashMap<String, u32>,
) -> (Record, Parsed) {
    let mut sections = page.sections.iter().filter(|section| section.name.text == name);
    let section: Option<&Section> = sections.next();
    let rows = match section {
        Some(section) => section.rows(faults),
        None => {
            faults.help(
                page.title.span.clone(),
                format!("section `{name}` is missing"),
                "this table has no such heading",
                format!("add `## {name}` with a table of the columns name, type, note, or the one word `None.`"),
            );
            &[]
        }
    };
    let mut parsed = rows::read(faults, rows, types);
    // A row that is missing here may be in a section or a table that was reported.
    let is_read = section.is_some_and(|section| matches!(section.body, Body::Rows(_) | Body::None));
    parsed.unsure = !is_read || sections.next().is_some();
    let mut record = record(faults, &parsed, types, name, side, taken);
    record.line = section.map_or(1, |section| faults.line(section.name.span.start));
    (record, parsed)
}
