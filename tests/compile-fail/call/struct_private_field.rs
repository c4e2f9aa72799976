//! Unknown elements are read with `planfix_api::unknown`.

use planfix_api::{ContactId, contact::update::Request};

fn main() {
    let _ = Request::new(ContactId(42)).__unknown;
}
