//! The `tracing` events of the client about elements that did not become fields.
//!
//! One test in a file of its own, since interest in an event is cached for the whole process.

use planfix_api::client::{Auth, Body, Client, Connection, Endpoint, Transport, TransportError};
use planfix_api::{Method, contact};
use std::sync::{Arc, Mutex};

const NAME: &str = "Canary";

/// Answers every request with this body.
struct Fixed(Vec<u8>);

impl Transport for Fixed {
    fn send(&self, _: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        Ok(http::Response::new(self.0.clone()))
    }

    fn is_local(&self) -> bool {
        true
    }
}

fn client(content: &str) -> Client<Fixed> {
    let connection = Connection::new(Endpoint::europe(), "demo", Auth::token("key", "token"));
    Client::new(connection, Fixed(content.as_bytes().to_vec()))
}

fn ok(content: &str) -> String {
    format!("<response status=\"ok\">{content}</response>")
}

/// Counts the events with one message.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<String>>>);

struct Fields<'a>(&'a mut String);

impl tracing::field::Visit for Fields<'_> {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl tracing::Subscriber for Events {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        *metadata.level() == tracing::Level::WARN
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut text = String::new();
        event.record(&mut Fields(&mut text));
        self.0.lock().unwrap().push(text);
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn one_event_for_each_answer_says_how_much_did_not_become_a_field() {
    let events = Events::default();
    tracing::subscriber::with_default(events.clone(), || {
        let contact = format!("<contact><id>1</id><name>{NAME}</name><x/><y/><birthdate>{NAME}</birthdate></contact>");
        let request = contact::get_list::Request::new();
        client(&ok(&format!("<contacts>{contact}{contact}</contacts>")))
            .call(&request)
            .unwrap();
        client(&ok("<contacts><contact><id>1</id></contact></contacts>"))
            .call(&request)
            .unwrap();
    });
    let events = events.0.lock().unwrap().clone();
    assert_eq!(events.len(), 1, "{events:?}");
    let method = contact::get_list::Request::METHOD.name;
    assert!(
        events[0].contains(&format!("method={method:?} unknown=6 left_out=2")),
        "{events:?}"
    );
    assert!(!events[0].contains(NAME));
}
