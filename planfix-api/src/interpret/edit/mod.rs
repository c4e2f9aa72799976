//! Changes of an object that was read: the request with everything that was read, and the request with only what
//! differs from it. Both follow from the tables of the method that changes and of the one that reads.

mod any;
mod changes;
mod same;

pub use any::{before_any, changes_any, reading_any};

use crate::interpret::convert::{By, Fill, Lost};
use crate::interpret::validate::{Rule, Violation, Violations};
use crate::record::{Record, Typed as _, View, Why, unknown};
use crate::{Edit, Method};

/// Makes a request from the answer of the method that reads the object, or from a record in it, whose element is
/// `base`. Called by generated code.
pub(crate) fn from_read<E: Edit>(read: &dyn Record, base: &str) -> E {
    let mut request = E::blank();
    Fill::new(By::Reading).fill(&mut request, read, base);
    request
}

/// Returns the request that changes what `before` has to what `after` has; `None` if they are the same.
///
/// It holds what differs, with the rows that belong to it, such as the flag of a date. A row that goes back to its
/// default if it is left out is always part of it. Both requests are usually made from what was read.
///
/// ```
/// use planfix_api::contact::update::Request;
/// use planfix_api::{ContactId, changes};
///
/// let before = Request::new(ContactId(1)).name("Anna").post("Engineer");
/// let after = before.clone().post("Manager");
/// assert_eq!(changes(&before, &after), Some(Request::new(ContactId(1)).post("Manager")));
/// assert_eq!(changes(&before, &before), None);
/// ```
#[must_use]
pub fn changes<E: Edit>(before: &E, after: &E) -> Option<E> {
    let mut request = after.clone();
    changes::follow(before, &mut request);
    changes::prune(before, &mut request).then_some(request)
}

/// Makes the request that reads the object that a request changes.
///
/// # Errors
/// The request does not say which object it is.
pub(crate) fn reading<E: Edit>(request: &E) -> Result<E::Read, Violations> {
    let mut read = E::Read::blank();
    let mut fill = Fill::new(By::Either);
    match fill.fill(&mut read, request, "") {
        true => Ok(read),
        false => Err(Violations::of(
            fill.lost.iter().map(|lost| violation(lost, Rule::Required)).collect(),
        )),
    }
}

/// Makes the request for a change of what was read; `None` if nothing changes. `request` has the identifier, and
/// everything that is set before `change`.
///
/// # Errors
/// A value would be reset although nobody asked for it: it cannot be read, or what was read does not match the table.
pub(crate) fn changed<E: Edit>(
    request: E,
    read: &<E::Read as Method>::Response,
    change: impl FnOnce(E) -> E,
) -> Result<Option<E>, Violations> {
    let mut fill = Fill::new(By::Reading);
    let mut before = E::blank();
    fill.fill(&mut before, read, "");
    let mut start = request;
    Fill::new(By::Reading).keeping().fill(&mut start, read, "");
    let after = change(start);
    let Some(request) = changes(&before, &after) else {
        return Ok(None);
    };
    Violations::none_or(resets::<E>(&request, read, &fill.lost)).map(|()| Some(request))
}

/// Returns a violation for each value that the request would reset.
fn resets<E: Edit>(request: &E, read: &dyn Record, lost: &[Lost]) -> Vec<Violation> {
    let table = E::TABLE;
    let reads = E::Read::METHOD.name;
    let rows = || {
        table
            .fields()
            .filter_map(|element| Some((element.content.field()?.0, element.row?)))
    };
    let left_out = rows().filter(|(field, row)| {
        let is_unread = row.rules.resets && row.rules.reads == Some("");
        is_unread && matches!(request.field(*field), View::Absent)
    });
    let mut found: Vec<Violation> = left_out
        .map(|(_, row)| Violation {
            path: row.path.to_owned(),
            rule: Rule::Reset(reads),
            value: None,
            row: row.location(table.file).to_string(),
        })
        .collect();
    // Only where everything is sent, a value that cannot be sent is reset.
    if rows().any(|(_, row)| row.rules.patch && row.rules.resets) {
        let lost = lost
            .iter()
            .filter(|lost| lost.row.rules.resets || !lost.row.rules.required);
        found.extend(lost.map(|lost| violation(lost, Rule::NotKept(lost.expected))));
        found.extend(unknown(read).iter().filter_map(|kept| {
            let expected = match kept.why {
                Why::Unfit { expected, .. } => expected,
                Why::Incomplete { .. } | Why::InText => "another form",
                _ => return None,
            };
            Some(Violation {
                path: kept.path.to_owned(),
                rule: Rule::NotKept(expected),
                value: None,
                row: kept.why.row().map(|row| row.to_string()).unwrap_or_default(),
            })
        }));
    }
    found
}

fn violation(lost: &Lost, rule: Rule) -> Violation {
    Violation {
        path: lost.path.clone(),
        rule,
        value: None,
        row: lost.row.location(lost.file).to_string(),
    }
}
