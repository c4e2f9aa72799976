//! A filter on a custom field says which.

use planfix_api::{ContactFilter, Equality};

fn main() {
    let _ = ContactFilter::text_field(Equality::Equal, "blue");
}
