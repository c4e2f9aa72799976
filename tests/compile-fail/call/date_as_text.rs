//! A date is not a text, so callers need not know its form on the wire.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).birthdate("1990-04-09");
}
