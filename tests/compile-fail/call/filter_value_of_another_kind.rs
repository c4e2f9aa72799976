//! The filter by the author takes an employee.

use planfix_api::{ContactFilter, ContactId, Equality};

fn main() {
    let _ = ContactFilter::created_by(Equality::Equal, ContactId(1));
}
