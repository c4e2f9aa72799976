//! The selector is an argument of `new`, not a setter.

use planfix_api::contact::update::Request;
use planfix_api::{ContactId, ContactNumber};

fn main() {
    let _ = Request::new(ContactId(42)).key(ContactNumber(7));
}
