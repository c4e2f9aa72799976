//! The blocking transport over ureq.

use super::blocking::Transport;
use super::error::TransportError;
use super::limits::{Cause, Failure, KEEP_IDLE, Limits, USER_AGENT};
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Request, Response};
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Proxy, SendBody};

/// A blocking transport over [ureq](https://docs.rs/ureq), with rustls and ring.
///
/// Certificates are those that the system trusts, and not a list that is built in, so that a company's
/// own proxy works; where the system has none, name a file of them in `SSL_CERT_FILE`. The variables
/// `HTTPS_PROXY` and `NO_PROXY` are honoured, but not for http. Clones share their connections.
#[derive(Clone)]
pub struct Ureq {
    agent: Agent,
    /// For http, which is for this machine only: no proxy may see it.
    local: Agent,
    limits: Limits,
}

impl Ureq {
    /// A transport with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// A transport with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            agent: agent(limits, Proxy::try_from_env()),
            local: agent(limits, None),
            limits,
        }
    }
}

/// How many unused connections are kept: threads that share a client use one each, and ureq would keep three.
const KEEP_CONNECTIONS: usize = 32;

fn agent(limits: Limits, proxy: Option<Proxy>) -> Agent {
    let tls = TlsConfig::builder()
        // The provider is named here, so that nobody needs to install one for the process.
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .proxy(proxy)
        .user_agent(USER_AGENT)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_global(Some(limits.call))
        .max_idle_age(KEEP_IDLE)
        .max_idle_connections(KEEP_CONNECTIONS)
        .max_idle_connections_per_host(KEEP_CONNECTIONS)
        .build()
        .into()
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ureq")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// The body of a request, which knows whether any of it was taken.
///
/// ureq takes it when the connection stands and the head has gone out. Before that the server has no
/// request that it could carry out, whatever the error is.
struct Body<'a> {
    rest: &'a [u8],
    taken: bool,
}

impl Read for Body<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.taken = true;
        self.rest.read(into)
    }
}

impl Transport for Ureq {
    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let (mut head, bytes) = request.into_parts();
        let host = head.uri.host().unwrap_or_default().to_owned();
        let agent = if head.uri.scheme() == Some(&http::uri::Scheme::HTTP) {
            &self.local
        } else {
            &self.agent
        };
        // A reader has no length of its own.
        head.headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        let mut body = Body {
            rest: &bytes,
            taken: false,
        };
        let sent = agent.run(Request::from_parts(head, SendBody::from_reader(&mut body)));
        let (head, body) = match sent {
            Ok(response) => response.into_parts(),
            Err(error) if body.taken => return Err(self.unanswered(error, |source| Failure::Lost { source }).into()),
            Err(error) => return Err(self.unconnected(error, host).into()),
        };
        let body = body.into_with_config().limit(self.limits.response).read_to_vec();
        match body {
            Ok(body) => Ok(Response::from_parts(head, body)),
            Err(error) => Err(self.unanswered(error, |source| Failure::CutOff { source }).into()),
        }
    }
}

impl Ureq {
    fn unconnected(&self, error: ureq::Error, host: String) -> Failure {
        match error {
            ureq::Error::Timeout(_) => Failure::ConnectTimeout {
                host,
                within: self.limits.connect.min(self.limits.call),
            },
            error => Failure::Connect {
                host,
                source: cause(error),
            },
        }
    }

    fn unanswered(&self, error: ureq::Error, other: fn(Cause) -> Failure) -> Failure {
        match error {
            ureq::Error::Timeout(_) => Failure::Timeout {
                within: self.limits.call,
            },
            ureq::Error::BodyExceedsLimit(limit) => Failure::TooLong { limit },
            error => other(cause(error)),
        }
    }
}

/// ureq's error has no source of its own: the error inside it is taken out.
fn cause(error: ureq::Error) -> Cause {
    match error {
        ureq::Error::Io(error) => error.into(),
        ureq::Error::Rustls(error) => error.into(),
        ureq::Error::Protocol(error) => error.into(),
        error => error.into(),
    }
}
