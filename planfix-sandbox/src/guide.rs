//! A guide to testing a program that calls PlanFix. It has no code.
//!
//! # A sandbox instead of the network
//!
//! Write the program against any [`Transport`], and give it a sandbox in tests. The sandbox checks every field of a
//! request as PlanFix does, carries it out, and keeps what it changed.
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint, Error, Transport};
//! use planfix_api::{ContactId, contact, task};
//! use planfix_sandbox::{Options, Sandbox};
//!
//! /// The program: adds a contact, and a task to call it.
//! fn welcome(client: &Client<impl Transport>, name: &str) -> Result<ContactId, Error> {
//!     let contact = client.call(&contact::add::Request::new().name(name))?.id;
//!     client.call(&task::add::Request::new(format!("Call {name}")))?;
//!     Ok(contact)
//! }
//!
//! let sandbox = Sandbox::in_memory(Options::default())?;
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, &sandbox);
//!
//! let anna = welcome(&client, "Anna")?;
//! let stored = sandbox.stored(anna)?.ok_or("not stored")?;
//! assert_eq!(stored["contact"]["name"], "Anna");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A new sandbox has a few objects of each kind. With [`Options::empty`] it has none, and [`Sandbox::carry_out`] adds
//! those that a test needs. [`Sandbox::stored`] and [`Sandbox::all_stored`] show everything, also what no answer has.
//!
//! ```
//! use planfix_api::{TaskId, contact, task};
//! use planfix_sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::in_memory(Options::default().empty())?;
//! sandbox.carry_out(&task::add::Request::new("Buy paint"))?;
//! assert_eq!(sandbox.all_stored::<TaskId>()?.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A refusal
//!
//! [`Sandbox::fail_next`] lets the next call fail, or those that an [`Injection`] describes. [`Fault`] lists the
//! faults, from a refused connection to an answer that is too long.
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint};
//! use planfix_api::table::Class;
//! use planfix_api::{TaskId, task};
//! use planfix_sandbox::{Fault, Injection, Options, Sandbox};
//!
//! let sandbox = Sandbox::in_memory(Options::default())?;
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, &sandbox);
//!
//! // The next two calls of task.get are refused: somebody else is changing the task.
//! sandbox.fail_next(Injection::new(Fault::Busy).on::<task::get::Request>().times(2));
//! let request = task::get::Request::new(TaskId(1));
//! for _ in 0..2 {
//!     let error = client.call(&request).unwrap_err();
//!     assert_eq!(error.code(), Some("3014"));
//!     assert_eq!(error.class(), Some(Class::Busy));
//! }
//! client.call(&request)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Any other code takes a transport of three lines:
//!
//! ```
//! use planfix_api::client::{Auth, Body, Client, Connection, Endpoint, Transport, TransportError};
//! use planfix_api::{ContactId, contact, xml::Refusal};
//!
//! struct Refusing(&'static str);
//!
//! impl Transport for Refusing {
//!     fn send(&self, _: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
//!         Ok(http::Response::new(Refusal::new(self.0).to_xml()))
//!     }
//! }
//!
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, Refusing("0010"));
//! let error = client.call(&contact::get::Request::new(ContactId(1))).unwrap_err();
//! assert!(error.to_string().contains("The account is frozen"));
//! ```
//!
//! # A lost answer
//!
//! A call that was sent and not answered may have been carried out. [`Fault::LostAnswer`] is the case where it was, and
//! [`Fault::ResetAfter`] the one where it was not; a program cannot tell them apart, and has to look.
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint, Outcome};
//! use planfix_api::{ContactId, contact};
//! use planfix_sandbox::{Fault, Options, Sandbox};
//!
//! let sandbox = Sandbox::in_memory(Options::default().empty())?;
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, &sandbox);
//! let request = contact::add::Request::new().name("Anna");
//!
//! for (fault, contacts) in [(Fault::ResetAfter, 0), (Fault::LostAnswer, 1)] {
//!     sandbox.fail_next(fault);
//!     let error = client.call(&request).unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Unknown);
//!     assert_eq!(sandbox.all_stored::<ContactId>()?.len(), contacts);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! [`Options::per_second`] and [`Options::per_day`] set the limits of an account. On a virtual clock, which the client
//! and the sandbox share, a day of waiting takes no time.
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint, VirtualClock};
//! use planfix_api::{ContactId, contact, jiff::civil::date};
//! use planfix_sandbox::{Options, Sandbox};
//! use std::time::Duration;
//!
//! let clock = VirtualClock::new();
//! let options = Options::default()
//!     .virtual_clock(date(2026, 3, 31).at(9, 0, 0, 0), &clock)
//!     .per_second(1)
//!     .per_day(2);
//! let sandbox = Sandbox::in_memory(options)?;
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, &sandbox);
//! let request = contact::get::Request::new(ContactId(1));
//!
//! client.call(&request)?;
//! let too_early = client.call(&request).unwrap_err();
//! assert_eq!(too_early.retry_after(), Some(Duration::from_secs(1)));
//! clock.advance(Duration::from_secs(1));
//! client.call(&request)?;
//! clock.advance(Duration::from_secs(1));
//! let too_many = client.call(&request).unwrap_err();
//! assert_eq!(too_many.code(), Some("0007"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The calls that were made
//!
//! [`Sandbox::calls`] lists the calls that arrived, with their answers, and whether they were carried out:
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint, Policy, VirtualClock};
//! use planfix_api::{ContactId, contact, jiff::civil::date};
//! use planfix_sandbox::{Answered, Fault, Options, Sandbox};
//! use std::sync::Arc;
//!
//! let clock = VirtualClock::new();
//! let start = date(2026, 3, 31).at(9, 0, 0, 0);
//! let sandbox = Sandbox::in_memory(Options::default().virtual_clock(start, &clock))?;
//! let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//! let client = Client::new(connection, &sandbox)
//!     .with_policy(Policy::standard())
//!     .with_clock(Arc::new(clock));
//!
//! // The policy repeats a call that reads, but not within the same second.
//! sandbox.fail_next(Fault::BadGateway);
//! client.call(&contact::get::Request::new(ContactId(1)))?;
//! let calls = sandbox.calls();
//! assert_eq!(calls.len(), 2);
//! assert_eq!(calls[0].answered, Answered::Http(502));
//! assert_eq!(calls[1].answered, Answered::Done);
//! assert!(calls[1].at.duration_since(calls[0].at).as_secs() >= 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Many faults
//!
//! [`Options::faults`] lets a share of all calls fail. The seed decides which, so a failing run can be repeated. A
//! program that survives a few hundred seeds, and leaves each object once in the store, does not lose anything:
//!
//! ```
//! use planfix_api::client::{Auth, Client, Connection, Endpoint, Outcome};
//! use planfix_api::{UserGroupId, user_group};
//! use planfix_sandbox::{Options, Sandbox};
//!
//! for seed in 0..20 {
//!     let sandbox = Sandbox::in_memory(Options::default().empty().faults(seed, 0.3))?;
//!     let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
//!     let client = Client::new(connection, &sandbox);
//!     let mut added = 0;
//!     for number in 0..10 {
//!         match client.call(&user_group::add::Request::new(format!("Group {number}"))) {
//!             Ok(_) => added += 1,
//!             Err(error) if error.outcome() == Outcome::CarriedOut => added += 1,
//!             Err(_) => {}
//!         }
//!     }
//!     assert!(sandbox.all_stored::<UserGroupId>()?.len() >= added);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Asynchronous programs, and programs in other languages
//!
//! With the feature `async` a sandbox is the transport of an `AsyncClient`, too: `AsyncClient::new(connection, sandbox)`.
//! With the feature `http`, `Server::start` serves it on a port of this machine, where faults happen to real
//! connections. `planfix sandbox --rate 1 --daily 20000 --latency 200ms --faults 7` does the same from the command
//! line.

// Where the links of this page lead.
#[allow(unused_imports, reason = "only the documentation uses them")]
use crate::{Fault, Injection, Options, Sandbox};
#[allow(unused_imports, reason = "only the documentation uses it")]
use planfix_api::client::Transport;
