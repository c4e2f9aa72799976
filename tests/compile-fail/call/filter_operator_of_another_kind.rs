//! An author is equal or not: nothing is greater.

use planfix_api::{ContactFilter, FilterOperator, UserId};

fn main() {
    let _ = ContactFilter::created_by(FilterOperator::Greater, UserId(1));
}
