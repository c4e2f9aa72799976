//! The core without IO: a request to bytes, bytes to a response or an error.

use super::auth::{Auth, Way};
use super::endpoint::Endpoint;
use super::error::{Error, Unreadable};
use crate::record::Record;
use crate::table::Method;
use crate::xml::{self, Answer, Envelope, FaultKind, Malformed, ReadError};
use crate::{auth::login, validate};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION};
use http::{Request, Response, Uri};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// An account, where it lives, and who calls it.
#[derive(Debug, Clone)]
pub struct Connection {
    endpoint: Endpoint,
    account: String,
    auth: Auth,
}

impl Connection {
    /// An account by its name: `name` of `name.planfix.ru`.
    #[must_use]
    pub fn new(endpoint: Endpoint, account: impl Into<String>, auth: Auth) -> Self {
        Self {
            endpoint,
            account: account.into(),
            auth,
        }
    }

    /// The XML of a request, as it is sent but without a session.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the request breaks the rules of its table.
    pub fn body(&self, method: &'static Method, record: &dyn Record) -> Result<Vec<u8>, Error> {
        self.write(method, record, None)
    }

    /// Begins a call. `sid` is the session where the account is used with a login.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the request breaks the rules of its table.
    pub fn call(
        &self,
        method: &'static Method,
        record: &dyn Record,
        sid: Option<&SecretString>,
    ) -> Result<Call, Error> {
        let body = self.write(method, record, sid)?;
        Ok(Call {
            method,
            uri: self.endpoint.uri().clone(),
            authorization: self.auth.header(),
            body,
            redirects: 0,
        })
    }

    /// The request that logs in; `None` where a token is used.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the login or the password cannot be written.
    pub fn login(&self) -> Result<Option<Call>, Error> {
        let Way::Login { login, password } = &self.auth.way else {
            return Ok(None);
        };
        let request = login::Request::new(login.expose_secret(), password.expose_secret());
        self.call(<login::Request as crate::Method>::METHOD, &request, None)
            .map(Some)
    }

    fn write(
        &self,
        method: &'static Method,
        record: &dyn Record,
        sid: Option<&SecretString>,
    ) -> Result<Vec<u8>, Error> {
        let envelope = Envelope {
            account: &self.account,
            sid: sid.map(ExposeSecret::expose_secret),
        };
        validate(record)
            .and_then(|()| xml::write_request(method.name, &envelope, record))
            .map_err(|violations| Error::Invalid {
                method: method.name,
                violations,
            })
    }
}

/// One call: the request to send, and what its answer means. Debug shows no body.
pub struct Call {
    method: &'static Method,
    uri: Uri,
    authorization: http::HeaderValue,
    body: Vec<u8>,
    redirects: u8,
}

/// What to do after an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// The record is filled: done.
    Done,
    /// The server moved within its host: send [`Call::request`] once more.
    Again,
}

/// More would be a loop.
const MAX_REDIRECTS: u8 = 3;

impl Call {
    /// The HTTP request to send. A transport must not follow redirects and must not repeat it.
    #[must_use]
    pub fn request(&self) -> Request<Vec<u8>> {
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(CONTENT_TYPE, http::HeaderValue::from_static("application/xml"));
        headers.insert(ACCEPT, http::HeaderValue::from_static("application/xml"));
        request
    }

    /// The method that is called.
    #[must_use]
    pub const fn method(&self) -> &'static Method {
        self.method
    }

    /// Takes the HTTP response and fills the record of the method's response.
    ///
    /// # Errors
    /// PlanFix refused, or the answer cannot be used; [`Error`] tells which.
    pub fn receive(&mut self, response: &Response<impl AsRef<[u8]>>, into: &mut dyn Record) -> Result<Step, Error> {
        let status = response.status();
        let body = response.body().as_ref();
        tracing::debug!(
            method = self.method.name,
            status = status.as_u16(),
            bytes = body.len(),
            "answer"
        );
        if status.is_redirection() {
            return self.redirect(response);
        }
        let why = match kind(body) {
            Body::Empty => Unreadable::Empty,
            Body::Html => Unreadable::Html,
            Body::Other => Unreadable::NotXml,
            Body::Xml => match xml::read_response(body, into) {
                Ok(Answer::Ok) => return Ok(Step::Done),
                Ok(Answer::Refused(refusal)) => {
                    tracing::debug!(method = self.method.name, code = %refusal.code, "refused");
                    return Err(Error::Refused {
                        method: self.method.name,
                        refusal,
                    });
                }
                Err(error) if truncated(&error) => Unreadable::Truncated(error),
                Err(error) => Unreadable::Xml(error),
            },
        };
        Err(self.unreadable(status.as_u16(), why))
    }

    /// A redirect of the request has been seen with this API. Method and body are kept within the
    /// host; the key is never taken to another one, and never from https to http.
    fn redirect<B>(&mut self, response: &Response<B>) -> Result<Step, Error> {
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let target: Option<Uri> = location.and_then(|text| text.parse().ok());
        let next = target.as_ref().and_then(|target| match target.host() {
            None => join(&self.uri, target),
            Some(host) => (Some(host) == self.uri.host()
                && target.scheme() == self.uri.scheme()
                && target.port_u16() == self.uri.port_u16())
            .then(|| target.clone()),
        });
        match next {
            Some(next) if self.redirects < MAX_REDIRECTS => {
                self.redirects += 1;
                self.uri = next;
                Ok(Step::Again)
            }
            _ => {
                let host = target.as_ref().and_then(Uri::host).unwrap_or("?").to_owned();
                Err(self.unreadable(response.status().as_u16(), Unreadable::Redirect { host }))
            }
        }
    }

    fn unreadable(&self, status: u16, why: Unreadable) -> Error {
        Error::Unreadable {
            method: self.method.name,
            effect: self.method.effect,
            status,
            why,
        }
    }

    /// The error of a transport that failed on this call.
    #[must_use]
    pub fn failed(&self, error: super::TransportError) -> Error {
        Error::transport(self.method, error)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method.name)
            .field("uri", &self.uri)
            .finish_non_exhaustive()
    }
}

/// The address with another path.
fn join(base: &Uri, target: &Uri) -> Option<Uri> {
    let mut parts = base.clone().into_parts();
    parts.path_and_query = target.path_and_query().cloned();
    Uri::from_parts(parts).ok()
}

fn truncated(error: &ReadError) -> bool {
    error
        .faults()
        .iter()
        .any(|fault| matches!(fault.kind, FaultKind::Malformed(Malformed::Truncated(_))))
}

enum Body {
    Empty,
    Html,
    Xml,
    Other,
}

/// What a body looks like. A page may come with status 200, and an XML error with any status.
fn kind(body: &[u8]) -> Body {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    let starts = |word: &str| {
        body.get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    match body.first() {
        None => Body::Empty,
        Some(b'<') if starts("<!doctype html") || starts("<html") || starts("<head") || starts("<body") => Body::Html,
        Some(b'<') => Body::Xml,
        Some(_) => Body::Other,
    }
}

/// The session that a login gave. Debug does not show it.
pub(super) fn session(response: login::Response) -> SecretString {
    SecretString::from(response.sid)
}
