//! Tracing: a span for each call, and the events in it.
//!
//! A client tells the crate [`tracing`](https://docs.rs/tracing) about its calls. No span and no event holds a key, a
//! token, a session, or a value of a request or an answer.
//!
//! # The span of a call
//!
//! Each call is one span with the name `call`, the target [`planfix_api::call`](crate::client::CALL_TARGET) and the level
//! INFO. It begins before the first wait and ends with the result, so it includes logins and repeats.
//!
//! | field | type | value | recorded |
//! |---|---|---|---|
//! | `method` | text | name of the method: `contact.update` | at the start |
//! | `effect` | text | `read`, `set`, `create`, `delete` or `act` | at the start |
//! | `account` | text | name of the account | at the start |
//! | `attempt` | integer | number of the attempt; in the end, how many were made | when each attempt is sent |
//! | `waiting` | number | seconds spent waiting for turns and before repeats | at the end |
//! | `elapsed` | number | seconds that the call took, waits included | at the end |
//! | `outcome` | text | `done`, or that of the error: `not sent`, `refused`, `carried out`, `unknown` | at the end |
//! | `code` | text | error code of PlanFix; `unlisted` if the table of codes does not have it | at the end, if there is one |
//!
//! A call whose future is dropped has no outcome.
//!
//! # Events
//!
//! Inside of the span, with targets that begin with `planfix_api::client`, at the level DEBUG: `call` (a request is sent;
//! `method`, `bytes`), `answer` (`status`, `bytes`), `refused` (`code`), `no answer` (`sent`, `bytes`), `sending it again`
//! (`wait` in seconds) and `logged in`. At the level WARN: an answer has elements that did not become fields.
//!
//! # Example: counting calls by code
//!
//! ```
//! use planfix_api::client::CALL_TARGET;
//! use std::collections::BTreeMap;
//! use std::fmt::Debug;
//! use std::sync::{Arc, Mutex};
//! use tracing::field::{Field, Visit};
//! use tracing::span::{Id, Record};
//! use tracing::Subscriber;
//! use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
//! use tracing_subscriber::registry::LookupSpan;
//!
//! /// The number of calls that PlanFix refused, by code.
//! #[derive(Clone, Default)]
//! struct Refused(Arc<Mutex<BTreeMap<String, u64>>>);
//!
//! impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Refused {
//!     fn on_record(&self, span: &Id, values: &Record<'_>, context: Context<'_, S>) {
//!         if context.metadata(span).is_some_and(|span| span.target() == CALL_TARGET) {
//!             values.record(&mut self.clone());
//!         }
//!     }
//! }
//!
//! impl Visit for Refused {
//!     fn record_str(&mut self, field: &Field, value: &str) {
//!         if field.name() == "code" {
//!             *self.0.lock().unwrap().entry(value.to_owned()).or_default() += 1;
//!         }
//!     }
//!
//!     fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
//! }
//!
//! # use planfix_api::client::{Auth, Body, Client, Connection, Transport, TransportError};
//! # use planfix_api::{ContactId, contact};
//! # struct Refusing;
//! # impl Transport for Refusing {
//! #     fn send(&self, _: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
//! #         Ok(http::Response::new(b"<response status=\"error\"><code>8002</code></response>".to_vec()))
//! #     }
//! # }
//! # let connection = Connection::new("http://127.0.0.1/xml/".parse()?, "name", Auth::token("key", "token"));
//! # let client = Client::new(connection, Refusing);
//! let refused = Refused::default();
//! let subscriber = tracing_subscriber::registry().with(refused.clone());
//! tracing::subscriber::with_default(subscriber, || {
//!     for id in 1..=3 {
//!         let _ = client.call(&contact::get::Request::new(ContactId(id)));
//!     }
//! });
//! assert_eq!(refused.0.lock().unwrap().get("8002"), Some(&3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
