//! The `tracing` span of each call: its fields, and no others.
//!
//! One test in a file of its own, since interest in a span is cached for the whole process.
#![cfg(feature = "async")]

mod scripted;

use planfix_api::client::{CALL_TARGET, Client, VirtualClock};
use planfix_api::{ContactId, contact};
use scripted::*;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};

type Span = BTreeMap<&'static str, String>;

/// Keeps the fields of each span with the target of calls.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<Span>>>);

struct Fields<'a>(&'a mut Span);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl tracing::Subscriber for Spans {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target() == CALL_TARGET
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        assert_eq!(span.metadata().name(), "call");
        assert_eq!(*span.metadata().level(), tracing::Level::INFO);
        let mut spans = self.0.lock().unwrap();
        spans.push(Span::new());
        span.record(&mut Fields(spans.last_mut().unwrap()));
        Id::from_u64(spans.len() as u64)
    }
    fn record(&self, span: &Id, values: &Record<'_>) {
        let number = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Fields(&mut self.0.lock().unwrap()[number]));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &tracing::Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn each_call_is_one_span() {
    let spans = Spans::default();
    tracing::subscriber::with_default(spans.clone(), || {
        let clock = VirtualClock::new();
        let fates = [
            wait(503, 3),
            Fate::After(Duration::from_millis(500), Box::new(ok(""))),
            refused("8002"),
            refused("4321"),
            Fate::Lost,
        ];
        let script = Script::new(fates, &clock);
        let client = Client::new(connection(token()), script).with_clock(Arc::new(clock));
        client.call(&contact::delete::Request::new(ContactId(7))).unwrap();
        for _ in 0..3 {
            client.call(&contact::add::Request::new().name("Anna")).unwrap_err();
        }
    });
    let spans = spans.0.lock().unwrap().clone();
    let shown = |span: &Span, names: &[&str]| {
        let values: Vec<_> = names
            .iter()
            .map(|name| span.get(name).cloned().unwrap_or_default())
            .collect();
        values.join(" ")
    };
    let names = ["method", "effect", "attempt", "code", "outcome", "waiting", "elapsed"];
    let told: Vec<_> = spans.iter().map(|span| shown(span, &names)).collect();
    assert_eq!(
        told,
        [
            "\"contact.delete\" \"delete\" 2  \"done\" 3.0 3.5",
            "\"contact.add\" \"create\" 1 \"8002\" \"refused\" 0.5 0.5",
            "\"contact.add\" \"create\" 1 \"unlisted\" \"refused\" 1.0 1.0",
            "\"contact.add\" \"create\" 1  \"unknown\" 1.0 1.0",
        ]
    );
    for span in &spans {
        assert!(span["account"].starts_with("\"account"), "{span:?}");
        assert!(
            span.keys().all(|name| *name == "account" || names.contains(name)),
            "{span:?}"
        );
        assert!(!format!("{span:?}").contains("Anna"));
    }
}
