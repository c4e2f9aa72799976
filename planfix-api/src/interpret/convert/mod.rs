//! Values of one record as those of another one, by the paths of their tables.

mod fill;
mod leaf;
mod path;
pub(crate) mod rules;

pub(crate) use fill::{By, Fill, Lost};

use crate::record::{Record, Struct};
use std::fmt;

/// Converts a record to another type that has the same elements: a telephone that was read to one that is sent, a
/// request that creates to one that changes.
///
/// Each row of `B` takes the value at its own path, or at the one that its rule `reads` names; an item of a list and a
/// shared record are compared from the item and the record on. A value that `B` has no row for is left out.
///
/// # Errors
/// A value does not have the type of its row, or a required value is missing.
///
/// ```
/// use planfix_api::contact::update::{Phone, Request};
/// use planfix_api::{convert, types};
///
/// /// Adds a number to those of a contact that was read.
/// fn with(contact: &types::Contact, number: &str) -> Result<Request, planfix_api::Misfits> {
///     let mut phones = Vec::new();
///     for phone in contact.phones.set().into_iter().flatten() {
///         phones.push(convert::<Phone>(phone)?);
///     }
///     phones.push(Phone::new(number));
///     Ok(Request::new(contact.id).phones(phones))
/// }
/// # use planfix_api::record::Typed as _;
/// # let old = types::ContactPhone::new().number("+7 900 000-00-01");
/// # let contact = types::Contact::blank().phones([old]);
/// # let request = with(&contact, "+7 900 000-00-02").unwrap();
/// # assert_eq!(request.phones.set().unwrap()[0].number, "+7 900 000-00-01");
/// # assert_eq!(request.phones.set().unwrap().len(), 2);
/// ```
pub fn convert<B: Struct>(from: &dyn Record) -> Result<B, Misfits> {
    let mut into = B::blank();
    let mut fill = Fill::new(By::Either);
    let is_whole = fill.fill(&mut into, from, B::TABLE.path);
    match fill.lost.is_empty() && is_whole {
        true => Ok(into),
        false => Err(Misfits(fill.lost.into_iter().map(Misfit::from).collect())),
    }
}

/// Fills what a record leaves out with the values of another one, as [`convert`] does: a request that changes something,
/// begun with its identifier, with those of one that creates.
///
/// # Errors
/// A value does not have the type of its row, or a required value is missing.
///
/// ```
/// use planfix_api::{ContactId, contact, fill};
///
/// let add = contact::add::Request::new().name("Anna").post("Engineer");
/// let update = fill(contact::update::Request::new(ContactId(7)).post("Manager"), &add)?;
/// assert_eq!(update, contact::update::Request::new(ContactId(7)).name("Anna").post("Manager"));
/// # Ok::<(), planfix_api::Misfits>(())
/// ```
pub fn fill<B: Struct>(mut into: B, from: &dyn Record) -> Result<B, Misfits> {
    let base = B::TABLE.path;
    let mut fill = Fill::new(By::Either).keeping();
    let is_whole = fill.fill(&mut into, from, base);
    match fill.lost.is_empty() && is_whole {
        true => Ok(into),
        false => Err(Misfits(fill.lost.into_iter().map(Misfit::from).collect())),
    }
}

/// The values that do not fit a [`convert`]; at least one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", Lines(.0))]
pub struct Misfits(Vec<Misfit>);

impl Misfits {
    /// Returns the values in the order of the table.
    #[must_use]
    pub fn as_slice(&self) -> &[Misfit] {
        &self.0
    }
}

/// A value that does not fit its row, or that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misfit {
    /// Path of the row, with items numbered from 0: `contact.phones.phone[0].number`.
    pub path: String,
    /// Description of a valid value.
    pub expected: &'static str,
    /// Row, as `file:line`.
    pub row: String,
}

impl From<Lost> for Misfit {
    fn from(lost: Lost) -> Self {
        Self {
            path: lost.path,
            expected: lost.expected,
            row: lost.row.location(lost.file).to_string(),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {} ({})", self.path, self.expected, self.row)
    }
}

struct Lines<'a>(&'a [Misfit]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, misfit) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            misfit.fmt(f)?;
        }
        Ok(())
    }
}
