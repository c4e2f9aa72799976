//! From an HTTP request to an answer: method of HTTP, key, XML, method, account, token or session,
//! fields, behaviour. The first that is wrong decides the code.

use crate::authorisation::Token;
use crate::behaviour::{self, Call};
use crate::failure::Failure;
use crate::{Sandbox, check};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use planfix_api::Effect;
use planfix_api::table;
use planfix_api::xml::{self, FaultKind, ReadError};

pub(crate) fn handle(sandbox: &Sandbox, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    if request.method() != Method::POST {
        let text = "This is a local PlanFix. It takes the XML of a request by POST.\n";
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, text.to_owned());
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    match answer(sandbox, request) {
        Ok(xml) => respond(StatusCode::OK, "application/xml; charset=utf-8", xml),
        Err(Failure::Refused(refusal)) => respond(StatusCode::OK, "application/xml; charset=utf-8", refusal.to_xml()),
        Err(Failure::Store(error)) => plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("the sandbox failed: {error}\n"),
        ),
    }
}

fn answer(sandbox: &Sandbox, request: &Request<Vec<u8>>) -> Result<Vec<u8>, Failure> {
    let options = &sandbox.options;
    let token = Token::read(request.headers(), options)?;
    let head = xml::request_head(request.body()).map_err(|error| unreadable(&error))?;
    let method = known(&head.method)?;
    if !head.account.trim().eq_ignore_ascii_case(&options.account) {
        return Err(Failure::refused(
            "0004",
            format!("account: this sandbox has one account, {:?}", options.account),
        ));
    }
    let is_login = method.name == "auth.login";
    token.allow(options, &sandbox.sessions, head.sid.trim(), is_login)?;
    let record = check::request(request.body(), method, options.lenient)?;
    let behave = behaviour::of(method)?;

    let mut store = sandbox.lock();
    let transaction = store.begin(method.effect != Effect::Read)?;
    let response = behave(
        &Call {
            store: &transaction,
            sessions: &sandbox.sessions,
            now: options.now(),
        },
        record,
    )?;
    let xml = xml::write_response(&*response)
        .map_err(|violations| Failure::refused("0104", format!("the stored data cannot be written: {violations}")))?;
    transaction.commit()?;
    Ok(xml)
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

/// A document without the root of a request names no method; anything else is no XML.
fn unreadable(error: &ReadError) -> Failure {
    let code = match error.faults().first().map(|fault| &fault.kind) {
        Some(FaultKind::WrongRoot { .. }) => "0008",
        _ => "0003",
    };
    Failure::refused(code, error.to_string())
}

fn plain(status: StatusCode, text: String) -> Response<Vec<u8>> {
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
