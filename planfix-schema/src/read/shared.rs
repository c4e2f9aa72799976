//! A shared type: `spec/types/NAME.md`.

use super::blocks::Spanned;
use super::filters::filters;
use super::page::{Page, known_facts, need, page, titled, unknown};
use super::record::{Side, record};
use super::rows::{self, Rule};
use super::table::Row;
use super::{Reading, reading};
use crate::fault::Collector;
use crate::model::{EnumValue, Form, SharedKind, SharedType, Type};
use crate::names::{is_type, nearest, pascal};
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
/// `expected` is the name that the title must have: that of the file. `types` are the names of the
/// shared types there are.
#[must_use]
pub fn read_type(source: &Source, expected: Option<&str>, types: &[&str]) -> Reading<SharedType> {
    reading(source, |faults| shared(faults, expected, types))
}

fn shared(faults: &mut Collector<'_>, expected: Option<&str>, types: &[&str]) -> SharedType {
    let page = page(faults, SECTIONS);
    let misnamed = titled(faults, &page, expected);
    let title = &page.title;
    if !misnamed && !title.text.is_empty() && !is_type(&title.text) {
        faults.help(
            title.span.clone(),
            format!("`{}` is no name of a type", title.text),
            "this title",
            "a type is PascalCase, such as `ContactId`",
        );
    }
    known_facts(faults, &page, &["kind", "source", "page", "number"]);
    let kinds = ["enum", "id", "record", "union"];
    let kind = need(faults, &page, "kind", "enum").map_or("unknown", |kind| {
        if kinds.contains(&kind.text.as_str()) {
            kind.text.as_str()
        } else {
            unknown(faults, "kind", kind, &kinds);
            // Nothing more is said of a file whose kind is not known.
            "unknown"
        }
    });
    let fact = |key: &str| page.facts.iter().find(|(name, _)| name.text == key);
    if let Some((key, _)) = fact("number")
        && !matches!(kind, "enum" | "unknown")
    {
        faults.add(key.span.clone(), "fact `number` is for enums", "this type is none");
    }
    let wanted = match kind {
        "enum" => Some("Values"),
        "record" => Some("Fields"),
        "union" => Some("Forms"),
        _ => None,
    };
    let may_filter = |section: &str| kind == "record" && section == "Filters";
    for section in &page.sections {
        let is_known = SECTIONS.iter().any(|(name, _)| *name == section.name.text);
        if is_known
            && kind != "unknown"
            && wanted != Some(section.name.text.as_str())
            && !may_filter(&section.name.text)
        {
            faults.help(
                section.name.span.clone(),
                format!("section `{}` in a type of kind `{kind}`", section.name.text),
                "it does not belong here",
                match wanted {
                    Some(wanted) => format!("this kind has the section `{wanted}`"),
                    None => "this kind has no section".to_owned(),
                },
            );
        }
    }
    let rows = wanted.map_or(&[][..], |wanted| section_rows(faults, &page, wanted));
    let kind = match kind {
        "enum" => SharedKind::Enum {
            values: values(faults, rows),
            number: fact("number")
                .filter(|(_, value)| !value.text.is_empty())
                .and_then(|(_, value)| number(faults, value, types, rows)),
        },
        "record" => {
            let rows = rows::read(faults, rows, types);
            let mut taken = HashMap::from([(title.text.clone(), 0)]);
            let mut record = record(faults, &rows, &title.text, Side::Shared, &mut taken);
            record.doc.clone_from(&page.prose);
            let section = page.sections.iter().find(|section| may_filter(&section.name.text));
            let filters = section.map_or(Vec::new(), |section| {
                let rows = section.needed_rows(faults);
                filters(faults, section, rows, &record, types)
            });
            SharedKind::Record(record, filters)
        }
        "union" => SharedKind::Union(forms(faults, &page, rows, types)),
        _ => SharedKind::Id,
    };
    SharedType {
        name: if is_type(&title.text) {
            title.text.clone()
        } else {
            expected.filter(|name| is_type(name)).unwrap_or("Unnamed").to_owned()
        },
        doc: page.prose.clone(),
        source: fact("source").map_or(String::new(), |(_, value)| value.text.clone()),
        pages: fact("page").map_or_else(Vec::new, |(_, value)| {
            value.text.split(';').map(|title| title.trim().to_owned()).collect()
        }),
        kind,
    }
}

fn section_rows<'p>(faults: &mut Collector<'_>, page: &'p Page, wanted: &str) -> &'p [Row] {
    let section = page.sections.iter().find(|section| section.name.text == wanted);
    let Some(section) = section else {
        // One that does not belong here was reported, and stands in its place.
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

fn values(faults: &mut Collector<'_>, rows: &[Row]) -> Vec<EnumValue> {
    let mut out: Vec<EnumValue> = Vec::new();
    for row in rows {
        let [value, note] = row.cells.as_slice() else {
            continue;
        };
        let (rules, doc) = rows::note(faults, note);
        let mut rust = pascal(&value.text);
        for (rule, span) in &rules {
            match rule {
                Rule::As(name) => rust.clone_from(name),
                other => faults.help(
                    span.clone(),
                    format!("rule `{}` on a value of an enum", other.word()),
                    "a value has the rule `as` only",
                    "remove it",
                ),
            }
        }
        let line = faults.line(row.span.start);
        if value.text.is_empty() {
            faults.add(
                row.span.clone(),
                "a row without a value",
                "the value is the text on the wire",
            );
        } else if let Some(twin) = out.iter().find(|known| known.wire == value.text) {
            let help = format!("the first is on line {}; remove one", twin.line);
            faults.help(
                value.span.clone(),
                format!("duplicate value `{}`", value.text),
                "the second",
                help,
            );
        } else if !is_type(&rust) || rust == "Unlisted" {
            faults.help(
                value.span.clone(),
                format!("`{}` makes no Rust name", value.text),
                format!("it would be `{rust}`"),
                "give it one with `as Name` at the head of the note",
            );
        } else if let Some(twin) = out.iter().find(|known| known.rust == rust) {
            faults.help(
                value.span.clone(),
                format!("two values with the Rust name `{rust}`"),
                "the second",
                format!(
                    "the first is `{}` on line {}; give one another name with `as Name`",
                    twin.wire, twin.line
                ),
            );
        } else {
            out.push(EnumValue {
                wire: value.text.clone(),
                rust,
                doc,
                line,
            });
        }
    }
    out
}

/// The forms of a union; the last one is text.
fn forms(faults: &mut Collector<'_>, page: &Page, rows: &[Row], types: &[&str]) -> Vec<Form> {
    let mut out: Vec<Form> = Vec::new();
    let before = faults.count();
    for row in rows {
        let [name, ty, note] = row.cells.as_slice() else {
            continue;
        };
        let (rules, doc) = rows::note(faults, note);
        for (rule, span) in rules {
            let message = format!("rule `{}` on a form", rule.word());
            faults.help(span, message, "a form has no rules", "remove it");
        }
        let line = faults.line(row.span.start);
        let ty_found = rows::type_cell(faults, ty, types);
        if !is_type(&name.text) {
            faults.help(
                name.span.clone(),
                format!("`{}` cannot be the name of a form", name.text),
                "this name",
                "it becomes a Rust variant: PascalCase, such as `Period`",
            );
        } else if let Some(twin) = out.iter().find(|known| known.rust == name.text) {
            let help = format!("the first is on line {}; give one another name", twin.line);
            faults.help(
                name.span.clone(),
                format!("two forms `{}`", name.text),
                "the second",
                help,
            );
        } else if let Some(ty) = ty_found {
            out.push(Form {
                rust: name.text.clone(),
                ty,
                doc,
                line,
            });
        } else {
            let help = "a form has a type; elements are a shared record";
            faults.add(row.span.clone(), "a form without a type", help);
        }
    }
    let texts = out.iter().filter(|form| form.ty == Type::Text { length: None }).count();
    let last = out.last().is_some_and(|form| form.ty == Type::Text { length: None });
    if faults.count() == before && !rows.is_empty() && (texts != 1 || !last) {
        faults.help(
            page.title.span.clone(),
            "the last form, and only it, must be `string`",
            "this union",
            "a text that fits no other form is kept in it: end with `| Text | string | … |`",
        );
    }
    if !last {
        // What generates from the model relies on it.
        out.retain(|form| form.rust != "Text");
        out.push(Form {
            rust: "Text".to_owned(),
            ty: Type::Text { length: None },
            doc: String::new(),
            line: 0,
        });
    }
    out
}

fn number(faults: &mut Collector<'_>, value: &Spanned, types: &[&str], rows: &[Row]) -> Option<(String, String)> {
    let mut words = value.text.split_whitespace();
    let (Some(variant), Some(id), None) = (words.next(), words.next(), words.next()) else {
        faults.add(
            value.span.clone(),
            "fact `number` is a variant and an id type",
            "such as `Filter ContactFilterId`",
        );
        return None;
    };
    if variant == "Unlisted"
        || rows
            .iter()
            .any(|row| row.cells.first().is_some_and(|v| pascal(&v.text) == variant))
    {
        faults.add(
            value.span.clone(),
            format!("two values with the Rust name `{variant}`"),
            "use another name",
        );
        return None;
    }
    if !is_type(variant) {
        faults.add(
            value.span.clone(),
            format!("`{variant}` cannot be the name of a variant"),
            "use PascalCase",
        );
        return None;
    }
    if !types.contains(&id) {
        let help = nearest(id, types.iter().copied()).map_or_else(
            || format!("make a file `spec/types/{id}.md`"),
            |near| format!("did you mean `{near}`?"),
        );
        faults.help(
            value.span.clone(),
            format!("unknown shared type `{id}`"),
            "no such type",
            help,
        );
        return None;
    }
    Some((variant.to_owned(), id.to_owned()))
}
