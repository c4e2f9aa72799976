//! A setter returns the request and sends nothing.

#![deny(unused_must_use)]

use planfix_api::{ContactId, contact::update::Request};

fn main() {
    Request::new(ContactId(42)).name("Anna");
}
