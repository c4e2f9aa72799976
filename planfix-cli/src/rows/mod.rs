//! A response as rows: the items of its list, or the one object that it holds.
//!
//! Every method has rows, found in its table. A row is the JSON of its item, and a column is a path in it.

mod cell;
mod columns;
mod form;
mod jq;
mod sheet;
mod workbook;

pub(crate) use form::{Form, How, asked, flags};
pub(crate) use sheet::{Sheet, single};

use planfix_api::json::Json;
use planfix_api::record::{Record, View};
use planfix_api::table::{Content, Element, Kind, Method, Table};
use serde_json::Value;

/// The place of the rows in the responses of a method.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    /// The struct that holds the list or is the object; `None` if it is the response itself.
    holder: Option<u16>,
    /// The list; `None` if the response holds one object.
    list: Option<&'static Element>,
    /// The table of a row.
    pub table: &'static Table,
}

impl Rows {
    /// Finds the rows of a method.
    pub(crate) fn of(method: &Method) -> Self {
        let root = method.response;
        let structs = || {
            root.fields().filter_map(|element| match element.content {
                Content::Value {
                    field,
                    kind: Kind::Record(table),
                } => Some((field, table)),
                _ => None,
            })
        };
        // A struct made from rows of the method belongs to its response. The lists of a shared type are parts of an
        // object.
        let own = structs().filter(|(_, table)| !table.path.is_empty());
        let holders = std::iter::once((None, root)).chain(own.map(|(field, table)| (Some(field), table)));
        for (holder, table) in holders {
            if let Some((list, table)) = table.fields().find_map(list_of_structs) {
                let list = Some(list);
                return Self { holder, list, table };
            }
        }
        let mut structs = structs();
        match (structs.next(), structs.next()) {
            (Some((field, table)), None) if root.fields().count() == 1 => Self {
                holder: Some(field),
                list: None,
                table,
            },
            _ => Self {
                holder: None,
                list: None,
                table: root,
            },
        }
    }

    /// Returns true if the response holds a list.
    pub(crate) const fn is_list(&self) -> bool {
        self.list.is_some()
    }

    /// Returns the rows of a response.
    pub(crate) fn in_response<'r>(&self, response: &'r dyn Record) -> Vec<&'r dyn Record> {
        let holder = match self.holder.map(|field| response.field(field)) {
            None => response,
            Some(View::Record(record)) => record,
            Some(_) => return Vec::new(),
        };
        let Some((field, _)) = self.list.and_then(|list| list.content.field()) else {
            return vec![holder];
        };
        let View::List(list) = holder.field(field) else {
            return Vec::new();
        };
        let items = (0..list.len()).filter_map(|number| list.get(number)?.view().into_record());
        items.collect()
    }
}

/// Access to the struct of a view.
trait IntoRecord<'a> {
    fn into_record(self) -> Option<&'a dyn Record>;
}

impl<'a> IntoRecord<'a> for View<'a> {
    fn into_record(self) -> Option<&'a dyn Record> {
        match self {
            View::Record(record) => Some(record),
            _ => None,
        }
    }
}

fn list_of_structs(element: &'static Element) -> Option<(&'static Element, &'static Table)> {
    match element.content {
        Content::List {
            kind: Kind::Record(table),
            ..
        }
        | Content::Repeat {
            kind: Kind::Record(table),
            ..
        } => Some((element, table)),
        _ => None,
    }
}

/// Returns a record as JSON.
pub(crate) fn json(record: &dyn Record) -> Value {
    // Serializing a record cannot fail: all keys are strings.
    serde_json::to_value(Json(record)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn the_rows_of_a_list_are_its_items() {
        for (name, is_list, table) in [
            ("contact.getList", true, "Contact"),
            ("contact.get", false, "Contact"),
            ("task.getMulti", true, "Task"),
            ("analitic.getOptions", true, "AnalyticField"),
            ("contact.add", false, "Response"),
            ("userGroup.getHeads", true, "User"),
        ] {
            let method = planfix_api::methods().iter().find(|method| method.name == name);
            let rows = Rows::of(method.unwrap());
            assert_eq!((rows.is_list(), rows.table.name), (is_list, table), "{name}");
        }
        for method in planfix_api::methods()
            .iter()
            .filter(|method| method.name.contains("List"))
        {
            assert!(Rows::of(method).is_list(), "{}", method.name);
        }
    }
}
