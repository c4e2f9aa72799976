//! A part of a request cannot be sent.

use planfix_api::{Method, contact::update::Phone};

fn send<M: Method>(_request: &M) {}

fn main() {
    let _ = send(&Phone::new("+7 495 123-45-67"));
}
