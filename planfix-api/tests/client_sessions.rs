//! Logins: one session for all callers, renewed once when it expires.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{AsyncClient, AsyncTransport, Body, Client, Error, Http, Outcome, Reqwest, TransportError};
use planfix_api::{Class, ContactId};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::task::Poll;

const CALLERS: usize = 16;

/// A server whose sessions can expire: it accepts only the last one it issued.
fn server_of_sessions() -> (Server, Arc<AtomicUsize>) {
    let current = Arc::new(AtomicUsize::new(0));
    let of_server = Arc::clone(&current);
    let server = Server::start(move |seen| {
        if seen.method() == "auth.login" {
            let number = of_server.fetch_add(1, Ordering::SeqCst) + 1;
            return Reply::answer(200, &ok(&format!("<sid>{}</sid>", sid(number))));
        }
        let number = of_server.load(Ordering::SeqCst);
        if number > 0 && seen.sid() == sid(number) {
            Reply::answer(200, &ok(CREATED))
        } else {
            Reply::answer(200, &refused("0005"))
        }
    });
    (server, current)
}

fn logins(server: &Server) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.method() == "auth.login")
        .count()
}

#[test]
fn the_first_call_logs_in_and_the_second_uses_the_session() {
    let (server, _) = server_of_sessions();
    let client = Client::new(
        connection(server.endpoint(), with_login()),
        Http::with_limits(patient()),
    );
    client.call(&request()).unwrap();
    client.call(&request()).unwrap();
    let methods: Vec<_> = server.seen().iter().map(|seen| seen.method().to_owned()).collect();
    assert_eq!(methods, ["auth.login", "contact.add", "contact.add"]);
}

#[test]
fn sixteen_threads_with_a_session_that_ended_log_in_once() {
    let (server, current) = server_of_sessions();
    let client = Client::new(
        connection(server.endpoint(), with_login()),
        Http::with_limits(patient()),
    );
    client.call(&request()).unwrap();
    current.fetch_add(1, Ordering::SeqCst);

    let together = Barrier::new(CALLERS);
    std::thread::scope(|scope| {
        for _ in 0..CALLERS {
            scope.spawn(|| {
                together.wait();
                assert_eq!(client.call(&request()).unwrap().id, ContactId(42));
            });
        }
    });
    assert_eq!(logins(&server), 2, "the first login and one renewal");
}

#[test]
fn sixteen_tasks_with_a_session_that_ended_log_in_once() {
    let (server, current) = server_of_sessions();
    let client = Arc::new(AsyncClient::new(
        connection(server.endpoint(), with_login()),
        Reqwest::with_limits(patient()),
    ));
    runtime().block_on(async {
        client.call(&request()).await.unwrap();
        current.fetch_add(1, Ordering::SeqCst);

        let together = Arc::new(tokio::sync::Barrier::new(CALLERS));
        let tasks: Vec<_> = (0..CALLERS)
            .map(|_| {
                let (client, together) = (Arc::clone(&client), Arc::clone(&together));
                tokio::spawn(async move {
                    together.wait().await;
                    client.call(&request()).await
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap().id, ContactId(42));
        }
    });
    assert_eq!(logins(&server), 2, "the first login and one renewal");
}

#[test]
fn a_session_is_renewed_once_and_not_for_ever() {
    each_with(
        with_login(),
        patient(),
        |seen| match seen.method() {
            "auth.login" => Reply::answer(200, &ok(&format!("<sid>{}</sid>", sid(seen.number)))),
            _ => Reply::answer(200, &refused("0005")),
        },
        |answer, seen| {
            let error = answer.unwrap_err();
            assert!(matches!(error, Error::Refused { .. }), "{error:?}");
            assert_eq!(error.class(), Some(Class::Session));
            let methods: Vec<_> = seen.iter().map(Seen::method).collect();
            assert_eq!(methods, ["auth.login", "contact.add", "auth.login", "contact.add"]);
        },
    );
}

#[test]
fn a_login_that_is_refused_says_so_and_the_call_is_not_sent() {
    each_with(
        with_login(),
        patient(),
        |_| Reply::answer(200, &refused("1001")),
        |answer, seen| {
            let error = answer.unwrap_err();
            assert_eq!(error.code(), Some("1001"));
            assert_eq!(error.outcome(), Outcome::Refused);
            assert_eq!(
                error.to_string(),
                "contact.add: nothing was carried out, the login failed: auth.login: refused by PlanFix, nothing was \
                 carried out; code 1001: The login or the password is wrong. Correct the key, the token or the login \
                 before sending it again."
            );
            assert_eq!(seen.len(), 1);
        },
    );
}

#[test]
fn a_login_without_an_answer_leaves_the_account_as_it_was() {
    each_with(
        with_login(),
        patient(),
        |_| Reply::Close(Vec::new()),
        |answer, seen| {
            let error = answer.unwrap_err();
            assert!(matches!(error, Error::Login { .. }), "{error:?}");
            assert_eq!(error.outcome(), Outcome::NotSent);
            assert_eq!(seen.len(), 1);
        },
    );
}

/// The first login never ends; later requests are answered at once.
struct StuckLogin(AtomicUsize);

impl AsyncTransport for StuckLogin {
    async fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        if self.0.fetch_add(1, Ordering::SeqCst) == 0 {
            std::future::pending::<()>().await;
        }
        let login = String::from_utf8_lossy(request.body()).contains("method=\"auth.login\"");
        let inside = if login {
            format!("<sid>{}</sid>", sid(1))
        } else {
            CREATED.to_owned()
        };
        Ok(http::Response::new(ok(&inside).into_bytes()))
    }
}

#[test]
fn a_future_dropped_in_its_login_does_not_stop_the_others() {
    let endpoint = "http://127.0.0.1:1/xml/".parse().unwrap();
    let transport = StuckLogin(AtomicUsize::new(0));
    let client = AsyncClient::new(connection(endpoint, with_login()), transport);
    let request = request();
    runtime().block_on(async {
        let mut stuck = Box::pin(client.call(&request));
        assert!(begun(&mut stuck).await.is_pending(), "it logs in");
        let mut waiting = Box::pin(client.call(&request));
        assert!(begun(&mut waiting).await.is_pending(), "it waits for that login");
        drop(stuck);
        waiting.await.unwrap();
    });
}

/// Polls a future for the first time.
async fn begun<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    std::future::poll_fn(|context| Poll::Ready(std::pin::Pin::new(&mut *future).poll(context))).await
}

#[test]
fn futures_of_any_transport_can_be_spawned() {
    fn send<F: Send>(_: F) {}
    fn any<T: AsyncTransport>(client: &AsyncClient<T>) {
        send(client.call(&request()));
        let unsent = request();
        send(client.call_any(
            <planfix_api::contact::add::Request as planfix_api::Method>::METHOD,
            &unsent,
        ));
    }
    let endpoint = "http://127.0.0.1:1/xml/".parse().unwrap();
    any(&AsyncClient::new(connection(endpoint, with_login()), Reqwest::new()));
}
