//! A request has one selector, not two.

use planfix_api::contact::update::Request;
use planfix_api::{ContactId, ContactNumber};

fn main() {
    let _ = Request::new(ContactId(42), ContactNumber(7));
}
