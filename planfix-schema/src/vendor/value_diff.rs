//! Compares the values of an enum with those that a page lists.

use super::diff::{ABSENT, Difference, PRESENT};
use super::outline::{Entry, Holds};
use super::page::{Page, Value};
use super::resolve::Tree;
use super::spelling::{Spelt, keywords};
use super::tables::Tables;
use super::values::listed;
use crate::model::{SharedKind, SharedType};

/// A difference in the values of an element: the page, the table, and the line.
pub(super) fn of_element(
    page: &Page,
    tree: &Tree,
    at: usize,
    entry: &Entry,
    tables: &Tables,
) -> Vec<(String, String, u32)> {
    let Some(node) = tree.nodes.get(at) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let listed = listed(page, tree, at);
    let line = node.rows.first().map_or(node.line, |row| row.line);
    let is_enum = |ty: &str| matches!(Spelt::read(ty), Spelt::Enum(_) | Spelt::EnumOrInt);
    let links: Vec<&String> = node
        .rows
        .iter()
        .filter(|row| is_enum(&row.ty))
        .flat_map(|row| &row.links)
        .collect();
    match &entry.holds {
        Holds::Enum(name, _) => {
            for link in &links {
                let known = tables.of_page(link);
                if !known.iter().any(|ty| ty.name == *name) {
                    out.push((format!("values of {link}"), name.clone(), line));
                }
            }
            let kind = tables.types.get(name).map(|ty| &ty.kind);
            let Some(SharedKind::Enum { values, number }) = kind else {
                return out;
            };
            let known: Vec<&str> = values.iter().map(|value| value.wire.as_str()).collect();
            if !listed.values.is_empty() {
                sets(&listed.values, &known, &mut out);
                if listed.others.is_empty() == number.is_some() {
                    let page = if listed.others.is_empty() {
                        "no number"
                    } else {
                        "a number"
                    };
                    let table = if number.is_some() { "a number" } else { "no number" };
                    out.push((page.to_owned(), table.to_owned(), line));
                }
            } else if links.is_empty() && node.rows.iter().any(|row| is_enum(&row.ty)) {
                out.push(("no values".to_owned(), name.clone(), line));
            }
        }
        Holds::Union(name) if !listed.values.is_empty() => {
            // The notes of the forms mention the kinds of values in capitals, as the vendor does.
            let Some(SharedKind::Union(forms)) = tables.types.get(name).map(|ty| &ty.kind) else {
                return out;
            };
            let known: Vec<String> = forms.iter().flat_map(|form| keywords(&form.doc)).collect();
            sets(
                &listed.values,
                &known.iter().map(String::as_str).collect::<Vec<_>>(),
                &mut out,
            );
        }
        _ if !listed.values.is_empty() => {
            for (value, line) in &listed.values {
                out.push((format!("value {value}"), entry.spelt.clone(), *line));
            }
        }
        _ => {}
    }
    out
}

/// Adds the values that only one of the two has.
fn sets(page: &[(String, u32)], table: &[&str], out: &mut Vec<(String, String, u32)>) {
    for (value, line) in page {
        if !table.contains(&value.as_str()) {
            out.push((format!("value {value}"), ABSENT.to_owned(), *line));
        }
    }
    for value in table {
        if !page.iter().any(|(known, _)| known == value) {
            out.push((ABSENT.to_owned(), format!("value {value}"), 0));
        }
    }
}

/// Returns the values in tables of a method's page that belong to no element.
pub(super) fn of_nothing(page: &Page) -> Vec<String> {
    let sides = [Tree::of(&page.request), Tree::of(&page.response)];
    let known = |word: &String| {
        sides
            .iter()
            .any(|tree| tree.nodes.iter().any(|node| node.name == *word))
    };
    let strange = page.values.iter().filter(|values| !values.of.iter().any(known));
    strange
        .flat_map(|values| &values.list)
        .map(|value| value.value.clone())
        .collect()
}

/// Returns the differences between a page of values and the enum whose fact `page` names it.
pub(super) fn of_type(page: &Page, ty: &SharedType) -> Vec<Difference> {
    let SharedKind::Enum { values, .. } = &ty.kind else {
        return Vec::new();
    };
    let listed: Vec<&Value> = page.values.iter().flat_map(|table| &table.list).collect();
    let mut out = Vec::new();
    for (number, value) in listed.iter().enumerate() {
        if !values.iter().any(|known| known.wire == value.value) {
            out.push(Difference::new(
                &ty.name,
                "values",
                &value.value,
                PRESENT,
                ABSENT,
                value.line,
            ));
        }
        if listed.iter().take(number).any(|known| known.value == value.value) {
            out.push(Difference::new(
                &ty.name,
                "values",
                &value.value,
                "two rows",
                PRESENT,
                value.line,
            ));
        }
    }
    for value in values {
        if !listed.iter().any(|known| known.value == value.wire) {
            out.push(Difference::new(&ty.name, "values", &value.wire, ABSENT, PRESENT, 0));
        }
    }
    out
}
