//! Compares the table of a method with its page.
//!
//! In: a page and the tables. Out: every difference in names, nesting, types, repetition, attributes and values, in
//! both directions; descriptions are not compared. Each difference is about one element and states what the page and
//! the table have there in a word or two, so that a list of known differences can identify it. `agree` compares
//! types, `value_diff` values.

use super::agree::{agree, page_type};
use super::envelope::{self, SideName};
use super::outline::{self, Entry, Holds};
use super::page::{Page, Side};
use super::resolve::Tree;
use super::skeleton::Mark;
use super::spelling::Spelt;
use super::tables::Tables;
use super::value_diff;
use crate::model::{KnownDifference, Method, Record, Reply};
use std::collections::BTreeMap;

/// A difference between a table and a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The difference, in the form of the list of known ones. The line is in the page; 0 for an element that the page
    /// does not have.
    pub what: KnownDifference,
}

impl Difference {
    pub(super) fn new(name: &str, side: &str, element: &str, page: &str, table: &str, line: u32) -> Self {
        // One line, as a cell of the list.
        let cell = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            what: KnownDifference {
                method: name.to_owned(),
                side: side.to_owned(),
                element: cell(element),
                page: cell(page),
                table: cell(table),
                line,
            },
        }
    }
}

/// The words for an element that only one side has.
pub(super) const PRESENT: &str = "present";
pub(super) const ABSENT: &str = "absent";

/// Returns the differences between the page of a method and its table.
#[must_use]
pub fn method(page: &Page, tables: &Tables) -> Vec<Difference> {
    let name = page.method.as_deref().unwrap_or("");
    let Some(method) = tables.methods.get(name) else {
        return vec![Difference::new(name, "request", "*", PRESENT, "no table", 1)];
    };
    let mut out = side(page, &page.request, method, SideName::Request, tables);
    // The page of a method that answers with a file shows no response.
    let strange = value_diff::of_nothing(page);
    if !strange.is_empty() {
        out.push(Difference::new(
            name,
            "response",
            "*",
            &format!("values {}", strange.join(" ")),
            ABSENT,
            0,
        ));
    }
    if method.reply == Reply::Xml || !page.response.skeletons.is_empty() {
        out.extend(side(page, &page.response, method, SideName::Response, tables));
    }
    out
}

/// The comparison of one side.
struct Compare<'c> {
    name: &'c str,
    side: SideName,
    page: &'c Page,
    tree: Tree,
    table: BTreeMap<String, Entry>,
    tables: &'c Tables,
    out: Vec<Difference>,
}

fn side(page: &Page, side: &Side, method: &Method, which: SideName, tables: &Tables) -> Vec<Difference> {
    let record: &Record = match which {
        SideName::Request => &method.request,
        SideName::Response => &method.response,
    };
    let mut compare = Compare {
        name: &method.name,
        side: which,
        page,
        tree: Tree::of(side),
        table: outline::of(record, tables),
        tables,
        out: Vec::new(),
    };
    compare.root(side);
    let mut seen = Vec::new();
    for at in 1..compare.tree.nodes.len() {
        // Every message has the envelope, whether its page shows it or not.
        if !envelope::holds(&compare.tree, at, which) {
            seen.push(compare.node(at));
        }
    }
    compare.missing(&seen);
    compare.out
}

impl Compare<'_> {
    fn add(&mut self, element: &str, page: &str, table: &str, line: u32) {
        let difference = Difference::new(self.name, self.side.word(), element, page, table, line);
        if !self.out.contains(&difference) {
            self.out.push(difference);
        }
    }

    /// Compares the message itself: its attribute, its refusal, and rows that belong to no element.
    fn root(&mut self, side: &Side) {
        let wanted = if self.side == SideName::Request {
            "method"
        } else {
            "status"
        };
        for skeleton in &side.skeletons {
            let names: Vec<&str> = skeleton.attributes.iter().map(|(name, _)| name.as_str()).collect();
            if names != [wanted] {
                self.add(
                    "*",
                    &format!("attributes {}", names.join(" ")),
                    &format!("attribute {wanted}"),
                    skeleton.line,
                );
            }
        }
        for refusal in &side.errors {
            let names = refusal.children.iter().map(|child| match child.mark {
                Mark::None => child.name.clone(),
                Mark::Dots | Mark::Twice => format!("{}[]", child.name),
            });
            let names: Vec<String> = names.collect();
            if names != ["code"] || refusal.children.iter().any(|child| !child.children.is_empty()) {
                self.add(
                    "*",
                    &format!("refusal {}", names.join(" ")),
                    "refusal code",
                    refusal.line,
                );
            }
        }
        if self.tree.nodes.first().is_some_and(|root| root.uneven) {
            self.add("*", "uneven samples", PRESENT, 0);
        }
        if side.skeletons.is_empty() && !self.table.is_empty() {
            self.add("*", "no skeleton", PRESENT, 0);
        }
        let strays: Vec<(String, u32)> = self
            .tree
            .strays
            .iter()
            .map(|row| (row.name.clone(), row.line))
            .collect();
        for (name, line) in strays {
            self.add(&name, PRESENT, ABSENT, line);
        }
    }

    /// Compares an element or attribute of the page, and returns its path.
    fn node(&mut self, at: usize) -> String {
        let path = self.tree.address(at);
        let Some(node) = self.tree.nodes.get(at).cloned() else {
            return path;
        };
        let line = node.rows.first().map_or(node.line, |row| row.line);
        let Some(entry) = self.table.get(&path).cloned() else {
            let page = node.rows.first().map_or(PRESENT, |row| page_type(&row.ty));
            self.add(&path, page, ABSENT, line);
            return path;
        };
        if node.uneven {
            self.add(&path, "uneven samples", PRESENT, line);
        }
        let holds = self
            .tree
            .nodes
            .iter()
            .skip(1)
            .any(|child| child.parent == at && !child.attribute);
        let attributes = self
            .tree
            .nodes
            .iter()
            .skip(1)
            .any(|child| child.parent == at && child.attribute);
        if !node.shown {
            self.add(&path, "row only", PRESENT, line);
        }
        if node.rows.is_empty() && !holds && !attributes && !node.open {
            self.add(&path, "no row", PRESENT, line);
        }
        if node.rows.len() > 1 {
            self.add(&path, &format!("{} rows", node.rows.len()), PRESENT, line);
        }
        if let Some(other) = &node.alternative {
            let parent = path
                .rsplit_once('.')
                .map_or(String::new(), |(parent, _)| format!("{parent}."));
            if !self.table.contains_key(&format!("{parent}{other}")) {
                self.add(&path, &format!("alternative {other}"), ABSENT, line);
            }
        }
        match (node.mark != Mark::None, entry.repeats) {
            (true, false) => self.add(&path, "repeats", "once", line),
            // An element without a skeleton has no marks.
            (false, true) if node.shown => self.add(&path, "once", "repeats", line),
            _ => {}
        }
        self.types(at, &path, &entry, holds || attributes || node.open);
        path
    }

    fn types(&mut self, at: usize, path: &str, entry: &Entry, holds: bool) {
        let Some(node) = self.tree.nodes.get(at).cloned() else {
            return;
        };
        let table_holds = entry.holds == Holds::Elements;
        // Its children are compared by themselves, unless the page shows none and the table has some.
        if !holds && table_holds && node.shown {
            self.add(path, "no elements", "elements", node.line);
        }
        if holds && !table_holds {
            self.add(path, "elements", &entry.spelt, node.line);
        }
        for row in &node.rows {
            if (holds || !table_holds) && !agree(&Spelt::read(&row.ty), &entry.holds, self.tables) {
                self.add(path, page_type(&row.ty), &entry.spelt, row.line);
            }
        }
        let differences = value_diff::of_element(self.page, &self.tree, at, entry, self.tables);
        for (page, table, line) in differences {
            self.add(path, &page, &table, line);
        }
    }

    /// Reports elements that only the table has, except inside elements that the page does not show whole.
    fn missing(&mut self, seen: &[String]) {
        let open: Vec<String> = (1..self.tree.nodes.len())
            .filter(|at| self.tree.nodes.get(*at).is_some_and(|node| node.open))
            .map(|at| format!("{}.", self.tree.address(at)))
            .collect();
        let paths: Vec<String> = self.table.keys().filter(|path| !seen.contains(path)).cloned().collect();
        for path in paths {
            if !open.iter().any(|open| path.starts_with(open)) {
                self.add(&path, ABSENT, PRESENT, 0);
            }
        }
    }
}
