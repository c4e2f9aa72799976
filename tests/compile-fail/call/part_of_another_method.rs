//! The telephone numbers of contact.add and contact.update are different types.

use planfix_api::{ContactId, contact};

fn main() {
    let phone = contact::add::Phone::new("+7 495 123-45-67");
    let _ = contact::update::Request::new(ContactId(42)).phones([phone]);
}
