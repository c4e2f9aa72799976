//! What was read and the table does not know.

use crate::record::{Record, View};
use std::fmt;

/// Elements that were read and that the table does not know. They never fail a call, up to
/// [`Limits::unknown`](crate::xml::Limits::unknown), which nothing but hostile input reaches.
///
/// They are the raw XML, so they may hold anything, personal data too: Debug shows their names only.
///
/// ```
/// use planfix_api::{Typed as _, contact};
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
pub struct Unknown(Option<Box<Kept>>); // one word in each struct: there nearly always is nothing

/// Paths and XML of all of them, one behind the other: an answer may have thousands, and an allocation for each would
/// cost more than its reading.
#[derive(Clone, Default, PartialEq, Eq)]
struct Kept {
    text: String,
    /// Where the path and the XML of each end.
    ends: Vec<(usize, usize)>,
}

/// An element, an attribute or a text that the table does not know.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownElement<'a> {
    /// Path below the root: `contact.phones.phone[0].extension`, `contacts@page`.
    pub path: &'a str,
    /// As it was read: the whole element with its tags, or the value of an attribute.
    pub xml: &'a str,
}

impl Unknown {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |kept| kept.ends.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = UnknownElement<'_>> {
        self.0.iter().flat_map(|kept| {
            let mut start = 0;
            kept.ends.iter().map(move |&(path_end, end)| {
                let slice = |range| kept.text.get(range).unwrap_or("");
                let element = UnknownElement {
                    path: slice(start..path_end),
                    xml: slice(path_end..end),
                };
                start = end;
                element
            })
        })
    }

    /// Adds those of a record that became empty.
    pub(crate) fn append(&mut self, other: &Self) {
        for element in other.iter() {
            self.push(element.path, element.xml);
        }
    }

    /// Adds one.
    pub(crate) fn push(&mut self, path: &str, xml: &str) {
        let Kept { text, ends } = &mut **self.0.get_or_insert_default();
        text.push_str(path);
        let path_end = text.len();
        text.push_str(xml);
        ends.push((path_end, text.len()));
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for UnknownElement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// Every unknown element in a record and in the records below it, in no promised order.
///
/// ```
/// # use planfix_api::{contact, Struct, Typed};
/// let mut response = contact::update::Response::blank();
/// let answer = b"<response status=\"ok\"><contact><id>1</id><karma>9</karma></contact></response>";
/// planfix_api::xml::read_response(answer, &mut response).unwrap();
/// let unknown = planfix_api::unknown(&response);
/// assert_eq!(unknown[0].path, "contact.karma");
/// assert_eq!(unknown[0].xml, "<karma>9</karma>");
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
