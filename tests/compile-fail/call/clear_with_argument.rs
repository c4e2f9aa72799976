//! A `clear_` method takes no argument.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).clear_post("Engineer");
}
