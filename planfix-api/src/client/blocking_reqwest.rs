//! The blocking transport: the asynchronous HTTP client on a thread of its own.

use super::blocking::Transport;
use super::body::Body;
use super::http_client::HttpClient;
use super::limits::{Failure, Limits};
use super::transport_error::TransportError;
use http::{Request, Response};
use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// A blocking transport over [reqwest](https://docs.rs/reqwest), with rustls and ring. It works anywhere, also inside
/// an asynchronous runtime, where it blocks the thread.
///
/// It trusts the certificates of the system and not a built-in list, so that a company's own proxy works; where the
/// system has none, set `SSL_CERT_FILE` to a file of certificates. It uses the proxy in `HTTPS_PROXY` or `ALL_PROXY`,
/// except for the hosts in `NO_PROXY` and for http; a proxy that cannot be used is an error. Clones share their
/// connections and the one thread that serves them, which ends when the last clone is dropped.
#[derive(Clone)]
pub struct BlockingReqwest {
    http: Arc<HttpClient>,
    /// Started by the first call.
    thread: Arc<OnceLock<Thread>>,
}

impl BlockingReqwest {
    /// Creates a transport with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// Creates a transport with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            http: Arc::new(HttpClient::new(limits)),
            thread: Arc::default(),
        }
    }

    fn thread(&self) -> io::Result<&Thread> {
        if let Some(thread) = self.thread.get() {
            return Ok(thread);
        }
        let thread = Thread::start()?;
        Ok(self.thread.get_or_init(|| thread))
    }
}

/// The thread that drives the connections. It runs between calls too, so that a connection closed by the server is not
/// used for the next call.
struct Thread {
    runtime: Handle,
    /// Ends the thread when it is dropped.
    _running: oneshot::Sender<()>,
}

impl Thread {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (running, ended) = oneshot::channel();
        thread::Builder::new().name("planfix-http".to_owned()).spawn(move || {
            // The error means that the sender was dropped, which ends the thread.
            drop(runtime.block_on(ended));
            // Do not wait for a host lookup that hangs.
            runtime.shutdown_background();
        })?;
        Ok(Self {
            runtime: handle,
            _running: running,
        })
    }
}

impl Default for BlockingReqwest {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for BlockingReqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingReqwest")
            .field("limits", &self.http.limits())
            .finish_non_exhaustive()
    }
}

impl Transport for BlockingReqwest {
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let thread = self.thread().map_err(|source| Failure::Thread { source })?;
        let (answer, answered) = mpsc::sync_channel(1);
        let http = Arc::clone(&self.http);
        thread.runtime.spawn(async move {
            // Fails only if the caller stopped waiting.
            drop(answer.send(http.send(request).await));
        });
        answered
            .recv()
            .unwrap_or_else(|_| Err(TransportError::no_answer("the thread of the HTTP client has ended")))
    }

    fn limit(&self) -> Option<Duration> {
        Some(self.http.limits().call)
    }
}
