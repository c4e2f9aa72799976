//! A text is not a number.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).icq(123456);
}
