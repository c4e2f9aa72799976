//! An unknown variant of a selector.

use planfix_api::{ContactId, contact::update::Key};

fn main() {
    let _ = Key::Name(ContactId(42));
}
