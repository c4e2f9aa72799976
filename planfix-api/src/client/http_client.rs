//! Sends one request with reqwest, and turns a failure into an error.

use super::body::Body;
use super::deadline::Deadline;
use super::limits::{Cause, Failure, KEEP_IDLE, Limits, shown_host};
use super::options::HttpOptions;
use super::proxy::{Address, Proxy, Shown};
use super::request_body::{RequestBody, unreadable};
use super::tls;
use super::transport_error::TransportError;
use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response, Uri};
use http_body::Body as _;
use reqwest::ClientBuilder;
use rustls::ClientConfig;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// An HTTP client with limits.
pub(super) struct HttpClient {
    /// Set up by the first call: reading the environment and the certificates of the system may fail.
    secure: OnceLock<(reqwest::Client, Proxy)>,
    /// For http, which only reaches this machine, so it never uses a proxy.
    local: OnceLock<reqwest::Client>,
    /// Used for all calls, if it was given.
    own: Option<reqwest::Client>,
    options: HttpOptions,
}

impl HttpClient {
    pub(super) const fn new(options: HttpOptions) -> Self {
        Self {
            secure: OnceLock::new(),
            local: OnceLock::new(),
            own: None,
            options,
        }
    }

    pub(super) fn over(client: reqwest::Client, limits: Limits) -> Self {
        Self {
            own: Some(client),
            ..Self::new(HttpOptions::new().limits(limits))
        }
    }

    pub(super) const fn options(&self) -> &HttpOptions {
        &self.options
    }

    /// Sends a request, and reads the whole response.
    pub(super) async fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let limit = self.options.limits.response;
        let (head, mut chunks) = self.open(request).await?.into_parts();
        let mut answer = Response::from_parts(head, Vec::new());
        let failure = loop {
            let chunk = match chunks.chunk().await {
                None => return Ok(answer),
                Some(Ok(chunk)) => chunk,
                Some(Err(failure)) => break failure,
            };
            if answer.body().len() as u64 + chunk.len() as u64 > limit {
                break Failure::TooLong { limit };
            }
            answer.body_mut().extend_from_slice(&chunk);
        };
        Err(failure.with_part(answer))
    }

    /// Sends a request, and reads the head of the response.
    pub(super) async fn open(&self, request: Request<Body>) -> Result<Response<Chunks>, TransportError> {
        let (client, proxy) = self.client(request.uri())?;
        let limits = self.options.limits;
        let host = shown_host(request.uri());
        let deadline = request.extensions().get::<Deadline>();
        let left = deadline.map_or(limits.call, Deadline::left);
        let within = deadline.map_or(limits.call, Deadline::limit);
        let (head, body) = request.into_parts();
        let (body, taken) = RequestBody::of(&body);
        let unanswered = |error: reqwest::Error, other: fn(Cause) -> Failure| {
            if let Some(source) = unreadable(&error) {
                return Failure::Content { source };
            }
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
                    true => limits.connect.min(within),
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
        let asked = request.url().clone();
        let response = client
            .execute(request)
            .await
            .map_err(|error| unanswered(error, |source| Failure::Lost { source }))?;
        if *response.url() != asked {
            let why = "the reqwest client has followed a redirect: build it with redirect(Policy::none())";
            return Err(TransportError::no_answer(why));
        }
        let (head, body) = Response::from(response).into_parts();
        Ok(Response::from_parts(head, Chunks { body, within }))
    }

    /// Returns the client for this address, and the proxy it goes through.
    fn client(&self, uri: &Uri) -> Result<(&reqwest::Client, Option<Shown>), Failure> {
        if let Some(own) = &self.own {
            return Ok((own, None));
        }
        let impossible = |source: Cause| Failure::Setup { source };
        if uri.scheme() == Some(&Scheme::HTTP) {
            let client = match self.local.get() {
                Some(client) => client,
                None => {
                    let made = self.build(None, None).map_err(impossible)?;
                    self.local.get_or_init(|| made)
                }
            };
            return Ok((client, None));
        }
        let (client, proxy) = match self.secure.get() {
            Some(made) => made,
            None => {
                let proxy = self.options.through();
                let used = proxy.before(uri).ok().flatten().map(|(address, _)| address);
                let tls = tls::config(&self.options).map_err(impossible)?;
                let made = self.build(Some(tls), used).map_err(impossible)?;
                self.secure.get_or_init(|| (made, proxy))
            }
        };
        match proxy.before(uri) {
            Ok(used) => Ok((client, used.map(|(_, shown)| shown))),
            Err((proxy, why)) => Err(Failure::Proxy { proxy, why }),
        }
    }

    /// Creates the client for https, or without TLS the one for http.
    fn build(&self, tls: Option<ClientConfig>, proxy: Option<&Address>) -> Result<reqwest::Client, Cause> {
        let tls = match tls {
            Some(tls) => tls,
            None => tls::none()?,
        };
        let builder = ClientBuilder::new()
            .tls_backend_preconfigured(tls)
            .user_agent(self.options.user_agent.clone())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.options.limits.connect)
            .pool_idle_timeout(KEEP_IDLE)
            .no_proxy();
        let builder = match proxy {
            Some(address) => builder.proxy(for_reqwest(address)?),
            None => builder,
        };
        Ok(builder.build()?)
    }
}

fn for_reqwest(address: &Address) -> reqwest::Result<reqwest::Proxy> {
    let proxy = reqwest::Proxy::https(&address.url)?;
    Ok(match &address.authorization {
        Some(authorization) => proxy.custom_http_auth(authorization.clone()),
        None => proxy,
    })
}

/// The body of a response that is still to be read.
pub(super) struct Chunks {
    body: reqwest::Body,
    within: Duration,
}

impl Chunks {
    /// Returns the next chunk; `None` at the end.
    async fn chunk(&mut self) -> Option<Result<Bytes, Failure>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    pub(super) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => None,
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(chunk) => Some(Ok(chunk)),
                    // Trailers.
                    Err(_) => continue,
                },
                Some(Err(error)) if error.is_timeout() => Some(Err(Failure::Timeout { within: self.within })),
                Some(Err(error)) => Some(Err(Failure::CutOff {
                    source: error.without_url().into(),
                })),
            });
        }
    }
}
