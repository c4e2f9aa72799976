//! The leaves of a request: every value that a column can set, with its way in JSON and its names.

use crate::reading::Place;
use planfix_api::table::{self, Content, Element, Kind, Method, Table};

/// A step of the way from a request to a value in its JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Name in an object.
    Name(&'static str),
    /// An item of a list.
    Item,
}

/// A value that a column can set.
#[derive(Debug)]
pub(crate) struct Leaf {
    pub place: Place,
    pub way: Vec<Step>,
    /// Whole path on the wire, without brackets: `contact.phones.phone.number`.
    pub wire: String,
    /// Path without the elements of items, as in flags: `contact.phones.number`.
    people: String,
    group: &'static str,
}

impl Leaf {
    /// Returns true if a name of a column, without brackets, means this value.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let short = |path: &str| {
            let rest = path.strip_prefix(self.group).and_then(|rest| rest.strip_prefix('.'));
            rest == Some(name)
        };
        self.wire == name || short(&self.wire) || self.people == name || short(&self.people)
    }

    /// Returns the shortest name: without the element that is named like the group.
    pub(crate) fn short(&self) -> &str {
        let rest = self.wire.strip_prefix(self.group);
        rest.and_then(|rest| rest.strip_prefix('.')).unwrap_or(&self.wire)
    }

    /// Returns the number of lists on the way.
    pub(crate) fn lists(&self) -> usize {
        self.way.iter().filter(|step| **step == Step::Item).count()
    }
}

/// Returns every value of a request, in the order of its table.
pub(crate) fn of(method: &'static Method) -> Vec<Leaf> {
    let mut walk = Walk {
        group: method.group(),
        open: Vec::new(),
        out: Vec::new(),
    };
    walk.table(method.request, &At::default());
    walk.out
}

#[derive(Clone, Default)]
struct At {
    way: Vec<Step>,
    wire: String,
    people: String,
}

impl At {
    fn below(&self, element: &Element) -> Self {
        let join = |path: &str| match path {
            "" => element.name.to_owned(),
            path => format!("{path}.{}", element.name),
        };
        Self {
            way: [self.way.as_slice(), &[Step::Name(element.name)]].concat(),
            wire: join(&self.wire),
            people: join(&self.people),
        }
    }
}

struct Walk {
    group: &'static str,
    /// The tables on the current way; one that contains itself is not entered again.
    open: Vec<&'static Table>,
    out: Vec<Leaf>,
}

impl Walk {
    fn table(&mut self, table: &'static Table, at: &At) {
        if !self.open.iter().any(|open| std::ptr::eq(*open, table)) {
            self.open.push(table);
            self.elements(table, table.elements, at);
            self.open.pop();
        }
    }

    fn elements(&mut self, table: &'static Table, elements: &'static [Element], at: &At) {
        for element in elements {
            let mut below = match element.place {
                // No request has an attribute that a person would fill.
                table::Place::Attribute => continue,
                // JSON has the text of an element under the name of the element.
                table::Place::Text => at.clone(),
                table::Place::Element => at.below(element),
            };
            let kind = match element.content {
                Content::Group(inner) => {
                    self.elements(table, inner, &below);
                    continue;
                }
                Content::Value { kind, .. } => kind,
                Content::Repeat { kind, .. } => {
                    below.way.push(Step::Item);
                    kind
                }
                Content::List { kind, item, .. } => {
                    below.way.extend([Step::Name(item.name), Step::Item]);
                    below.wire = format!("{}.{}", below.wire, item.name);
                    kind
                }
            };
            let Some(row) = element.row else { continue };
            if let Kind::Record(inner) = kind {
                self.table(inner, &below);
                continue;
            }
            self.out.push(Leaf {
                place: Place { kind, row, table },
                way: below.way,
                wire: below.wire,
                people: below.people,
                group: self.group,
            });
        }
    }
}
