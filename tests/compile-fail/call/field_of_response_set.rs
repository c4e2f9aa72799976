//! A field of a response cannot be set on a request.

use planfix_api::contact::update::Request;
use planfix_api::{ActionId, ContactId};

fn main() {
    let _ = Request::new(ContactId(42)).action_id(ActionId(1));
}
