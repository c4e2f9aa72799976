//! A filter that is a yes takes no value.

use planfix_api::{ContactFilter, Equality};

fn main() {
    let _ = ContactFilter::is_company(Equality::Equal, true);
}
