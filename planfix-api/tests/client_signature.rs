//! The signature of requests: the vectors of the vendor's code, and requests as the client sends them.
#![cfg(all(feature = "signature", feature = "contact", feature = "file"))]

use planfix_api::client::{Auth, Body, Client, Connection, Transport, TransportError};
use planfix_api::{Bytes, ContactId, FileSource, TaskId, UploadFile, contact, file, xml};
use std::sync::Mutex;

const PRIVATE: &str = "PRIVATE-not-to-be-shown";

#[test]
fn every_vector_holds() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/messages/signature-vectors.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: {path} is not there");
        return;
    };
    let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert!(vectors.len() >= 6);
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().unwrap();
        let signature = xml::signature(text("xml").as_bytes(), text("private_key")).unwrap();
        assert_eq!(signature, text("signature"), "{}", text("name"));
    }
}

#[test]
fn attributes_are_signed_only_of_elements_without_text() {
    let signed = |xml: &str| xml::signature(xml.as_bytes(), "key").unwrap();
    let plain = signed("<request method=\"x.y\"><a/><b>text</b><c><d>1</d></c></request>");
    assert_eq!(
        signed("<request method=\"x.y\"><a/><b n=\"9\">text</b><c><d>1</d></c></request>"),
        plain
    );
    assert_ne!(
        signed("<request method=\"x.y\"><a n=\"9\"/><b>text</b><c><d>1</d></c></request>"),
        plain
    );
    assert_ne!(
        signed("<request method=\"x.y\"><a/><b>text</b><c n=\"9\"><d>1</d></c></request>"),
        plain
    );
}

#[test]
fn a_signature_in_the_request_is_not_signed() {
    let without = b"<request method=\"x.y\"><account>a</account></request>";
    let with = b"<request method=\"x.y\"><account>a</account><signature>old</signature></request>";
    assert_eq!(
        xml::signature(with, "key").unwrap(),
        xml::signature(without, "key").unwrap()
    );
    assert!(xml::signature(b"<request", "key").is_err());
}

/// Keeps the requests.
#[derive(Default)]
struct Kept(Mutex<Vec<Vec<u8>>>);

impl Transport for Kept {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        self.0.lock().unwrap().push(request.into_body().to_vec());
        Err(TransportError::not_sent("kept"))
    }

    fn is_local(&self) -> bool {
        true
    }
}

#[test]
fn each_request_is_signed_whole() {
    let kept = Kept::default();
    let auth = Auth::token("key", "token").signed_with(PRIVATE);
    let connection = Connection::new("europe".parse().unwrap(), "demo", auth);
    assert!(!format!("{connection:?}").contains("not-to-be-shown"));
    let client = Client::new(connection, &kept);
    let update = contact::update::Request::new(ContactId(1))
        .name("Анна & Co")
        .clear_post();
    let error = client.call(&update).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("not-to-be-shown"));
    let content: Vec<u8> = (0..100_000).map(|i| (i % 251) as u8).collect();
    let streamed = content.clone();
    let source = Bytes::source(content.len() as u64, move || {
        Ok(Box::new(std::io::Cursor::new(streamed.clone())))
    });
    for bytes in [Bytes::from(content), source] {
        let file = UploadFile::new(FileSource::Filesystem, bytes)
            .name("b.bin")
            .description("a");
        let upload = file::upload::Request::new(file::upload::Task::new(TaskId(1)), [file]);
        client.call(&upload).unwrap_err();
    }
    let sent = kept.0.lock().unwrap();
    assert_eq!(sent.len(), 3);
    for request in &*sent {
        let head = xml::request_head(request).unwrap();
        assert_eq!(head.signature, xml::signature(request, PRIVATE).unwrap());
    }
    assert_eq!(sent[1], sent[2]);
}
