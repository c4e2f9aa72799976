//! One contact.update from end to end, offline: the request as sent, the answer as received, and the changes in the
//! stored contact.
//!
//! `cargo run -p planfix-sandbox --example contact_update`
//!
//! The first update is `examples/contact.update.json` of the repository, with every field filled. The second empties
//! two elements, sets one and leaves out all others, which shows the three states.

use planfix_api::client::{Auth, Body, Client, Connection, Endpoint, Transport, TransportError};
use planfix_api::{ContactId, contact};
use planfix_sandbox::{Options, Sandbox};
use quick_xml::events::Event;
use quick_xml::{Reader, Writer};
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contact.update.json");
const CONTACT: ContactId = ContactId(1);

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::in_memory(Options::default())?;
    let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("demo", "demo"));
    let client = Client::new(connection, Shown(&sandbox));

    heading("contact.get before");
    client.call(&contact::get::Request::new(CONTACT))?;

    heading("contact.update with every field");
    let filled: contact::update::Request = serde_json::from_str(&std::fs::read_to_string(FILE)?)?;
    let before = sandbox.stored(CONTACT)?;
    client.call(&filled)?;
    changes(before, sandbox.stored(CONTACT)?);

    heading("contact.update that empties the job title and the telephones, and sets the family name");
    let three_states = contact::update::Request::new(CONTACT)
        .clear_post()
        .clear_phones()
        .last_name("Орлова");
    let before = sandbox.stored(CONTACT)?;
    client.call(&three_states)?;
    changes(before, sandbox.stored(CONTACT)?);
    Ok(())
}

/// The sandbox as a transport that prints each message.
struct Shown<'a>(&'a Sandbox);

impl Transport for Shown<'_> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        println!("POST {}\n{}\n", request.uri(), lines(request.body()));
        let response = self.0.handle(&request);
        println!("HTTP {}\n{}\n", response.status(), lines(response.body()));
        Ok(response)
    }

    fn is_local(&self) -> bool {
        true
    }
}

fn heading(text: &str) {
    println!("== {text}\n");
}

/// Formats XML with each element on a line of its own; on the wire there are no line ends.
fn lines(xml: &[u8]) -> String {
    let mut reader = Reader::from_reader(xml);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Text(text)) if text.trim_ascii().is_empty() => {}
            Ok(event) => writer.write_event(event).expect("writing to memory does not fail"),
            Err(error) => return format!("not XML ({error}): {}", String::from_utf8_lossy(xml)),
        }
    }
    String::from_utf8_lossy(&writer.into_inner()).into_owned()
}

/// Prints each element whose stored value has changed, by its path on the wire.
fn changes(before: Option<Value>, after: Option<Value>) {
    let flat = |value: Option<Value>| {
        let mut out = Vec::new();
        flatten(String::new(), &value.unwrap_or_default(), &mut out);
        out
    };
    let (before, after) = (flat(before), flat(after));
    let find = |list: &[(String, String)], path: &str| {
        let found = list.iter().find(|(known, _)| known == path);
        found.map_or("—".to_owned(), |(_, value)| value.clone())
    };
    println!("What changed in the stored contact (— is not there):");
    let mut seen = BTreeSet::new();
    let mut kept = 0;
    for (path, _) in after.iter().chain(&before) {
        if !seen.insert(path) {
            continue;
        }
        let (old, new) = (find(&before, path), find(&after, path));
        match new.as_str() {
            _ if old == new => kept += 1,
            "emptied" if old == "—" => println!("  emptied  {path}"),
            "emptied" => println!("  emptied  {path}: {old}"),
            "—" => println!("  removed  {path}: {old}"),
            _ => println!("  set      {path}: {old} → {new}"),
        }
    }
    println!("  kept     {kept} other elements\n");
}

fn flatten(path: String, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                flatten(format!("{path}{dot}{name}"), value, out);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                flatten(format!("{path}[{index}]"), value, out);
            }
        }
        Value::Null => out.push((path, "emptied".to_owned())),
        leaf => out.push((path, leaf.to_string())),
    }
}
