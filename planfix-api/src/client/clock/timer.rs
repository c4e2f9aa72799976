//! Timers for futures of any runtime, served by one thread.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Instant;

/// A future that is ready at a moment. Without it, a client would need the timers of one runtime.
pub(super) struct Timer {
    at: Instant,
    number: u64,
}

/// The futures that wait, the earliest first.
static WAITING: Mutex<BTreeMap<(Instant, u64), Waker>> = Mutex::new(BTreeMap::new());
static CHANGED: Condvar = Condvar::new();

impl Timer {
    pub(super) fn until(at: Instant) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { at, number }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.at {
            return Poll::Ready(());
        }
        let mut waiting = lock();
        waiting.insert((self.at, self.number), context.waker().clone());
        let is_first = waiting.keys().next() == Some(&(self.at, self.number));
        drop(waiting);
        if is_first {
            CHANGED.notify_one();
        }
        start();
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        lock().remove(&(self.at, self.number));
    }
}

fn lock() -> MutexGuard<'static, BTreeMap<(Instant, u64), Waker>> {
    // Nothing panics under the lock.
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts the thread, once.
fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let thread = std::thread::Builder::new().name("planfix-timer".to_owned());
        if thread.spawn(serve).is_err() {
            tracing::error!("the thread of the timers cannot be started, so calls do not end their waits");
        }
    });
}

fn serve() {
    let mut waiting = lock();
    loop {
        let now = Instant::now();
        while let Some(first) = waiting.first_entry() {
            if first.key().0 > now {
                break;
            }
            let waker = first.remove();
            drop(waiting);
            waker.wake();
            waiting = lock();
        }
        waiting = match waiting.keys().next() {
            None => CHANGED.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            Some((at, _)) => {
                let left = at.saturating_duration_since(Instant::now());
                let woken = CHANGED.wait_timeout(waiting, left);
                woken.unwrap_or_else(PoisonError::into_inner).0
            }
        };
    }
}
