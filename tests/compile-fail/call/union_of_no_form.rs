//! A contact is not one of the three forms of a custom field's value.

use planfix_api::{ContactId, FieldEdit, FieldId};

fn main() {
    let _ = FieldEdit::new(FieldId(7)).value(ContactId(1));
}
