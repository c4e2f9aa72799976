//! A date filter takes a period, not a text.

use planfix_api::{ContactFilter, FilterOperator};

fn main() {
    let _ = ContactFilter::created(FilterOperator::Equal, "01-01-2024");
}
