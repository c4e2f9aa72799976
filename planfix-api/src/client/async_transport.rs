//! The asynchronous HTTP client that a client sends its requests with.

use super::body::Body;
use super::maybe_send::{BoxFuture, MaybeSend, MaybeSync};
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

/// An asynchronous HTTP client.
///
/// `send` is all that is needed, and may be an `async fn`. A transport for large files also has [`open`](Self::open) and
/// [`streams`](Self::streams), so that neither a download nor an upload is in memory as a whole. Futures are `Send`,
/// except in WebAssembly. A client of any transport is `AsyncClient<Arc<dyn DynAsyncTransport>>`: see
/// [`DynAsyncTransport`].
///
/// ```
/// use planfix_api::client::{AsyncTransport, Body, TransportError};
///
/// struct Fixed(Vec<u8>);
///
/// impl AsyncTransport for Fixed {
///     async fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
///         assert_eq!(request.method(), "POST");
///         // Send it with your client: do not follow redirects, do not repeat.
///         Ok(http::Response::new(self.0.clone()))
///     }
/// }
/// ```
pub trait AsyncTransport: MaybeSend + MaybeSync {
    /// Sends the request and returns the whole response, whatever its status.
    ///
    /// It must neither follow redirects nor repeat the request: both depend on the effect of the method, which a
    /// transport does not know.
    ///
    /// # Errors
    /// No whole response arrived; the error says whether the request may have reached the server.
    fn send(
        &self,
        request: Request<Body>,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + MaybeSend;

    /// Sends the request and returns the response with its body still to be read. By default it reads the body with
    /// [`send`](Self::send).
    ///
    /// # Errors
    /// The head of a response did not arrive; the error says whether the request may have reached the server.
    fn open(
        &self,
        request: Request<Body>,
    ) -> impl Future<Output = Result<Response<AsyncIncoming>, TransportError>> + MaybeSend {
        async move { Ok(self.send(request).await?.map(AsyncIncoming::from)) }
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
        impl<T: AsyncTransport + ?Sized> AsyncTransport for $pointer {
            fn send(
                &self,
                request: Request<Body>,
            ) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + MaybeSend {
                (**self).send(request)
            }

            fn open(
                &self,
                request: Request<Body>,
            ) -> impl Future<Output = Result<Response<AsyncIncoming>, TransportError>> + MaybeSend {
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

/// An [`AsyncTransport`] of any type, for a program that chooses its transport at run time. Every transport is one.
///
/// ```
/// use planfix_api::client::{AsyncClient, AsyncTransport, Connection, DynAsyncTransport};
/// use std::sync::Arc;
///
/// struct App {
///     planfix: AsyncClient<Arc<dyn DynAsyncTransport>>,
/// }
///
/// fn app(connection: Connection, transport: impl AsyncTransport + 'static) -> App {
///     App {
///         planfix: AsyncClient::new(connection, Arc::new(transport)),
///     }
/// }
/// ```
pub trait DynAsyncTransport: MaybeSend + MaybeSync {
    /// Does the same as [`AsyncTransport::send`].
    fn send_boxed(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>>;

    /// Does the same as [`AsyncTransport::open`].
    fn open_boxed(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<AsyncIncoming>, TransportError>>;

    /// Returns the other properties of the transport.
    #[doc(hidden)]
    fn properties(&self) -> Properties;
}

/// The properties of a transport.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Properties {
    streams: bool,
    limit: Option<Duration>,
    is_local: bool,
}

impl<T: AsyncTransport> DynAsyncTransport for T {
    fn send_boxed(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        Box::pin(self.send(request))
    }

    fn open_boxed(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<AsyncIncoming>, TransportError>> {
        Box::pin(self.open(request))
    }

    fn properties(&self) -> Properties {
        Properties {
            streams: self.streams(),
            limit: self.limit(),
            is_local: self.is_local(),
        }
    }
}

impl AsyncTransport for dyn DynAsyncTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + MaybeSend {
        self.send_boxed(request)
    }

    fn open(
        &self,
        request: Request<Body>,
    ) -> impl Future<Output = Result<Response<AsyncIncoming>, TransportError>> + MaybeSend {
        self.open_boxed(request)
    }

    fn streams(&self) -> bool {
        self.properties().streams
    }

    fn limit(&self) -> Option<Duration> {
        self.properties().limit
    }

    fn is_local(&self) -> bool {
        self.properties().is_local
    }
}

#[cfg(not(target_family = "wasm"))]
type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;
#[cfg(target_family = "wasm")]
type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>>>>;

/// The body of a response that is still to be read: a [`Stream`] of its chunks.
pub struct AsyncIncoming(Chunks);

impl AsyncIncoming {
    /// Creates a body from the stream of its chunks. An error means that the body broke off; of the kind
    /// [`TimedOut`](io::ErrorKind::TimedOut), that it took too long.
    pub fn new(chunks: impl Stream<Item = io::Result<Bytes>> + MaybeSend + 'static) -> Self {
        Self(Box::pin(chunks))
    }

    /// Returns the next chunk; `None` at the end.
    pub(super) async fn chunk(&mut self) -> Option<io::Result<Bytes>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for AsyncIncoming {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.0.as_mut().poll_next(context)
    }
}

impl From<Vec<u8>> for AsyncIncoming {
    fn from(body: Vec<u8>) -> Self {
        struct Once(Option<Bytes>);

        impl Stream for Once {
            type Item = io::Result<Bytes>;

            fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
                Poll::Ready(self.0.take().map(Ok))
            }
        }

        Self::new(Once(Some(body.into())))
    }
}

impl fmt::Debug for AsyncIncoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsyncIncoming")
    }
}
