//! Files that are not in memory as a whole: uploads from a source, and downloads into a writer.
#![cfg(all(feature = "blocking", feature = "reqwest", feature = "file"))]

mod client_support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client_support::*;
use planfix_api::client::{
    AsyncClient, Client, Downloaded, Error, Http, Limits, Outcome, Policy, Reqwest, Unreadable, VirtualClock,
};
use planfix_api::{Bytes, FileId, FileSource, TaskId, UploadFile, file};
use std::io::{self, Cursor};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Longer than any buffer on the way, and no multiple of three.
const LEN: usize = 700_001;

fn content() -> Vec<u8> {
    (0..LEN).map(|i| (i % 251) as u8).collect()
}

/// A source of this content, and how many times it was opened.
fn source(promised: usize, content: Vec<u8>) -> (Bytes, Arc<AtomicUsize>) {
    let opened = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&opened);
    let bytes = Bytes::source(promised as u64, move || {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(Box::new(Cursor::new(content.clone())))
    });
    (bytes, opened)
}

fn upload(bytes: Bytes) -> file::upload::Request {
    let new = UploadFile::new(FileSource::Filesystem, bytes).name("a.bin");
    file::upload::Request::new(file::upload::Task::new(TaskId(1)), [new])
}

fn blocking_client(server: &Server, limits: Limits) -> Client {
    let client = Client::new(connection(server.endpoint(), with_token()), Http::with_limits(limits));
    client
        .with_policy(Policy::standard())
        .with_clock(Arc::new(VirtualClock::new()))
}

fn asynchronous_client(server: &Server, limits: Limits) -> AsyncClient {
    let client = AsyncClient::new(
        connection(server.endpoint(), with_token()),
        Reqwest::with_limits(limits),
    );
    client
        .with_policy(Policy::standard())
        .with_clock(Arc::new(VirtualClock::new()))
}

type Uploaded = Result<file::upload::Response, Error>;

fn upload_blocking(server: &Server, request: &file::upload::Request) -> Uploaded {
    blocking_client(server, patient()).call(request)
}

fn upload_asynchronous(server: &Server, request: &file::upload::Request) -> Uploaded {
    runtime().block_on(asynchronous_client(server, patient()).call(request))
}

const UPLOADED: &str = "<files><file><uniqueId>7</uniqueId><name>a.bin</name></file></files>";

fn body_of(seen: &Seen) -> Vec<u8> {
    let code = seen
        .body
        .split_once("<body>")
        .unwrap()
        .1
        .split_once("</body>")
        .unwrap()
        .0;
    STANDARD.decode(code).unwrap()
}

#[test]
fn a_source_is_sent_whole_and_opened_again_for_each_attempt() {
    for upload_with in [upload_blocking, upload_asynchronous] {
        let server = Server::start(|seen| match seen.number {
            0 => Reply::Keep(http(503, "", "")),
            _ => Reply::answer(200, &ok(UPLOADED)),
        });
        let (bytes, opened) = source(LEN, content());
        upload_with(&server, &upload(bytes)).unwrap();
        let seen = server.seen();
        assert_eq!(seen.len(), 2);
        assert!(seen.iter().all(|seen| body_of(seen) == content()));
        assert_eq!(opened.load(Ordering::Relaxed), 2);
    }
}

#[test]
fn a_source_whose_length_has_changed_is_not_sent() {
    for upload_with in [upload_blocking, upload_asynchronous] {
        for promised in [LEN - 1, LEN + 1] {
            let server = Server::start(|_| Reply::answer(200, &ok(UPLOADED)));
            let (bytes, _) = source(promised, content());
            let error = upload_with(&server, &upload(bytes)).unwrap_err();
            assert_eq!(error.outcome(), Outcome::NotSent, "{error:?}");
            let expected = "a file in the request cannot be read: the length of the content has changed";
            assert!(error.to_string().contains(expected), "{error}");
            assert!(server.seen().is_empty());
        }
    }
}

type Got = (Result<Downloaded, Error>, Vec<u8>);

fn download() -> file::download::Request {
    file::download::Request::new(FileId(7))
}

fn download_blocking(server: &Server, limits: Limits) -> Got {
    let mut got = Vec::new();
    let result = blocking_client(server, limits).download_to(&download(), &mut got);
    (result, got)
}

fn download_asynchronous(server: &Server, limits: Limits) -> Got {
    let mut got = Vec::new();
    let client = asynchronous_client(server, limits);
    let result = runtime().block_on(client.download_to(&download(), &mut got));
    (result, got)
}

const EACH: [fn(&Server, Limits) -> Got; 2] = [download_blocking, download_asynchronous];

/// An answer with this file, of which only so many bytes arrive.
fn answer(file: &[u8], arrive: usize) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", file.len()).into_bytes();
    answer.extend_from_slice(&file[..arrive]);
    answer
}

#[test]
fn a_file_over_the_limit_of_responses_is_written() {
    let limits = Limits {
        response: 1000,
        ..patient()
    };
    for get in EACH {
        for len in [0, 1, 1001, 64 << 10, (64 << 10) + 1, LEN] {
            let file = content()[..len].to_vec();
            let server = Server::start(move |_| Reply::Keep(answer(&file, len)));
            let (result, got) = get(&server, limits);
            assert_eq!(result.unwrap(), Downloaded::Written(len as u64));
            assert!(got == content()[..len]);
        }
    }
}

#[test]
fn a_connection_that_is_lost_is_no_loss_and_nothing_is_written_twice() {
    for get in EACH {
        for arrive in [0, 10, 65 << 10, LEN - 1] {
            let server = Server::start(move |seen| match seen.number {
                0 => Reply::Close(answer(&content(), arrive)),
                _ => Reply::Keep(answer(&content(), LEN)),
            });
            let (result, got) = get(&server, patient());
            assert_eq!(result.unwrap(), Downloaded::Written(LEN as u64));
            assert!(got == content());
            assert_eq!(server.seen().len(), 2);
        }
    }
}

#[test]
fn a_file_that_changes_between_attempts_is_an_error() {
    for get in EACH {
        let shorter = content()[..70_000].to_vec();
        for other in [vec![0; LEN], shorter] {
            let server = Server::start(move |seen| match seen.number {
                0 => Reply::Close(answer(&content(), 100 << 10)),
                _ => Reply::Keep(answer(&other, other.len())),
            });
            let (result, got) = get(&server, patient());
            let error = result.unwrap_err();
            assert!(
                matches!(error, Error::Repeated { .. } | Error::Unreadable { .. }),
                "{error:?}"
            );
            assert!(
                chain(&error).contains("the file has changed while it was downloaded"),
                "{}",
                chain(&error)
            );
            assert!(content().starts_with(&got));
            assert_eq!(server.seen().len(), 2);
        }
    }
}

#[test]
fn a_refusal_and_a_link_write_nothing() {
    for get in EACH {
        let server = Server::start(|_| Reply::answer(404, &refused("9002")));
        let (result, got) = get(&server, patient());
        assert_eq!(result.unwrap_err().code(), Some("9002"));
        assert!(got.is_empty());
        let server = Server::start(|_| Reply::Keep(http(302, "Location: https://files.example/7\r\n", "")));
        let (result, got) = get(&server, patient());
        assert_eq!(result.unwrap(), Downloaded::Link("https://files.example/7".to_owned()));
        assert!(got.is_empty());
    }
}

/// A writer on a full disk.
struct Full;

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_ends_the_download() {
    let server = Server::start(|_| Reply::Keep(answer(&content(), LEN)));
    let error = blocking_client(&server, patient())
        .download_to(&download(), &mut Full)
        .unwrap_err();
    let Error::Unreadable { why, .. } = &error else {
        panic!("{error:?}");
    };
    assert!(matches!(why, Unreadable::NotWritten(error) if error.kind() == io::ErrorKind::StorageFull));
    assert_eq!(server.seen().len(), 1);
}
