//! A group identifier cannot select a contact.

use planfix_api::contact::update::Request;
use planfix_api::ContactGroupId;

fn main() {
    let _ = Request::new(ContactGroupId(42));
}
