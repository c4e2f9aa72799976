//! `None` does not say whether to keep or to empty.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).post(None);
}
