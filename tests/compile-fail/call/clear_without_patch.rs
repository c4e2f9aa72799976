//! `silent` is not a stored value, so it cannot be emptied.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).clear_silent();
}
