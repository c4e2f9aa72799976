//! Scripted faults: which calls have which fault.

use super::fault::{CarriesOut, Fault};
use planfix_api::Method;

/// A fault with the calls that it happens to; see [`Sandbox::fail_next`](crate::Sandbox::fail_next).
///
/// ```
/// use planfix_api::contact;
/// use planfix_sandbox::{Fault, Injection};
///
/// // The second and the third contact.add from now on are carried out, and answered with status 502.
/// let injection = Injection::new(Fault::BadGateway).on::<contact::add::Request>().after(1).times(2).carried_out(true);
/// # let _ = injection;
/// ```
#[derive(Debug, Clone)]
#[must_use = "an injection does nothing until it is passed to `Sandbox::fail_next`"]
pub struct Injection {
    fault: Fault,
    carried_out: bool,
    method: Option<&'static str>,
    skip: u64,
    left: u64,
}

impl Injection {
    /// Creates a fault of the next call.
    pub const fn new(fault: Fault) -> Self {
        Self {
            fault,
            carried_out: match fault.carries_out() {
                CarriesOut::Never => false,
                CarriesOut::Always => true,
                CarriesOut::Either(default) => default,
            },
            method: None,
            skip: 0,
            left: 1,
        }
    }

    /// Lets the fault happen only to calls of one method, and count only these.
    pub const fn on<M: Method>(mut self) -> Self {
        self.method = Some(M::METHOD.name);
        self
    }

    /// Sets how many calls pass before the first fault.
    pub const fn after(mut self, calls: u64) -> Self {
        self.skip = calls;
        self
    }

    /// Sets how many calls have the fault, one after the other; 1 by default.
    pub const fn times(mut self, calls: u64) -> Self {
        self.left = calls;
        self
    }

    /// Sets whether the call is carried out, for a fault where both happen: see [`Fault::is_carried_out`]. It does not
    /// change the other faults.
    pub const fn carried_out(mut self, carried_out: bool) -> Self {
        if let CarriesOut::Either(_) = self.fault.carries_out() {
            self.carried_out = carried_out;
        }
        self
    }

    /// Counts a call of a method, and returns its fault, if it has one.
    pub(super) fn next(&mut self, method: Option<&str>) -> Option<Planned> {
        if self.method.is_some() && self.method != method {
            return None;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        Some(Planned {
            fault: self.fault,
            carried_out: self.carried_out,
            salt: 0,
        })
    }

    pub(super) const fn is_over(&self) -> bool {
        self.left == 0
    }
}

impl From<Fault> for Injection {
    fn from(fault: Fault) -> Self {
        Self::new(fault)
    }
}

/// The fault of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) fault: Fault,
    pub(crate) carried_out: bool,
    /// Varies the place of the damage; 0 is the middle.
    pub(crate) salt: u64,
}
