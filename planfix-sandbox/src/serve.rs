//! The sandbox over HTTP, for this machine alone.

use crate::Sandbox;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// The longest request that is read, in bytes.
const MAX_REQUEST: usize = 64 << 20;

/// A sandbox that cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The listener can be reached from other machines.
    #[error("{0} can be reached from other machines, and a sandbox has no encryption: listen on 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The socket or a thread failed.
    #[error("the sandbox cannot be served: {0}")]
    Io(#[from] io::Error),
}

/// Serves a sandbox until the process ends: every path, with the body as PlanFix takes it.
///
/// # Errors
/// The listener is not on loopback, or the socket fails.
pub fn serve(sandbox: Arc<Sandbox>, listener: TcpListener) -> Result<(), ServeError> {
    check(&listener)?;
    run(sandbox, listener, std::future::pending())?;
    Ok(())
}

/// A sandbox that is served by a thread, until it is dropped.
///
/// ```
/// use planfix_sandbox::{Options, Sandbox, Server};
/// use std::sync::Arc;
///
/// let sandbox = Arc::new(Sandbox::in_memory(Options::default())?);
/// let server = Server::start(sandbox)?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Server {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// No port or no thread can be had.
    pub fn start(sandbox: Arc<Sandbox>) -> Result<Self, ServeError> {
        Self::start_on(sandbox, TcpListener::bind("127.0.0.1:0")?)
    }

    /// Starts on a listener.
    ///
    /// # Errors
    /// The listener is not on loopback, or no thread can be had.
    pub fn start_on(sandbox: Arc<Sandbox>, listener: TcpListener) -> Result<Self, ServeError> {
        let address = check(&listener)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::Builder::new()
            .name("planfix-sandbox".to_owned())
            .spawn(move || {
                run(sandbox, listener, async {
                    let _ = stopped.await;
                })
            })?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The address it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL for a client: `http://127.0.0.1:PORT/xml/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/xml/", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping the sender is the sign to stop.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
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

fn run(
    sandbox: Arc<Sandbox>,
    listener: TcpListener,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(answer).with_state(sandbox);
        // A client may keep its connection open, so the end does not wait for those that are idle.
        let server = axum::serve(listener, router).into_future();
        tokio::select! {
            result = server => result,
            () = stopped => Ok(()),
        }
    })
}

async fn answer(State(sandbox): State<Arc<Sandbox>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_REQUEST).await else {
        return text(
            StatusCode::PAYLOAD_TOO_LARGE,
            "the request is too long, or was cut off\n",
        );
    };
    let request = http::Request::from_parts(head, body.to_vec());
    // SQLite blocks, so it works beside the thread that serves the sockets.
    match tokio::task::spawn_blocking(move || sandbox.handle(&request)).await {
        Ok(response) => response.map(Body::from),
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "the sandbox failed\n"),
    }
}

fn text(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}
