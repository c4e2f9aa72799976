//! Assigns the rows of a side to the elements of its skeleton.
//!
//! Seven of ten rows leave out the first elements of their path: the name of a row is the end of the path of its
//! element. Of several such elements it means the least deep one. In: a side of a page. Out: a tree with the elements
//! and attributes of the skeleton and those that only a row mentions, each with its rows.

use super::page::{Row, Side};
use super::skeleton::{Element, Mark};

/// The elements of a side; the first one is the message itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The elements, parents before their children.
    pub nodes: Vec<Node>,
    /// Rows whose name is not a path.
    pub strays: Vec<Row>,
    /// True if the page shows alternative skeletons.
    pub alternatives: bool,
}

/// An element or an attribute of a side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Name on the wire.
    pub name: String,
    /// True for an attribute.
    pub attribute: bool,
    /// Number of the element around it; the message is its own parent.
    pub parent: usize,
    /// Number of elements that lead to it, without the message.
    pub depth: usize,
    /// The sign in the skeleton that it repeats.
    pub mark: Mark,
    /// True if the skeleton says that there is more in it.
    pub open: bool,
    /// True if the skeleton shows it several times with different content.
    pub uneven: bool,
    /// True if it is in the skeleton.
    pub shown: bool,
    /// The rows that describe it; more than one is a mistake of the page.
    pub rows: Vec<Row>,
    /// `contact` for the row `task (contact)`.
    pub alternative: Option<String>,
    /// Line of the page, from 1.
    pub line: u32,
}

/// The parts of the name of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    steps: Vec<String>,
    attribute: Option<String>,
    alternative: Option<String>,
}

impl Tree {
    /// Assigns the rows of a side to the elements of its skeletons.
    #[must_use]
    pub fn of(side: &Side) -> Self {
        let mut tree = Self {
            nodes: vec![Node::default()],
            strays: Vec::new(),
            alternatives: side.skeletons.len() > 1,
        };
        let mut skeletons = side.skeletons.iter().cloned();
        if let Some(mut whole) = skeletons.next() {
            for other in skeletons {
                let empty = other.children.is_empty();
                if let Some(root) = tree.nodes.first_mut() {
                    root.uneven |= empty || !super::skeleton::agrees(&other, &whole);
                }
                super::skeleton::merge(&mut whole, other);
            }
            tree.add(0, &whole.children);
        }
        for table in &side.tables {
            let within = table.within.iter().find_map(|word| tree.holder(word));
            tree.rows(within.unwrap_or(0), &table.rows);
        }
        tree
    }

    /// Returns the names that lead to a node, without the message.
    #[must_use]
    pub fn path(&self, at: usize) -> Vec<&str> {
        let mut out = Vec::new();
        let mut at = at;
        while let Some(node) = self.nodes.get(at).filter(|_| at != 0) {
            out.push(node.name.as_str());
            at = node.parent;
        }
        out.reverse();
        out
    }

    /// Returns the path of an element as tables write it, without `[]`; an attribute is `path@name`.
    #[must_use]
    pub fn address(&self, at: usize) -> String {
        let attribute = self.nodes.get(at).is_some_and(|node| node.attribute);
        let steps = self.path(at);
        match steps.split_last() {
            Some((last, before)) if attribute => format!("{}@{last}", before.join(".")),
            _ => steps.join("."),
        }
    }

    /// Returns the element that is alone in another.
    #[must_use]
    pub fn only_child(&self, at: usize) -> Option<usize> {
        let mut children = self.children(at).into_iter();
        let elements = |number: &usize| self.nodes.get(*number).is_some_and(|node| !node.attribute);
        let only = children.find(elements)?;
        children.next().is_none().then_some(only)
    }

    /// Returns the numbers of the children of a node: attributes first, each in order.
    #[must_use]
    pub fn children(&self, at: usize) -> Vec<usize> {
        let all = self.nodes.iter().enumerate().skip(1);
        let mut out: Vec<usize> = all
            .filter(|(_, node)| node.parent == at)
            .map(|(number, _)| number)
            .collect();
        out.sort_by_key(|number| !self.nodes.get(*number).is_some_and(|node| node.attribute));
        out
    }

    fn push(&mut self, node: Node) -> usize {
        let depth = self.nodes.get(node.parent).map_or(0, |parent| parent.depth) + 1;
        self.nodes.push(Node { depth, ..node });
        self.nodes.len() - 1
    }

    fn add(&mut self, parent: usize, elements: &[Element]) {
        for element in elements {
            if self.nodes.len() > MAX_NODES {
                return;
            }
            let at = self.push(Node {
                name: element.name.clone(),
                parent,
                mark: element.mark,
                open: element.open,
                uneven: element.uneven,
                shown: true,
                line: element.line,
                ..Node::default()
            });
            for (name, _) in &element.attributes {
                self.push(Node {
                    name: name.clone(),
                    attribute: true,
                    parent: at,
                    shown: true,
                    line: element.line,
                    ..Node::default()
                });
            }
            self.add(at, &element.children);
        }
    }

    /// Finds an element with children by its name.
    fn holder(&self, name: &str) -> Option<usize> {
        let holds = |at: usize| self.nodes.iter().any(|node| node.parent == at);
        let mut found = self.nodes.iter().enumerate().skip(1);
        found
            .find(|(at, node)| node.name == name && holds(*at))
            .map(|(at, _)| at)
    }

    /// Returns true if an element is inside another one, or is that one.
    pub(super) fn is_within(&self, at: usize, holder: usize) -> bool {
        let mut at = at;
        while at != holder {
            match self.nodes.get(at) {
                Some(node) if at != 0 => at = node.parent,
                _ => return false,
            }
        }
        true
    }

    fn rows(&mut self, within: usize, rows: &[Row]) {
        let names: Vec<Option<Name>> = rows.iter().map(|row| name(&row.name)).collect();
        // The last row whose name has one step.
        let mut before: Option<usize> = None;
        for (number, (row, name)) in rows.iter().zip(&names).enumerate() {
            let Some(name) = name.as_ref().filter(|_| self.nodes.len() <= MAX_NODES) else {
                self.strays.push(row.clone());
                continue;
            };
            let next = names.get(number + 1).and_then(Option::as_ref);
            let at = self
                .find(within, &name.steps)
                .unwrap_or_else(|| self.make(within, name, row.line, before, next));
            let at = match &name.attribute {
                Some(attribute) => self.attribute(at, attribute, row.line),
                None => at,
            };
            if name.steps.len() == 1 && name.attribute.is_none() {
                before = Some(at);
            }
            if let Some(node) = self.nodes.get_mut(at) {
                node.rows.push(row.clone());
                if name.alternative.is_some() {
                    node.alternative.clone_from(&name.alternative);
                }
            }
        }
    }

    /// Finds the least deep element whose path ends with these steps.
    fn find(&self, within: usize, steps: &[String]) -> Option<usize> {
        let ends = |at: usize| {
            let mut at = at;
            steps.iter().rev().all(|step| {
                let node = self.nodes.get(at).filter(|_| at != within && at != 0);
                at = node.map_or(0, |node| node.parent);
                node.is_some_and(|node| node.name == *step)
            })
        };
        let last = steps.last()?;
        let found = self.nodes.iter().enumerate().skip(1);
        found
            .filter(|(_, node)| !node.attribute && node.name == *last)
            .filter(|(at, _)| ends(*at) && self.is_within(*at, within))
            .min_by_key(|(_, node)| node.depth)
            .map(|(at, _)| at)
    }

    /// Adds an element that only a row mentions: inside the elements that its row begins with, or else beside the row
    /// before it or after it.
    fn make(&mut self, within: usize, name: &Name, line: u32, before: Option<usize>, next: Option<&Name>) -> usize {
        let steps = &name.steps;
        let known = (1..steps.len()).rev().find_map(|count| {
            let holder = self.find(within, steps.get(..count)?)?;
            Some((holder, count))
        });
        let beside = |at: usize| self.nodes.get(at).map_or(within, |node| node.parent);
        let (mut at, count) = known.unwrap_or_else(|| {
            let alike = before.filter(|_| steps.len() == 1);
            let behind = || {
                let next = next.filter(|next| next.steps.len() == 1 && steps.len() == 1)?;
                self.find(within, &next.steps)
            };
            let sibling = alike.or_else(behind);
            (sibling.map_or(within, beside), 0)
        });
        for step in steps.iter().skip(count) {
            at = self.push(Node {
                name: step.clone(),
                parent: at,
                line,
                ..Node::default()
            });
        }
        at
    }

    fn attribute(&mut self, at: usize, name: &str, line: u32) -> usize {
        let known = self
            .nodes
            .iter()
            .position(|node| node.attribute && node.parent == at && node.name == name);
        known.unwrap_or_else(|| {
            self.push(Node {
                name: name.to_owned(),
                attribute: true,
                parent: at,
                line,
                ..Node::default()
            })
        })
    }
}

/// Far more than any page has, so that no page takes long.
const MAX_NODES: usize = 2000;

/// A longer name is not a path.
const MAX_STEPS: usize = 12;

/// Splits a name into its parts: `contacts count` is an attribute, `task (contact)` has an alternative.
fn name(text: &str) -> Option<Name> {
    let (text, alternative) = match text.split_once('(') {
        Some((before, inner)) => (before.trim(), Some(inner.trim_end_matches(')').trim().to_owned())),
        None => (text.trim(), None),
    };
    let text = text
        .replace(" .", ".")
        .replace(". ", ".")
        .replace('/', ".")
        .replace("[]", "");
    let (path, attribute) = match text.split_once([' ', '@']) {
        Some((path, attribute)) => (
            path.to_owned(),
            Some(attribute.trim_start_matches('@').trim().to_owned()),
        ),
        None => (text, None),
    };
    let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
    let right = steps.len() <= MAX_STEPS && steps.iter().chain(&attribute).all(|name| is_name(name));
    right.then_some(Name {
        steps,
        attribute,
        alternative,
    })
}

/// Returns true if this can be the name of an element in a table.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}
