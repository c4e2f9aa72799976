//! The second required argument is missing.

use planfix_api::auth::login::Request;

fn main() {
    let _ = Request::new("anna");
}
