//! A plain integer is not a selector: a contact has three kinds of numbers.

use planfix_api::contact::update::Request;

fn main() {
    let _ = Request::new(42);
}
