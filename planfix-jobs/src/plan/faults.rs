//! The faults of an input, of which the first are kept.

use super::{Plan, PlanError};

/// The most faults that are listed for one input.
const MOST: usize = 100;

/// Faults with their places.
#[derive(Default)]
pub(super) struct Faults {
    listed: Vec<String>,
    others: u64,
}

impl Faults {
    pub(super) fn add(&mut self, fault: String) {
        if self.listed.len() < MOST {
            self.listed.push(fault);
        } else {
            self.others += 1;
        }
    }

    /// Returns true if there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Returns the plan if there are no faults.
    pub(super) fn none_or(self, plan: Plan) -> Result<Plan, PlanError> {
        if self.listed.is_empty() {
            return Ok(plan);
        }
        Err(PlanError::Faults {
            faults: self.listed,
            others: self.others,
        })
    }
}
