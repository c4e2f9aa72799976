//! The line of callers that wait for their turn, without a clock of its own.

use std::collections::VecDeque;
use std::task::Waker;
use std::time::Duration;

/// The time that a caller may be late for its turn before those after it go first. Without this, a future that is kept
/// and not polled would stop all callers of the account.
const PATIENCE: Duration = Duration::from_secs(1);

/// Callers in order of arrival. The first may start once the interval since the last start is over.
#[derive(Debug, Default)]
pub(in crate::client) struct Line {
    /// The earliest time of the next start.
    next: Duration,
    /// The callers with their numbers, which increase.
    waiting: VecDeque<(u64, Option<Waker>)>,
    last: u64,
}

/// The number of a caller in order of arrival. It keeps it for its later turns, which so come before those of callers
/// that arrived after it.
#[derive(Debug, Default)]
pub(in crate::client) struct Place(Option<u64>);

/// The answer to a caller that asks for its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Turn {
    /// Start now: the caller has left the line.
    Start,
    /// Ask again at this time, or when woken.
    Wait(Duration),
}

impl Line {
    /// Takes the turn of a caller, if it has come. A new caller gets the last place.
    pub(in crate::client) fn ask(
        &mut self,
        place: &mut Place,
        now: Duration,
        interval: Duration,
        waker: impl FnOnce() -> Option<Waker>,
    ) -> Turn {
        let number = *place.0.get_or_insert_with(|| {
            self.last += 1;
            self.last
        });
        let position = self.position(number).unwrap_or_else(|position| {
            self.waiting.insert(position, (number, None));
            position
        });
        let places = u32::try_from(position).unwrap_or(u32::MAX);
        let turn = self.next.saturating_add(interval.saturating_mul(places));
        let overdue = self.next.saturating_add(interval.max(PATIENCE).saturating_mul(places));
        if now >= overdue {
            // Those before it did not come, and are not waited for until they ask again.
            self.waiting.drain(..=position);
            self.next = now.saturating_add(interval);
            return Turn::Start;
        }
        if let Some((_, slot)) = self.waiting.get_mut(position) {
            *slot = waker();
        }
        Turn::Wait(if now < turn { turn } else { overdue })
    }

    /// Gives up the turn that a caller waits for, if any. Returns true if it was the first in the line.
    pub(in crate::client) fn leave(&mut self, place: &Place) -> bool {
        let position = place.0.and_then(|number| self.position(number).ok());
        position.is_some_and(|position| {
            self.waiting.remove(position);
            position == 0
        })
    }

    /// Takes the waker of the first caller. After a start, or when the first one has left, it may be called earlier than
    /// it expects.
    pub(in crate::client) fn first(&mut self) -> Option<Waker> {
        self.waiting.front_mut().and_then(|(_, waker)| waker.take())
    }

    /// Allows no start before this time.
    pub(in crate::client) fn hold(&mut self, until: Duration) {
        self.next = self.next.max(until);
    }

    /// Returns true if forgetting the line would not let a caller start too early.
    pub(in crate::client) fn is_idle(&self, now: Duration) -> bool {
        self.waiting.is_empty() && now >= self.next
    }

    fn position(&self, number: u64) -> Result<usize, usize> {
        self.waiting.binary_search_by_key(&number, |(number, _)| *number)
    }
}

#[cfg(test)]
mod schedules;
