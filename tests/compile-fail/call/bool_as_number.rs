//! A bool is not a number.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).can_be_worker(1);
}
