//! The asynchronous transport over reqwest.

use super::asynchronous::AsyncTransport;
use super::error::TransportError;
use super::limits::{Cause, Failure, KEEP_IDLE, Limits, USER_AGENT};
use http::{Request, Response};
use reqwest::ClientBuilder;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// An asynchronous transport over [reqwest](https://docs.rs/reqwest), with rustls and ring. It needs
/// the runtime of tokio, with its timers.
///
/// Certificates are those that the system trusts, and not a list that is built in, so that a company's
/// own proxy works; where the system has none, name a file of them in `SSL_CERT_FILE`. The variables
/// `HTTPS_PROXY` and `NO_PROXY` are honoured, but not for http. Clones share their connections.
#[derive(Clone)]
pub struct Reqwest {
    /// Made with the first call: it reads the certificates of the system, which may fail.
    secure: Arc<OnceLock<reqwest::Client>>,
    /// For http, which is for this machine only: no proxy may see it.
    local: Arc<OnceLock<reqwest::Client>>,
    limits: Limits,
}

impl Reqwest {
    /// A transport with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// A transport with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            secure: Arc::default(),
            local: Arc::default(),
            limits,
        }
    }

    fn client(&self, local: bool) -> Result<&reqwest::Client, Cause> {
        let cell = if local { &self.local } else { &self.secure };
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let client = if local {
            self.builder(tls(false)?).no_proxy().build()?
        } else {
            self.builder(tls(true)?).build()?
        };
        Ok(cell.get_or_init(|| client))
    }

    fn builder(&self, tls: ClientConfig) -> ClientBuilder {
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.limits.connect)
            .timeout(self.limits.call)
            .pool_idle_timeout(KEEP_IDLE)
    }
}

/// TLS that trusts what the system trusts, or nobody. The provider is named here, so that nobody
/// needs to install one for the process.
fn tls(trusting: bool) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let builder = if trusting {
        builder.with_platform_verifier()?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}

impl Default for Reqwest {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl AsyncTransport for Reqwest {
    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let local = request.uri().scheme() == Some(&http::uri::Scheme::HTTP);
        let prepared = self
            .client(local)
            .and_then(|client| Ok((client, reqwest::Request::try_from(request)?)));
        let (client, request) = match prepared {
            Ok(prepared) => prepared,
            Err(source) => return Err(Failure::Connect { host, source }.into()),
        };
        let mut response = match client.execute(request).await {
            Ok(response) => response,
            Err(error) if error.is_connect() => return Err(self.unconnected(error, host).into()),
            Err(error) => return Err(self.unanswered(error, |source| Failure::Lost { source }).into()),
        };
        let mut answer = Response::new(Vec::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        loop {
            let body = answer.body_mut();
            match response.chunk().await {
                Ok(None) => return Ok(answer),
                Ok(Some(chunk)) if body.len() as u64 + chunk.len() as u64 <= self.limits.response => {
                    body.extend_from_slice(&chunk);
                }
                Ok(Some(_)) => {
                    let limit = self.limits.response;
                    return Err(Failure::TooLong { limit }.into());
                }
                Err(error) => return Err(self.unanswered(error, |source| Failure::CutOff { source }).into()),
            }
        }
    }
}

impl Reqwest {
    fn unconnected(&self, error: reqwest::Error, host: String) -> Failure {
        if error.is_timeout() {
            let within = self.limits.connect.min(self.limits.call);
            Failure::ConnectTimeout { host, within }
        } else {
            let source = error.without_url().into();
            Failure::Connect { host, source }
        }
    }

    fn unanswered(&self, error: reqwest::Error, other: fn(Cause) -> Failure) -> Failure {
        if error.is_timeout() {
            let within = self.limits.call;
            Failure::Timeout { within }
        } else {
            other(error.without_url().into())
        }
    }
}
