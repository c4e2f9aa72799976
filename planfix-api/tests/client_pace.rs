//! The pace of an account, on a virtual clock: who starts when.
#![cfg(feature = "async")]

mod scripted;

use planfix_api::client::{AsyncClient, Client, Clock, Connection, Endpoint, Error, Policy, VirtualClock};
use planfix_api::{ContactId, contact, task};
use scripted::*;
use std::sync::Arc;
use std::time::Duration;

/// A clock, and a script that answers every request with success after these fates.
fn scene(fates: impl IntoIterator<Item = Fate>) -> (Arc<VirtualClock>, Arc<Script>) {
    let clock = VirtualClock::new();
    let script = Arc::new(Script::new(fates, &clock));
    (Arc::new(clock), script)
}

fn request() -> contact::delete::Request {
    contact::delete::Request::new(ContactId(7))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

#[test]
fn the_standard_policy_is_for_real_accounts_only() {
    struct Local;
    impl planfix_api::client::Transport for Local {
        fn send(
            &self,
            _: http::Request<planfix_api::client::Body>,
        ) -> Result<http::Response<Vec<u8>>, planfix_api::client::TransportError> {
            Ok(http::Response::default())
        }
        fn is_local(&self) -> bool {
            true
        }
    }
    let (_, script) = scene([]);
    let policy = |endpoint: &str| {
        let connection = Connection::new(endpoint.parse().unwrap(), "name", token());
        Client::new(connection, Arc::clone(&script)).policy().clone()
    };
    for endpoint in ["russia", "europe", "https://planfix.example/xml/", "https://128.0.0.1/"] {
        assert_eq!(policy(endpoint), Policy::standard(), "{endpoint}");
    }
    for endpoint in [
        "http://127.0.0.1/xml/",
        "https://127.9.9.9:8443/xml/",
        "http://localhost:80/",
        "http://[::1]:1/xml/",
    ] {
        assert_eq!(policy(endpoint), Policy::none(), "{endpoint}");
    }
    assert_eq!(Client::new(connection(token()), Local).policy(), &Policy::none());
    assert_eq!(Client::new(connection(token()), &Local).policy(), &Policy::none());
    assert_eq!(
        Client::new(connection(token()), Arc::new(Local)).policy(),
        &Policy::none()
    );
}

#[test]
fn all_clients_of_an_account_share_its_turns() {
    let (clock, script) = scene([]);
    let connection = connection(token());
    let one = Client::new(connection.clone(), Arc::clone(&script)).with_clock(clock.clone());
    let other = AsyncClient::new(connection.clone(), Arc::clone(&script)).with_clock(clock.clone());
    for client in [&one, &one.clone(), &one.with_policy(Policy::standard().attempts(9))] {
        client.call(&request()).unwrap();
    }
    runtime().block_on(other.call(&request())).unwrap();
    assert_eq!(script.times(), [0.0, 1.0, 2.0, 3.0]);

    drop((one, other));
    let later = Client::new(connection, Arc::clone(&script)).with_clock(clock);
    later.call(&request()).unwrap();
    assert_eq!(script.times().last(), Some(&4.0), "also after all others are gone");
}

#[test]
fn other_accounts_have_turns_of_their_own() {
    let (clock, script) = scene([]);
    for (endpoint, account) in [
        (Endpoint::europe(), "pace-a"),
        (Endpoint::europe(), "pace-b"),
        (Endpoint::asia(), "pace-a"),
    ] {
        let client = Client::new(Connection::new(endpoint, account, token()), Arc::clone(&script));
        client.with_clock(clock.clone()).call(&request()).unwrap();
    }
    assert_eq!(script.times(), [0.0; 3]);
    let again = Connection::new(Endpoint::europe(), "PACE-A", token());
    let client = Client::new(again, Arc::clone(&script)).with_clock(clock);
    client.call(&request()).unwrap();
    assert_eq!(script.times().last(), Some(&1.0), "the name of an account has no case");
}

#[test]
fn a_hundred_tasks_take_a_hundred_seconds_and_none_reaches_its_limit() {
    let (clock, script) = scene([]);
    let client = AsyncClient::new(connection(token()), Arc::clone(&script)).with_clock(clock);
    runtime().block_on(async {
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.call(&request()).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
    });
    let seconds: Vec<f64> = (0..100).map(f64::from).collect();
    assert_eq!(script.times(), seconds, "the limit of a call is 60 seconds");
}

#[test]
fn a_server_that_asks_to_wait_holds_back_all_callers() {
    for (fate, until) in [
        (wait(429, 10), 10.0),
        (wait(503, 7), 7.0),
        (refused("3014"), 1.0),
        (wait(429, 3600), 60.0),
    ] {
        let (clock, script) = scene([fate]);
        let client = Client::new(connection(token()), Arc::clone(&script)).with_clock(clock);
        let once = client.with_policy(Policy::standard().attempts(1));
        once.call(&request()).unwrap_err();
        client.call(&request()).unwrap();
        assert_eq!(script.times(), [0.0, until]);
    }
}

#[test]
fn a_repeated_call_goes_before_those_that_came_later() {
    let (clock, script) = scene([Fate::Lost]);
    let client = AsyncClient::new(connection(token()), Arc::clone(&script)).with_clock(clock);
    runtime().block_on(async {
        let first = client.clone();
        let first = tokio::spawn(async move { first.call(&contact::get::Request::new(ContactId(7))).await });
        let others: Vec<_> = (0..10)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.call(&request()).await })
            })
            .collect();
        first.await.unwrap().unwrap_err();
        for other in others {
            other.await.unwrap().unwrap();
        }
    });
    let times = script.times();
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] > 0.999), "{times:?}");
    let methods = script.methods();
    let repeated = methods.iter().rposition(|method| method == "contact.get").unwrap();
    assert!(
        (1..=3).contains(&repeated),
        "after its wait of one to two seconds: {methods:?}"
    );
}

#[test]
fn a_dropped_call_gives_up_its_turn() {
    let (clock, script) = scene([]);
    let client = AsyncClient::new(connection(token()), Arc::clone(&script)).with_clock(clock.clone());
    let (delete, other) = (request(), task::get::Request::new(planfix_api::TaskId(1)));
    runtime().block_on(async {
        client.call(&delete).await.unwrap();
        let mut dropped = Box::pin(client.call(&delete));
        let mut next = Box::pin(client.call(&other));
        assert!(futures_poll(dropped.as_mut()).await.is_pending());
        assert!(futures_poll(next.as_mut()).await.is_pending());
        drop(dropped);
        next.await.unwrap_err();
    });
    assert_eq!(script.methods(), ["contact.delete", "task.get"]);
    assert_eq!(script.times(), [0.0, 1.0]);
}

/// Polls a future once.
async fn futures_poll<F: Future + Unpin>(mut future: F) -> std::task::Poll<F::Output> {
    std::future::poll_fn(|context| std::task::Poll::Ready(std::pin::Pin::new(&mut future).poll(context))).await
}

#[test]
fn a_login_and_a_renewed_session_take_turns() {
    let fates = [ok("<sid>s</sid>"), refused("0005"), ok("<sid>t</sid>")];
    for (result, script) in each(&login(), &Policy::standard(), &fates, &request()) {
        result.unwrap();
        assert_eq!(
            script.methods(),
            ["auth.login", "contact.delete", "auth.login", "contact.delete"]
        );
        assert_eq!(script.times(), [0.0, 1.0, 2.0, 3.0]);
    }
}

#[test]
fn a_turn_after_the_limit_of_the_call_is_not_waited_for() {
    let policy = Policy::standard().attempts(9).interval(Duration::from_secs(50));
    let fates = [Fate::Lost, Fate::Lost, Fate::Lost];
    for (result, script) in each(&token(), &policy, &fates, &request()) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
        assert_eq!(script.times(), [0.0, 50.0], "the third turn comes after 60 seconds");
        assert!(script.clock.now() < Duration::from_secs(60));
    }
}

#[test]
fn the_budget_of_repeats_is_shared_by_clones() {
    let (clock, script) = scene(vec![Fate::NotSent; 20]);
    let client = Client::new(connection(token()), Arc::clone(&script)).with_clock(clock);
    let client = client.with_policy(repeats().budget(3));
    let mut sent = Vec::new();
    for client in [client.clone(), client.clone(), client.clone(), client] {
        let before = script.times().len();
        client.call(&request()).unwrap_err();
        sent.push(script.times().len() - before);
    }
    assert_eq!(sent, [3, 2, 1, 1]);
}
