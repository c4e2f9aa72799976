//! The asynchronous transport over reqwest.

use super::async_transport::{AsyncIncoming, AsyncTransport};
use super::body::Body;
use super::http_client::{Chunks, HttpClient};
use super::limits::{Failure, Limits};
use super::options::HttpOptions;
use super::transport_error::TransportError;
use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response};
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// An asynchronous transport over [reqwest](https://docs.rs/reqwest), with rustls and ring. It needs the runtime of
/// tokio, with its timers.
///
/// [`HttpOptions`] describes its proxy and its certificates. Clones share their connections.
#[derive(Clone)]
pub struct Reqwest(Arc<HttpClient>);

impl Reqwest {
    /// Creates a transport with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::with(HttpOptions::new())
    }

    /// Creates a transport with other settings.
    #[must_use]
    pub fn with(options: HttpOptions) -> Self {
        Self(Arc::new(HttpClient::new(options)))
    }

    /// Creates a transport over an HTTP client of your own, of reqwest 0.13, with its own certificates and proxy. The
    /// limits for a call and for a response apply; the one for a connection is the client's.
    ///
    /// It must be built with `redirect(Policy::none())` and `retry(reqwest::retry::never())`, since only the client
    /// knows what may be sent again. A client that followed a redirect is reported as an error.
    #[must_use]
    pub fn with_client(client: reqwest::Client, limits: Limits) -> Self {
        Self(Arc::new(HttpClient::over(client, limits)))
    }

    /// Creates a transport with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self::with(HttpOptions::new().limits(limits))
    }
}

impl Default for Reqwest {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reqwest").field(self.0.options()).finish()
    }
}

impl AsyncTransport for Reqwest {
    async fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        self.0.send(request).await
    }

    async fn open(&self, request: Request<Body>) -> Result<Response<AsyncIncoming>, TransportError> {
        let response = self.0.open(request).await?;
        Ok(response.map(|chunks| AsyncIncoming::new(Told(chunks))))
    }

    fn streams(&self) -> bool {
        true
    }

    fn limit(&self) -> Option<Duration> {
        Some(self.0.options().limits.call)
    }
}

/// The body of a response, with errors that say what happened.
struct Told(Chunks);

impl Stream for Told {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.0.poll_chunk(context).map(|chunk| {
            chunk.map(|chunk| {
                chunk.map_err(|failure| match failure {
                    Failure::Timeout { .. } => io::Error::new(io::ErrorKind::TimedOut, failure),
                    _ => io::Error::other(failure),
                })
            })
        })
    }
}
