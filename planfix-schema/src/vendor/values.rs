//! Finds the values that a page lists for an element: in braces, in a cell, in rows below, in a table of its own.

use super::page::{Page, Row, Value};
use super::resolve::Tree;
use super::spelling::{Spelt, codes, keywords};

/// The values that a page lists for an element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Keywords and codes as on the wire, with their lines.
    pub values: Vec<(String, u32)>,
    /// Descriptions in the place of a value, such as an identifier or any number.
    pub others: Vec<String>,
}

impl Listed {
    fn add(&mut self, value: &Value) {
        let word =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_:-".contains(c));
        if word(&value.value) {
            self.values.push((value.value.clone(), value.line));
        } else {
            self.others.push(value.value.clone());
        }
    }

    /// Returns the values without their lines.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        self.values.iter().map(|(value, _)| value.as_str()).collect()
    }
}

/// Returns the values for an element of a side; `at` is its number in the tree.
#[must_use]
pub fn listed(page: &Page, tree: &Tree, at: usize) -> Listed {
    let mut out = Listed::default();
    let Some(node) = tree.nodes.get(at) else { return out };
    let holds = tree.nodes.iter().skip(1).any(|other| other.parent == at);
    for row in &node.rows {
        of_row(row, &mut out);
    }
    let tables = page.values.iter().filter(|table| table.of.contains(&node.name));
    for table in tables.filter(|_| !holds && !node.attribute) {
        table.list.iter().for_each(|value| out.add(value));
    }
    out
}

fn of_row(row: &Row, out: &mut Listed) {
    row.listed.iter().for_each(|value| out.add(value));
    let from = |values: Vec<String>| values.into_iter().map(|value| (value, row.line)).collect::<Vec<_>>();
    match Spelt::read(&row.ty) {
        Spelt::Enum(values) if !values.is_empty() => out.values.extend(from(values)),
        // Either a linked page lists the values, or the sentence does.
        Spelt::Enum(_) if row.links.is_empty() && out.values.is_empty() => {
            out.values.extend(from(keywords(&format!("{} {}", row.text, row.note))));
        }
        Spelt::Int => out.values.extend(from(codes(&format!("{}, {}", row.text, row.note)))),
        _ => {}
    }
}
