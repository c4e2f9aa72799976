//! The places of a record, the route to each of them, and the record's XML with one place changed.

use super::records::Node;
use planfix_api::record::{Record, Value, View};
use planfix_api::table::{Content, Element, Kind, Row, Table};

/// One step from a record to a value in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Field(u16),
    Item(usize),
}

/// A field of a record that is set, at any depth.
#[derive(Clone)]
pub(crate) struct Place {
    /// Route to the struct that contains it.
    pub(crate) parent: Vec<Step>,
    pub(crate) number: u16,
    pub(crate) table: &'static Table,
    pub(crate) element: &'static Element,
    pub(crate) row: &'static Row,
    pub(crate) kind: Kind,
    /// Path as in faults: `contact.phones.phone[0].number`.
    pub(crate) path: String,
}

impl Place {
    pub(crate) fn is_list(&self) -> bool {
        !matches!(self.element.content, Content::Value { .. })
    }

    /// Returns the struct that contains it.
    pub(crate) fn around<'r>(&self, record: &'r mut dyn Record) -> &'r mut dyn Record {
        follow(record, &self.parent)
    }

    pub(crate) fn slot<'r>(&self, record: &'r mut dyn Record) -> &'r mut dyn Value {
        self.around(record).field_mut(self.number).unwrap()
    }
}

fn follow<'r>(record: &'r mut dyn Record, steps: &[Step]) -> &'r mut dyn Record {
    let Some((Step::Field(number), rest)) = steps.split_first() else {
        return record;
    };
    let slot = record.field_mut(*number).unwrap();
    match rest.split_first() {
        Some((Step::Item(index), rest)) => {
            let list = slot.list().unwrap();
            while list.len() > index + 1 {
                list.pop();
            }
            follow(list.last_mut().unwrap().record().unwrap(), rest)
        }
        _ => follow(slot.record().unwrap(), rest),
    }
}

/// Returns every field that is set, outer ones first; of a list, its first item.
pub(crate) fn places(record: &dyn Record) -> Vec<Place> {
    let mut out = Vec::new();
    walk(record, record.table().elements, &mut Vec::new(), "", &mut out);
    out
}

fn walk(record: &dyn Record, elements: &'static [Element], parent: &mut Vec<Step>, above: &str, out: &mut Vec<Place>) {
    use planfix_api::table::Place as Where;
    for element in elements {
        let mark = match element.place {
            Where::Attribute => "@",
            Where::Element if !above.is_empty() => ".",
            Where::Element | Where::Text => "",
        };
        let path = format!("{above}{mark}{}", element.name);
        if let Content::Group(inner) = element.content {
            walk(record, inner, parent, &path, out);
            continue;
        }
        let (number, kind) = element.content.field().unwrap();
        let view = record.field(number);
        if matches!(view, View::Absent) {
            continue;
        }
        out.push(Place {
            parent: parent.clone(),
            number,
            table: record.table(),
            element,
            row: element.row.unwrap(),
            kind,
            path: path.clone(),
        });
        let steps = parent.len();
        parent.push(Step::Field(number));
        match view {
            View::Record(inner) => walk(inner, inner.table().elements, parent, &path, out),
            View::List(list) => {
                let item = match element.content {
                    Content::List { item, .. } => format!("{path}.{}[0]", item.name),
                    _ => format!("{path}[0]"),
                };
                parent.push(Step::Item(0));
                if let Some(View::Record(inner)) = list.get(0).map(Value::view) {
                    walk(inner, inner.table().elements, parent, &item, out);
                }
            }
            _ => {}
        }
        parent.truncate(steps);
    }
}

/// Writes a node as XML.
pub(crate) fn render(node: &Node) -> String {
    let attributes = node.attributes.iter();
    let attributes: String = attributes
        .map(|(name, value)| format!(" {name}=\"{}\"", escaped(value)))
        .collect();
    let children: String = node.children.iter().map(render).collect();
    format!("<{0}{attributes}>{1}{children}</{0}>", node.name, escaped(&node.text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('\r', "&#13;")
}

/// Applies a change to the node with this path. Returns true if there is one.
pub(crate) fn change(node: &mut Node, path: &str, with: &mut impl FnMut(&mut Node)) -> bool {
    if node.path == path {
        with(node);
        return true;
    }
    node.children.iter_mut().any(|child| change(child, path, with))
}

/// Removes the node or the attribute with this path. Returns true if anything is left beside it.
pub(crate) fn remove(root: &mut Node, path: &str) -> bool {
    if let Some((element, name)) = path.rsplit_once('@') {
        let mut left = false;
        change(root, element, &mut |node| {
            node.attributes.retain(|(known, _)| known != name);
            left = !node.is_nothing();
        });
        return left;
    }
    if root.children.iter().any(|node| is_at(node, path)) {
        root.children.retain(|node| !is_at(node, path));
        return !root.is_nothing();
    }
    root.children
        .iter_mut()
        .find(|node| path.starts_with(&format!("{}.", node.path)))
        .is_some_and(|node| remove(node, path))
}

/// Returns true if a node is the element with this path, or one of several.
fn is_at(node: &Node, path: &str) -> bool {
    let rest = node.path.strip_prefix(path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

/// Returns the nodes of the element with this path.
pub(crate) fn taken(root: &Node, path: &str) -> Vec<Node> {
    let own = root.children.iter().filter(|node| is_at(node, path)).cloned();
    own.chain(root.children.iter().flat_map(|node| taken(node, path)))
        .collect()
}

/// Adds nodes beside the element with this path.
pub(crate) fn add(root: &mut Node, path: &str, nodes: Vec<Node>) {
    if root.children.iter().any(|node| is_at(node, path)) {
        root.children.extend(nodes);
    } else if let Some(around) = root
        .children
        .iter_mut()
        .find(|node| path.starts_with(&format!("{}.", node.path)))
    {
        add(around, path, nodes);
    }
}

/// Cuts two paths after the first step in which they differ; each may then be the path of a parent of its element.
pub(crate) fn apart<'p>(one: &'p str, other: &'p str) -> (&'p str, &'p str) {
    let same = one
        .split('.')
        .zip(other.split('.'))
        .take_while(|(one, other)| one == other);
    let start: usize = same.map(|(step, _)| step.len() + 1).sum();
    let cut = |path: &'p str| path[start..].find('.').map_or(path, |end| &path[..start + end]);
    (cut(one), cut(other))
}
