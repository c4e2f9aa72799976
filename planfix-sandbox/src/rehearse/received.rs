//! The calls that a sandbox got.

use super::fault::Fault;
use planfix_api::jiff::civil::DateTime;
use std::collections::VecDeque;

/// A call that a sandbox got from a client; see [`Sandbox::calls`](crate::Sandbox::calls). It has no value of the
/// request and no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedCall {
    /// Number of the call, from 1.
    pub number: u64,
    /// Name of the method; `None` if the request could not be read or names no method.
    pub method: Option<&'static str>,
    /// Time on the clock of the sandbox.
    pub at: DateTime,
    /// The answer.
    pub answered: Answered,
    /// True if the call was carried out. If it changes something, the change is stored, whatever became of the answer.
    pub carried_out: bool,
    /// The fault of the call.
    pub fault: Option<Fault>,
}

/// The answer to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answered {
    /// The answer of the method.
    Done,
    /// A refusal with this code.
    Refused(String),
    /// Another HTTP status than 200.
    Http(u16),
    /// An answer that cannot be used.
    Damaged,
    /// No answer, or none in time.
    Nothing,
}

/// The number of calls that are kept.
const KEPT: usize = 10_000;

/// The last calls.
#[derive(Debug, Default)]
pub(super) struct Log {
    number: u64,
    calls: VecDeque<ReceivedCall>,
}

impl Log {
    /// Returns the number of the next call.
    pub(super) const fn next(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    pub(super) fn begin(&mut self, call: ReceivedCall) {
        if self.calls.len() == KEPT {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    /// Completes a call, if it is still kept.
    pub(super) fn end(&mut self, number: u64, answered: Answered, carried_out: bool) {
        if let Some(call) = self.calls.iter_mut().rev().find(|call| call.number == number) {
            call.answered = answered;
            call.carried_out = carried_out;
        }
    }

    pub(super) fn calls(&self) -> Vec<ReceivedCall> {
        self.calls.iter().cloned().collect()
    }

    /// Forgets the calls. The numbers go on.
    pub(super) fn clear(&mut self) {
        self.calls.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use planfix_api::jiff::civil::date;

    #[test]
    fn the_last_calls_are_kept() {
        let mut log = Log::default();
        for _ in 0..KEPT + 5 {
            let number = log.next();
            log.begin(ReceivedCall {
                number,
                method: None,
                at: date(2026, 3, 31).at(0, 0, 0, 0),
                answered: Answered::Nothing,
                carried_out: false,
                fault: None,
            });
            log.end(number, Answered::Done, true);
        }
        log.end(1, Answered::Nothing, false);
        let calls = log.calls();
        assert_eq!(calls.len(), KEPT);
        assert_eq!(calls[0].number, 6);
        assert!(calls.iter().all(|call| call.carried_out));
    }
}
