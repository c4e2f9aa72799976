//! A transport with scripted answers, for the tests of a client's policy on a virtual clock.
#![allow(dead_code, unreachable_pub)] // Each test file uses its part.

use http::{Request, Response};
use planfix_api::client::{
    AsyncClient, AsyncTransport, Auth, Body, Client, Clock, Connection, Endpoint, Policy, Transport, TransportError,
    VirtualClock,
};
use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What becomes of a request.
#[derive(Clone)]
pub enum Fate {
    /// A status, header lines and a body arrive.
    Answer(u16, Vec<(&'static str, String)>, String),
    NotSent,
    /// The request is sent, and no answer arrives.
    Lost,
    /// A part of an answer arrives.
    CutOff(&'static str),
    /// The answer is longer than the transport reads.
    TooLong,
    /// The client is configured wrongly.
    Setup,
    /// Takes this long, and then the other.
    After(Duration, Box<Self>),
}

pub fn ok(inside: &str) -> Fate {
    Fate::Answer(200, Vec::new(), format!("<response status=\"ok\">{inside}</response>"))
}

pub fn refused(code: &str) -> Fate {
    let body = format!("<response status=\"error\"><code>{code}</code></response>");
    Fate::Answer(200, Vec::new(), body)
}

pub fn http(status: u16) -> Fate {
    Fate::Answer(status, Vec::new(), String::new())
}

pub fn wait(status: u16, seconds: u64) -> Fate {
    Fate::Answer(status, vec![("retry-after", seconds.to_string())], String::new())
}

/// A transport that answers by its script, and then with an empty success. Requests are recorded with their times.
pub struct Script {
    fates: Mutex<VecDeque<Fate>>,
    pub clock: VirtualClock,
    sent: Mutex<Vec<(Duration, String)>>,
    limit: Option<Duration>,
}

impl Script {
    pub fn new(fates: impl IntoIterator<Item = Fate>, clock: &VirtualClock) -> Self {
        Self {
            fates: Mutex::new(fates.into_iter().collect()),
            clock: clock.clone(),
            sent: Mutex::default(),
            limit: Some(Duration::from_secs(60)),
        }
    }

    /// Returns the times of the requests, in seconds.
    pub fn times(&self) -> Vec<f64> {
        self.sent
            .lock()
            .unwrap()
            .iter()
            .map(|(at, _)| at.as_secs_f64())
            .collect()
    }

    /// Returns the methods of the requests.
    pub fn methods(&self) -> Vec<String> {
        self.sent
            .lock()
            .unwrap()
            .iter()
            .map(|(_, method)| method.clone())
            .collect()
    }

    fn answer(&self, request: &Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let body = String::from_utf8_lossy(request.body());
        let method = body.split("method=\"").nth(1).and_then(|rest| rest.split('"').next());
        let method = method.unwrap_or_default().to_owned();
        self.sent.lock().unwrap().push((self.clock.now(), method));
        let fate = self.fates.lock().unwrap().pop_front().unwrap_or_else(|| ok(""));
        self.meet(fate)
    }

    fn meet(&self, fate: Fate) -> Result<Response<Vec<u8>>, TransportError> {
        match fate {
            Fate::Answer(status, headers, body) => {
                let mut response = Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(name, value);
                }
                Ok(response.body(body.into_bytes()).unwrap())
            }
            Fate::NotSent => Err(TransportError::not_sent("connection refused")),
            Fate::Lost => Err(TransportError::no_answer("connection reset")),
            Fate::CutOff(part) => {
                let part = Response::new(part.as_bytes().to_vec());
                Err(TransportError::partial("connection reset", part))
            }
            Fate::TooLong => Err(TransportError::no_answer(io::Error::from(io::ErrorKind::FileTooLarge))),
            Fate::Setup => Err(TransportError::not_sent(io::Error::from(io::ErrorKind::InvalidInput))),
            Fate::After(time, fate) => {
                self.clock.advance(time);
                self.meet(*fate)
            }
        }
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        self.answer(&request)
    }

    fn limit(&self) -> Option<Duration> {
        self.limit
    }
}

impl AsyncTransport for Script {
    async fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        self.answer(&request)
    }

    fn limit(&self) -> Option<Duration> {
        self.limit
    }
}

/// Returns a connection to an account of its own, so that tests do not share turns.
pub fn connection(auth: Auth) -> Connection {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let account = format!("account{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    Connection::new(Endpoint::europe(), account, auth)
}

pub fn token() -> Auth {
    Auth::token("key", "token")
}

pub fn login() -> Auth {
    Auth::login("key", "login", "password")
}

/// A policy whose waits are 2 and 4 seconds less a random part, without a pace.
pub fn repeats() -> Policy {
    Policy::standard().no_pace()
}

/// The result of a call.
pub type Answer<M> = Result<<M as planfix_api::Method>::Response, planfix_api::client::Error>;

/// Calls through the blocking and the asynchronous client with the same script, each with a new clock, and returns both
/// results with their scripts.
pub fn each<M: planfix_api::Method>(
    auth: &Auth,
    policy: &Policy,
    fates: &[Fate],
    request: &M,
) -> [(Answer<M>, Arc<Script>); 2] {
    let new = || {
        let clock = VirtualClock::new();
        let script = Arc::new(Script::new(fates.iter().cloned(), &clock));
        (Arc::new(clock), script)
    };
    let (clock, script) = new();
    let client = Client::new(connection(auth.clone()), Arc::clone(&script)).with_clock(clock);
    let blocking = (client.with_policy(policy.clone()).call(request), script);
    let (clock, script) = new();
    let client = AsyncClient::new(connection(auth.clone()), Arc::clone(&script)).with_clock(clock);
    let client = client.with_policy(policy.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let asynchronous = (runtime.block_on(client.call(request)), script);
    [blocking, asynchronous]
}
