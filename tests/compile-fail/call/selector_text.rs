//! A number is no text.

use planfix_api::contact::update::Request;

fn main() {
    let _ = Request::new("42");
}
