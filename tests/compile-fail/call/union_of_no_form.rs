//! The value of a custom field has three forms, and none of them is a contact.

use planfix_api::{ContactId, FieldEdit, FieldId};

fn main() {
    let _ = FieldEdit::new(FieldId(7)).value(ContactId(1));
}
