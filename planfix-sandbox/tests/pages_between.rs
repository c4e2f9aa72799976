//! Lists of an account that changes while they are read, and calls that fail in the middle.

mod common;

use common::{client, connection, sandbox};
use planfix_api::client::{AsyncClient, AsyncTransport, Body, Client, Outcome, PageError, Transport, TransportError};
use planfix_api::{ContactId, contact};
use planfix_sandbox::Sandbox;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

type Sent = Result<http::Response<Vec<u8>>, TransportError>;

/// Calls `before` with the number of the call, from 1, before each call.
struct Between<F> {
    sandbox: Arc<Sandbox>,
    calls: AtomicUsize,
    before: F,
}

impl<F: Fn(usize, &Sandbox) -> Result<(), TransportError>> Between<F> {
    fn new(sandbox: &Arc<Sandbox>, before: F) -> Self {
        Self {
            sandbox: Arc::clone(sandbox),
            calls: AtomicUsize::new(0),
            before,
        }
    }

    fn answer(&self, request: http::Request<Body>) -> Sent {
        (self.before)(self.calls.fetch_add(1, Ordering::SeqCst) + 1, &self.sandbox)?;
        Ok(self.sandbox.handle(&request))
    }
}

impl<F: Fn(usize, &Sandbox) -> Result<(), TransportError>> Transport for Between<F> {
    fn send(&self, request: http::Request<Body>) -> Sent {
        self.answer(request)
    }
}

impl<F: Fn(usize, &Sandbox) -> Result<(), TransportError> + Send + Sync> AsyncTransport for Between<F> {
    async fn send(&self, request: http::Request<Body>) -> Sent {
        self.answer(request)
    }
}

fn filled() -> Arc<Sandbox> {
    let sandbox = sandbox();
    sandbox.fill(347).unwrap();
    Arc::new(sandbox)
}

fn all() -> contact::get_list::Request {
    contact::get_list::Request::new()
}

fn ids(client: &Client<impl Transport>) -> Vec<i64> {
    client.items(&all()).map(|contact| contact.unwrap().id.0).collect()
}

fn delete(sandbox: &Sandbox, ids: impl IntoIterator<Item = i64>) {
    for id in ids {
        client(sandbox)
            .call(&contact::delete::Request::new(ContactId(id)))
            .unwrap();
    }
}

fn fails_at(number: usize) -> impl Fn(usize, &Sandbox) -> Result<(), TransportError> + Send + Sync {
    move |call, _| match call == number {
        true => Err(TransportError::no_answer("the connection was closed")),
        false => Ok(()),
    }
}

#[test]
fn no_item_is_missed_if_earlier_ones_are_deleted() {
    for (before_call, deleted) in [(2, 3), (3, 60), (4, 250)] {
        let sandbox = filled();
        let there = ids(&client(&*sandbox));
        let gone: Vec<i64> = there.iter().copied().take(deleted).collect();
        let between = Between::new(&sandbox, |call, sandbox| {
            if call == before_call {
                delete(sandbox, gone.clone());
            }
            Ok(())
        });
        let read = ids(&Client::new(connection(), between));
        let unique: BTreeSet<i64> = read.iter().copied().collect();
        assert_eq!(unique.len(), read.len(), "an item appears twice");
        for id in there.iter().filter(|id| !gone.contains(id)) {
            assert!(
                unique.contains(id),
                "{id} is missing, with {deleted} deleted before {before_call}"
            );
        }
    }
}

#[test]
fn a_list_whose_items_are_deleted_as_they_are_read_is_read_whole() {
    let sandbox = filled();
    let client = client(&*sandbox);
    let mut read = 0;
    for contact in client.items(&all()) {
        client
            .call(&contact::delete::Request::new(contact.unwrap().id))
            .unwrap();
        read += 1;
    }
    assert_eq!(read, 350);
    assert_eq!(client.items(&all()).total().unwrap(), Some(0));
}

#[test]
fn an_item_that_moves_to_a_later_page_is_returned_once() {
    // Each answer is the page before the one asked for, but for the first: all items have moved by a page.
    struct Late<'s>(&'s Sandbox);
    impl Transport for Late<'_> {
        fn send(&self, request: http::Request<Body>) -> Sent {
            let mut text = String::from_utf8(request.body().as_ref().to_vec()).unwrap();
            for page in 2..10 {
                let (asked, sent) = (format!("<pageCurrent>{page}<"), format!("<pageCurrent>{}<", page - 1));
                if text.contains(&asked) {
                    text = text.replace(&asked, &sent);
                    break;
                }
            }
            let (head, _) = request.into_parts();
            Ok(self.0.handle(&http::Request::from_parts(head, text.into_bytes())))
        }
    }
    let sandbox = filled();
    let client = Client::new(connection(), Late(&sandbox));
    let read: Vec<i64> = ids(&client);
    let unique: BTreeSet<i64> = read.iter().copied().collect();
    assert_eq!((read.len(), unique.len()), (300, 300));
}

#[test]
fn a_server_that_ignores_the_number_of_the_page_is_not_asked_forever() {
    use planfix_api::{HandbookId, handbook};
    struct Same(AtomicUsize);
    impl Transport for &Same {
        fn send(&self, _: http::Request<Body>) -> Sent {
            assert!(
                self.0.fetch_add(1, Ordering::SeqCst) < 20,
                "it is asked again and again"
            );
            let records: String = (1..=100)
                .map(|key| format!("<record><key>{key}</key></record>"))
                .collect();
            let answer = format!("<response status=\"ok\"><records>{records}</records></response>");
            Ok(http::Response::new(answer.into_bytes()))
        }
    }
    let server = Same(AtomicUsize::new(0));
    let client = Client::new(connection(), &server);
    let records = client.items(&handbook::get_records::Request::new(HandbookId(1)));
    assert_eq!(records.map(Result::unwrap).count(), 100);
}

#[test]
fn a_server_that_returns_fewer_items_than_a_page_may_have_is_read_whole() {
    struct Short<'s>(&'s Sandbox);
    impl Transport for Short<'_> {
        fn send(&self, request: http::Request<Body>) -> Sent {
            let text = String::from_utf8(request.body().as_ref().to_vec()).unwrap();
            let text = text.replace("<pageSize>100<", "<pageSize>40<");
            let (head, _) = request.into_parts();
            Ok(self.0.handle(&http::Request::from_parts(head, text.into_bytes())))
        }
    }
    let sandbox = filled();
    assert_eq!(ids(&Client::new(connection(), Short(&sandbox))).len(), 350);
}

fn check(error: &PageError) {
    assert_eq!(error.page, 3);
    assert_eq!(error.error.outcome(), Outcome::Unknown);
    let text = error.to_string();
    let advice = "page 3 of contact.getList was not read: call `resume` and go on, or start again with `from_page(3)`";
    assert!(text.ends_with(advice), "{text}");
}

#[test]
fn a_call_that_fails_is_one_error_and_the_list_can_be_resumed() {
    let sandbox = filled();
    let expected = ids(&client(&*sandbox));
    let client = Client::new(connection(), Between::new(&sandbox, fails_at(3)));
    let mut items = client.items(&all());
    let first: Vec<i64> = items
        .by_ref()
        .map_while(Result::ok)
        .map(|contact| contact.id.0)
        .collect();
    assert_eq!(first, expected[..200]);
    assert!(items.next().is_none(), "the error is returned once");
    items.resume();
    let rest: Vec<i64> = items.map(|contact| contact.unwrap().id.0).collect();
    assert_eq!(rest, expected[200..]);

    let client = Client::new(connection(), Between::new(&sandbox, fails_at(3)));
    let error = client.items(&all()).find_map(Result::err).unwrap();
    check(&error);
    let rest: Vec<i64> = client
        .items(&all())
        .from_page(error.page)
        .map(|contact| contact.unwrap().id.0)
        .collect();
    assert_eq!(rest, expected[200..]);
}

#[tokio::test]
async fn a_stream_returns_the_same_as_an_iterator() {
    let sandbox = filled();
    let expected = ids(&client(&*sandbox));
    let client = AsyncClient::new(connection(), Between::new(&sandbox, fails_at(3)));
    let mut items = client.items(&all());
    assert_eq!(items.total().await.unwrap(), Some(350));
    let mut read = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(contact) => read.push(contact.id.0),
            Err(error) => break error,
        }
    };
    check(&error);
    assert!(items.next().await.is_none(), "the error is returned once");
    items.resume();
    let rest = tokio::spawn(async move {
        let mut rest = Vec::new();
        while let Some(contact) = items.next().await {
            rest.push(contact.unwrap().id.0);
        }
        rest
    });
    read.extend(rest.await.unwrap());
    assert_eq!(read, expected);

    let mut pages = client.pages(&all());
    let mut sizes = Vec::new();
    while let Some(page) = std::future::poll_fn(|cx| {
        use futures_core::Stream as _;
        std::pin::Pin::new(&mut pages).poll_next(cx)
    })
    .await
    {
        sizes.push(page.unwrap().items.len());
    }
    assert_eq!(sizes, [100, 100, 100, 50]);
}

#[tokio::test]
async fn a_next_that_is_dropped_loses_nothing() {
    struct Slow(Arc<Sandbox>);
    impl AsyncTransport for Slow {
        async fn send(&self, request: http::Request<Body>) -> Sent {
            tokio::task::yield_now().await;
            Ok(self.0.handle(&request))
        }
    }
    let sandbox = filled();
    let client = AsyncClient::new(connection(), Slow(Arc::clone(&sandbox)));
    let mut items = client.items(&all());
    let mut read = 0;
    loop {
        let never = std::future::ready(());
        // The second branch wins whenever a call is in progress.
        tokio::select! {
            biased;
            item = items.next() => match item {
                Some(item) => {
                    item.unwrap();
                    read += 1;
                }
                None => break,
            },
            () = never => tokio::task::yield_now().await,
        }
    }
    assert_eq!(read, 350);
}
