//! The blocking transport: the asynchronous HTTP client, run by a thread of its own.

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

/// A blocking transport over [reqwest](https://docs.rs/reqwest), with rustls and ring. It may be used anywhere, also
/// within an asynchronous runtime, where it blocks its thread.
///
/// Certificates are those that the system trusts, and not a list that is built in, so that a company's
/// own proxy works; where the system has none, name a file of them in `SSL_CERT_FILE`. The variables
/// `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` are honoured, but not for http; a proxy that cannot be used is an error.
/// Clones share their connections, and one thread that serves them, which ends with the last of them.
#[derive(Clone)]
pub struct BlockingReqwest {
    http: Arc<HttpClient>,
    /// Begun with the first call.
    thread: Arc<OnceLock<Thread>>,
}

impl BlockingReqwest {
    /// A transport with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// A transport with other limits.
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

/// The thread that drives connections. It must run also while no call waits, so that a connection that the server
/// closes is known as closed before the next call takes it.
struct Thread {
    runtime: Handle,
    /// Dropped, it ends the thread.
    _running: oneshot::Sender<()>,
}

impl Thread {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (running, ended) = oneshot::channel();
        thread::Builder::new().name("planfix-http".to_owned()).spawn(move || {
            // Its error says that the sender was dropped, which is what it waits for.
            drop(runtime.block_on(ended));
            // A look-up of a host that hangs is not waited for.
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
            // The call waits, or its thread has died.
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
