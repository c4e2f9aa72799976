//! The action is the answer's to tell.

use planfix_api::contact::update::Request;
use planfix_api::{ActionId, ContactId};

fn main() {
    let _ = Request::new(ContactId(42)).action_id(ActionId(1));
}
