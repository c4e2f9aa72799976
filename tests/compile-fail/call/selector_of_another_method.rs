//! The selectors of contact.get and contact.update are different types.

use planfix_api::{ContactId, contact};

fn main() {
    let _ = contact::update::Request::new(contact::get::Key::Id(ContactId(42)));
}
