//! A small HTTP/1.1 client for the blocking transport: one request, one response, no redirects and no repeats.
//!
//! No HTTP library fits here. ureq logs heads and bodies at the level TRACE, so secrets with them; the others bring an
//! asynchronous runtime or the tables of international domain names, 20 to 50 crates. Parsing is left to httparse, and
//! TLS to rustls.

mod body;
mod connect;
mod connection;
mod pool;
mod stream;

use super::body::Body as RequestBody;
use super::deadline::Deadline;
use super::limits::{Cause, Failure};
use super::options::HttpOptions;
use super::proxy::Proxy;
use super::tls;
use super::transport_error::TransportError;
pub(in crate::client) use body::Body;
use connect::Server;
use connection::Connection;
use http::header::{CONTENT_LENGTH, HOST, USER_AGENT};
use http::{Request, Response};
use pool::Pool;
use rustls::ClientConfig;
use std::io::{self, ErrorKind, Read as _};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The bytes of a body to send at a time.
const PIECE: usize = 16 << 10;

/// Why a request was not sent whole.
enum Unsent {
    /// A file in its body cannot be read.
    Content(io::Error),
    Connection(io::Error),
}

impl From<io::Error> for Unsent {
    fn from(error: io::Error) -> Self {
        Self::Connection(error)
    }
}

/// An HTTP client with its connections.
pub(super) struct Http1 {
    options: HttpOptions,
    /// Read by the first call over https: the environment and the certificates of the system.
    secure: OnceLock<(Arc<ClientConfig>, Proxy)>,
    pool: Arc<Pool>,
}

impl Http1 {
    pub(super) fn new(options: HttpOptions) -> Self {
        Self {
            options,
            secure: OnceLock::new(),
            pool: Arc::default(),
        }
    }

    pub(super) const fn options(&self) -> &HttpOptions {
        &self.options
    }

    /// Sends a request, and reads the whole response.
    pub(super) fn send(&self, request: Request<RequestBody>) -> Result<Response<Vec<u8>>, TransportError> {
        let within = self.within(&request);
        let limit = self.options.limits.response;
        let (head, body) = self.open(request)?.into_parts();
        let mut bytes = Vec::new();
        let read = body.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let failure = match read {
            Ok(_) if bytes.len() as u64 <= limit => return Ok(Response::from_parts(head, bytes)),
            Ok(_) => {
                bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
                Failure::TooLong { limit }
            }
            Err(error) => Failure::cut_off(error, within),
        };
        Err(failure.with_part(Response::from_parts(head, bytes)))
    }

    /// Sends a request, and reads the head of the response.
    pub(super) fn open(&self, request: Request<RequestBody>) -> Result<Response<Body>, TransportError> {
        let within = self.within(&request);
        let deadline = request.extensions().get::<Deadline>();
        let left = deadline.map_or(within, Deadline::left);
        let now = Instant::now();
        // A limit that the clock cannot represent is none; a day is longer than any call.
        let after = |time: Duration| now + time.min(Duration::from_secs(86_400));
        let server = Server::of(request.uri());
        let mut connection = match self.pool.take(&server) {
            Some(connection) => connection,
            None => self.connect(&request, &server, after(left.min(self.options.limits.connect)), within)?,
        };
        connection.end_by(after(left));
        let lost = |error: io::Error| match error.kind() {
            ErrorKind::TimedOut => Failure::Timeout { within },
            _ => Failure::Lost { source: error.into() },
        };
        let (head, body) = request.into_parts();
        let written = self.write(&mut connection, &head, &body);
        // A server may refuse a request before it has received all of it.
        let answer = match written {
            Err(Unsent::Content(source)) => return Err(Failure::Content { source }.into()),
            Err(Unsent::Connection(error)) if error.kind() == ErrorKind::TimedOut => Err(error),
            Err(Unsent::Connection(error)) => connection.head().map_err(|_| error).map(|head| (head, false)),
            Ok(whole) => connection.head().map(|head| (head, whole)),
        };
        let (answer, whole) = answer.map_err(lost)?;
        let home = whole.then(|| (Arc::clone(&self.pool), server));
        let body = Body::new(&answer, connection, home).map_err(lost)?;
        Ok(Response::from_parts(answer, body))
    }

    /// Returns the limit of the whole call.
    pub(super) fn within(&self, request: &Request<RequestBody>) -> Duration {
        let deadline = request.extensions().get::<Deadline>();
        deadline.map_or(self.options.limits.call, Deadline::limit)
    }

    fn connect(
        &self,
        request: &Request<RequestBody>,
        server: &Server,
        until: Instant,
        within: Duration,
    ) -> Result<Connection, Failure> {
        let (tls, proxy, shown) = match self.secure(server.secure)? {
            None => (None, None, None),
            Some((tls, proxy)) => {
                let used = proxy.before(request.uri());
                let used = used.map_err(|(proxy, why)| Failure::Proxy { proxy, why })?;
                let (address, shown) = used.unzip();
                (Some(tls), address, shown)
            }
        };
        server.connect(tls, proxy, until).map_err(|error| {
            let host = super::limits::shown_host(request.uri());
            match error.kind() {
                ErrorKind::TimedOut => Failure::ConnectTimeout {
                    host,
                    proxy: shown,
                    within: within.min(self.options.limits.connect),
                },
                _ => Failure::Connect {
                    host,
                    proxy: shown,
                    source: error.into(),
                },
            }
        })
    }

    /// Returns the settings for https; `None` for http, which only reaches this machine, so it never uses a proxy.
    fn secure(&self, secure: bool) -> Result<Option<&(Arc<ClientConfig>, Proxy)>, Failure> {
        if !secure {
            return Ok(None);
        }
        if let Some(made) = self.secure.get() {
            return Ok(Some(made));
        }
        let tls = tls::config(&self.options).map_err(|error| Failure::Setup {
            source: Cause::from(error),
        })?;
        let made = (Arc::new(tls), self.options.through());
        Ok(Some(self.secure.get_or_init(|| made)))
    }

    /// Sends a request. Returns false if the server answers before it has received all of it.
    fn write(
        &self,
        connection: &mut Connection,
        head: &http::request::Parts,
        body: &RequestBody,
    ) -> Result<bool, Unsent> {
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
        let mut bytes = format!("{} {path} HTTP/1.1\r\n", head.method).into_bytes();
        let mut line = |name: &str, value: &[u8]| {
            for part in [name.as_bytes(), b": ", value, b"\r\n"] {
                bytes.extend_from_slice(part);
            }
        };
        line(HOST.as_str(), super::limits::shown_host(&head.uri).as_bytes());
        line(USER_AGENT.as_str(), self.options.user_agent.as_bytes());
        line(CONTENT_LENGTH.as_str(), body.len().to_string().as_bytes());
        for (name, value) in &head.headers {
            line(name.as_str(), value.as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        if let Some(body) = body.as_slice() {
            // One write for a small request.
            if body.len() < PIECE {
                bytes.extend_from_slice(body);
                return Ok(connection.write(&bytes)? && connection.flush()?);
            }
            return Ok(connection.write(&bytes)? && connection.write(body)? && connection.flush()?);
        }
        let mut body = body.reader();
        loop {
            if !connection.write(&bytes)? {
                return Ok(false);
            }
            bytes.resize(PIECE, 0);
            match body.read(&mut bytes).map_err(Unsent::Content)? {
                0 => return Ok(connection.flush()?),
                read => bytes.truncate(read),
            }
        }
    }
}
