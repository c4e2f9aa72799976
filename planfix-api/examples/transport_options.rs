//! A client through a company's proxy. Running it needs a key, a token and the certificate of the company.

use planfix_api::client::{Auth, Connection, Endpoint};
use planfix_api::client::{Client, Http, HttpOptions};
use planfix_api::{ContactId, contact};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let variable = |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set"));
    let auth = Auth::token(variable("PLANFIX_API_KEY")?, variable("PLANFIX_TOKEN")?);
    let connection = Connection::new(Endpoint::russia(), "name", auth);

    let options = HttpOptions::new()
        .proxy("http://user:password@proxy.example:3128")
        .root_certificates(&std::fs::read("company.pem")?)?;
    let client = Client::new(connection, Http::with(options));

    println!("{:?}", client.call(&contact::get::Request::new(ContactId(42)))?);
    Ok(())
}
