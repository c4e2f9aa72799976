//! A template is referred to by its number, not by its identifier.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).template(ContactId(1));
}
