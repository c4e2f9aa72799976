//! A change requires the selector of a contact.

use planfix_api::contact::update::Request;

fn main() {
    let _ = Request::new().name("Anna");
}
