//! Structs are created by `new`, since a table may gain rows.

use planfix_api::contact::update::Phone;
use planfix_api::Maybe;

fn main() {
    let _ = Phone { number: "+7 495 123-45-67".into(), phone_type: Maybe::Absent, type_name: Maybe::Absent };
}
