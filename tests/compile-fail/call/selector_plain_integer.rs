//! 42 of what? The API has three kinds of numbers of a contact.

use planfix_api::contact::update::Request;

fn main() {
    let _ = Request::new(42);
}
