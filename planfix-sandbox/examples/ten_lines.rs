//! A typed call in ten lines: `cargo run -p planfix-sandbox --example ten_lines`.

use planfix_api::client::{Auth, Client, Connection, Endpoint};
use planfix_api::{ContactId, contact};
use planfix_sandbox::{Options, Sandbox};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::in_memory(Options::default())?;
    let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
    let client = Client::new(connection, sandbox);
    let phone = contact::update::Phone::new("+7 900 000-00-01");
    let request = contact::update::Request::new(ContactId(1))
        .name("Анна")
        .phones([phone])
        .clear_post();
    let response = client.call(&request)?;
    println!("changed contact {:?}", response.id.set());
    Ok(())
}
