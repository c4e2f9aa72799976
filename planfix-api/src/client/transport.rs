//! The blocking HTTP client that a client sends its requests with.

use super::body::Body;
use super::transport_error::TransportError;
use http::{Request, Response};
use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::time::Duration;

/// A blocking HTTP client.
///
/// `send` is all that is needed. A transport for large files also has [`open`](Self::open) and
/// [`streams`](Self::streams), so that neither a download nor an upload is in memory as a whole.
pub trait Transport {
    /// Sends the request and returns the whole response, whatever its status.
    ///
    /// It must neither follow redirects nor repeat the request: both depend on the effect of the method, which a
    /// transport does not know.
    ///
    /// # Errors
    /// No whole response arrived; the error says whether the request may have reached the server.
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError>;

    /// Sends the request and returns the response with its body still to be read. By default it reads the body with
    /// [`send`](Self::send).
    ///
    /// # Errors
    /// The head of a response did not arrive; the error says whether the request may have reached the server.
    fn open(&self, request: Request<Body>) -> Result<Response<Incoming>, TransportError> {
        Ok(self.send(request)?.map(Incoming::from))
    }

    /// Returns true if the transport sends a body with [`Body::reader`]. False by default: the client then reads the
    /// files in a body into memory first.
    fn streams(&self) -> bool {
        false
    }

    /// Returns how long a whole call may take; `None`, the default, is no limit.
    ///
    /// The client counts the time spent waiting for a login, and tells each request the time that is left with the
    /// extension [`Deadline`](super::Deadline). Without a limit, a call waits as long as a login takes.
    fn limit(&self) -> Option<Duration> {
        None
    }

    /// Returns true if no request leaves this machine, whatever its address, as with a sandbox in process or a fake in a
    /// test. A new client then has [`Policy::none`](super::Policy::none), as for an address on this machine. False by
    /// default.
    fn is_local(&self) -> bool {
        false
    }
}

/// Implements the trait for a pointer.
macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Transport + ?Sized> Transport for $pointer {
            fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
                (**self).send(request)
            }

            fn open(&self, request: Request<Body>) -> Result<Response<Incoming>, TransportError> {
                (**self).open(request)
            }

            fn streams(&self) -> bool {
                (**self).streams()
            }

            fn limit(&self) -> Option<Duration> {
                (**self).limit()
            }

            fn is_local(&self) -> bool {
                (**self).is_local()
            }
        }
    )*};
}

forward!(Box<T>, Arc<T>, &T);

/// The body of a response that is still to be read.
pub struct Incoming(Box<dyn Read + Send>);

impl Incoming {
    /// Creates a body from its reader. An error of the reader means that the body broke off; of the kind
    /// [`TimedOut`](io::ErrorKind::TimedOut), that it took too long.
    pub fn new(body: impl Read + Send + 'static) -> Self {
        Self(Box::new(body))
    }
}

impl From<Vec<u8>> for Incoming {
    fn from(body: Vec<u8>) -> Self {
        Self::new(Cursor::new(body))
    }
}

impl Read for Incoming {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Incoming")
    }
}
