//! The expected XML of a record, as a tree of nodes.

use planfix_api::DateTime;
use planfix_api::record::{List, Record, View};
use planfix_api::table::{Content, Element, Place};

/// The expected XML of a record, made without the writer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// Path as in faults and unknown elements.
    pub(crate) path: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Node>,
    /// True if white space beside its children is layout: the table has no text for it.
    pub(crate) layout: bool,
}

impl Node {
    /// Returns the node at a path.
    pub(crate) fn find(&mut self, path: &str) -> Option<&mut Self> {
        if self.path == path {
            return Some(self);
        }
        self.children.iter_mut().find_map(|child| child.find(path))
    }

    /// Writes XML, for texts and attributes that need no escaping.
    pub(crate) fn render(&self) -> String {
        let children: String = self.children.iter().map(Self::render).collect();
        if self.name.is_empty() {
            return children;
        }
        let attributes: String = self.attributes.iter().map(|(n, v)| format!(" {n}=\"{v}\"")).collect();
        format!("<{0}{attributes}>{1}{children}</{0}>", self.name, self.text)
    }

    pub(crate) fn is_nothing(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty() && self.text.is_empty()
    }
    fn child(&self, step: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        let name = step.split('[').next().unwrap();
        Self {
            name: name.to_owned(),
            path: format!("{}{dot}{step}", self.path),
            ..Self::default()
        }
    }
}

/// Returns the elements of a record.
pub(crate) fn nodes(record: &dyn Record) -> Node {
    let mut root = Node::default();
    elements(&mut root, record, record.table().elements);
    root
}

fn elements(node: &mut Node, record: &dyn Record, elements: &'static [Element]) {
    node.layout = elements.iter().all(|e| e.place != Place::Text);
    for element in elements {
        if let Content::Group(inner) = element.content {
            let mut group = node.child(element.name);
            self::elements(&mut group, record, inner);
            if !group.is_nothing() {
                node.children.push(group);
            }
            continue;
        }
        let (number, _) = element.content.field().unwrap();
        let view = record.field(number);
        match (element.place, view, &element.content) {
            (_, View::Absent, _) => {}
            (Place::Attribute, leaf, _) => node.attributes.push((element.name.to_owned(), wire(leaf))),
            (Place::Text, leaf, _) => node.text = wire(leaf),
            (_, View::List(list), Content::List { item, .. }) => {
                let mut outer = node.child(element.name);
                outer.layout = true;
                items(&mut outer, item.name, list);
                node.children.push(outer);
            }
            (_, View::List(list), _) => items(node, element.name, list),
            (_, one, _) => {
                let mut child = node.child(element.name);
                value(&mut child, one);
                node.children.push(child);
            }
        }
    }
}

fn items(node: &mut Node, name: &str, list: &dyn List) {
    for index in 0..list.len() {
        let mut child = node.child(&format!("{name}[{index}]"));
        value(&mut child, list.get(index).unwrap().view());
        node.children.push(child);
    }
}

fn value(node: &mut Node, view: View<'_>) {
    match view {
        View::Record(record) => elements(node, record, record.table().elements),
        View::List(_) => {
            node.layout = true;
        }
        leaf => node.text = wire(leaf),
    }
}

pub(super) fn wire(view: View<'_>) -> String {
    match view {
        View::Empty => String::new(),
        View::Text(text) => text.to_owned(),
        View::Int(number) => number.to_string(),
        View::Decimal(number) => number.to_string(),
        View::Bool(yes) => u8::from(yes).to_string(),
        View::Date(date) => date.strftime("%d-%m-%Y").to_string(),
        View::DateTime(DateTime::Date(date)) => date.strftime("%d-%m-%Y").to_string(),
        View::DateTime(DateTime::Minute(at)) => at.strftime("%d-%m-%Y %H:%M").to_string(),
        View::Time(time) => time.strftime("%H:%M").to_string(),
        View::Bytes(bytes) => base64(bytes.as_slice().unwrap()),
        _ => unreachable!("it is no leaf"),
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = (0..3).fold(0_u32, |word, i| word << 8 | u32::from(*chunk.get(i).unwrap_or(&0)));
        for digit in 0..4 {
            out.push(if digit <= chunk.len() {
                char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize])
            } else {
                '='
            });
        }
    }
    out
}
