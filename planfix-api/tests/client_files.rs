//! Methods that return a file: its bytes, a link to it, or a refusal.
#![cfg(all(feature = "blocking", feature = "reqwest", feature = "file"))]

mod client_support;

use client_support::*;
use planfix_api::client::{AsyncClient, Client, Error, Http, Reqwest, Unreadable};
use planfix_api::file::download::{Content, Request, Response};
use planfix_api::{Bytes, FileId, FileUniqueId};

/// Calls file.download once through each transport.
fn download(
    script: impl Fn(&Seen) -> Reply + Send + Sync + Clone + 'static,
    check: impl Fn(Result<Response, Error>, Vec<Seen>),
) {
    let request = Request::new(FileId(7));
    let server = Server::start(script.clone());
    let connection = || connection(server.endpoint(), with_token());
    let client = Client::new(connection(), Http::with_limits(patient()));
    check(client.call(&request), server.seen());

    let server = Server::start(script);
    let connection = || client_support::connection(server.endpoint(), with_token());
    let client = AsyncClient::new(connection(), Reqwest::with_limits(patient()));
    check(runtime().block_on(client.call(&request)), server.seen());
}

#[test]
fn the_body_of_the_answer_is_the_file() {
    // Bytes that are not text; a page; an XML document that is not a refusal; nothing.
    for bytes in [
        &b"\x89PNG\r\n\x00\xFF"[..],
        b"<!doctype html><html></html>",
        b"<response status=\"ok\"><a/></response>",
        b"",
    ] {
        let mut reply = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len()).into_bytes();
        reply.extend_from_slice(bytes);
        download(
            move |_| Reply::Keep(reply.clone()),
            |answer, seen| {
                assert_eq!(answer.unwrap().content, Some(Content::Body(Bytes::from(bytes))));
                assert!(seen[0].head.contains("accept: */*"), "{}", seen[0].head);
            },
        );
    }
}

#[test]
fn a_redirect_is_a_link_and_is_not_followed() {
    for (location, link) in [
        ("https://files.example/7?key=1", "https://files.example/7?key=1"),
        ("//files.example/7", "http://files.example/7"),
    ] {
        download(
            move |_| Reply::Keep(http(302, &format!("Location: {location}\r\n"), "")),
            |answer, seen| {
                assert_eq!(answer.unwrap().content, Some(Content::Link(link.to_owned())));
                assert_eq!(seen.len(), 1);
            },
        );
    }
    download(
        |_| Reply::Keep(http(302, "Location: /files/7\r\n", "")),
        |answer, _| {
            let Some(Content::Link(link)) = answer.unwrap().content else {
                panic!("a link");
            };
            assert!(
                link.starts_with("http://127.0.0.1:") && link.ends_with("/files/7"),
                "{link}"
            );
        },
    );
    download(
        |_| Reply::Keep(http(302, "", "")),
        |answer, _| {
            let error = answer.unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::Unreadable {
                        why: Unreadable::RedirectNowhere,
                        ..
                    }
                ),
                "{error:?}"
            );
        },
    );
}

#[test]
fn a_refusal_is_told_from_a_file_whatever_its_status() {
    for status in [200, 403, 404] {
        download(
            move |_| Reply::answer(status, &refused("9001")),
            |answer, _| assert_eq!(answer.unwrap_err().code(), Some("9001")),
        );
    }
    download(
        |_| Reply::answer(404, "<html><body>Not here</body></html>"),
        |answer, _| {
            let error = answer.unwrap_err();
            assert_eq!(error.class(), Some(planfix_api::Class::NotFound));
            assert_eq!(
                error.to_string(),
                "file.download: turned away, nothing was carried out (HTTP 404): not found. Check the identifier: the \
                 file may have been deleted."
            );
        },
    );
}

#[test]
fn either_identifier_will_do() {
    assert_eq!(
        Request::new(FileUniqueId(3)),
        Request::new(planfix_api::file::download::Key::UniqueId(FileUniqueId(3)))
    );
}

#[test]
fn a_refused_upload_names_the_file_that_is_in_the_way() {
    let answer = "<response status=\"error\"><code>9006</code><id>12</id><name>a.txt</name><hint>x</hint></response>";
    each(
        move |_| Reply::answer(200, answer),
        |answer, _| {
            let Error::Refused { refusal, .. } = answer.unwrap_err() else {
                panic!("a refusal");
            };
            assert_eq!((refusal.id, refusal.name.as_deref()), (Some(12), Some("a.txt")));
            assert_eq!(refusal.unknown.iter().next().unwrap().xml, "<hint>x</hint>");
        },
    );
}
