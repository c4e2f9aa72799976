//! A telephone number is a part of a call.

use planfix_api::{Method, contact::update::Phone};

fn send<M: Method>(_request: &M) {}

fn main() {
    let _ = send(&Phone::new("+7 495 123-45-67"));
}
