//! A shared type: `spec/types/NAME.md`.

use super::enums::{number, values};
use super::facts::{known_facts, need, words};
use super::filters::filters;
use super::forms::forms;
use super::page::{Page, Section, page, titled, unknown};
use super::record::{Side, record};
use super::rows;
use super::table::Row;
use super::types::Known;
use super::{Reading, reading};
use crate::fault::Collector;
use crate::kind::Kind;
use crate::model::{SharedKind, SharedType};
use crate::names::is_type;
use crate::source::Source;
use std::collections::HashMap;

const SECTIONS: &[(&str, &[&str])] = &[
    ("Values", &["value", "note"]),
    ("Fields", &["name", "type", "note"]),
    ("Filters", &["type", "name", "operator", "value", "note"]),
    ("Forms", &["form", "type", "note"]),
];

/// Reads the file of a shared type.
///
/// `expected` is the name that the title must have: the name of the file. `types` are the shared types that exist,
/// each with its kind.
#[must_use]
pub fn read_type(source: &Source, expected: Option<&str>, types: &[(&str, Kind)]) -> Reading<SharedType> {
    reading(source, |faults| shared(faults, expected, types))
}

fn shared(faults: &mut Collector<'_>, expected: Option<&str>, types: Known<'_>) -> SharedType {
    let page = page(faults, SECTIONS);
    let misnamed = titled(faults, &page, expected);
    let title = &page.title;
    if !misnamed && !title.text.is_empty() && !is_type(&title.text) {
        faults.help(
            title.span.clone(),
            format!("`{}` is not the name of a type", title.text),
            "this title",
            "a type is PascalCase, such as `ContactId`",
        );
    }
    known_facts(faults, &page, &["kind", "words", "source", "page", "number"]);
    // Without its kind, nothing else in the file can be checked.
    let kind = need(faults, &page, "kind", "enum").and_then(|word| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word.text);
        if kind.is_none() {
            unknown(faults, "kind", word, &Kind::ALL.map(Kind::word));
        }
        kind
    });
    let name = if is_type(&title.text) {
        title.text.as_str()
    } else {
        expected.filter(|name| is_type(name)).unwrap_or("Unnamed")
    };
    let fact = |key: &str| page.facts.iter().find(|(name, _)| name.text == key);
    if let Some((key, _)) = fact("number")
        && !matches!(kind, Some(Kind::Enum) | None)
    {
        faults.add(
            key.span.clone(),
            "fact `number` is for enums",
            "this type is not an enum",
        );
    }
    let wanted = kind.and_then(|kind| {
        strangers(faults, &page, kind);
        section_of(kind)
    });
    let rows = wanted.map_or(&[][..], |wanted| section_rows(faults, &page, wanted));
    let kind = match kind {
        Some(Kind::Enum) => {
            let values = values(faults, rows);
            let fact = fact("number").filter(|(_, value)| !value.text.is_empty());
            let number = fact.and_then(|(_, value)| number(faults, value, types, &values));
            SharedKind::Enum { values, number }
        }
        Some(Kind::Record) => {
            let rows = rows::read(faults, rows, types);
            let mut taken = HashMap::from([(name.to_owned(), 0)]);
            let mut record = record(faults, &rows, types, name, Side::Shared, &mut taken);
            record.doc.clone_from(&page.prose);
            let section = page.sections.iter().find(|section| section.name.text == "Filters");
            let filters = section.map_or(Vec::new(), |section| {
                filters(faults, section, &record, rows.is_whole(), types)
            });
            SharedKind::Record(record, filters)
        }
        Some(Kind::Union) => SharedKind::Union(forms(faults, &page, rows, types)),
        Some(Kind::Id) | None => SharedKind::Id,
    };
    SharedType {
        name: name.to_owned(),
        doc: page.prose.clone(),
        words: words(faults, fact("words").map(|(_, value)| value)),
        source: fact("source").map_or(String::new(), |(_, value)| value.text.clone()),
        pages: fact("page").map_or_else(Vec::new, |(_, value)| {
            value.text.split(';').map(|title| title.trim().to_owned()).collect()
        }),
        kind,
    }
}

/// The word of the fact `kind`, without a look at the rest of the file.
pub(crate) fn kind_word(source: &Source) -> Option<String> {
    let page = page(&mut Collector::new(source), SECTIONS);
    let fact = page.facts.into_iter().find(|(key, _)| key.text == "kind");
    fact.map(|(_, value)| value.text)
}

/// The section that a kind must have.
const fn section_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Enum => Some("Values"),
        Kind::Record => Some("Fields"),
        Kind::Union => Some("Forms"),
        Kind::Id => None,
    }
}

/// Reports the sections that do not belong in a type of this kind.
fn strangers(faults: &mut Collector<'_>, page: &Page, kind: Kind) {
    let wanted = section_of(kind);
    for Section { name, .. } in &page.sections {
        let is_known = SECTIONS.iter().any(|(known, _)| *known == name.text);
        let may_filter = kind == Kind::Record && name.text == "Filters";
        if is_known && wanted != Some(name.text.as_str()) && !may_filter {
            faults.help(
                name.span.clone(),
                format!("section `{}` in a type of kind `{}`", name.text, kind.word()),
                "it does not belong here",
                match wanted {
                    Some(wanted) => format!("this kind has the section `{wanted}`"),
                    None => "this kind has no section".to_owned(),
                },
            );
        }
    }
}

/// The rows of the section that must be there.
fn section_rows<'p>(faults: &mut Collector<'_>, page: &'p Page, wanted: &str) -> &'p [Row] {
    let section = page.sections.iter().find(|section| section.name.text == wanted);
    let Some(section) = section else {
        // A section that does not belong here was reported in its place.
        if page
            .sections
            .iter()
            .any(|section| SECTIONS.iter().any(|(name, _)| *name == section.name.text))
        {
            return &[];
        }
        faults.help(
            page.title.span.clone(),
            format!("section `{wanted}` is missing"),
            "this kind needs it",
            format!("add `## {wanted}` with its table"),
        );
        return &[];
    };
    section.needed_rows(faults)
}
