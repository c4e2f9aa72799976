//! Ctrl-C, SIGTERM and SIGHUP during a call: the program reports what the interruption means for the account, as it does for
//! a lost answer, and removes half-written files.

use crate::output::say;
use crate::status::Status;
use planfix_api::client::Error;
use planfix_api::table::Method;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The progress of the call.
#[derive(Clone, Copy)]
enum Phase {
    Before,
    /// The request may have reached the server.
    Sent,
    /// The answer has arrived.
    Answered,
}

struct Now {
    method: Option<&'static Method>,
    phase: Phase,
    /// Files that are not completely written yet.
    unfinished: Vec<PathBuf>,
}

static NOW: Mutex<Now> = Mutex::new(Now {
    method: None,
    phase: Phase::Before,
    unfinished: Vec::new(),
});

fn now() -> MutexGuard<'static, Now> {
    NOW.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts to listen for signals during the call of this method. If that fails, a signal ends the program at once, as
/// it does by default.
pub(crate) fn listen(method: &'static Method) {
    now().method = Some(method);
    let _ = start();
}

/// Records that the request is being sent.
pub(crate) fn sent() {
    now().phase = Phase::Sent;
}

/// Records that the answer has arrived.
pub(crate) fn answered() {
    now().phase = Phase::Answered;
}

/// Records that this file is incomplete and must be removed on an interrupt.
pub(crate) fn unfinished(path: &Path) {
    now().unfinished.push(path.to_owned());
}

/// Records that the file is complete or already removed.
pub(crate) fn finished(path: &Path) {
    now().unfinished.retain(|other| other != path);
}

/// Returns a flag that the first signal sets, for work that ends at a good moment. The second signal ends the program.
pub(crate) fn requested() -> io::Result<Arc<AtomicBool>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let first = {
        let _entered = runtime.enter();
        signal()?
    };
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let thread = std::thread::Builder::new().name("interrupt".to_owned());
    thread.spawn(move || {
        runtime.block_on(async {
            first.await;
            set.store(true, Ordering::Relaxed);
            say("stopping after the request that is being sent; Ctrl-C again stops at once");
            if let Ok(second) = signal() {
                second.await;
                std::process::exit(Status::Paused as i32)
            }
        });
    })?;
    Ok(flag)
}

/// Waits for a signal in a separate thread.
fn start() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let (signal, hangup) = {
        // From here on the signals no longer end the program by themselves.
        let _entered = runtime.enter();
        (signal()?, hangup()?)
    };
    let thread = std::thread::Builder::new().name("interrupt".to_owned());
    thread.spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                () = signal => {}
                () = hangup => {}
            }
        });
        end()
    })?;
    Ok(())
}

/// Resolves when the user asks the program to stop. Requires a tokio runtime with IO.
#[cfg(unix)]
pub(crate) fn signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use std::task::Poll;
    use tokio::signal::unix::{SignalKind, signal};
    let mut signals = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?];
    Ok(std::future::poll_fn(move |context| {
        if signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready()) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }))
}

/// Resolves when the user asks the program to stop. Requires a tokio runtime with IO.
#[cfg(not(unix))]
pub(crate) fn signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Resolves when the terminal is closed. Under `nohup`, which makes the program ignore that, it never does.
#[cfg(unix)]
fn hangup() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut signal = if ignores_hangup() {
        None
    } else {
        Some(signal(SignalKind::hangup())?)
    };
    Ok(async move {
        match &mut signal {
            Some(signal) => {
                signal.recv().await;
            }
            None => std::future::pending().await,
        }
    })
}

/// Returns true if the program was started with SIGHUP ignored, as far as the system tells.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // The signals are bits of a hexadecimal number; SIGHUP is the first.
    ignored.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 1 == 1))
}

#[cfg(not(unix))]
fn hangup() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(std::future::pending())
}

/// Reports the state of the call, removes incomplete files and ends the program.
fn end() {
    // The lock is never released, so the state cannot change any more.
    let now = now();
    for path in &now.unfinished {
        let _ = std::fs::remove_file(path);
    }
    let name = now.method.map_or("planfix", |method| method.name);
    let status = match (now.phase, now.method) {
        (Phase::Sent, Some(method)) => {
            let error = Error::NoAnswer {
                method: method.name,
                effect: method.effect,
                source: "it was interrupted".into(),
                answer: None,
            };
            say(&format!("error: {error}"));
            Status::of(&error)
        }
        (Phase::Answered, _) => {
            say(&format!(
                "error: {name}: interrupted after the answer came; the call was carried out"
            ));
            Status::Unwritten
        }
        _ => {
            say(&format!("error: {name}: interrupted, nothing was sent"));
            Status::Unchanged
        }
    };
    std::process::exit(status as i32)
}
