//! A list takes several values, not one.

use planfix_api::contact::update::{Phone, Request};
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).phones(Phone::new("+7 495 123-45-67"));
}
