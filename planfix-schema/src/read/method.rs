//! A method: `spec/methods/NAME.md`.

use super::page::{Body, Page, Section, known_facts, need, page, titled, unknown};
use super::record::{Side, record};
use super::{Reading, reading, rows};
use crate::fault::Collector;
use crate::model::{Effect, Method, Record};
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
    known_facts(faults, &page, &["effect", "source", "precedence"]);
    let effect = effect(faults, &page);
    let source = need(faults, &page, "source", "PlanFix API contact.update").map_or(String::new(), |s| s.text.clone());
    // The roots' names are taken, by no row: line 0.
    let mut taken = HashMap::from([("Request".to_owned(), 0), ("Response".to_owned(), 0)]);
    // Only what changes something stored can keep or clear it.
    let patch = matches!(effect, Effect::Set | Effect::Act);
    let (request, holes) = side(faults, &page, "Request", Side::Request { patch }, types, &mut taken);
    let (response, _) = side(faults, &page, "Response", Side::Response, types, &mut taken);
    let precedence = precedence(faults, &page, &request, holes);
    Method {
        name: page.title.text.clone(),
        doc: page.prose,
        effect,
        source,
        precedence,
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
    let fields = request.fields();
    let mut group = None;
    let mut names = Vec::new();
    let mut strangers = false;
    for name in value.text.split(',').map(str::trim) {
        let choice = fields
            .iter()
            .find(|field| field.path == name)
            .and_then(|field| field.rules.choice);
        let Some(choice) = choice else {
            strangers = true;
            if holes {
                // It may be the row or the rule that was reported.
                continue;
            }
            let members = fields
                .iter()
                .filter(|f| f.rules.choice.is_some())
                .map(|f| f.path.as_str());
            let help = match crate::names::nearest(name, members) {
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
    for field in fields.iter().filter(|f| group.is_some() && f.rules.choice == group) {
        // A misspelt name may have been this one.
        if !strangers && !names.contains(&field.path) {
            faults.help(
                value.span.clone(),
                format!("`{}` has no place in the precedence", field.path),
                "it is not named here",
                "name every member of the one-of, strongest first",
            );
        }
    }
    names
}
