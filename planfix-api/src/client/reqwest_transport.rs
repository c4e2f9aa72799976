//! The asynchronous transport over reqwest.

use super::asynchronous::AsyncTransport;
use super::body::Body;
use super::http_client::HttpClient;
use super::limits::Limits;
use super::options::HttpOptions;
use super::transport_error::TransportError;
use http::{Request, Response};
use std::fmt;
use std::sync::Arc;
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

    fn limit(&self) -> Option<Duration> {
        Some(self.0.options().limits.call)
    }
}
