//! A telephone number is not an e-mail address.

use planfix_api::contact::update::{Phone, Request};
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).secondary_emails([Phone::new("+7 495 123-45-67")]);
}
