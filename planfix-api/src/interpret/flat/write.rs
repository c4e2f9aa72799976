//! Pairs from a record.

use crate::Maybe;
use crate::interpret::walk::{Node, Visitor, walk};
use crate::record::{Record, View};
use crate::table::{Content, Kind};
use crate::value::DateTime;
use crate::value::date::Wire;
use crate::value::wire_text;

/// Returns the pairs of a record: the path and the text of every leaf that is set or emptied, from which [`read`]
/// makes the same record again. See the [module](super) for both.
///
/// The texts include personal values and secrets.
///
/// ```
/// use planfix_api::{ContactId, Maybe, contact::update::Request, flat};
///
/// let request = Request::new(ContactId(5)).name("Анна").clear_post();
/// let pairs = flat::pairs(&request);
/// assert_eq!(pairs[1], ("contact.name".to_owned(), Maybe::Set("Анна".to_owned())));
/// assert_eq!(flat::read::<Request, _, _>(pairs), Ok(request));
/// ```
///
/// [`read`]: super::read
#[must_use]
pub fn pairs(record: &dyn Record) -> Vec<(String, Maybe<String>)> {
    let mut pairs = Pairs(Vec::new());
    walk(record, &mut pairs);
    pairs.0
}

struct Pairs(Vec<(String, Maybe<String>)>);

impl Visitor for Pairs {
    fn value(&mut self, node: &Node<'_>) -> bool {
        let path = node.path.to_owned();
        match node.view {
            View::Absent => {}
            View::Empty => self.0.push((path, Maybe::Empty)),
            View::List(list) => {
                let is_wrapped = matches!(node.element.content, Content::List { .. });
                if list.is_empty() && is_wrapped {
                    self.0.push((path, Maybe::Empty));
                }
                return true;
            }
            View::Record(_) => return true,
            leaf => self.0.push((path, Maybe::Set(text(node.kind, leaf)))),
        }
        false
    }
}

/// Returns the text of a leaf as people write it.
fn text(kind: Kind, leaf: View<'_>) -> String {
    let wire = || wire_text(leaf).unwrap_or_default().into_owned();
    if matches!(kind, Kind::Union(_)) {
        return wire();
    }
    match leaf {
        View::Date(date) | View::DateTime(DateTime::Date(date)) => date.to_string(),
        View::DateTime(DateTime::Minute(at)) => format!("{}T{}", at.date(), Wire(at.time())),
        View::Bool(yes) => yes.to_string(),
        _ => wire(),
    }
}
