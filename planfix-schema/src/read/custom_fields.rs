//! A table of the custom fields of an account.

use super::blocks::Spanned;
use super::facts::known_facts;
use super::naming::free_name;
use super::note::{Note, Rule, note};
use super::page::{Page, not_ascii, page, titled};
use super::table::Row;
use super::types::{Known, kind, type_cell};
use super::{Reading, reading};
use crate::fault::Collector;
use crate::kind::Kind;
use crate::limits;
use crate::model::{Content, CustomFields, Element, Field, Place, Record, Rules, Shape, Type};
use crate::names::{is_field, is_reserved, is_type, pascal, snake};
use crate::source::Source;
use std::collections::HashMap;

const SECTIONS: &[(&str, &[&str])] = &[("Fields", &["name", "type", "note"])];

/// The functions of a struct of custom fields, beside those of every struct.
const RESERVED: [&str; 5] = ["read", "edits", "iter", "into_iter", "rows"];

/// Reads a table of custom fields.
///
/// `expected` is the name of the file: the title is the same in PascalCase. `types` are the shared types that exist,
/// each with its kind.
#[must_use]
pub fn read_custom_fields(source: &Source, expected: Option<&str>, types: &[(&str, Kind)]) -> Reading<CustomFields> {
    reading(source, |faults| custom_fields(faults, expected, types))
}

fn custom_fields(faults: &mut Collector<'_>, expected: Option<&str>, types: Known<'_>) -> CustomFields {
    let page = page(faults, SECTIONS);
    titled(faults, &page, None);
    let name = named(faults, &page, expected);
    known_facts(faults, &page, &["source"]);
    let source = page.facts.iter().find(|(key, _)| key.text == "source");
    let mut out = CustomFields {
        doc: page.prose.clone(),
        source: source.map_or(String::new(), |(_, value)| value.text.clone()),
        record: Record {
            name,
            doc: page.prose.clone(),
            path: String::new(),
            line: faults.line(page.title.span.start),
            elements: Vec::new(),
            choices: Vec::new(),
            combinations: Vec::new(),
        },
        rows: Vec::new(),
    };
    let Some(section) = page.sections.iter().find(|section| section.name.text == "Fields") else {
        if page.sections.is_empty() {
            faults.help(
                page.title.span.clone(),
                "section `Fields` is missing",
                "this table has no such heading",
                "add `## Fields` with its table",
            );
        }
        return out;
    };
    let mut table = Table {
        types,
        out: &mut out,
        ids: HashMap::new(),
        names: HashMap::new(),
        fields: HashMap::new(),
    };
    for row in section.needed_rows(faults) {
        table.row(faults, row);
    }
    out
}

/// Returns the Rust name of the struct: the title, which the file has too.
fn named(faults: &mut Collector<'_>, page: &Page, expected: Option<&str>) -> String {
    let title = &page.title;
    let of_file = expected.map(pascal).filter(|name| is_type(name));
    let is_name = is_type(&title.text);
    match &of_file {
        _ if title.text.is_empty() => {}
        _ if !is_name => faults.help(
            title.span.clone(),
            format!("`{}` is not the name of a type", title.text),
            "this title",
            match &of_file {
                Some(name) => format!("the struct is named after the file: `{name}`"),
                None => "a struct is PascalCase, such as `ContactFields`".to_owned(),
            },
        ),
        Some(name) if *name != title.text => faults.help(
            title.span.clone(),
            format!("the title `{}` is not the name of the file", title.text),
            format!("the file is `{}.md`", expected.unwrap_or_default()),
            format!("write `{name}`, or rename the file"),
        ),
        _ => {}
    }
    let title = Some(title.text.clone()).filter(|_| is_name);
    title.or(of_file).unwrap_or_else(|| "Unnamed".to_owned())
}

struct Table<'t> {
    types: Known<'t>,
    out: &'t mut CustomFields,
    /// The lines of the identifiers, names and Rust names before.
    ids: HashMap<i64, u32>,
    names: HashMap<String, u32>,
    fields: HashMap<String, u32>,
}

impl Table<'_> {
    fn row(&mut self, faults: &mut Collector<'_>, row: &Row) {
        let [name, ty, note] = row.cells.as_slice() else {
            return;
        };
        let line = faults.line(row.span.start);
        // The cell that is missing may be any of them.
        let mut unsaid = Collector::new(faults.source());
        let faults = if row.short { &mut unsaid } else { faults };
        if name.text.is_empty() {
            faults.add(
                row.span.clone(),
                "a row without a name",
                "the name of the field in the account",
            );
            return;
        }
        let twin = self.names.insert(name.text.clone(), line);
        if let Some(first) = twin {
            faults.help(
                name.span.clone(),
                format!("two fields with the name `{}`", name.text),
                "the second",
                format!("the first is on line {first}; a name has one row"),
            );
        }
        let ty = self.ty(faults, name, ty);
        let note = self::note(faults, note);
        let id = self.id(faults, name, &note, line);
        // A second row of one name has the same Rust name, which is no fault of its own.
        let rust = match twin {
            None => self.rust(faults, name, &note, line),
            Some(_) => self.rust(&mut Collector::new(faults.source()), name, &note, line),
        };
        let index = self.out.record.elements.len();
        let Ok(index) = u16::try_from(index)
            .map_err(drop)
            .and_then(|index| match index < limits::FIELDS {
                true => Ok(index),
                false => Err(()),
            })
        else {
            if index == usize::from(limits::FIELDS) {
                faults.help(
                    name.span.clone(),
                    format!("more than {} fields in one struct", limits::FIELDS),
                    "from here on",
                    "make a second table",
                );
                // One fault is enough.
                self.out
                    .record
                    .elements
                    .push(element(String::new(), 0, Type::Int, String::new(), line));
            }
            return;
        };
        let doc = match note.doc.as_str() {
            "" => format!("The custom field `{}`.", name.text),
            doc => format!("{doc}\n\nThe custom field `{}`.", name.text),
        };
        self.out.record.elements.push(element(rust, index, ty, doc, line));
        self.out.rows.push((id, name.text.clone()));
    }

    /// The type; a text in the place of one that was reported.
    fn ty(&self, faults: &mut Collector<'_>, name: &Spanned, cell: &Spanned) -> Type {
        let text = Type::Text { length: None };
        let Some(ty) = type_cell(faults, cell, self.types) else {
            faults.help(
                name.span.clone(),
                format!("`{}` has no type", name.text),
                "its cell is empty",
                "write `string` if nothing else is known: every value is a text",
            );
            return text;
        };
        let is_value = match &ty {
            Type::Bytes | Type::TimeOrDate | Type::Record(_) => false,
            Type::Shared(shared) => matches!(kind(self.types, shared), Some(Kind::Id | Kind::Enum) | None),
            _ => true,
        };
        if is_value {
            return ty;
        }
        faults.help(
            cell.span.clone(),
            format!("a custom field cannot be `{}`", cell.text),
            "not the type of a value",
            "it may be string, int, decimal, bool, date, datetime, time, the type of an identifier, an enum, or several of \
             them, such as brackets(UserId)",
        );
        text
    }

    fn id(&mut self, faults: &mut Collector<'_>, name: &Spanned, note: &Note, line: u32) -> i64 {
        let found = note.rules.iter().find_map(|(rule, span)| match rule {
            Rule::Id(id) => Some((*id, span)),
            _ => None,
        });
        let Some((id, span)) = found else {
            let may_have = note.broken.iter().any(|text| text.trim_start().starts_with("id"));
            if !may_have {
                faults.help(
                    name.span.clone(),
                    format!("`{}` has no identifier", name.text),
                    "the rule `id` is missing",
                    "add `id 101` at the head of its note: the identifier of the field in the account",
                );
            }
            return 0;
        };
        if let Some(first) = self.ids.insert(id, line) {
            faults.help(
                span.clone(),
                format!("two fields with the identifier {id}"),
                "the second",
                format!("the first is on line {first}"),
            );
        }
        id
    }

    /// The Rust name of the field, another if it was reported.
    fn rust(&mut self, faults: &mut Collector<'_>, name: &Spanned, note: &Note, line: u32) -> String {
        let mut rust = of_words(&name.text);
        let mut span = name.span.clone();
        for (rule, at) in &note.rules {
            match rule {
                Rule::As(given) => {
                    rust.clone_from(given);
                    span = at.clone();
                }
                Rule::Id(_) => {}
                other => faults.help(
                    at.clone(),
                    format!("rule `{}` on a custom field", other.word()),
                    "a custom field has the rules `id` and `as` only",
                    "remove it",
                ),
            }
        }
        let mut base = rust.clone();
        if is_reserved(&rust) || RESERVED.contains(&rust.as_str()) {
            faults.help(
                span,
                format!("`{rust}` cannot be the name of a Rust field"),
                "every struct of custom fields has a function of this name",
                format!("rename it, such as `as {rust}_value`"),
            );
            base = "unnamed".to_owned();
        } else if !is_field(&rust) || rust != snake(&rust) {
            let letter = not_ascii(&rust);
            let is_given = span != name.span;
            faults.help(
                span,
                match is_given {
                    true => format!("`{rust}` cannot be the name of a Rust field"),
                    false => format!("`{}` makes no Rust name", name.text),
                },
                if letter.is_empty() {
                    "this name"
                } else {
                    "Rust names of fields are ASCII"
                },
                "name it with `as other_name` at the head of the note",
            );
            base = "unnamed".to_owned();
        } else if let Some(first) = self.fields.get(&rust) {
            faults.help(
                span,
                format!("two fields with the Rust name `{rust}`"),
                "the second",
                format!("the first is on line {first}; rename one of them with `as other_name`"),
            );
        }
        // A field has two setters.
        let taken = |name: &str| self.fields.contains_key(name) || self.fields.contains_key(&format!("clear_{name}"));
        let free = free_name(&base, taken);
        self.fields.insert(free.clone(), line);
        self.fields.insert(format!("clear_{free}"), line);
        free
    }
}

/// Returns the Rust name of a name in an account: `Last visit (date)` is `last_visit_date`.
fn of_words(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(snake).collect();
    words.join("_")
}

fn element(rust: String, index: u16, ty: Type, doc: String, line: u32) -> Element {
    Element {
        name: rust.clone(),
        place: Place::Element,
        content: Content::Field(Box::new(Field {
            path: rust.clone(),
            rust,
            index,
            shape: Shape::Single,
            ty,
            doc,
            line,
            rules: Rules {
                patch: true,
                personal: true,
                ..Rules::default()
            },
        })),
    }
}
