//! The budget of repeats, which a client and its clones share.

use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of a repeat, in units of what a call puts back that succeeds at once.
const REPEAT: u32 = 10;

/// A stock of repeats, as in the retry mode `standard` of the AWS SDKs: a repeat takes from it, a success puts back.
#[derive(Debug)]
pub(in crate::client) struct Budget {
    left: AtomicU32,
    most: u32,
}

impl Budget {
    pub(in crate::client) const fn of(repeats: u32) -> Self {
        let most = repeats.saturating_mul(REPEAT);
        Self {
            left: AtomicU32::new(most),
            most,
        }
    }

    /// Takes a repeat; returns false if there is none left.
    pub(in crate::client) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(REPEAT))
    }

    /// Puts back what a call is worth that succeeded after this many repeats.
    pub(in crate::client) fn succeed(&self, repeats: u32) {
        let back = if repeats == 0 { 1 } else { REPEAT };
        self.change(|left| (left < self.most).then(|| left.saturating_add(back).min(self.most)));
    }

    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn a_budget_is_spent_by_repeats_and_filled_by_successes() {
        let budget = Budget::of(3);
        assert_eq!([(); 4].map(|()| budget.take()), [true, true, true, false]);
        (0..9).for_each(|_| budget.succeed(0));
        assert!(!budget.take(), "nine successes are worth less than a repeat");
        budget.succeed(0);
        assert!(budget.take());
        budget.succeed(2);
        assert!(budget.take(), "a repeat that succeeded is put back");
        (0..1000).for_each(|_| budget.succeed(0));
        assert_eq!([(); 4].map(|()| budget.take()), [true, true, true, false]);
    }

    #[test]
    fn an_empty_budget_has_no_repeats() {
        let budget = Budget::of(0);
        budget.succeed(1);
        assert!(!budget.take());
    }
}
