//! `silent` is no stored value: there is nothing to empty.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).clear_silent();
}
