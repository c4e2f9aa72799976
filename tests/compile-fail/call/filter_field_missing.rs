//! A filter on a custom field requires the field.

use planfix_api::{ContactFilter, Equality};

fn main() {
    let _ = ContactFilter::text_field(Equality::Equal, "blue");
}
