//! The HTTP client of both provided transports: sends one request with reqwest, and turns a failure into an error.

use super::body::Body;
use super::deadline::Deadline;
use super::limits::{Failure, KEEP_IDLE, Limits, USER_AGENT};
use super::proxy::{Proxy, Shown};
use super::request_body::RequestBody;
use super::transport_error::TransportError;
use http::uri::Scheme;
use http::{Request, Response, Uri};
use reqwest::ClientBuilder;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

pub(super) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// An HTTP client with limits.
pub(super) struct HttpClient {
    /// Set up by the first call: reading the environment and the certificates of the system may fail.
    secure: OnceLock<(reqwest::Client, Proxy)>,
    /// For http, which only reaches this machine, so it never uses a proxy.
    local: OnceLock<reqwest::Client>,
    limits: Limits,
}

impl HttpClient {
    pub(super) const fn new(limits: Limits) -> Self {
        Self {
            secure: OnceLock::new(),
            local: OnceLock::new(),
            limits,
        }
    }

    pub(super) const fn limits(&self) -> Limits {
        self.limits
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let (client, proxy) = self.client(request.uri())?;
        let host = match (request.uri().host().unwrap_or_default(), request.uri().port()) {
            (host, Some(port)) => format!("{host}:{port}"),
            (host, None) => host.to_owned(),
        };
        let deadline = request.extensions().get::<Deadline>();
        let left = deadline.map_or(self.limits.call, Deadline::left);
        let within = deadline.map_or(self.limits.call, Deadline::limit);
        let (head, bytes) = request.into_parts();
        let (body, taken) = RequestBody::of(bytes);
        let unanswered = |error: reqwest::Error, other: fn(Cause) -> Failure| {
            let timeout = error.is_timeout();
            let connecting = error.is_connect();
            let source = Cause::from(error.without_url());
            if taken.load(Ordering::Relaxed) && !connecting {
                return match timeout {
                    true => Failure::Timeout { within },
                    false => other(source),
                };
            }
            let (host, proxy) = (host.clone(), proxy.clone());
            if timeout {
                let within = match connecting {
                    true => self.limits.connect.min(within),
                    false => within,
                };
                Failure::ConnectTimeout { host, proxy, within }
            } else {
                Failure::Connect { host, proxy, source }
            }
        };
        let request = reqwest::Request::try_from(Request::from_parts(head, reqwest::Body::wrap(body)));
        let mut request = request.map_err(|error| unanswered(error, |source| Failure::Lost { source }))?;
        *request.timeout_mut() = Some(left);
        let mut response = client
            .execute(request)
            .await
            .map_err(|error| unanswered(error, |source| Failure::Lost { source }))?;
        let mut answer = Response::new(Vec::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        let failure = loop {
            let chunk = match response.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(answer),
                Err(error) => break unanswered(error, |source| Failure::CutOff { source }),
            };
            let limit = self.limits.response;
            if answer.body().len() as u64 + chunk.len() as u64 > limit {
                break Failure::TooLong { limit };
            }
            answer.body_mut().extend_from_slice(&chunk);
        };
        Err(failure.with_part(answer))
    }

    /// Returns the client for this address, and the proxy it goes through.
    fn client(&self, uri: &Uri) -> Result<(&reqwest::Client, Option<Shown>), Failure> {
        let impossible = |source: Cause| Failure::Setup { source };
        if uri.scheme() == Some(&Scheme::HTTP) {
            let client = match self.local.get() {
                Some(client) => client,
                None => {
                    let made = self.build(false, None).map_err(impossible)?;
                    self.local.get_or_init(|| made)
                }
            };
            return Ok((client, None));
        }
        let (client, proxy) = match self.secure.get() {
            Some(made) => made,
            None => {
                let proxy = Proxy::from_env();
                let made = self.build(true, proxy.for_reqwest()).map_err(impossible)?;
                self.secure.get_or_init(|| (made, proxy))
            }
        };
        match proxy.before(uri) {
            Ok(proxy) => Ok((client, proxy)),
            Err((proxy, why)) => Err(Failure::Proxy { proxy, why }),
        }
    }

    fn build(&self, trusting: bool, proxy: Option<reqwest::Proxy>) -> Result<reqwest::Client, Cause> {
        let builder = ClientBuilder::new()
            .tls_backend_preconfigured(tls(trusting)?)
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.limits.connect)
            .pool_idle_timeout(KEEP_IDLE);
        let builder = match proxy {
            Some(proxy) => builder.proxy(proxy),
            None => builder.no_proxy(),
        };
        Ok(builder.build()?)
    }
}

/// Configures TLS to trust the certificates of the system, or none. The provider is set here, so that programs need
/// not install one for the process.
fn tls(trusting: bool) -> Result<ClientConfig, rustls::Error> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let builder = if trusting {
        builder.with_platform_verifier()?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}
