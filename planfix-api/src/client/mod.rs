//! Sending calls: a core without IO, and two clients on top of it.
//!
//! [`Connection`] turns a request into bytes, and bytes into a response or a typed [`Error`], without IO. [`Client`]
//! drives it over a [`Transport`], which is any blocking HTTP client: `Http` with the feature `blocking`, the sandbox in
//! process, or your own. With the feature `async`, `AsyncClient` does the same over an `AsyncTransport`, which is
//! `Reqwest` with the feature `reqwest`.
//!
//! Another HTTP client takes a few lines: see the [guide](crate::guide::own_transport).
//! `examples/own_transport.rs` uses a real one:
//!
//! ```
//! use planfix_api::client::{Body, Transport, TransportError};
//!
//! struct Fixed(Vec<u8>);
//!
//! impl Transport for Fixed {
//!     fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
//!         assert_eq!(request.method(), "POST");
//!         // Send it with your client: do not follow redirects, do not repeat.
//!         Ok(http::Response::new(self.0.clone()))
//!     }
//! }
//! ```

#[cfg(feature = "async")]
mod async_transport;
#[cfg(feature = "async")]
mod asynchronous;
mod auth;
mod blocking;
mod body;
mod call;
mod clock;
mod connection;
mod course;
mod deadline;
mod download;
mod edit;
mod endpoint;
mod error;
mod exchange;
mod governor;
#[cfg(feature = "blocking")]
mod http1;
#[cfg(feature = "reqwest")]
mod http_client;
mod http_status;
#[cfg(feature = "blocking")]
mod http_transport;
mod kind;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod limits;
#[cfg(feature = "async")]
mod maybe_send;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod no_proxy;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod options;
mod pace;
mod pages;
mod policy;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod proxy;
mod received;
mod redirect;
#[cfg(any(feature = "reqwest", feature = "tower"))]
mod request_body;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod session;
mod slot;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod tls;
#[cfg(feature = "tower")]
mod tower;
mod trace;
mod transport;
mod transport_error;
mod unreadable;
mod words;

#[cfg(feature = "async")]
pub use async_transport::{AsyncIncoming, AsyncTransport, DynAsyncTransport};
#[cfg(feature = "async")]
pub use asynchronous::AsyncClient;
pub use auth::{Auth, AuthError};
pub use blocking::Client;
pub use body::Body;
pub use call::{Call, Next};
pub use clock::{Clock, Sleep, SystemClock, VirtualClock};
pub use connection::Connection;
pub use deadline::Deadline;
pub use download::Downloaded;
pub use endpoint::{Endpoint, EndpointError};
pub use error::{Error, Outcome};
pub use exchange::Exchange;
#[cfg(feature = "blocking")]
pub use http_transport::Http;
pub use kind::is_web_page;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
pub use limits::{CALL_TIMEOUT, CONNECT_TIMEOUT, Limits, MAX_RESPONSE};
#[cfg(feature = "async")]
pub use maybe_send::{BoxFuture, MaybeSend, MaybeSync};
#[cfg(any(feature = "blocking", feature = "reqwest"))]
pub use options::{HttpOptions, OptionsError};
pub use pages::{AnyMethod, Caller, Items, Listing, NotPaged, Page, PageError, Pages, RecordItem, RecordPage};
pub use policy::{Decision, Failure, FailureKind, Policy, REQUEST_INTERVAL};
pub use received::{Received, identifiers};
#[cfg(any(feature = "reqwest", feature = "tower"))]
pub use request_body::{ContentError, RequestBody};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::Reqwest;
#[cfg(feature = "tower")]
pub use tower::Tower;
pub use trace::CALL_TARGET;
pub use transport::{Incoming, Transport};
pub use transport_error::TransportError;
pub use unreadable::Unreadable;
