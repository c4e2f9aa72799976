//! Changes by methods that are known only at run time.

use super::{changes, violation};
use crate::interpret::convert::{By, Fill};
use crate::interpret::validate::{Rule, Violations};
use crate::record::Record;
use crate::table::Method;

/// Makes the request of `reads` that reads the object which a request changes; `reads` is the method that the fact
/// `reads` of the other one names.
///
/// ```
/// use planfix_api::{ContactId, Method, contact, reading_any};
///
/// let request = contact::update::Request::new(ContactId(42)).name("Anna");
/// let read = reading_any(contact::get::Request::METHOD, &request)?;
/// assert_eq!(format!("{:?}", read.revealed()), format!("{:?}", contact::get::Request::new(ContactId(42))));
/// # Ok::<(), planfix_api::Violations>(())
/// ```
///
/// # Errors
/// The request does not say which object it is.
pub fn reading_any(reads: &'static Method, request: &dyn Record) -> Result<Box<dyn Record>, Violations> {
    let mut read = (reads.new_request)();
    let mut fill = Fill::new(By::Either);
    match fill.fill(&mut *read, request, "") {
        true => Ok(read),
        false => {
            let missing = fill.lost.iter().map(|lost| violation(lost, Rule::Required));
            Err(Violations::of(missing.collect()))
        }
    }
}

/// Returns the request of a method that has everything which was read.
///
/// ```
/// use planfix_api::record::Typed as _;
/// use planfix_api::{Maybe, Method, before_any, contact};
///
/// let mut read = contact::get::Response::blank();
/// read.contact.name = Maybe::Set("Anna".to_owned());
/// let before = before_any(contact::update::Request::METHOD, &read);
/// assert!(format!("{:?}", before.revealed()).contains("Anna"));
/// ```
#[must_use]
pub fn before_any(method: &'static Method, read: &dyn Record) -> Box<dyn Record> {
    let mut before = (method.new_request)();
    Fill::new(By::Reading).fill(&mut *before, read, "");
    before
}

/// Leaves out of a request what `before` has already, where that keeps the value, as [`changes`](crate::changes) does.
/// Returns true if anything differs.
///
/// ```
/// use planfix_api::{ContactId, changes_any, contact::update::Request};
///
/// let before = Request::new(ContactId(1)).name("Anna").post("Engineer");
/// let mut after = before.clone().post("Manager");
/// assert!(changes_any(&before, &mut after));
/// assert_eq!(after, Request::new(ContactId(1)).post("Manager"));
/// assert!(!changes_any(&before, &mut before.clone()));
/// ```
pub fn changes_any(before: &dyn Record, request: &mut dyn Record) -> bool {
    changes::prune(before, request)
}
