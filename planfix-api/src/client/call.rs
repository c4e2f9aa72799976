//! One call without IO: the request to send, and the interpretation of its answer.

use super::body::Body;
use super::deadline::Deadline;
use super::error::Error;
use super::http_status::retry_after;
use super::kind::{Kind, kind};
use super::received::Received;
use super::redirect::{Target, absolute, with_path};
use super::transport_error::TransportError;
use super::unreadable::Unreadable;
use crate::interpret::xml::{self, Answer, FaultKind, Malformed, ReadError, Refusal};
use crate::record::{Record, Value};
use crate::record::{Why, unknown};
use crate::table::{Method, Reply};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, Uri};
use std::{fmt, io};

/// One call: the request to send, and the interpretation of its answer. `Debug` shows no body.
pub struct Call {
    method: &'static Method,
    uri: Uri,
    authorization: HeaderValue,
    body: Body,
    redirects: u8,
    reading: xml::ReadOptions,
}

/// The next step after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The call is done, and the record is filled.
    Done,
    /// The server redirected within its host: send [`Call::request`] once more.
    Again,
}

/// The most bytes of a file's answer that are looked at for a refusal, which is shorter.
pub(super) const BEGINNING: usize = 64 << 10;

/// The redirects to follow; more of them are taken for a loop.
const MAX_REDIRECTS: u8 = 3;

impl Call {
    pub(super) fn new(method: &'static Method, uri: Uri, authorization: HeaderValue, body: Body) -> Self {
        Self {
            method,
            uri,
            authorization,
            body,
            redirects: 0,
            reading: xml::ReadOptions::DEFAULT,
        }
    }

    /// Sets how the answer is read.
    pub(super) const fn read_with(mut self, reading: xml::ReadOptions) -> Self {
        self.reading = reading;
        self
    }

    /// Returns the HTTP request to send. A transport must neither follow redirects nor repeat it.
    ///
    /// Its header `Authorization` is marked as sensitive. Its body holds the session, or the password of a login, so
    /// do not log it.
    #[must_use]
    pub fn request(&self) -> Request<Body> {
        tracing::debug!(method = self.method.name, bytes = self.body.len(), "call");
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/xml"));
        let accept = match self.method.reply {
            Reply::Xml => "application/xml",
            Reply::File => "*/*",
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        request
    }

    /// Returns the request to send, with the time that is left for the call.
    pub(super) fn request_by(&self, deadline: Option<Deadline>) -> Result<Request<Body>, Error> {
        let Some(deadline) = deadline else {
            return Ok(self.request());
        };
        deadline.check(self.method)?;
        let mut request = self.request();
        request.extensions_mut().insert(deadline);
        Ok(request)
    }

    /// Returns the request to send over a transport, which may read files in its body itself.
    pub(super) fn prepared(&self, deadline: Option<Deadline>, streams: bool) -> Result<Request<Body>, Error> {
        let mut request = self.request_by(deadline)?;
        if !streams {
            let loaded = request.body_mut().load();
            loaded.map_err(|error| {
                let why = format!("a file in the request cannot be read: {error}");
                self.failed(TransportError::not_sent(io::Error::new(error.kind(), why)))
            })?;
        }
        Ok(request)
    }

    /// Reads the beginning of an answer that may be a file too large for memory. Returns `None` if it is a file that goes
    /// on; otherwise the answer has been read into `into`.
    pub(super) fn begin(&mut self, answer: &Response<Vec<u8>>, into: &mut dyn Record) -> Result<Option<Next>, Error> {
        if answer.body().len() > BEGINNING && answer.status().is_success() {
            return Ok(None);
        }
        self.receive(answer, into).map(Some)
    }

    /// Returns the error of a file that did not get to its destination.
    pub(super) fn undelivered(&self, status: StatusCode, why: Unreadable) -> Error {
        self.unreadable(status, why, self.received(&[], false))
    }

    /// Returns the method that is called.
    #[must_use]
    pub const fn method(&self) -> &'static Method {
        self.method
    }

    /// Reads the HTTP response into `into`, a response record of the method.
    ///
    /// # Errors
    /// PlanFix refused the call, or the answer cannot be used; see [`Error`].
    pub fn receive(&mut self, response: &Response<impl AsRef<[u8]>>, into: &mut dyn Record) -> Result<Next, Error> {
        let status = response.status();
        let body = response.body().as_ref();
        tracing::debug!(
            method = self.method.name,
            status = status.as_u16(),
            bytes = body.len(),
            "answer"
        );
        if self.method.reply == Reply::File {
            return self.file(response, into);
        }
        if status.is_redirection() {
            return self.redirect(response);
        }
        self.xml(response, into)
    }

    /// Reads a response in XML. An error of PlanFix may have any status, and a web page may have status 200.
    fn xml<B: AsRef<[u8]>>(&self, response: &Response<B>, into: &mut dyn Record) -> Result<Next, Error> {
        let (status, body) = (response.status(), response.body().as_ref());
        let error = match xml::read_answer(body, into, &self.reading) {
            Ok((Answer::Ok, 0)) => return Ok(Next::Done),
            Ok((Answer::Ok, _)) => {
                self.report_unknown(into);
                return Ok(Next::Done);
            }
            Ok((Answer::Refused(refusal), _)) => return Err(self.refused(refusal, response.headers())),
            Err(error) => error,
        };
        if let Some(refusal) = error.refusal() {
            return Err(self.refused(refusal.clone(), response.headers()));
        }
        let accepted = error.was_accepted();
        if !accepted && (status.is_client_error() || status.is_server_error()) {
            return Err(Error::Http {
                method: self.method.name,
                effect: self.method.effect,
                reply: self.method.reply,
                status: status.as_u16(),
                retry_after: retry_after(response.headers()),
                answer: self.received(body, false),
            });
        }
        let why = match kind(body) {
            Kind::Empty => Unreadable::Empty,
            _ if let Some(encoding) = compression(response.headers()) => Unreadable::Compressed(encoding),
            Kind::Html => Unreadable::Html,
            Kind::Other if !error.is_of_encoding() => Unreadable::NotXml,
            _ if error.is_of_encoding() => Unreadable::Encoding(error),
            _ if truncated(&error) => Unreadable::Truncated(error),
            _ => Unreadable::Xml(error),
        };
        Err(self.unreadable(status, why, self.received(body, accepted)))
    }

    /// Logs how many elements of an answer did not become fields.
    fn report_unknown(&self, response: &dyn Record) {
        let unknown = unknown(response);
        let left_out = |why: &Why| !matches!(why, Why::NoRow | Why::InText);
        tracing::warn!(
            method = self.method.name,
            unknown = unknown.len(),
            left_out = unknown.iter().filter(|element| left_out(&element.why)).count(),
            "the answer has elements that did not become fields"
        );
    }

    /// Keeps the answer and what can be read from it. Reads it into a record of its own, since the record of the call
    /// belongs to the caller.
    fn received(&self, body: &[u8], accepted: bool) -> Box<Received> {
        let read = accepted.then(|| {
            let mut read = (self.method.new_response)();
            let _ = xml::read_answer(body, &mut *read, &self.reading.strict(false));
            read
        });
        Box::new(Received::new(body, read, accepted))
    }

    /// Reads a file: its bytes, or its address. A refusal is recognized by its content, whatever its status, so a
    /// stored file that is itself a refusal in XML cannot be downloaded this way.
    fn file<B: AsRef<[u8]>>(&self, response: &Response<B>, into: &mut dyn Record) -> Result<Next, Error> {
        let status = response.status();
        let body = response.body().as_ref();
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        if status.is_redirection() {
            let Some(link) = location.and_then(|location| absolute(location, &self.uri)) else {
                return Err(self.unreadable(status, Unreadable::RedirectNowhere, self.received(body, false)));
            };
            let slot = slot(into, "link");
            return match slot.map(|slot| slot.set_text(&link)) {
                Some(Ok(())) => Ok(Next::Done),
                _ => Err(self.unreadable(status, Unreadable::RedirectNowhere, self.received(body, false))),
            };
        }
        if let Kind::Xml = kind(body) {
            // Into another record, since a file that merely looks like a response must leave no trace in `into`.
            let mut other = (self.method.new_response)();
            if let Ok((Answer::Refused(refusal), _)) = xml::read_answer(body, &mut *other, &self.reading) {
                return Err(self.refused(refusal, response.headers()));
            }
        }
        if !status.is_success() {
            return self.xml(response, into);
        }
        if let Some(slot) = slot(into, "body") {
            // The table of a method that returns a file has bytes here, so this cannot fail.
            let _ = slot.set_bytes(body.into());
        }
        Ok(Next::Done)
    }

    fn refused(&self, refusal: Refusal, headers: &HeaderMap) -> Error {
        let error = Error::Refused {
            method: self.method.name,
            effect: self.method.effect,
            refusal: Box::new(refusal),
            retry_after: retry_after(headers),
        };
        // Logs only codes that the table lists; any other text could be anything.
        let code = error.listed().map_or("unlisted", |code| code.code);
        tracing::debug!(method = self.method.name, code, "refused");
        error
    }

    /// Returns the error for this call after its transport failed. The part of the answer that arrived may say whether
    /// the call was carried out.
    #[must_use]
    pub fn failed(&self, mut error: TransportError) -> Error {
        let part = error.take_part().filter(|part| !part.body().is_empty());
        let bytes = part.as_ref().map_or(0, |part| part.body().len());
        tracing::debug!(method = self.method.name, sent = error.sent, bytes, "no answer");
        let Some(part) = part else {
            return Error::transport(self.method, error);
        };
        let mut record = (self.method.new_response)();
        let accepted = match xml::read_answer(part.body(), &mut *record, &self.reading) {
            Ok((Answer::Refused(refusal), _)) => return self.refused(refusal, part.headers()),
            // A file may begin like anything.
            _ if self.method.reply == Reply::File => false,
            Ok((Answer::Ok, _)) => true,
            Err(error) => match error.refusal() {
                Some(refusal) => return self.refused(refusal.clone(), part.headers()),
                None => error.was_accepted(),
            },
        };
        let answer = self.received(part.body(), accepted);
        if accepted {
            return self.unreadable(part.status(), Unreadable::CutOff(error.source), answer);
        }
        Error::NoAnswer {
            method: self.method.name,
            effect: self.method.effect,
            source: error.source,
            answer: Some(answer),
        }
    }

    /// Follows a redirect, as this API has been seen to send. Method and body are kept within the host; the key is
    /// never sent to another host, nor over http after https.
    fn redirect<B: AsRef<[u8]>>(&mut self, response: &Response<B>) -> Result<Next, Error> {
        let status = response.status();
        // 303 means that the request was carried out and its result is elsewhere, so it must not be repeated.
        let moved = matches!(
            status,
            StatusCode::MOVED_PERMANENTLY
                | StatusCode::FOUND
                | StatusCode::TEMPORARY_REDIRECT
                | StatusCode::PERMANENT_REDIRECT
        );
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let why = match location.map(|location| Target::of(location, &self.uri)) {
            Some(Target::Here(path)) if moved => match with_path(&self.uri, path) {
                Some(next) if self.redirects < MAX_REDIRECTS => {
                    self.redirects += 1;
                    self.uri = next;
                    return Ok(Next::Again);
                }
                _ => Unreadable::RedirectLoop,
            },
            Some(Target::Elsewhere(to)) => Unreadable::Redirect { to },
            _ => Unreadable::RedirectNowhere,
        };
        let answer = self.received(response.body().as_ref(), false);
        Err(self.unreadable(status, why, answer))
    }

    fn unreadable(&self, status: StatusCode, why: Unreadable, answer: Box<Received>) -> Error {
        Error::Unreadable {
            method: self.method.name,
            effect: self.method.effect,
            status: status.as_u16(),
            why,
            answer,
        }
    }
}

/// Returns the field for the element with this name at the top level.
fn slot<'r>(record: &'r mut dyn Record, name: &str) -> Option<&'r mut dyn Value> {
    let (number, _) = record.table().named(name)?.content.field()?;
    record.field_mut(number)
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method.name)
            // Without the query, which after a redirect may hold a signature.
            .field("host", &self.uri.host().unwrap_or_default())
            .field("path", &self.uri.path())
            .finish_non_exhaustive()
    }
}

/// Returns the compression in the header `Content-Encoding`, if there is one.
fn compression(headers: &HeaderMap) -> Option<String> {
    let named = headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    let is_plain = named.is_empty() || named.eq_ignore_ascii_case("identity");
    (!is_plain).then(|| named.chars().take(40).collect())
}

fn truncated(error: &ReadError) -> bool {
    error
        .faults()
        .iter()
        .any(|fault| matches!(fault.kind, FaultKind::Malformed(Malformed::Truncated(_))))
}
