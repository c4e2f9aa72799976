//! The asynchronous transport over reqwest.

use super::asynchronous::AsyncTransport;
use super::body::Body;
use super::http_client::HttpClient;
use super::limits::Limits;
use super::transport_error::TransportError;
use http::{Request, Response};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// An asynchronous transport over [reqwest](https://docs.rs/reqwest), with rustls and ring. It needs the runtime of
/// tokio, with its timers.
///
/// It trusts the certificates of the system and not a built-in list, so that a company's own proxy works; where the
/// system has none, set `SSL_CERT_FILE` to a file of certificates. It uses the proxy in `HTTPS_PROXY` or `ALL_PROXY`,
/// except for the hosts in `NO_PROXY` and for http; a proxy that cannot be used is an error. Clones share their
/// connections.
#[derive(Clone)]
pub struct Reqwest(Arc<HttpClient>);

impl Reqwest {
    /// Creates a transport with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// Creates a transport with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self(Arc::new(HttpClient::new(limits)))
    }
}

impl Default for Reqwest {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest")
            .field("limits", &self.0.limits())
            .finish_non_exhaustive()
    }
}

impl AsyncTransport for Reqwest {
    async fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        self.0.send(request).await
    }

    fn limit(&self) -> Option<Duration> {
        Some(self.0.limits().call)
    }
}
