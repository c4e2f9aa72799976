//! Sending calls: a core without IO, and two clients over it.
//!
//! [`Connection`] turns a request into bytes and bytes into a response or a typed [`Error`]; it does
//! no IO. [`Client`] drives it over a [`Transport`], which is any blocking HTTP client: `ureq` with
//! the feature `blocking`, the sandbox in process, or your own. With the feature `async`,
//! `AsyncClient` does the same over `reqwest`.
//!
//! Bringing another HTTP client takes a few lines:
//!
//! ```
//! use planfix_api::client::{Transport, TransportError};
//!
//! struct Fixed(Vec<u8>);
//!
//! impl Transport for Fixed {
//!     fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
//!         assert_eq!(request.method(), "POST");
//!         // Send it with your client: do not follow redirects, do not repeat.
//!         Ok(http::Response::new(self.0.clone()))
//!     }
//! }
//! ```

#[cfg(feature = "async")]
mod asynchronous;
mod auth;
mod blocking;
mod connection;
mod endpoint;
mod error;
#[cfg(feature = "blocking")]
mod ureq_transport;

#[cfg(feature = "async")]
pub use asynchronous::{AsyncClient, AsyncTransport, Reqwest};
pub use auth::Auth;
pub use blocking::{Client, Transport};
pub use connection::{Call, Connection, Step};
pub use endpoint::{Endpoint, EndpointError};
pub use error::{Error, Outcome, TransportError, Unreadable};
#[cfg(feature = "blocking")]
pub use ureq_transport::Ureq;

use std::time::Duration;

/// How long the ready transports wait for a connection.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the ready transports wait for a whole call.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(60);
/// The longest response that the ready transports read, in bytes.
pub const MAX_RESPONSE: u64 = 64 << 20;
