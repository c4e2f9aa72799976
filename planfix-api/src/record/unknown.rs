//! Data of a message that did not become a field, kept with the reason.

use crate::record::{Record, View};
use crate::table::Location;
use std::fmt;

/// Elements, attributes and texts of a message that did not become a field.
///
/// They never fail a call, up to [`Limits::unknown`](crate::xml::Limits::unknown), which only hostile input
/// reaches. Each has its path, its XML as it was read, and the reason in a [`Why`].
///
/// The XML may contain anything, personal data too, so `Debug` shows only paths and reasons.
///
/// ```
/// use planfix_api::{contact, record::Typed as _};
/// use planfix_api::xml::{Answer, read_response};
///
/// let mut response = contact::update::Response::blank();
/// let answer = br#"<response status="error"><code>3005</code><hint>later</hint></response>"#;
/// if let Answer::Refused(refusal) = read_response(answer, &mut response).unwrap() {
///     for element in refusal.unknown.iter() {
///         println!("{}: {}", element.path, element.xml);
///     }
///     assert_eq!(refusal.unknown.len(), 1);
/// }
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Unknown(Option<Box<Kept>>); // one word in each struct, as it is nearly always empty

/// Paths and XML of all elements, one after the other: an answer may have thousands, and an allocation for each would
/// cost more than reading it.
#[derive(Clone, Default, PartialEq, Eq)]
struct Kept {
    text: String,
    ends: Vec<End>,
}

/// The ends of an element's path and XML in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
struct End {
    path: usize,
    xml: usize,
    why: Why,
}

/// An element, an attribute or a text that did not become a field.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownElement<'a> {
    /// Path below the root: `contact.phones.phone[0].extension`, `contacts@page`. Items are counted from 0 among the
    /// elements of the same name in the document.
    pub path: &'a str,
    /// XML as it was read: the whole element with its tags, or the value of an attribute.
    pub xml: &'a str,
    /// Reason why it did not become a field.
    pub why: Why,
}

/// The reason why an element did not become a field.
///
/// ```
/// use planfix_api::{Why, contact, unknown, xml, record::Typed as _};
///
/// let mut response = contact::get::Response::blank();
/// let answer = b"<response status=\"ok\"><contact><id>1</id><birthdate>00-00-0000</birthdate></contact></response>";
/// xml::read_response(answer, &mut response).unwrap();
/// let kept = unknown(&response);
/// assert_eq!(kept[0].xml, "<birthdate>00-00-0000</birthdate>");
/// assert!(matches!(kept[0].why, Why::Unfit { .. }));
/// assert!(response.contact.birthdate.is_absent());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// It has no row in the table.
    NoRow,
    /// It appears a second time although it may appear only once. The first one is the field.
    Second {
        /// Row of the element; `None` for an element without one.
        row: Option<Location>,
    },
    /// Another member of the same one-of is the field, because it takes precedence or came first.
    Outranked {
        /// Row of the element.
        row: Option<Location>,
    },
    /// Its text does not have the type of its row. The field is left out.
    Unfit {
        /// Description of a valid text: `a date as dd-mm-yyyy`.
        expected: &'static str,
        /// Row of the element.
        row: Option<Location>,
    },
    /// It is a record that lacks a required value. The whole record is kept.
    Incomplete {
        /// Path of the missing value in its table: `owner.id`.
        missing: &'static str,
        /// Row of the missing value.
        row: Option<Location>,
    },
    /// It is an element inside of a text. The field has the text around it.
    InText,
    /// It is an empty element of a request, and cannot be emptied. The field is left out.
    Emptied {
        /// Row of the element.
        row: Option<Location>,
    },
}

impl Why {
    /// Returns the row that the reason refers to: of the element, or of the missing value.
    #[must_use]
    pub const fn row(&self) -> Option<Location> {
        match *self {
            Self::NoRow | Self::InText => None,
            Self::Second { row }
            | Self::Outranked { row }
            | Self::Unfit { row, .. }
            | Self::Incomplete { row, .. }
            | Self::Emptied { row } => row,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRow => f.write_str("not in the table"),
            Self::Second { .. } => f.write_str("appears a second time; the first one was taken"),
            Self::Outranked { .. } => f.write_str("another element of the same choice was taken"),
            Self::Unfit { expected, .. } => write!(f, "does not match its type, expected {expected}; left out"),
            Self::Incomplete { missing, .. } => write!(f, "left out: it has no valid {missing}"),
            Self::InText => f.write_str("an element inside of a text; the text around it was taken"),
            Self::Emptied { .. } => f.write_str("empty, but it cannot be emptied; left out"),
        }?;
        self.row().map_or(Ok(()), |row| write!(f, " ({row})"))
    }
}

impl Unknown {
    /// Returns the number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |kept| kept.ends.len())
    }

    /// Returns true if there are no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Iterates over the elements in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = UnknownElement<'_>> {
        self.0.iter().flat_map(|kept| {
            let mut start = 0;
            kept.ends.iter().map(move |&end| {
                let slice = |range| kept.text.get(range).unwrap_or("");
                let element = UnknownElement {
                    path: slice(start..end.path),
                    xml: slice(end.path..end.xml),
                    why: end.why,
                };
                start = end.xml;
                element
            })
        })
    }

    /// Adds the unknown elements of a record that turned out to be empty.
    pub(crate) fn append(&mut self, other: &Self) {
        for element in other.iter() {
            self.push(element.path, element.xml, element.why);
        }
    }

    /// Adds an element.
    pub(crate) fn push(&mut self, path: &str, xml: &str, why: Why) {
        let Kept { text, ends } = &mut **self.0.get_or_insert_default();
        text.push_str(path);
        let path = text.len();
        text.push_str(xml);
        ends.push(End {
            path,
            xml: text.len(),
            why,
        });
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for UnknownElement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

/// Returns everything that did not become a field, in a record and the records in it, in no particular order.
///
/// ```
/// # use planfix_api::{contact, record::{Struct, Typed}};
/// let mut response = contact::update::Response::blank();
/// let answer = b"<response status=\"ok\"><contact><id>1</id><karma>9</karma></contact></response>";
/// planfix_api::xml::read_response(answer, &mut response).unwrap();
/// let unknown = planfix_api::unknown(&response);
/// assert_eq!(unknown[0].path, "contact.karma");
/// assert_eq!(unknown[0].xml, "<karma>9</karma>");
/// assert_eq!(unknown[0].why, planfix_api::Why::NoRow);
/// ```
#[must_use]
pub fn unknown(record: &dyn Record) -> Vec<UnknownElement<'_>> {
    fn value<'a>(view: View<'a>, out: &mut Vec<UnknownElement<'a>>) {
        match view {
            View::Record(record) => walk(record, out),
            View::List(list) => {
                for item in (0..list.len()).filter_map(|i| list.get(i)) {
                    value(item.view(), out);
                }
            }
            _ => {}
        }
    }
    fn walk<'a>(record: &'a dyn Record, out: &mut Vec<UnknownElement<'a>>) {
        out.extend(record.unknown().iter());
        for element in record.table().fields() {
            if let Some((number, _)) = element.content.field() {
                value(record.field(number), out);
            }
        }
    }
    let mut out = Vec::new();
    walk(record, &mut out);
    out
}
