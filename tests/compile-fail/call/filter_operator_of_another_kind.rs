//! An author can only be compared for equality.

use planfix_api::{ContactFilter, FilterOperator, UserId};

fn main() {
    let _ = ContactFilter::created_by(FilterOperator::Greater, UserId(1));
}
