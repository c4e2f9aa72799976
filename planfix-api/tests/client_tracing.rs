//! The `tracing` events of a client at every level: no secret, and no personal data.
//!
//! One test in a file of its own, since interest in an event is cached for the whole process.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{Client, Http};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};

/// Records every event and span of planfix_api.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl tracing::Subscriber for Notes {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("planfix_api")
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut Fields(&mut self.0.lock().unwrap()));
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut notes = self.0.lock().unwrap();
        event.record(&mut Fields(&mut notes));
        notes.push('\n');
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn tracing_tells_methods_statuses_sizes_and_codes() {
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), || {
        let server = Server::start(|seen| match (seen.method(), seen.number) {
            ("auth.login", _) => Reply::answer(200, &ok(&format!("<sid>{}</sid>", sid(seen.number)))),
            (_, 1) => Reply::answer(200, &refused("0005")),
            (_, 3) => Reply::answer(200, &ok(&format!("<contact><id>42</id><name>{NAME}</name></contact>"))),
            (_, 4) => Reply::answer(200, &refused(NAME)),
            (_, 5) => Reply::answer(200, &ok(&format!("<contact><id>{NAME}</id></contact>"))),
            (_, 6) => Reply::Keep(http(302, &format!("Location: /{NAME}\r\n"), "")),
            _ => Reply::Close(Vec::new()),
        });
        let client = Client::new(
            connection(server.endpoint(), with_login()),
            Http::with_limits(patient()),
        );
        client.call(&request()).unwrap();
        for _ in 0..3 {
            client.call(&request()).unwrap_err();
        }
        assert_eq!(server.seen().len(), 8);
    });
    let notes = notes.0.lock().unwrap().clone();
    println!("{notes}");
    for told in [
        "message=call method=\"contact.add\" bytes=",
        "message=answer method=\"auth.login\" status=200 bytes=",
        "message=refused method=\"contact.add\" code=\"0005\"",
        "message=refused method=\"contact.add\" code=\"unlisted\"",
        "message=logged in",
        "message=no answer method=\"contact.add\" sent=true",
    ] {
        assert!(notes.contains(told), "{told} is not in:\n{notes}");
    }
    no_secrets(&notes);
}
