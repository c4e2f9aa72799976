//! Transports: their settings, and one of your own.
//!
//! # Settings
//!
//! Both provided transports, `Http` (feature `blocking`) and `Reqwest` (feature `reqwest`), take `HttpOptions`: a proxy,
//! root certificates, a client certificate, a user agent, and limits. Without them they trust the certificates of the
//! system (a company installs its own there), or those in the file that `SSL_CERT_FILE` names instead, and use the proxy in
//! `HTTPS_PROXY` or `ALL_PROXY` for all hosts except those in `NO_PROXY`. Proxies with http and https work. Any other
//! one, such as `socks5://`, is an error of each call; it is never ignored.
//!
//! ```
//! # #[cfg(feature = "blocking")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use planfix_api::client::{Auth, Client, Connection, Endpoint, Http, HttpOptions};
//! use std::time::Duration;
//!
//! let options = HttpOptions::new().proxy("http://user:password@proxy.example:3128").user_agent("stock-sync/2.1")?;
//! let connection = Connection::new(Endpoint::russia(), "name", Auth::token("key", "token"));
//! let client = Client::new(connection, Http::with(options));
//! // For single calls that take longer:
//! let patient = client.with_limit(Duration::from_secs(600));
//! # Ok(()) }
//! # #[cfg(not(feature = "blocking"))]
//! # fn main() {}
//! ```
//!
//! # A client that you have already
//!
//! `Reqwest::with_client` takes a `reqwest::Client`. The feature `tower` adds `Tower`, which takes any
//! `tower_service::Service`, such as hyper-util's client in layers of your own.
//!
//! # Your own
//!
//! A transport is one method from `http::Request` to `http::Response`. It must not follow redirects and must not repeat
//! a request: only the client knows what the method does. Its error says whether the request may have been sent: if in
//! doubt, it may. This is one over ureq:
//!
//! ```
//! use http::{Request, Response};
//! use planfix_api::client::{Body, Transport, TransportError};
//!
//! struct Ureq(ureq::Agent);
//!
//! impl Transport for Ureq {
//!     fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
//!         let answer = self.0.run(request.map(Vec::from)).map_err(TransportError::no_answer)?;
//!         let (head, mut body) = answer.into_parts();
//!         let bytes = body.read_to_vec().map_err(TransportError::no_answer)?;
//!         Ok(Response::from_parts(head, bytes))
//!     }
//! }
//!
//! let config = ureq::Agent::config_builder();
//! let config = config.max_redirects(0).max_redirects_will_error(false).http_status_as_error(false);
//! let transport = Ureq(config.build().into());
//! ```
//!
//! This crate does not provide it, because ureq writes heads and bodies to the log at the level TRACE, and with them the
//! key and personal data. With a transport of your own, check what your HTTP client logs; the provided ones are tested
//! to log no secret at any level.
//!
//! The asynchronous trait is the same with `async fn`; its futures must be `Send`, except in WebAssembly, where a
//! transport over `fetch` fits. [`examples/own_transport.rs`](https://github.com/planfix-rs/planfix/tree/main/planfix-api/examples)
//! has one over minreq that tells lost answers from others.
//!
//! ```
//! # #[cfg(feature = "async")]
//! # mod example {
//! use http::{Request, Response};
//! use planfix_api::client::{AsyncTransport, Body, TransportError};
//!
//! struct Fixed(Vec<u8>);
//!
//! impl AsyncTransport for Fixed {
//!     async fn send(&self, _: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
//!         Ok(Response::new(self.0.clone()))
//!     }
//! }
//! # }
//! ```
//!
//! # Large files
//!
//! `Bytes::file` names a file that is read as it is sent, and `Client::download_to` writes one as it arrives. With the
//! provided transports, neither is in memory as a whole. A transport of your own may do the same: return true from
//! [`Transport::streams`](crate::client::Transport::streams), send [`Body::reader`](crate::client::Body::reader), and
//! implement [`Transport::open`](crate::client::Transport::open). Without these it works too, with the file in memory.
//!
//! PlanFix may answer file.download with a redirect to a link instead of the file. The client returns the link, as
//! `Downloaded::Link`, and does not follow it: it needs no key, and the key must not be sent to another host. The
//! program `planfix` follows it.
