//! The error codes: `spec/errors.md`.

use super::page::{page, titled, unknown};
use super::{Reading, reading};
use crate::fault::Collector;
use crate::model::{Class, ErrorCode};
use crate::source::Source;

const SECTIONS: &[(&str, &[&str])] = &[("Codes", &["code", "name", "class", "group", "meaning"])];

/// Reads the table of error codes.
#[must_use]
pub fn read_errors(source: &Source) -> Reading<Vec<ErrorCode>> {
    reading(source, errors)
}

fn errors(faults: &mut Collector<'_>) -> Vec<ErrorCode> {
    let page = page(faults, SECTIONS);
    titled(faults, &page, Some("errors"));
    for (key, _) in &page.facts {
        faults.add(
            key.span.clone(),
            format!("fact `{}` in the table of codes", key.text),
            "it has none: remove it",
        );
    }
    let mut out: Vec<ErrorCode> = Vec::new();
    let Some(section) = page.sections.iter().find(|section| section.name.text == "Codes") else {
        faults.help(
            page.title.span.clone(),
            "section `Codes` is missing",
            "this table has no such heading",
            "add `## Codes` with its table",
        );
        return out;
    };
    for row in section.needed_rows(faults) {
        let [code, name, class, group, meaning] = row.cells.as_slice() else {
            continue;
        };
        if code.text.len() < 4 || !code.text.bytes().all(|b| b.is_ascii_digit()) {
            let help = "leading zeros belong to it";
            faults.help(
                code.span.clone(),
                format!("`{}` is not a code", code.text),
                "four digits or more",
                help,
            );
        }
        if out.iter().any(|known| known.code == code.text) {
            faults.add(
                code.span.clone(),
                format!("code `{}` appears twice", code.text),
                "remove one",
            );
        }
        if !is_constant(&name.text) {
            let help = "write it in upper case: CONTACT_NOT_FOUND";
            faults.help(
                name.span.clone(),
                format!("`{}` is not a name of a code", name.text),
                "upper-case words joined by `_`",
                help,
            );
        } else if let Some(known) = out.iter().find(|known| known.name == name.text) {
            faults.add(
                name.span.clone(),
                format!("the name `{}` belongs to code `{}`", name.text, known.code),
                "give each code its own name",
            );
        }
        if group.text.is_empty() {
            faults.add(
                row.span.clone(),
                format!("code `{}` has no group", code.text),
                "say what it is about",
            );
        }
        if meaning.text.is_empty() {
            faults.add(
                row.span.clone(),
                format!("code `{}` has no meaning", code.text),
                "say what happened",
            );
        }
        let known = Class::of(&class.text);
        if known.is_none() {
            unknown(faults, "class", class, &Class::ALL.map(Class::word));
        }
        out.push(ErrorCode {
            code: code.text.clone(),
            name: name.text.clone(),
            class: known.unwrap_or(Class::Failed),
            group: group.text.clone(),
            meaning: meaning.text.clone(),
            line: faults.line(row.span.start),
        });
    }
    out
}

/// Returns true if a text can name a Rust constant.
fn is_constant(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    name.starts_with(|first: char| first.is_ascii_uppercase()) && name.split('_').all(is_word)
}
