//! The read-only walk over a record: every value with its path on the wire, in the order of the table.
//!
//! Validation, printing and checks walk a record this way, without knowing its struct. An interpreter that needs the
//! nesting itself, such as the writer of XML, uses [`Table::elements`](crate::table::Table::elements).

use crate::record::{Record, Value, View};
use crate::table::{Content, Element, Kind, Place, Row};
use std::fmt::Write as _;

/// A value in a record: a field, or an item of a list.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Node<'a> {
    /// Path on the wire below the root, with items numbered from 0: `contact.phones.phone[0].number`,
    /// `contacts@count`.
    pub path: &'a str,
    /// The value.
    pub view: View<'a>,
    /// Kind of the value; for a list, the kind of an item.
    pub kind: Kind,
    /// Row of the value; for an item, the row of the list.
    pub row: &'static Row,
    /// Element of the value; for an item, the element of the list.
    pub element: &'static Element,
    /// Struct that contains the field.
    pub record: &'a dyn Record,
    /// True for an item of a list.
    pub is_item: bool,
}

/// A receiver of the values of a record, see [`walk`].
pub trait Visitor {
    /// Receives a field, or an item of a list, before the values in it. Returns true to visit the items of a list and
    /// the fields of a struct.
    fn value(&mut self, node: &Node<'_>) -> bool;
    /// Receives a struct and its path after its fields; the record itself comes last.
    fn end(&mut self, path: &str, record: &dyn Record) {
        let _ = (path, record);
    }
}

/// Visits every field of a record and of the structs in it, including fields that are left out.
///
/// ```
/// use planfix_api::walk::{Node, Visitor, walk};
/// use planfix_api::{ContactId, contact, record::View};
///
/// /// Counts the fields that a request leaves out.
/// struct LeftOut(usize);
///
/// impl Visitor for LeftOut {
///     fn value(&mut self, node: &Node<'_>) -> bool {
///         self.0 += usize::from(matches!(node.view, View::Absent));
///         true
///     }
/// }
///
/// let mut left_out = LeftOut(0);
/// walk(&contact::update::Request::new(ContactId(1)), &mut left_out);
/// assert!(left_out.0 > 10);
/// ```
pub fn walk(record: &dyn Record, visitor: &mut dyn Visitor) {
    Walk {
        path: String::new(),
        visitor,
    }
    .record(record);
}

/// Calls `each` for every leaf that is set or emptied.
///
/// ```
/// use planfix_api::walk::leaves;
/// use planfix_api::{ContactId, contact};
///
/// let phone = contact::update::Phone::new("+7 900 000-00-01");
/// let request = contact::update::Request::new(ContactId(1)).clear_post().phones([phone]);
/// let mut paths = Vec::new();
/// leaves(&request, &mut |leaf| paths.push(leaf.path.to_owned()));
/// assert_eq!(paths, ["contact.id", "contact.post", "contact.phones.phone[0].number"]);
/// ```
pub fn leaves(record: &dyn Record, each: &mut dyn FnMut(&Node<'_>)) {
    struct Leaves<'e>(&'e mut dyn FnMut(&Node<'_>));

    impl Visitor for Leaves<'_> {
        fn value(&mut self, node: &Node<'_>) -> bool {
            match node.view {
                View::Absent => false,
                View::Record(_) | View::List(_) => true,
                _ => {
                    (self.0)(node);
                    false
                }
            }
        }
    }

    walk(record, &mut Leaves(each));
}

struct Walk<'v> {
    path: String,
    visitor: &'v mut dyn Visitor,
}

impl Walk<'_> {
    fn record(&mut self, record: &dyn Record) {
        self.elements(record, record.table().elements);
        self.visitor.end(&self.path, record);
    }

    fn elements(&mut self, record: &dyn Record, elements: &'static [Element]) {
        for element in elements {
            let length = self.path.len();
            match element.place {
                Place::Attribute => self.path.push('@'),
                Place::Element if !self.path.is_empty() => self.path.push('.'),
                Place::Element | Place::Text => {}
            }
            self.path.push_str(element.name);
            match element.content {
                Content::Group(inner) => self.elements(record, inner),
                Content::Value { field, kind }
                | Content::Repeat { field, kind }
                | Content::List { field, kind, .. } => {
                    if let Some(row) = element.row {
                        self.value(record.field(field), (record, element, row, kind), false);
                    }
                }
            }
            self.path.truncate(length);
        }
    }

    fn value(&mut self, view: View<'_>, of: (&dyn Record, &'static Element, &'static Row, Kind), is_item: bool) {
        let (record, element, row, kind) = of;
        let node = Node {
            path: &self.path,
            view,
            kind,
            row,
            element,
            record,
            is_item,
        };
        if !self.visitor.value(&node) {
            return;
        }
        match view {
            View::Record(inner) => self.record(inner),
            View::List(list) => {
                let length = self.path.len();
                if let Content::List { item, .. } = element.content {
                    self.path.push('.');
                    self.path.push_str(item.name);
                }
                let each = self.path.len();
                for (index, item) in (0..list.len()).filter_map(|index| Some((index, list.get(index)?))) {
                    let _ = write!(self.path, "[{index}]");
                    self.value(Value::view(item), of, true);
                    self.path.truncate(each);
                }
                self.path.truncate(length);
            }
            _ => {}
        }
    }
}
