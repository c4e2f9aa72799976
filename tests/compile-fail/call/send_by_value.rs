//! A call borrows its request, which can then be sent again.

use planfix_api::{ContactId, client::{Client, Transport}, contact::update::Request};

fn main() {
    let go = |client: Client<Box<dyn Transport>>| client.call(Request::new(ContactId(42)));
    let _ = go;
}
