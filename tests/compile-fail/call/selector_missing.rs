//! Which contact? A change names it.

use planfix_api::contact::update::Request;

fn main() {
    let _ = Request::new().name("Anna");
}
