//! Setters take values; a field is emptied by its `clear_` method.

use planfix_api::contact::update::Request;
use planfix_api::{ContactId, Maybe};

fn main() {
    let _ = Request::new(ContactId(42)).post(Maybe::<String>::Empty);
}
