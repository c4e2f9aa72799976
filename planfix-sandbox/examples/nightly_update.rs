//! Sets the job title of 200 contacts, silently and at the pace of the account. Run again after a stop, it continues.
use planfix_api::client::{Auth, Client, Connection, Transport};
use planfix_api::{Class, contact};
use std::{collections::HashSet, env::var, error::Error, fs, io::Write as _};

/// Changes the contacts that the journal does not have, and adds each to it.
pub(crate) fn update(client: &Client<impl Transport>, journal: &str) -> Result<(), Box<dyn Error>> {
    let known = fs::read_to_string(journal).unwrap_or_default();
    let done: HashSet<&str> = known.lines().collect();
    let mut journal = fs::File::options().create(true).append(true).open(journal)?;
    for contact in client.items(&contact::get_list::Request::new()).take(200) {
        let id = contact?.id;
        if done.contains(id.to_string().as_str()) {
            continue;
        }
        let request = contact::update::Request::new(id).silent(true).post("Customer");
        match client.call(&request) {
            Err(error) if error.class() != Some(Class::NotFound) => return Err(error.into()),
            _ => writeln!(journal, "{id}")?,
        }
    }
    Ok(())
}

#[allow(dead_code, reason = "a test calls `update`")]
fn main() -> Result<(), Box<dyn Error>> {
    let auth = Auth::token(var("PLANFIX_API_KEY")?, var("PLANFIX_TOKEN")?);
    let connection = Connection::new(var("PLANFIX_URL")?.parse()?, var("PLANFIX_ACCOUNT")?, auth);
    update(&Client::https(connection), "nightly_update.done")
}
