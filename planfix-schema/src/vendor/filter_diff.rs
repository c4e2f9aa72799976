//! Compares the filters of a table with the vendor's page on filters.

use super::diff::{ABSENT, Difference, PRESENT};
use super::page::{FilterRow, Page};
use super::tables::Tables;
use crate::model::{Filter, Joint, Operand, Record, SharedKind, SharedType, Type};

/// Returns the differences between a page on filters and the record whose fact `page` names it.
pub(super) fn of_type(page: &Page, ty: &SharedType, tables: &Tables) -> Vec<Difference> {
    let SharedKind::Record(record, filters) = &ty.kind else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut add = |element: &str, page: &str, table: &str, line: u32| {
        out.push(Difference::new(&ty.name, "filters", element, page, table, line));
    };
    for (at, row) in page.filters.iter().enumerate() {
        if page.filters.iter().take(at).any(|known| known.number == row.number) {
            add(&row.number, "two rows", PRESENT, row.line);
            continue;
        }
        let Some(filter) = filters.iter().find(|filter| filter.number.to_string() == row.number) else {
            add(&row.number, PRESENT, ABSENT, row.line);
            continue;
        };
        let (wanted, found) = (operators(filter, tables), sorted(row.operators.clone()));
        if wanted != found {
            add(
                &row.number,
                &format!("operators {}", found.join(" ")),
                &format!("operators {}", wanted.join(" ")),
                row.line,
            );
        }
        let (wanted, found) = (form(&filter.value, tables), form_of_page(row));
        if wanted != found {
            add(
                &row.number,
                &format!("value {found}"),
                &format!("value {wanted}"),
                row.line,
            );
        }
    }
    for filter in filters {
        let number = filter.number.to_string();
        if !page.filters.iter().any(|row| row.number == number) {
            add(&number, ABSENT, PRESENT, 0);
        }
    }
    for (element, page, table, line) in periods(page, filters, tables) {
        add(&element, &page, &table, line);
    }
    for (element, page, table) in elements(page, record) {
        add(&element, page, table, 1);
    }
    out
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

fn operators(filter: &Filter, tables: &Tables) -> Vec<String> {
    match &filter.operator {
        Operand::Constant(one) => vec![one.clone()],
        Operand::Any(Type::Shared(name)) => values(name, tables),
        Operand::Any(_) => Vec::new(),
    }
}

fn values(name: &str, tables: &Tables) -> Vec<String> {
    match tables.types.get(name).map(|ty| &ty.kind) {
        Some(SharedKind::Enum { values, .. }) => sorted(values.iter().map(|value| value.wire.clone()).collect()),
        _ => Vec::new(),
    }
}

/// Describes the form of a value, in words that pages have too.
fn form(value: &Operand, tables: &Tables) -> String {
    let ty = match value {
        Operand::Constant(one) => return format!("the constant {one}"),
        Operand::Any(ty) => ty,
    };
    let of = |ty: &Type| match ty {
        Type::Shared(name) => match tables.types.get(name).map(|ty| &ty.kind) {
            Some(SharedKind::Record(..)) => "object",
            Some(SharedKind::Id) => "int",
            // A keyword or a number is written as the number.
            Some(SharedKind::Enum { number: Some(_), .. }) => "int",
            _ => "string",
        },
        Type::Int => "int",
        Type::Bool => "yes or no",
        _ => "string",
    };
    match ty {
        Type::Joined(Joint::Semicolons, inner) => format!("{}; {}", of(inner), "several"),
        ty => of(ty).to_owned(),
    }
}

/// Describes the form of a value in a page: `int - 1`, `int - 1 / 0`, `int : …; …`, `string - …`, an object.
fn form_of_page(row: &FilterRow) -> String {
    let text = row.value.trim();
    let word: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let rest = text.get(word.len()..).unwrap_or("");
    let rest = rest.trim_start_matches([' ', '-', ':', '–', '—']).trim();
    let code = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match word.to_lowercase().as_str() {
        "объект" | "object" => "object".to_owned(),
        "int" if code(rest) => format!("the constant {rest}"),
        "int" if rest.split('/').count() == 2 && rest.split('/').all(|part| code(part.trim())) => {
            "yes or no".to_owned()
        }
        word @ ("int" | "string") if rest.contains(';') => format!("{word}; several"),
        word @ ("int" | "string") => word.to_owned(),
        other => format!("{other} {rest}").trim().to_owned(),
    }
}

/// Compares the kinds and elements of periods, which a page lists in the cell of its first filter of dates.
fn periods(page: &Page, filters: &[Filter], tables: &Tables) -> Vec<(String, String, String, u32)> {
    let mut out = Vec::new();
    let record = filters.iter().find_map(|filter| match &filter.value {
        Operand::Any(Type::Shared(name)) => match tables.types.get(name).map(|ty| &ty.kind) {
            Some(SharedKind::Record(record, _)) => Some(record),
            _ => None,
        },
        _ => None,
    });
    let Some(record) = record else { return out };
    let row = page
        .filters
        .iter()
        .find(|row| row.value.contains('<') && form_of_page(row) == "object");
    let Some(row) = row else {
        out.push(("*".to_owned(), "no period".to_owned(), PRESENT.to_owned(), 0));
        return out;
    };
    let mut compare = |page: &[String], table: &[String], what: &str| {
        for (one, two, page_word, table_word) in [(page, table, PRESENT, ABSENT), (table, page, ABSENT, PRESENT)] {
            for word in one.iter().filter(|word| !two.contains(word)) {
                out.push((
                    format!("{what} {word}"),
                    page_word.to_owned(),
                    table_word.to_owned(),
                    row.line,
                ));
            }
        }
    };
    let tags = row.value.split('<').skip(1).filter(|tag| !tag.starts_with('/'));
    let tags = tags.map(|tag| {
        tag.chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect::<String>()
    });
    let tags: Vec<String> = tags.filter(|tag| !tag.is_empty() && tag != "value").collect();
    let fields: Vec<String> = record.elements.iter().map(|element| element.name.clone()).collect();
    compare(&sorted(tags), &sorted(fields), "value");
    let kind = record.fields().iter().find_map(|field| match &field.ty {
        Type::Shared(name) => Some(values(name, tables)).filter(|values| !values.is_empty()),
        _ => None,
    });
    let kinds: Vec<String> = row.listed.iter().map(|value| value.value.clone()).collect();
    compare(&sorted(kinds), &kind.unwrap_or_default(), "period");
    out
}

/// Compares the elements of a filter, which a page lists before its table.
fn elements(page: &Page, record: &Record) -> Vec<(String, &'static str, &'static str)> {
    let known: Vec<&str> = record.elements.iter().map(|element| element.name.as_str()).collect();
    let found: Vec<&str> = page.items.iter().map(|item| item.value.as_str()).collect();
    let more = found.iter().filter(|name| !known.contains(name));
    let more = more.map(|name| (format!("element {name}"), PRESENT, ABSENT));
    let less = known.iter().filter(|name| !found.contains(name));
    more.chain(less.map(|name| (format!("element {name}"), ABSENT, PRESENT)))
        .collect()
}
