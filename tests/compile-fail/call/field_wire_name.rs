//! The Rust name of `lastName` is `last_name`.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).lastName("Ivanova");
}
