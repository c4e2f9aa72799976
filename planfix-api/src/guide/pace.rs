//! Pace and repeats: what a client does between a call and its result.
//!
//! PlanFix allows an account [one request a second](crate::client::REQUEST_INTERVAL), is busy at times, and answers are
//! lost on the way. A client of a real account takes care of all three, without a line of yours:
//!
//! ```no_run
//! # #[cfg(feature = "blocking")]
//! # fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use planfix_api::client::{Auth, Client, Connection, Endpoint};
//! use planfix_api::{ContactId, contact};
//!
//! let auth = Auth::token(std::env::var("PLANFIX_API_KEY")?, std::env::var("PLANFIX_TOKEN")?);
//! let client = Client::https(Connection::new(Endpoint::russia(), "name", auth));
//! for id in 1..=200 {
//!     // Two hundred requests in two hundred seconds. What may be sent again is sent again.
//!     client.call(&contact::update::Request::new(ContactId(id)).post("Buyer"))?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Pace
//!
//! The requests of an account start a second apart, in the order in which their calls arrive. All clients of the account
//! in the process share its turns: clones, other clients, blocking and asynchronous ones, logins and repeats. When the
//! server asks to wait, all of them wait. Other processes are not seen: give each its own share with
//! [`Policy::interval`].
//!
//! The wait for the first turn does not count towards the limit of a call, however many callers are before it.
//! Everything after it does. Dropping the future of a call gives up its place.
//!
//! # Repeats
//!
//! Whether a failed call may be sent again depends on its effect, which its table says, and on what happened:
//!
//! | what happened | read, set | delete | create, act |
//! |---|---|---|---|
//! | not sent | again | again | again |
//! | no whole answer, or HTTP 408, 500, 502, 504 | again | again; "does not exist" then means done | no: it may have been carried out |
//! | busy (3014), HTTP 429 or 503 | again, after the time the server asks for | the same | the same: nothing was carried out |
//! | maintenance (0011), limit of the day (0007) | no; the error says when | no | no |
//! | session over (0005), with a login | log in once, and again | the same | the same |
//! | anything else | no | no | no |
//!
//! A call is sent three times at most, and the waits between are 1 to 2 and 2 to 4 seconds, unless the server asks for
//! another time. No attempt begins after the limit of the call. A client has a budget of repeats, too: when the server is
//! down for all its calls, it soon sends each only once.
//!
//! A `create` without an answer is the case that remains: look in the account before you send it again. See
//! [errors](super::errors).
//!
//! # Another policy
//!
//! ```
//! use planfix_api::client::{Client, Policy, Transport};
//! use std::time::Duration;
//!
//! fn nightly<T: Transport>(client: &Client<T>) -> Client<T> {
//!     // Five attempts, up to two minutes apart, at half the rate, which leaves the other half to others.
//!     let policy = Policy::standard()
//!         .attempts(5)
//!         .backoff(Duration::from_secs(10), Duration::from_secs(120))
//!         .interval(Duration::from_secs(2));
//!     // The waits count towards the limit of the call.
//!     client.with_policy(policy).with_limit(Duration::from_secs(600))
//! }
//! ```
//!
//! [`Policy::none`] sends each request at once, and no call twice. It is the policy of a new client whose requests stay on
//! this machine: the address is a loopback address, or the transport [says so](crate::client::Transport::is_local), as
//! the sandbox does. Set it for a transport of your own in a test, too.
//!
//! A queue that schedules its calls itself uses the table alone, with [`Policy::decide`].
//!
//! # What a call took
//!
//! [`Client::exchange`] returns, with the response, the headers of the answer, the number of attempts, and the time spent
//! waiting and in total. [`Client::remaining`] tells how many requests the account may still make today, as PlanFix last
//! said.
//!
//! ```
//! use planfix_api::client::{Client, Error, Transport};
//! use planfix_api::{TaskId, task};
//!
//! fn complete(client: &Client<impl Transport>, tasks: &[TaskId]) -> Result<usize, Error> {
//!     for (done, id) in tasks.iter().enumerate() {
//!         if client.remaining().is_some_and(|remaining| remaining < 1000) {
//!             return Ok(done); // The rest of the day belongs to others.
//!         }
//!         let exchange = client.exchange(&task::accept::Request::new(*id))?;
//!         println!("{id}: {} attempts, {:?}", exchange.attempts, exchange.elapsed);
//!     }
//!     Ok(tasks.len())
//! }
//! ```
//!
//! # In tests
//!
//! A client can wait on a [`VirtualClock`], whose time passes only while it waits, so a test of the repeats takes no time:
//!
//! ```
//! use planfix_api::client::{Auth, Body, Client, Clock, Connection, Endpoint, Policy, Transport, TransportError, VirtualClock};
//! use planfix_api::{ContactId, contact};
//! use std::sync::Arc;
//! use std::time::Duration;
//!
//! struct Down;
//!
//! impl Transport for Down {
//!     fn send(&self, _: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
//!         Err(TransportError::not_sent("connection refused"))
//!     }
//! }
//!
//! let clock = Arc::new(VirtualClock::new());
//! let connection = Connection::new(Endpoint::europe(), "name", Auth::token("key", "token"));
//! let client = Client::new(connection, Down).with_clock(clock.clone());
//! client.call(&contact::get::Request::new(ContactId(1))).unwrap_err();
//! assert!(clock.now() >= Duration::from_secs(3), "it has tried three times");
//! ```
//!
//! [`Client::exchange`]: crate::client::Client::exchange
//! [`Client::remaining`]: crate::client::Client::remaining
//! [`Policy::decide`]: crate::client::Policy::decide
//! [`Policy::interval`]: crate::client::Policy::interval
//! [`Policy::none`]: crate::client::Policy::none
//! [`VirtualClock`]: crate::client::VirtualClock
