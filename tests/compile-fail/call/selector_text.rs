//! A text is not a selector.

use planfix_api::contact::update::Request;

fn main() {
    let _ = Request::new("42");
}
