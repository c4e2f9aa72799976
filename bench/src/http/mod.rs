//! Calls over loopback, by the planfix clients and by bare HTTP clients, with the very same request.

pub mod bare;
pub mod fixed;

use planfix_api::client::{Auth, Connection};
use planfix_api::{ContactId, Method, contact};

/// Returns the account of the sandbox at this address.
///
/// # Panics
/// The address does not belong to this machine.
#[must_use]
pub fn connection(url: &str) -> Connection {
    let endpoint = url.parse().expect("an address of this machine");
    Connection::new(endpoint, "demo", Auth::token("demo", "demo"))
}

/// Returns the request that is measured: it changes nothing, and its answer is short.
#[must_use]
pub fn request() -> contact::get::Request {
    contact::get::Request::new(ContactId(1))
}

/// Returns the HTTP request that the planfix client hands to its transport.
///
/// # Panics
/// Never: the request is valid.
#[must_use]
pub fn prepared(connection: &Connection) -> http::Request<Vec<u8>> {
    let method = <contact::get::Request as Method>::METHOD;
    let call = connection.call(method, &request(), None);
    call.expect("the request is valid").request().map(Vec::from)
}
