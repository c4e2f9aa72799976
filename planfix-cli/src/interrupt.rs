//! Ctrl-C and SIGTERM during a call: they end the program with what they mean for the account, as a lost
//! answer does, and with nothing half written left.

use crate::output::say;
use crate::status::Status;
use planfix_api::client::Error;
use planfix_api::table::Method;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far the call is.
#[derive(Clone, Copy)]
enum Phase {
    /// Nothing was sent.
    Before,
    /// The request may have reached the server.
    Sent,
    /// The answer is there.
    Answered,
}

struct Now {
    method: Option<&'static Method>,
    phase: Phase,
    /// Files that are not whole yet.
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

/// Begins to listen, for the call of this method. Where that cannot be had, a signal ends the program at once,
/// as it does without.
pub(crate) fn listen(method: &'static Method) {
    now().method = Some(method);
    let _ = start();
}

/// Says that the request is being sent.
pub(crate) fn sent() {
    now().phase = Phase::Sent;
}

/// Says that the answer is there.
pub(crate) fn answered() {
    now().phase = Phase::Answered;
}

/// Says that this file is not whole, and to be removed.
pub(crate) fn unfinished(path: &Path) {
    now().unfinished.push(path.to_owned());
}

/// Says that it is whole, or gone.
pub(crate) fn finished(path: &Path) {
    now().unfinished.retain(|other| other != path);
}

/// Waits for a signal in a thread of its own.
fn start() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let signal = {
        // From here on the signal does not end the program by itself.
        let _entered = runtime.enter();
        signal()?
    };
    let thread = std::thread::Builder::new().name("interrupt".to_owned());
    thread.spawn(move || {
        runtime.block_on(signal);
        end()
    })?;
    Ok(())
}

/// Ready when somebody asks the program to stop. It needs a tokio runtime with IO around it.
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

/// Ready when somebody asks the program to stop. It needs a tokio runtime with IO around it.
#[cfg(not(unix))]
pub(crate) fn signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Ends the program.
fn end() {
    // Held to the end: nothing changes any more.
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
