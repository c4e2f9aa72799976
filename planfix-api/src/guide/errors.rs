//! Errors: what a failed call means for the account, and what to do.
//!
//! By the time a call returns an [`Error`], everything that may be repeated [has been](super::pace). What is left to
//! decide needs two facts: the [outcome](crate::client::Error::outcome), which says what became of the account, and the
//! [class](crate::client::Error::class), which says what to do about a refusal.
//!
//! ```
//! use planfix_api::Class;
//! use planfix_api::client::{Client, Error, Outcome, Transport};
//! use planfix_api::contact;
//!
//! enum Next {
//!     Done,
//!     /// The row of this request is wrong.
//!     Reject(String),
//!     /// Stop, and go on another day or after somebody has mended something.
//!     Stop(Error),
//!     /// Look in the account whether there is one.
//!     Look,
//! }
//!
//! fn add(client: &Client<impl Transport>, request: &contact::add::Request) -> Next {
//!     let error = match client.call(request) {
//!         Ok(_) => return Next::Done,
//!         Err(error) => error,
//!     };
//!     match (error.outcome(), error.class()) {
//!         // It may or may not have been carried out; `contact.add` must not be sent again blindly.
//!         (Outcome::Unknown, _) => Next::Look,
//!         // It was carried out. The answer could not be read, and says at most the identifier.
//!         (Outcome::CarriedOut, _) => Next::Done,
//!         (_, Some(Class::Input | Class::NotFound | Class::Failed)) => Next::Reject(error.to_string()),
//!         _ => Next::Stop(error),
//!     }
//! }
//! ```
//!
//! # Outcomes
//!
//! | [`Outcome`] | the account | examples |
//! |---|---|---|
//! | `NotSent` | unchanged | an invalid request, no connection, a failed login |
//! | `Refused` | unchanged | an error code of PlanFix, most HTTP errors from 400 to 499, 503 |
//! | `CarriedOut` | changed | `status="ok"`, and then a broken answer |
//! | `Unknown` | may have changed | no answer, a web page, HTTP 500, 502, 504 |
//!
//! If one of several attempts may have been carried out and the last one was refused, the error is [`Error::Repeated`],
//! with the outcome of the earlier one and the code of the last one.
//!
//! # Codes
//!
//! [`Error::code`] is the code of PlanFix as text, and the module [`code`](crate::code) has a constant for each:
//!
//! ```
//! use planfix_api::client::{Client, Error, Transport};
//! use planfix_api::{ContactId, code, contact};
//!
//! /// Deletes a contact; one that does not exist is fine.
//! fn remove(client: &Client<impl Transport>, id: ContactId) -> Result<(), Error> {
//!     match client.call(&contact::delete::Request::new(id)) {
//!         Err(error) if error.code() == Some(code::CONTACT_NOT_FOUND) => Ok(()),
//!         result => result.map(drop),
//!     }
//! }
//! ```
//!
//! # Kinds of failures
//!
//! | method | true if |
//! |---|---|
//! | [`Error::is_connect`] | there was no connection; nothing was sent |
//! | [`Error::is_timeout`] | a time limit was reached |
//! | [`Error::is_not_now`] | PlanFix or its web server asks to come back later; [`Error::retry_after`] says when, if it does |
//! | [`Error::is_setup`] | the client is configured so that nothing can be sent, as with an unusable proxy |
//! | [`Error::is_too_long`] | the answer is longer than the transport reads |
//!
//! [`Error::method`] and [`Error::effect`] say what was called. The text of an error is one sentence for people, with the
//! meaning of a code and what to do; it shows no value of the request and no secret. [`Error::answer`] is the answer that
//! could not be used, which may hold personal data.
//!
//! [`Error`]: crate::client::Error
//! [`Error::Repeated`]: crate::client::Error::Repeated
//! [`Error::answer`]: crate::client::Error::answer
//! [`Error::code`]: crate::client::Error::code
//! [`Error::effect`]: crate::client::Error::effect
//! [`Error::is_connect`]: crate::client::Error::is_connect
//! [`Error::is_not_now`]: crate::client::Error::is_not_now
//! [`Error::is_setup`]: crate::client::Error::is_setup
//! [`Error::is_timeout`]: crate::client::Error::is_timeout
//! [`Error::is_too_long`]: crate::client::Error::is_too_long
//! [`Error::method`]: crate::client::Error::method
//! [`Error::retry_after`]: crate::client::Error::retry_after
//! [`Outcome`]: crate::client::Outcome
