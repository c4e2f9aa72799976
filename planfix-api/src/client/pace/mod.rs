//! The pace of an account: its callers take turns.

mod line;

use super::clock::Clock;
#[cfg(feature = "async")]
use super::clock::Sleep;
use line::{Line, Place, Turn};
#[cfg(feature = "async")]
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
#[cfg(feature = "async")]
use std::task::{Poll, ready};
use std::task::{Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

/// The turns of an account, which all its callers in the process share.
pub(super) struct Pacer {
    host: String,
    account: String,
    clock: Arc<dyn Clock>,
    line: Mutex<Line>,
}

static PACERS: Mutex<Vec<Arc<Pacer>>> = Mutex::new(Vec::new());

impl Pacer {
    /// Returns the turns of an account on a clock.
    pub(super) fn of(host: &str, account: &str, clock: &Arc<dyn Clock>) -> Arc<Self> {
        let mut pacers = PACERS.lock().unwrap_or_else(PoisonError::into_inner);
        // An account that was used a moment ago is kept, since its next client must not start too early.
        pacers.retain(|pacer| Arc::strong_count(pacer) > 1 || !pacer.line().is_idle(pacer.clock.now()));
        let is_same = |pacer: &&Arc<Self>| {
            pacer.host.eq_ignore_ascii_case(host)
                && pacer.account.eq_ignore_ascii_case(account)
                && Arc::as_ptr(&pacer.clock).cast::<()>() == Arc::as_ptr(clock).cast::<()>()
        };
        if let Some(pacer) = pacers.iter().find(is_same) {
            return Arc::clone(pacer);
        }
        let pacer = Arc::new(Self {
            host: host.to_owned(),
            account: account.to_owned(),
            clock: Arc::clone(clock),
            line: Mutex::default(),
        });
        pacers.push(Arc::clone(&pacer));
        pacer
    }

    /// Lets no caller start before this time.
    pub(super) fn hold(&self, until: Duration) {
        self.line().hold(until);
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        // Nothing panics under the lock.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A caller in the line, which leaves it when it is dropped.
pub(super) struct Visit {
    pacer: Arc<Pacer>,
    place: Place,
}

impl Visit {
    pub(super) fn of(pacer: &Arc<Pacer>) -> Self {
        Self {
            pacer: Arc::clone(pacer),
            place: Place::default(),
        }
    }

    /// Blocks the thread until its turn. Returns false, without a wait, if the turn comes after the deadline.
    pub(super) fn block(&mut self, interval: Duration, deadline: Option<Duration>) -> bool {
        let waker = || Some(Waker::from(Arc::new(Unpark(std::thread::current()))));
        loop {
            match self.ask(interval, waker) {
                Turn::Start => return true,
                Turn::Wait(until) if is_late(until, deadline) => return false,
                Turn::Wait(until) => self.pacer.clock.park_until(until),
            }
        }
    }

    /// Waits for its turn. Returns false, without a wait, if the turn comes after the deadline.
    #[cfg(feature = "async")]
    pub(super) async fn wait(&mut self, interval: Duration, deadline: Option<Duration>) -> bool {
        let mut sleep: Option<(Duration, Sleep)> = None;
        poll_fn(|context| {
            loop {
                let until = match self.ask(interval, || Some(context.waker().clone())) {
                    Turn::Start => return Poll::Ready(true),
                    Turn::Wait(until) if is_late(until, deadline) => return Poll::Ready(false),
                    Turn::Wait(until) => until,
                };
                if sleep.as_ref().is_none_or(|(at, _)| *at != until) {
                    sleep = Some((until, self.pacer.clock.sleep_until(until)));
                }
                if let Some((_, sleep)) = &mut sleep {
                    ready!(sleep.as_mut().poll(context));
                }
                sleep = None;
            }
        })
        .await
    }

    fn ask(&mut self, interval: Duration, waker: impl FnOnce() -> Option<Waker>) -> Turn {
        let now = self.pacer.clock.now();
        let mut line = self.pacer.line();
        let turn = line.ask(&mut self.place, now, interval, waker);
        let first = (turn == Turn::Start).then(|| line.first()).flatten();
        drop(line);
        if let Some(first) = first {
            first.wake();
        }
        turn
    }
}

fn is_late(until: Duration, deadline: Option<Duration>) -> bool {
    deadline.is_some_and(|deadline| until >= deadline)
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut line = self.pacer.line();
        let first = line.leave(&self.place).then(|| line.first()).flatten();
        drop(line);
        if let Some(first) = first {
            first.wake();
        }
    }
}

/// Wakes a thread that waits for its turn.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
