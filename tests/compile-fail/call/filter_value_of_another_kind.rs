//! The filter by author takes a user.

use planfix_api::{ContactFilter, ContactId, Equality};

fn main() {
    let _ = ContactFilter::created_by(Equality::Equal, ContactId(1));
}
