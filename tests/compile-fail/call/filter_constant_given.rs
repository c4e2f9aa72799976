//! A filter with a constant value takes no value.

use planfix_api::{ContactFilter, Equality};

fn main() {
    let _ = ContactFilter::is_company(Equality::Equal, true);
}
