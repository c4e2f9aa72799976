//! The choice of contact.get is not that of contact.update.

use planfix_api::{ContactId, contact};

fn main() {
    let _ = contact::update::Request::new(contact::get::Key::Id(ContactId(42)));
}
