//! The client only sends requests.

use planfix_api::ContactId;
use planfix_api::client::{Client, Transport};

fn main() {
    let go = |client: Client<Box<dyn Transport>>| {
        let _ = client.call(&ContactId(42));
    };
    let _ = go;
}
