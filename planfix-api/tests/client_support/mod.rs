//! A server on loopback that a test controls, and one call through each transport.
#![allow(dead_code, unreachable_pub)] // Each test file uses its part.

use planfix_api::client::{AsyncClient, Auth, Client, Connection, Endpoint, Error, Http, Limits, Policy, Reqwest};
use planfix_api::contact;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

pub const KEY: &str = "KEY-not-to-be-shown";
pub const TOKEN: &str = "TOKEN-not-to-be-shown";
pub const LOGIN: &str = "LOGIN-not-to-be-shown";
pub const PASSWORD: &str = "PASSWORD-not-to-be-shown";
pub const NAME: &str = "NAME-not-to-be-shown";

/// A request that the server received.
#[derive(Clone)]
pub struct Seen {
    /// The first line.
    pub line: String,
    /// The other lines of the head, in lower case.
    pub head: String,
    pub body: String,
    /// Number of requests before it.
    pub number: usize,
}

impl Seen {
    /// Returns the name of the method that it calls.
    pub fn method(&self) -> &str {
        between(&self.body, "method=\"", "\"")
    }

    pub fn sid(&self) -> &str {
        between(&self.body, "<sid>", "</sid>")
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).map_or("", |(_, rest)| rest);
    rest.split_once(after).map_or("", |(inside, _)| inside)
}

/// The action of the server on a request.
pub enum Reply {
    /// Write these bytes and keep the connection.
    Keep(Vec<u8>),
    /// Write these bytes and close the connection.
    Close(Vec<u8>),
    /// Write these bytes, and nothing more until the test is over.
    Hang(Vec<u8>),
    /// Write the first bytes once, and the second again and again until the client closes the connection.
    Endless(Vec<u8>, Vec<u8>),
    /// Write these bytes, and then one byte at a time until the client closes the connection.
    Dripping(Vec<u8>),
}

impl Reply {
    /// Creates an answer with this body.
    pub fn answer(status: u16, body: &str) -> Self {
        Self::Keep(http(status, "", body))
    }
}

/// Creates an answer with these additional header lines.
pub fn http(status: u16, head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n{head}\r\n{body}")
        .into_bytes()
}

pub fn ok(inside: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><response status=\"ok\">{inside}</response>")
}

pub fn refused(code: &str) -> String {
    format!("<response status=\"error\"><code>{code}</code><message/></response>")
}

pub const CREATED: &str = "<contact><id>42</id></contact>";

/// Returns the key of session number `n`.
pub fn sid(n: usize) -> String {
    format!("SID-not-to-be-shown-{n:012}")
}

type Script = dyn Fn(&Seen) -> Reply + Send + Sync;

struct Shared {
    seen: Mutex<Vec<Seen>>,
    over: Mutex<bool>,
    ended: Condvar,
    script: Box<Script>,
}

/// A server that ends with the test.
pub struct Server {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    pub fn start(script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            seen: Mutex::default(),
            over: Mutex::new(false),
            ended: Condvar::new(),
            script: Box::new(script),
        });
        let of_thread = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if *of_thread.over.lock().unwrap() {
                    return;
                }
                let shared = Arc::clone(&of_thread);
                std::thread::spawn(move || shared.serve(stream.unwrap()));
            }
        });
        Self { address, shared }
    }

    pub fn endpoint(&self) -> Endpoint {
        format!("http://{}/xml/", self.address).parse().unwrap()
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        *self.shared.over.lock().unwrap() = true;
        self.shared.ended.notify_all();
        // Wakes the listener.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        while let Some(mut seen) = read(&mut reader) {
            let reply = {
                let mut all = self.seen.lock().unwrap();
                seen.number = all.len();
                all.push(seen.clone());
                drop(all);
                (self.script)(&seen)
            };
            // The client may close the connection at any time.
            let (Reply::Keep(bytes)
            | Reply::Close(bytes)
            | Reply::Hang(bytes)
            | Reply::Endless(bytes, _)
            | Reply::Dripping(bytes)) = &reply;
            drop(stream.write_all(bytes));
            match reply {
                Reply::Keep(_) => {}
                Reply::Close(_) => return,
                Reply::Endless(_, piece) => {
                    while stream.write_all(&piece).is_ok() {}
                    return;
                }
                Reply::Dripping(_) => {
                    while stream.write_all(b"x").is_ok() {
                        std::thread::sleep(Duration::from_millis(10));
                    }
                    return;
                }
                Reply::Hang(_) => {
                    let over = self.over.lock().unwrap();
                    drop(self.ended.wait_while(over, |over| !*over).unwrap());
                    return;
                }
            }
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Seen> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut head = String::new();
    loop {
        let start = head.len();
        reader.read_line(&mut head).ok().filter(|read| *read > 0)?;
        if head[start..].trim().is_empty() {
            break;
        }
    }
    let head = head.to_lowercase();
    let length: usize = between(&head, "content-length: ", "\r\n").parse().unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Seen {
        line: line.trim().to_owned(),
        head,
        body: String::from_utf8(body).unwrap(),
        number: 0,
    })
}

pub fn with_token() -> Auth {
    Auth::token(KEY, TOKEN)
}

pub fn with_login() -> Auth {
    Auth::login(KEY, LOGIN, PASSWORD)
}

pub fn connection(endpoint: Endpoint, auth: Auth) -> Connection {
    Connection::new(endpoint, "demo", auth)
}

/// A limit that no test reaches.
pub fn patient() -> Limits {
    Limits {
        connect: Duration::from_secs(60),
        call: Duration::from_secs(60),
        ..Limits::default()
    }
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// A call that creates an object, so that a lost answer matters.
pub fn request() -> contact::add::Request {
    contact::add::Request::new().name(NAME)
}

pub type Answer = Result<contact::add::Response, Error>;

/// Sends contact.add once through the blocking transport.
pub fn blocking(endpoint: Endpoint, auth: Auth, limits: Limits) -> Answer {
    let client = Client::new(connection(endpoint, auth), Http::with_limits(limits));
    client.with_policy(Policy::none()).call(&request())
}

/// Sends contact.add once through the asynchronous transport.
pub fn asynchronous(endpoint: Endpoint, auth: Auth, limits: Limits) -> Answer {
    let client = AsyncClient::new(connection(endpoint, auth), Reqwest::with_limits(limits));
    runtime().block_on(client.with_policy(Policy::none()).call(&request()))
}

/// Calls contact.add through each transport, each with a server of its own.
pub fn each(script: impl Fn(&Seen) -> Reply + Send + Sync + Clone + 'static, check: impl Fn(Answer, Vec<Seen>)) {
    each_with(with_token(), patient(), script, check);
}

pub fn each_with(
    auth: Auth,
    limits: Limits,
    script: impl Fn(&Seen) -> Reply + Send + Sync + Clone + 'static,
    check: impl Fn(Answer, Vec<Seen>),
) {
    for call in [blocking, asynchronous] {
        let server = Server::start(script.clone());
        let answer = call(server.endpoint(), auth.clone(), limits);
        if let Err(error) = &answer {
            no_secrets(&chain(error));
            no_secrets(&format!("{error:?}"));
            println!("{error}\n");
        }
        check(answer, server.seen());
    }
}

/// Formats an error with its sources, outermost first.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        text = format!("{text}\n  from {source}");
        next = source.source();
    }
    text
}

pub fn no_secrets(text: &str) {
    // Base64 of `KEY-not…`, as in the header.
    for secret in ["not-to-be-shown", "S0VZLW5vdC10by1iZS1zaG93bj", "Basic "] {
        assert!(!text.contains(secret), "{secret:?} is shown in:\n{text}");
    }
}
