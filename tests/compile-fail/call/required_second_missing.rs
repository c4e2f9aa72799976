//! A login has a name and a password.

use planfix_api::auth::login::Request;

fn main() {
    let _ = Request::new("anna");
}
