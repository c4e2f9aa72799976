//! What sends the bytes is a transport.

use planfix_api::client::{Client, Connection};

fn main() {
    let go = |connection: Connection| Client::new(connection, "https://api.planfix.ru/xml/");
    let _ = go;
}
