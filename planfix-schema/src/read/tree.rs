//! Rows to the tree of elements, with what can be wrong between rows.

use super::rows::{Parsed, ParsedRow, Step, Tail};
use super::twins;
use crate::fault::Collector;
use crate::model::Place;
use std::ops::Range;

/// An element as the rows describe it, before its shape is known.
pub(super) struct Node<'r> {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) repeats: bool,
    pub(super) row: Option<&'r ParsedRow>,
    /// The first row at or below it, for faults.
    pub(super) span: Range<usize>,
    pub(super) children: Vec<Node<'r>>,
    /// True if it was reported that its children are apart, which is reported once.
    apart: bool,
}

/// Puts the rows below a root.
pub(super) fn tree<'r>(faults: &mut Collector<'_>, parsed: &'r Parsed) -> Node<'r> {
    let mut root = Node {
        name: String::new(),
        place: Place::Element,
        repeats: false,
        row: None,
        span: 0..0,
        children: Vec::new(),
        apart: false,
    };
    for row in &parsed.rows {
        insert(faults, parsed, &mut root, row, &row.steps);
    }
    twins::check(faults, &root);
    root
}

/// Puts a row into the tree.
fn insert<'r>(faults: &mut Collector<'_>, parsed: &Parsed, parent: &mut Node<'r>, row: &'r ParsedRow, steps: &[Step]) {
    let span = row.path.span.clone();
    let Some((step, rest)) = steps.split_first() else {
        let (name, place) = match &row.tail {
            // A path has a step or a tail.
            Tail::Element => return,
            Tail::Attribute(name) => (name.clone(), Place::Attribute),
            Tail::Text => ("#text".to_owned(), Place::Text),
        };
        if let Some(twin) = parent.children.iter().find(|c| c.name == name && c.place == place) {
            duplicate(faults, row, twin);
        } else {
            parent.children.push(leaf(name, place, row));
        }
        return;
    };
    let last = rest.is_empty() && row.tail == Tail::Element;
    let position = parent
        .children
        .iter()
        .position(|child| child.name == step.name && child.place == Place::Element);
    let is_last = position.is_some_and(|at| at + 1 == parent.children.len());
    match position.and_then(|at| parent.children.get_mut(at)) {
        Some(child) if last => {
            if child.row.is_some() && child.repeats == step.repeats {
                duplicate(faults, row, child);
            } else if child.row.is_some() {
                faults.help(
                    span,
                    format!("`{}` appears with `[]` and without", step.name),
                    "it repeats, or it does not",
                    "an element repeats or does not; keep one row",
                );
            } else {
                faults.help(
                    span,
                    format!("the row `{}` is below its children", row.path.text),
                    "its children were above",
                    "move it before the first of them",
                );
            }
        }
        Some(child) => {
            if child.repeats != step.repeats {
                let path = path_of(row, steps.len());
                let (message, help) = if child.repeats {
                    (
                        format!("`{}` is a list: its children are `{path}[].…`", step.name),
                        "put `[]` after it",
                    )
                } else {
                    (
                        format!("`{}` is not a list here", step.name),
                        "remove the `[]`, or add it to the row above",
                    )
                };
                faults.help(span.clone(), message, "this child", help);
            } else if !is_last && !std::mem::replace(&mut child.apart, true) {
                faults.help(
                    span.clone(),
                    format!("the children of `{}` are apart", step.name),
                    "this one is alone",
                    "move it to the others: the order of the rows is the order on the wire",
                );
            }
            insert(faults, parsed, child, row, rest);
        }
        None => {
            if last {
                let mut node = leaf(step.name.clone(), Place::Element, row);
                node.repeats = step.repeats;
                parent.children.push(node);
                return;
            }
            if step.repeats {
                let path = format!("{}[]", path_of(row, steps.len()));
                // A row below its children is reported when it comes.
                let declared = parsed.rows.iter().any(|other| other.path.text == path);
                if !declared && !parsed.may_have(&path) {
                    faults.help(
                        span.clone(),
                        format!("child of a list that no row declares: `{path}`"),
                        "this child",
                        format!("add a row `{path}` before it, its type empty"),
                    );
                }
            }
            let mut node = Node {
                name: step.name.clone(),
                place: Place::Element,
                repeats: step.repeats,
                row: None,
                span,
                children: Vec::new(),
                apart: false,
            };
            insert(faults, parsed, &mut node, row, rest);
            parent.children.push(node);
        }
    }
}

fn leaf<'r>(name: String, place: Place, row: &'r ParsedRow) -> Node<'r> {
    Node {
        name,
        place,
        repeats: false,
        row: Some(row),
        span: row.path.span.clone(),
        children: Vec::new(),
        apart: false,
    }
}

/// The path of a row up to the step with which `left` steps begin, without the `[]` of that step.
fn path_of(row: &ParsedRow, left: usize) -> String {
    let upto = row.steps.len() + 1 - left;
    let mut text = String::new();
    for (i, step) in row.steps.iter().take(upto).enumerate() {
        if i > 0 {
            text.push('.');
        }
        text.push_str(&step.name);
        if step.repeats && i + 1 < upto {
            text.push_str("[]");
        }
    }
    text
}

fn duplicate(faults: &mut Collector<'_>, row: &ParsedRow, twin: &Node<'_>) {
    let first = twin.row.map_or(0, |row| row.line);
    faults.help(
        row.path.span.clone(),
        format!("duplicate row `{}`", row.path.text),
        "the same path again",
        format!("the first is on line {first}; remove one"),
    );
}
