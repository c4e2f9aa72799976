//! A contact has no selector of this name.

use planfix_api::{ContactId, contact::update::Key};

fn main() {
    let _ = Key::Name(ContactId(42));
}
