//! The place of a list in a response, found in the tables once for each listing.

use crate::record::{List, Record, View};
use crate::table::{Content, Element, Kind, Method, Parts, Place as At, Table};

/// The place of the list that comes in parts, of its counts, and of the identifier of an item, as numbers of fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The struct around the list; `None` if the response itself has it.
    outer: Option<u16>,
    list: u16,
    /// The attribute with the number of items on all pages.
    total: Option<u16>,
    /// The attribute with the number of items in this answer.
    count: Option<u16>,
    /// The only required identifier of an item.
    key: Option<u16>,
}

impl Place {
    /// Finds the list of a method; `None` if its tables do not have it.
    pub(super) fn of(method: &Method, parts: &Parts) -> Option<Self> {
        let is_it = |element: &&'static Element| element.row.is_some_and(|row| row.path == parts.list);
        let root = method.response;
        if let Some(list) = root.fields().find(is_it) {
            return Self::new(None, root, list);
        }
        root.fields().find_map(|outer| {
            let Content::Value {
                field,
                kind: Kind::Record(table),
            } = outer.content
            else {
                return None;
            };
            Self::new(Some(field), table, table.fields().find(is_it)?)
        })
    }

    fn new(outer: Option<u16>, table: &'static Table, list: &'static Element) -> Option<Self> {
        let (number, Kind::Record(item)) = list.content.field()? else {
            return None;
        };
        let attribute = |name: &str| {
            let mut attributes = table.elements.iter().filter(|element| element.place == At::Attribute);
            let found = attributes.find(|element| element.name == name)?;
            found.content.field().map(|(field, _)| field)
        };
        Some(Self {
            outer,
            list: number,
            total: attribute("totalCount"),
            count: attribute("count"),
            key: key(item),
        })
    }

    fn owner<'r>(&self, response: &'r dyn Record) -> Option<&'r dyn Record> {
        let Some(outer) = self.outer else {
            return Some(response);
        };
        match response.field(outer) {
            View::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Returns the list of a response; `None` if it is left out or empty.
    pub(super) fn list<'r>(&self, response: &'r dyn Record) -> Option<&'r dyn List> {
        match self.owner(response)?.field(self.list) {
            View::List(list) => Some(list),
            _ => None,
        }
    }

    /// Returns an item of a response.
    pub(super) fn item<'r>(&self, response: &'r dyn Record, index: usize) -> Option<&'r dyn Record> {
        match self.list(response)?.get(index)?.view() {
            View::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Returns the identifier of an item.
    pub(super) fn key(&self, item: &dyn Record) -> Option<i64> {
        int(item.field(self.key?))
    }

    /// Returns the number of items on all pages, if the answer tells it.
    pub(super) fn total(&self, response: &dyn Record) -> Option<i64> {
        int(self.owner(response)?.field(self.total?))
    }

    /// Returns true if answers tell the number of items on all pages.
    pub(super) const fn has_total(&self) -> bool {
        self.total.is_some()
    }

    /// Returns the number of items that an answer has, including those that do not match the table.
    pub(super) fn count(&self, response: &dyn Record) -> i64 {
        let read = self.list(response).map_or(0, List::len);
        let kept = self.owner(response).map_or(0, |owner| owner.unknown().len());
        let told = self
            .count
            .and_then(|count| int(self.owner(response)?.field(count)))
            .unwrap_or(0);
        i64::try_from(read + kept).unwrap_or(i64::MAX).max(told)
    }
}

/// Returns the field that identifies an item: the only identifier that is required.
fn key(item: &'static Table) -> Option<u16> {
    let mut keys = item.required.iter().filter(|number| {
        let element = item.numbered(**number);
        element.is_some_and(|element| matches!(element.content, Content::Value { kind: Kind::Id(_), .. }))
    });
    let key = keys.next()?;
    keys.next().is_none().then_some(*key)
}

pub(super) const fn int(view: View<'_>) -> Option<i64> {
    match view {
        View::Int(number) => Some(number),
        _ => None,
    }
}
