//! A login that hangs or fails is shared by all who wait for it, and counts towards the limit of each call.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{
    AsyncClient, AsyncTransport, Body, Client, Deadline, Error, Http, Limits, Outcome, Reqwest, Transport,
    TransportError,
};
use planfix_api::contact;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::task::Poll;
use std::time::{Duration, Instant};

const CALLERS: usize = 32;

type Answer = http::Response<Vec<u8>>;
type Make = fn() -> Result<Answer, TransportError>;
type Check = fn(&Error);

fn answer(status: u16, body: &str) -> Answer {
    let mut answer = Answer::new(body.as_bytes().to_vec());
    *answer.status_mut() = http::StatusCode::from_u16(status).unwrap();
    answer
}

fn is_login(request: &http::Request<Body>) -> bool {
    String::from_utf8_lossy(request.body()).contains("method=\"auth.login\"")
}

/// Runs this many calls on threads of their own at once.
fn at_once<T: Transport + Send + Sync>(client: &Client<T>) -> Vec<Error> {
    let together = Barrier::new(CALLERS);
    std::thread::scope(|scope| {
        let call = || {
            together.wait();
            client.call(&request()).unwrap_err()
        };
        let threads: Vec<_> = (0..CALLERS).map(|_| scope.spawn(call)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

fn check_all(errors: &[Error], check: impl Fn(&Error)) {
    assert_eq!(errors.len(), CALLERS);
    for error in errors {
        assert!(matches!(error, Error::Login { .. }), "{error:?}");
        no_secrets(&chain(error));
        for text in [error.to_string(), chain(error)] {
            assert!(!text.contains("may have been carried out"), "{text}");
        }
        check(error);
    }
    println!("{}", errors[0]);
}

/// Reports how long the callers waited, which must be far from their number times the limit, and how often they logged
/// in.
fn hung(errors: &[Error], server: &Server, begun: Instant) {
    let (waited, logins) = (begun.elapsed(), server.seen().len());
    println!("{CALLERS} callers, limit 1 s: {waited:?}, {logins} logins");
    check_all(errors, |error| {
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
        let text = error.to_string();
        assert!(
            text.starts_with("contact.add: nothing was carried out, the login failed: auth.login: "),
            "{text}"
        );
        let (sent, waited) = (
            "; nothing was changed, it may be sent again",
            "this call's limit of 1s was reached while another call was logging in",
        );
        assert!(text.ends_with(sent) || text.ends_with(waited), "{text}");
    });
    // A caller that a busy machine starts after that second logs in again.
    assert!(logins < CALLERS / 4, "{logins} logins");
    assert!(waited < Duration::from_secs(20), "{waited:?}");
}

#[test]
fn a_login_that_hangs_is_waited_for_once() {
    let limits = Limits {
        call: Duration::from_secs(1),
        ..patient()
    };
    let server = Server::start(|_| Reply::Hang(Vec::new()));
    let transport = Http::with_limits(limits);
    let client = Client::new(connection(server.endpoint(), with_login()), transport);
    let begun = Instant::now();
    hung(&at_once(&client), &server, begun);

    let server = Server::start(|_| Reply::Hang(Vec::new()));
    let transport = Reqwest::with_limits(limits);
    let client = AsyncClient::new(connection(server.endpoint(), with_login()), transport);
    let client = Arc::new(client);
    runtime().block_on(async {
        let begun = Instant::now();
        let call = |_| {
            let client = Arc::clone(&client);
            tokio::spawn(async move { client.call(&request()).await.unwrap_err() })
        };
        let mut errors = Vec::new();
        for task in (0..CALLERS).map(call).collect::<Vec<_>>() {
            errors.push(task.await.unwrap());
        }
        hung(&errors, &server, begun);
    });
}

/// Answers a login once all callers have begun, which it knows because each asks for the limit.
struct Late {
    begun: AtomicUsize,
    logins: AtomicUsize,
    reply: Make,
}

impl Late {
    fn new(reply: Make) -> Self {
        Self {
            begun: AtomicUsize::new(0),
            logins: AtomicUsize::new(0),
            reply,
        }
    }
}

impl Transport for Late {
    fn send(&self, _: http::Request<Body>) -> Result<Answer, TransportError> {
        self.logins.fetch_add(1, Ordering::SeqCst);
        // Each caller asks once, and the one that logs in asks once more.
        while self.begun.load(Ordering::SeqCst) <= CALLERS {
            std::thread::sleep(Duration::from_millis(1));
        }
        // From there to the lock takes a few microseconds.
        std::thread::sleep(Duration::from_millis(300));
        (self.reply)()
    }

    fn limit(&self) -> Option<Duration> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        Some(Duration::from_secs(600))
    }
}

/// Answers a login when the gate opens.
struct Gated {
    gate: tokio::sync::Semaphore,
    logins: AtomicUsize,
    reply: Make,
}

impl AsyncTransport for Gated {
    async fn send(&self, _: http::Request<Body>) -> Result<Answer, TransportError> {
        self.logins.fetch_add(1, Ordering::SeqCst);
        drop(self.gate.acquire().await.unwrap());
        (self.reply)()
    }
}

#[test]
fn a_login_that_fails_is_tried_once_and_the_next_call_tries_anew() {
    let replies: [(Make, Check); 3] = [
        (
            || Err(TransportError::no_answer("the cable is out")),
            |error| assert_eq!(error.outcome(), Outcome::NotSent),
        ),
        (
            || Ok(answer(200, &refused("1001"))),
            |error| assert_eq!((error.code(), error.outcome()), (Some("1001"), Outcome::Refused)),
        ),
        (|| Ok(answer(503, "")), |error| assert!(error.is_not_now())),
    ];
    let endpoint = || "http://127.0.0.1:1/xml/".parse().unwrap();
    for (reply, check) in replies {
        let transport = Arc::new(Late::new(reply));
        let client = Client::new(connection(endpoint(), with_login()), Arc::clone(&transport));
        check_all(&at_once(&client), check);
        assert_eq!(transport.logins.load(Ordering::SeqCst), 1);
        client.call(&request()).unwrap_err();
        assert_eq!(transport.logins.load(Ordering::SeqCst), 2);

        let transport = Arc::new(Gated {
            gate: tokio::sync::Semaphore::new(0),
            logins: AtomicUsize::new(0),
            reply,
        });
        let client = AsyncClient::new(connection(endpoint(), with_login()), Arc::clone(&transport));
        let request = request();
        runtime().block_on(async {
            let mut calls: Vec<_> = (0..CALLERS).map(|_| Box::pin(client.call(&request))).collect();
            for call in &mut calls {
                assert!(begun(call).await.is_pending());
            }
            transport.gate.add_permits(1);
            let mut errors = Vec::new();
            for call in calls {
                errors.push(call.await.unwrap_err());
            }
            check_all(&errors, check);
            assert_eq!(transport.logins.load(Ordering::SeqCst), 1);
            client.call(&request).await.unwrap_err();
            assert_eq!(transport.logins.load(Ordering::SeqCst), 2);
        });
    }
}

/// Polls a future for the first time.
async fn begun<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut *future).poll(context))).await
}

/// The first login panics; later requests are answered at once.
struct PanickingLogin(AtomicUsize);

impl Transport for PanickingLogin {
    fn send(&self, request: http::Request<Body>) -> Result<Answer, TransportError> {
        assert!(self.0.fetch_add(1, Ordering::SeqCst) > 0, "the first login");
        let sid = format!("<sid>{}</sid>", sid(1));
        let inside = if is_login(&request) { &sid } else { CREATED };
        Ok(answer(200, &ok(inside)))
    }
}

#[test]
fn a_thread_that_panics_in_its_login_does_not_stop_the_others() {
    let endpoint = "http://127.0.0.1:1/xml/".parse().unwrap();
    let transport = PanickingLogin(AtomicUsize::new(0));
    let client = Client::new(connection(endpoint, with_login()), transport);
    std::thread::scope(|scope| {
        let panicking = scope.spawn(|| client.call(&request()).is_ok());
        assert!(panicking.join().is_err());
    });
    client.call(&request()).unwrap();
}

/// Reports the time that is left for a call, and uses some of it.
struct Slow(std::sync::Mutex<Vec<(bool, Duration)>>);

impl Transport for Slow {
    fn send(&self, request: http::Request<Body>) -> Result<Answer, TransportError> {
        let left = request.extensions().get::<Deadline>().unwrap().left();
        self.0.lock().unwrap().push((is_login(&request), left));
        std::thread::sleep(Duration::from_millis(20));
        let sid = format!("<sid>{}</sid>", sid(1));
        let inside = if is_login(&request) { &sid } else { CREATED };
        Ok(answer(200, &ok(inside)))
    }

    fn limit(&self) -> Option<Duration> {
        Some(Duration::from_secs(60))
    }
}

#[test]
fn a_call_has_the_time_that_its_login_left() {
    let transport = Arc::new(Slow(std::sync::Mutex::default()));
    let endpoint = "http://127.0.0.1:1/xml/".parse().unwrap();
    let client = Client::new(connection(endpoint, with_login()), Arc::clone(&transport));
    client.call(&request()).unwrap();
    let seen = transport.0.lock().unwrap().clone();
    let [(true, login), (false, call)] = seen[..] else {
        panic!("{seen:?}");
    };
    assert!(
        login <= Duration::from_secs(60) && call + Duration::from_millis(20) <= login,
        "{seen:?}"
    );
}

/// A transport with a limit of zero.
struct Never;

impl Transport for Never {
    fn send(&self, _: http::Request<Body>) -> Result<Answer, TransportError> {
        panic!("sent although no time was left");
    }

    fn limit(&self) -> Option<Duration> {
        Some(Duration::ZERO)
    }
}

#[test]
fn a_call_without_time_is_not_sent() {
    let endpoint = "http://127.0.0.1:1/xml/".parse().unwrap();
    let client = Client::new(connection(endpoint, with_token()), Never);
    let error = client.call(&contact::add::Request::new()).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(
        error.to_string(),
        "contact.add: not sent, nothing was carried out: the limit of 0ns was reached before it could be sent"
    );
}
