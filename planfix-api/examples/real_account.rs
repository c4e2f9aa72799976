//! A call to a real account. Running it needs a key and a token.

use planfix_api::client::{Auth, Client, Connection, Endpoint, Outcome};
use planfix_api::{ContactId, contact};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let variable = |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set"));
    let auth = Auth::token(variable("PLANFIX_API_KEY")?, variable("PLANFIX_TOKEN")?);
    let client = Client::https(Connection::new(Endpoint::russia(), "name", auth));
    match client.call(&contact::get::Request::new(ContactId(42))) {
        Ok(answer) => println!("{:?}", answer.contact.last_name.set()),
        Err(error) => match error.outcome() {
            Outcome::NotSent | Outcome::Refused => println!("not done: {error}"),
            Outcome::CarriedOut => println!("done, but the answer cannot be used: {error}"),
            Outcome::Unknown => println!("perhaps done: {error}"),
        },
    }
    Ok(())
}
