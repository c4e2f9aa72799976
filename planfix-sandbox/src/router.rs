//! Answers an HTTP request. The checks come in this order, and the first that fails determines the code: HTTP method,
//! key, XML, method, account, token or session, fields, behavior.

use crate::authorization::{self, Token};
use crate::behavior;
use crate::call::Call;
use crate::failure::{Failure, Faults};
use crate::store::Begun;
use crate::{Sandbox, check};
use crate::{answer, patch, references, sample};
use http::header::{ALLOW, CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use planfix_api::table::{self, Reply};
use planfix_api::xml::{self, FaultKind, ReadError};
use planfix_api::{
    Effect,
    record::{Record, View},
};

/// A request whose method is known. Nothing else has been checked yet.
pub(crate) struct Opened {
    pub(crate) method: &'static table::Method,
    head: xml::Request,
    token: Token,
}

/// Finds the method of a request, or returns its refusal.
pub(crate) fn open(token: Token, body: &[u8]) -> Result<Opened, Box<Response<Vec<u8>>>> {
    let read = xml::request_head(body).map_err(|error| unreadable(&error));
    let known = read.and_then(|head| Ok((known(&head.method)?, head)));
    let (method, head) = known.map_err(|failure| Box::new(failed(failure, Reply::Xml)))?;
    Ok(Opened { method, head, token })
}

/// The answer to a request.
pub(crate) struct Answer {
    pub(crate) response: Response<Vec<u8>>,
    /// False if the request was refused.
    pub(crate) carried_out: bool,
}

impl Answer {
    pub(crate) const fn refusal(response: Response<Vec<u8>>) -> Self {
        Self {
            response,
            carried_out: false,
        }
    }
}

/// Carries out a request. The body is dropped as soon as it has been read, because it may be large.
pub(crate) fn carry_out(sandbox: &Sandbox, opened: &Opened, body: impl AsRef<[u8]>) -> Answer {
    let method = opened.method;
    let accepted = accept(sandbox, opened, body.as_ref());
    drop(body);
    let (failure, reply) = match accepted.map(|record| perform(sandbox, method, record)) {
        Ok(Ok(response)) => {
            return Answer {
                response,
                carried_out: true,
            };
        }
        Ok(Err(failure)) => (failure, method.reply),
        Err(failure) => (failure, Reply::Xml),
    };
    Answer::refusal(failed(failure, reply))
}

/// Answers a request.
pub(crate) fn handle(
    sandbox: &Sandbox,
    method: &Method,
    headers: &HeaderMap,
    body: impl AsRef<[u8]>,
) -> Response<Vec<u8>> {
    let opened = gate(sandbox, method, headers).and_then(|token| open(token, body.as_ref()));
    match opened {
        Ok(opened) => carry_out(sandbox, &opened, body).response,
        Err(refusal) => *refusal,
    }
}

/// Refuses a request whose head is wrong, before the body is read.
pub(crate) fn gate(sandbox: &Sandbox, method: &Method, headers: &HeaderMap) -> Result<Token, Box<Response<Vec<u8>>>> {
    if method != Method::POST {
        let text = "This is a local PlanFix. Send the XML of a request with POST.\n";
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, text.to_owned());
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        return Err(Box::new(response));
    }
    let encoding = headers.get(CONTENT_ENCODING);
    if let Some(encoding) = encoding.filter(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        let shown: String = String::from_utf8_lossy(encoding.as_bytes()).chars().take(80).collect();
        let text = format!("The body has the content encoding {shown:?}: send the XML of the request without one.\n");
        return Err(Box::new(plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, text)));
    }
    Token::read(headers, &sandbox.options.key).map_err(|failure| Box::new(failed(failure, Reply::Xml)))
}

/// Makes the response to a request that was not carried out.
fn failed(failure: Failure, reply: Reply) -> Response<Vec<u8>> {
    match failure {
        Failure::Refused(refusal) => {
            let status = match (reply, refusal.code.as_str()) {
                (Reply::File, "9001") => StatusCode::FORBIDDEN,
                (Reply::File, "9002") => StatusCode::NOT_FOUND,
                _ => StatusCode::OK,
            };
            respond(status, XML, refusal.to_xml())
        }
        Failure::Store(error) => plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("the sandbox failed: {error}\n"),
        ),
    }
}

const XML: &str = "application/xml; charset=utf-8";

/// Checks account, token and every field of a request, and reads it.
fn accept(sandbox: &Sandbox, opened: &Opened, body: &[u8]) -> Result<Box<dyn Record>, Failure> {
    let options = &sandbox.options;
    let Opened { method, head, token } = opened;
    if !head.account.trim().eq_ignore_ascii_case(&options.account) {
        return Err(Failure::refused(
            "0004",
            format!("account: this sandbox has only the account {:?}", options.account),
        ));
    }
    let is_login = method.name == "auth.login";
    let sessions = (&sandbox.sessions, options.now());
    token.allow(&options.token, sessions, head.sid.trim(), is_login)?;
    if let Some(key) = &options.private_key {
        authorization::signature(key, head.signature.trim(), body)?;
    }
    check::request(body, method, options)
}

/// Carries a request out: completely, or not at all.
fn perform(
    sandbox: &Sandbox,
    method: &'static table::Method,
    record: Box<dyn Record>,
) -> Result<Response<Vec<u8>>, Failure> {
    let work = |store: &Begun<'_>| {
        let call = Call::new(store, &sandbox.sessions, sandbox.options.now(), method);
        references::check(&call, &*record)?;
        let response = match behavior::of(method.name) {
            Some(behave) => {
                let request = patch::to_json(&*record)?;
                // A request may have a large file.
                drop(record);
                let json = behave(&call, &request)?;
                call.settle()?;
                answer::response(&call, &json)?
            }
            None => {
                call.settle()?;
                sandbox.tell_sample(method);
                sample::response(method, &*record)
            }
        };
        written(method, &*response)
    };
    if method.effect == Effect::Read {
        sandbox.store.read(work)
    } else {
        sandbox.store.write(work)
    }
}

/// Writes a response over HTTP: as XML, or as a file.
fn written(method: &table::Method, response: &dyn Record) -> Result<Response<Vec<u8>>, Failure> {
    if method.reply == Reply::File {
        return Ok(file(response));
    }
    let xml = xml::write_response(response)
        .map_err(|violations| Failure::refused("0104", format!("the stored data cannot be written: {violations}")))?;
    Ok(self::xml(xml))
}

/// Writes a file: its bytes as the body, or a redirect to its link.
fn file(response: &dyn Record) -> Response<Vec<u8>> {
    let mut bytes = Vec::new();
    for element in response.table().fields() {
        let view = element.content.field().map(|(field, _)| response.field(field));
        match view {
            Some(View::Text(link)) => {
                if let Ok(link) = HeaderValue::from_str(&address(link)) {
                    let mut response = respond(StatusCode::FOUND, XML, Vec::new());
                    response.headers_mut().insert(LOCATION, link);
                    return response;
                }
            }
            Some(View::Bytes(body)) => body.as_slice().unwrap_or_default().clone_into(&mut bytes),
            _ => {}
        }
    }
    respond(StatusCode::OK, "application/octet-stream", bytes)
}

/// Percent-encodes the characters beyond ASCII, which a header cannot have.
fn address(link: &str) -> String {
    link.bytes().fold(String::with_capacity(link.len()), |mut out, byte| {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn known(name: &str) -> Result<&'static table::Method, Failure> {
    let methods = planfix_api::methods();
    if let Some(method) = methods.iter().find(|method| method.name == name) {
        return Ok(method);
    }
    let near = check::nearest(name, methods.iter().map(|method| method.name));
    let hint = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
    let shown: String = name.chars().take(80).collect();
    Err(Failure::refused("0008", format!("there is no method {shown:?}{hint}")))
}

/// A document whose root is not a request has the code of an unknown method; anything else is not XML.
fn unreadable(error: &ReadError) -> Failure {
    let code = match error.faults().first().map(|fault| &fault.kind) {
        Some(FaultKind::WrongRoot { .. }) => "0008",
        _ => "0003",
    };
    let mut faults = Faults::default();
    error.faults().iter().for_each(|fault| faults.add(|| fault.to_string()));
    Failure::refused(code, faults.to_string())
}

/// Makes the response with XML.
pub(crate) fn xml(xml: Vec<u8>) -> Response<Vec<u8>> {
    respond(StatusCode::OK, XML, xml)
}

/// Makes the response with a refusal.
pub(crate) fn refusal(refusal: &xml::Refusal) -> Response<Vec<u8>> {
    xml(refusal.to_xml())
}

pub(crate) fn plain(status: StatusCode, text: String) -> Response<Vec<u8>> {
    respond(status, "text/plain; charset=utf-8", text.into_bytes())
}

fn respond(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
