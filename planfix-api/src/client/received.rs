//! An answer that cannot be used, and what could be read from it.

use crate::record::{Record, View, unknown};
use crate::table::{Content, Element, Kind, Place};
use std::fmt;

/// An answer that cannot be used: its bytes, and the part of it that was read.
///
/// Both may hold personal data and secrets, so `Debug` shows neither.
pub struct Received {
    bytes: Vec<u8>,
    read: Option<Box<dyn Record>>,
    accepted: bool,
}

impl Received {
    pub(super) fn new(bytes: &[u8], read: Option<Box<dyn Record>>, accepted: bool) -> Self {
        Self {
            bytes: bytes.to_vec(),
            read,
            accepted,
        }
    }

    /// Returns the body of the HTTP response as it arrived.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the part of the response that was read; `None` if it does not begin with `status="ok"`.
    ///
    /// A required field that was not read holds 0 or an empty text.
    #[must_use]
    pub fn read(&self) -> Option<&dyn Record> {
        self.read.as_deref()
    }

    /// Returns true if PlanFix said that it carried out the call.
    #[must_use]
    pub const fn was_accepted(&self) -> bool {
        self.accepted
    }

    /// Returns the identifiers that were read, each with its path, such as `task.id` and `5`.
    #[must_use]
    pub fn identifiers(&self) -> Vec<(String, String)> {
        self.read().map(identifiers).unwrap_or_default()
    }
}

/// Returns the identifiers in a response, each with its path. The response may be incomplete, for example cut off.
///
/// ```
/// use planfix_api::client::identifiers;
/// use planfix_api::{task, xml, record::Typed};
///
/// let mut response = task::add::Response::blank();
/// let cut_off = b"<response status=\"ok\"><task><id>5</id><gen";
/// let error = xml::read_response(cut_off, &mut response).unwrap_err();
/// assert!(error.was_accepted());
/// assert_eq!(identifiers(&response), [("task.id".to_owned(), "5".to_owned())]);
/// ```
#[must_use]
pub fn identifiers(record: &dyn Record) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let unknown = unknown(record);
    let left_out = unknown
        .iter()
        .map(|element| element.path)
        .filter(|path| path.ends_with(']'));
    collect(
        record,
        record.table().elements,
        "",
        &left_out.collect::<Vec<_>>(),
        &mut found,
    );
    found
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("bytes", &self.bytes.len())
            .field("accepted", &self.accepted)
            .finish_non_exhaustive()
    }
}

/// Collects the identifiers. `left_out` contains the paths of list items that were left out: they count, so that an
/// item has the same number in every message.
fn collect(
    record: &dyn Record,
    elements: &[Element],
    above: &str,
    left_out: &[&str],
    found: &mut Vec<(String, String)>,
) {
    for element in elements {
        let path = match (above, element.place) {
            (above, Place::Attribute) => format!("{above}@{}", element.name),
            ("", _) => element.name.to_owned(),
            (above, _) => format!("{above}.{}", element.name),
        };
        let (field, kind) = match element.content {
            Content::Group(inner) => {
                collect(record, inner, &path, left_out, found);
                continue;
            }
            Content::Value { field, kind } | Content::Repeat { field, kind } | Content::List { field, kind, .. } => {
                (field, kind)
            }
        };
        let hidden = element.row.is_some_and(|row| row.rules.hidden());
        let mut add = |path: String, view: View<'_>| match view {
            View::Record(inner) => collect(inner, inner.table().elements, &path, left_out, found),
            // Identifiers of PlanFix begin with 1; a field that was not read holds 0.
            View::Int(number) if matches!(kind, Kind::Id(_)) && number != 0 && !hidden => {
                found.push((path, number.to_string()));
            }
            View::Text(text) if matches!(kind, Kind::Id(_)) && !hidden => found.push((path, text.to_owned())),
            _ => {}
        };
        match record.field(field) {
            View::List(list) => {
                let path = match element.content {
                    Content::List { item, .. } => format!("{path}.{}", item.name),
                    _ => path,
                };
                let mut number = 0;
                for item in (0..list.len()).filter_map(|index| list.get(index)) {
                    let mut path_of_item = format!("{path}[{number}]");
                    while left_out.contains(&path_of_item.as_str()) {
                        number += 1;
                        path_of_item = format!("{path}[{number}]");
                    }
                    add(path_of_item, item.view());
                    number += 1;
                }
            }
            view => add(path, view),
        }
    }
}
