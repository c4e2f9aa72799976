//! The rows of a side to the elements of its skeleton.
//!
//! Seven rows of ten leave out elements that lead to theirs: a row names the end of the path of its
//! element, and of several such elements the one that is least deep. What comes in is a side of a
//! page, what goes out is one tree with the skeleton's elements and attributes, those that only a row
//! names, and at each of them its row.

use super::page::{Row, Side};
use super::skeleton::{Element, Mark};

/// The elements of a side; the first one is the message itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The elements, parents before their children.
    pub nodes: Vec<Node>,
    /// Rows whose name is no path at all.
    pub strays: Vec<Row>,
    /// Whether the page shows alternative skeletons.
    pub alternatives: bool,
}

/// An element or an attribute of a side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Whether it is an attribute.
    pub attribute: bool,
    /// Number of the element it stands in; the message stands in itself.
    pub parent: usize,
    /// How many elements lead to it, without the message.
    pub depth: usize,
    /// How the skeleton shows that it repeats.
    pub mark: Mark,
    /// Whether the skeleton says that there is more in it.
    pub open: bool,
    /// Whether the skeleton shows it several times and not alike.
    pub uneven: bool,
    /// Whether it is in the skeleton.
    pub shown: bool,
    /// The rows that describe it; more than one is a slip of the page.
    pub rows: Vec<Row>,
    /// `contact` for the row `task (contact)`.
    pub alternative: Option<String>,
    /// Line of the page, from 1.
    pub line: u32,
}

/// What the name of a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    steps: Vec<String>,
    attribute: Option<String>,
    alternative: Option<String>,
}

impl Tree {
    /// Puts the rows of a side to the elements of its skeletons.
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

    /// Names that lead to a node, the message left out.
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

    /// Numbers of the elements and attributes directly in one, in order; attributes first.
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

    /// An element with others in it, by its name.
    fn holder(&self, name: &str) -> Option<usize> {
        let holds = |at: usize| self.nodes.iter().any(|node| node.parent == at);
        let mut found = self.nodes.iter().enumerate().skip(1);
        found
            .find(|(at, node)| node.name == name && holds(*at))
            .map(|(at, _)| at)
    }

    /// Whether an element stands in another one, or is it.
    fn is_within(&self, at: usize, holder: usize) -> bool {
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
        // The last row whose name is that of its element alone.
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

    /// The element that is least deep of those whose path ends so.
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

    /// An element that only a row names: where the elements are that its row begins with, else beside
    /// a row before it or the one behind it.
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

/// Far more than any page has; a bound, so that no page takes long.
const MAX_NODES: usize = 2000;

/// Longer paths are no paths.
const MAX_STEPS: usize = 12;

/// The parts of a name: `contacts count` is an attribute, `task (contact)` has an alternative.
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

/// Whether it can be the name of an element in a table.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}
