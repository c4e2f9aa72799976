//! The decision about a failed attempt.

use super::{Failure, FailureKind, Policy};
use crate::table::Effect;
use std::time::Duration;

/// What to do after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// Return the error.
    Stop,
    /// Send the call again after this time.
    Again {
        /// Time to wait.
        after: Duration,
    },
    /// Log in, and send the call again.
    LogIn,
    /// Return an empty response: an earlier attempt has deleted the object.
    Done,
}

impl Policy {
    /// Decides what to do after a failed attempt, by the [table](Policy#repeats) of this policy. It does not read a
    /// clock, and knows nothing of a budget or the limit of the call.
    ///
    /// ```
    /// use planfix_api::Effect;
    /// use planfix_api::client::{Decision, Failure, FailureKind, Policy};
    /// use std::time::Duration;
    ///
    /// let mut failure = Failure::new(Effect::Act, FailureKind::Busy);
    /// failure.retry_after = Some(Duration::from_secs(7));
    /// let decision = Policy::standard().decide(&failure);
    /// assert_eq!(decision, Decision::Again { after: Duration::from_secs(7) });
    /// ```
    #[must_use]
    pub fn decide(&self, failure: &Failure) -> Decision {
        let is_repeatable = match failure.kind {
            FailureKind::NotSent | FailureKind::Busy => true,
            FailureKind::NoAnswer => failure.effect.repeatable(),
            FailureKind::SessionOver if failure.may_log_in => return Decision::LogIn,
            FailureKind::NotFound if failure.effect == Effect::Delete && failure.is_unsettled => return Decision::Done,
            FailureKind::SessionOver | FailureKind::NotFound | FailureKind::Final => false,
        };
        if !is_repeatable || failure.repeats.saturating_add(1) >= self.attempts {
            return Decision::Stop;
        }
        match failure.retry_after {
            Some(asked) if asked > self.longest_wait => Decision::Stop,
            Some(after) => Decision::Again { after },
            None => Decision::Again {
                after: self.wait(failure.repeats, failure.jitter),
            },
        }
    }

    /// Returns the wait before the next attempt: doubled each time up to the maximum, and between half of that and the
    /// whole.
    fn wait(&self, repeats: u32, jitter: f64) -> Duration {
        let factor = 2_u32.checked_pow(repeats).unwrap_or(u32::MAX);
        let most = self.first_wait.saturating_mul(factor).min(self.most_wait);
        let jitter = if jitter.is_nan() { 1.0 } else { jitter.clamp(0.0, 1.0) };
        Duration::try_from_secs_f64(most.as_secs_f64() * (0.5 + jitter / 2.0)).unwrap_or(most)
    }
}
