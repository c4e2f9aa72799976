//! The bare HTTP clients, configured like the ones in planfix-api: they send ready bytes and read the whole answer.

use planfix_api::client::{CALL_TIMEOUT, CONNECT_TIMEOUT, MAX_RESPONSE};
use reqwest::Url;
use std::sync::Arc;
use std::time::Duration;

const USER_AGENT: &str = concat!("planfix-api/", env!("CARGO_PKG_VERSION"));
const KEEP_IDLE: Duration = Duration::from_secs(4);

/// ureq, a blocking client that keeps connections as ours does.
pub struct Blocking {
    agent: ureq::Agent,
    request: http::Request<Vec<u8>>,
}

impl Blocking {
    /// Creates a client that sends this request.
    #[must_use]
    pub fn new(request: http::Request<Vec<u8>>) -> Self {
        let agent = ureq::Agent::config_builder()
            .proxy(None)
            .user_agent(USER_AGENT)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(CONNECT_TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(CALL_TIMEOUT))
            .max_idle_age(KEEP_IDLE)
            .max_idle_connections(32)
            .max_idle_connections_per_host(32)
            .build()
            .into();
        Self { agent, request }
    }

    /// Sends the request and returns the body of the answer.
    ///
    /// # Panics
    /// No answer came.
    #[must_use]
    pub fn send(&self) -> Vec<u8> {
        let mut request = self.agent.post(self.request.uri());
        for (name, value) in self.request.headers() {
            request = request.header(name, value);
        }
        let answer = request.send(self.request.body()).expect("an answer");
        let body = answer.into_body().into_with_config().limit(MAX_RESPONSE).read_to_vec();
        body.expect("a whole answer")
    }
}

/// reqwest, the basis of both planfix clients.
pub struct Asynchronous {
    client: reqwest::Client,
    url: Url,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Asynchronous {
    /// Creates a client that sends this request.
    ///
    /// # Panics
    /// The client cannot be created.
    #[must_use]
    pub fn new(request: http::Request<Vec<u8>>) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring has them")
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .pool_idle_timeout(KEEP_IDLE)
            .build()
            .expect("a client");
        let (head, body) = request.into_parts();
        Self {
            client,
            url: head.uri.to_string().parse().expect("an address"),
            headers: head.headers,
            body,
        }
    }

    /// Sends the request and returns the length of the answer's body.
    ///
    /// # Panics
    /// No answer came.
    pub async fn send(&self) -> usize {
        let request = self.client.post(self.url.clone()).headers(self.headers.clone());
        let answer = request.body(self.body.clone()).send().await.expect("an answer");
        answer.bytes().await.expect("a whole answer").len()
    }
}
