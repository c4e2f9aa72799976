//! Serves a sandbox over HTTP, to this machine only.
//!
//! `connections` accepts and closes connections, `exchange` reads a request and writes its answer, `local` refuses
//! requests of web pages, and `limits` has the limits of connections. `body` and `socket` have the faults of answers and
//! connections.

mod activity;
mod body;
mod connections;
mod exchange;
mod limits;
mod local;
mod socket;

pub use limits::ServerLimits;

use crate::Sandbox;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// The number of threads for requests. Changes are made one after the other, and a waiting thread costs memory.
const THREADS: usize = 64;

/// An error of serving a sandbox over HTTP.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Other machines can reach the listener.
    #[error("other machines can reach {0}, and a sandbox has no encryption: listen on 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The socket or a thread failed.
    #[error("the sandbox cannot be served: {0}")]
    Io(#[from] io::Error),
    /// The thread of a [`Server`] ended before it was stopped.
    #[error("the server of the sandbox at {0} has ended: its thread panicked")]
    Ended(SocketAddr),
}

/// Serves a sandbox until a future is ready. Every path is accepted. Requests that are running then are answered before
/// this returns. The future is polled in a tokio runtime with IO and time.
///
/// # Errors
/// The listener is not on loopback, or the socket or the runtime cannot be used.
///
/// ```
/// use planfix_sandbox::{Options, Sandbox, serve};
/// use std::net::TcpListener;
/// use std::sync::Arc;
///
/// let sandbox = Arc::new(Sandbox::in_memory(Options::default())?);
/// let listener = TcpListener::bind("127.0.0.1:0")?;
/// let already_over = async {};
/// serve(sandbox, listener, already_over)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn serve(sandbox: Arc<Sandbox>, listener: TcpListener, until: impl Future<Output = ()>) -> Result<(), ServeError> {
    check(&listener)?;
    let (runtime, listener) = ready(listener)?;
    runtime.block_on(connections::serve(sandbox, listener, until));
    Ok(())
}

/// A sandbox that a thread serves, until it is stopped or dropped.
///
/// ```
/// use planfix_sandbox::{Options, Sandbox, Server};
/// use std::sync::Arc;
///
/// let sandbox = Arc::new(Sandbox::in_memory(Options::default())?);
/// let server = Server::start(sandbox)?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// assert!(server.is_running());
/// server.stop()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// There is no free port, or the thread cannot be started.
    pub fn start(sandbox: Arc<Sandbox>) -> Result<Self, ServeError> {
        Self::start_on(sandbox, TcpListener::bind("127.0.0.1:0")?)
    }

    /// Starts a server on a listener.
    ///
    /// # Errors
    /// The listener is not on loopback, or the thread cannot be started.
    pub fn start_on(sandbox: Arc<Sandbox>, listener: TcpListener) -> Result<Self, ServeError> {
        let address = check(&listener)?;
        let (runtime, listener) = ready(listener)?;
        Self::spawn(address, move |until| {
            runtime.block_on(connections::serve(sandbox, listener, until));
        })
    }

    fn spawn(
        address: SocketAddr,
        serve: impl FnOnce(std::pin::Pin<Box<dyn Future<Output = ()>>>) + Send + 'static,
    ) -> Result<Self, ServeError> {
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async {
            let _ = stopped.await;
        };
        let thread = std::thread::Builder::new()
            .name("planfix-sandbox".to_owned())
            .spawn(move || serve(Box::pin(until)))?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Returns the address of the server.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL for clients: `http://127.0.0.1:PORT/xml/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/xml/", self.address)
    }

    /// Returns true if the server still answers. If it does not, [`Server::stop`] returns why.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Stops the server: answers the requests that are running, then closes all connections. Dropping a server stops it
    /// in the same way, and logs errors.
    ///
    /// # Errors
    /// The thread of the server had panicked.
    pub fn stop(mut self) -> Result<(), ServeError> {
        self.end()
    }

    fn end(&mut self) -> Result<(), ServeError> {
        // Dropping the sender tells the server to stop.
        self.stop.take();
        match self.thread.take().map(JoinHandle::join) {
            None | Some(Ok(())) => Ok(()),
            Some(Err(_)) => Err(ServeError::Ended(self.address)),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            tracing::error!("{error}");
        }
    }
}

fn check(listener: &TcpListener) -> Result<SocketAddr, ServeError> {
    let address = listener.local_addr()?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(ServeError::NotLoopback(address))
    }
}

/// Starts the runtime and registers the listener, so that whatever can fail fails before the server starts.
fn ready(listener: TcpListener) -> io::Result<(Runtime, tokio::net::TcpListener)> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(THREADS)
        .build()?;
    let guard = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    drop(guard);
    Ok((runtime, listener))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_whose_thread_panicked_is_reported() {
        let address = SocketAddr::from(([127, 0, 0, 1], 1));
        let server = Server::spawn(address, |_| panic!("this test")).unwrap();
        while server.is_running() {
            std::thread::yield_now();
        }
        let error = server.stop().unwrap_err();
        assert!(matches!(error, ServeError::Ended(_)), "{error}");
        assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
    }
}
