//! A setter gives the request back; nothing is sent by itself.

#![deny(unused_must_use)]

use planfix_api::{ContactId, contact::update::Request};

fn main() {
    Request::new(ContactId(42)).name("Anna");
}
