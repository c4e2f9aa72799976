//! The blocking transport.

use super::body::Body;
use super::http1::Http1;
use super::limits::{Failure, Limits};
use super::options::HttpOptions;
use super::transport::{Incoming, Transport};
use super::transport_error::TransportError;
use http::{Request, Response};
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::time::Duration;

/// The blocking transport: HTTP/1.1 with rustls and ring. It works anywhere, also inside an asynchronous runtime, where
/// it blocks the thread.
///
/// [`HttpOptions`] describes its proxy and its certificates. Clones share their connections; an unused one is kept for
/// 4 seconds.
///
/// ```
/// use planfix_api::client::{Auth, Client, Connection, Endpoint, Http, HttpOptions};
///
/// let connection = Connection::new(Endpoint::russia(), "name", Auth::token("key", "token"));
/// let client = Client::new(connection, Http::with(HttpOptions::new().proxy("http://proxy.example:3128")));
/// ```
#[derive(Clone)]
pub struct Http(Arc<Http1>);

impl Http {
    /// Creates a transport with the default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::with(HttpOptions::new())
    }

    /// Creates a transport with other settings.
    #[must_use]
    pub fn with(options: HttpOptions) -> Self {
        Self(Arc::new(Http1::new(options)))
    }

    /// Creates a transport with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self::with(HttpOptions::new().limits(limits))
    }
}

impl Default for Http {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Http").field(self.0.options()).finish()
    }
}

impl Transport for Http {
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        self.0.send(request)
    }

    fn open(&self, request: Request<Body>) -> Result<Response<Incoming>, TransportError> {
        let within = self.0.within(&request);
        let response = self.0.open(request)?;
        Ok(response.map(|body| Incoming::new(Told { body, within })))
    }

    fn streams(&self) -> bool {
        true
    }

    fn limit(&self) -> Option<Duration> {
        Some(self.0.options().limits.call)
    }
}

/// The body of a response, with errors that say what happened.
struct Told {
    body: super::http1::Body,
    within: Duration,
}

impl Read for Told {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.body.read(into).map_err(|error| match error.kind() {
            ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, Failure::cut_off(error, self.within)),
        })
    }
}
