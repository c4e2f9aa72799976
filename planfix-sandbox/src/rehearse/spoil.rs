//! Carries a call out, or not, and spoils its answer.

use super::delivery::Way;
use super::fault::Fault;
use super::injection::Planned;
use super::received::Answered;
use super::seeded::mixed;
use crate::router::{self, Answer};
use crate::sample;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};
use planfix_api::table::{Element, Method, Reply};
use planfix_api::xml::{self, Refusal};

/// A call after its fault: the way of its answer, and what the log tells about it.
pub(super) struct Spoiled {
    pub(super) way: Way,
    pub(super) answered: Answered,
    pub(super) carried_out: bool,
}

impl Spoiled {
    /// Delivers an answer as it is.
    pub(super) fn plain(answer: Answer) -> Self {
        let Answer { response, carried_out } = answer;
        let answered = match carried_out {
            true => Answered::Done,
            false => Answered::refusal(&response),
        };
        Self {
            way: Way::Whole(response),
            answered,
            carried_out,
        }
    }

    /// Delivers a refusal.
    pub(super) fn refused(refusal: &Refusal) -> Self {
        Self {
            answered: Answered::Refused(refusal.code.clone()),
            way: Way::Whole(router::refusal(refusal)),
            carried_out: false,
        }
    }

    /// Replaces the answer.
    fn instead(way: Way, answered: Answered, carried_out: bool) -> Self {
        Self {
            way,
            answered,
            carried_out,
        }
    }
}

/// Carries out a call with a fault, unless the fault turns it away.
pub(super) fn spoil(planned: Planned, method: Option<&'static Method>, carry_out: impl FnOnce() -> Answer) -> Spoiled {
    let answer = planned.carried_out.then(carry_out);
    let carried_out = answer.as_ref().is_some_and(|answer| answer.carried_out);
    let nothing = |way| Spoiled::instead(way, Answered::Nothing, carried_out);
    let damaged = |way| Spoiled::instead(way, Answered::Damaged, carried_out);
    let page = |status: StatusCode, text| {
        let answered = match status {
            StatusCode::OK => Answered::Damaged,
            status => Answered::Http(status.as_u16()),
        };
        Spoiled::instead(Way::Whole(web_page(status, text)), answered, carried_out)
    };
    let refused = |code, message: &str| {
        let mut refusal = Refusal::new(code);
        refusal.message = format!("injected by the sandbox: {message}");
        Spoiled::refused(&refusal)
    };
    // The faults that need no answer.
    let answer = match (planned.fault, answer) {
        (Fault::ConnectionRefused, _) => return nothing(Way::Refused),
        (Fault::ResetBefore | Fault::ResetAfter, _) => return nothing(Way::Reset),
        (Fault::Silence, _) => return nothing(Way::Silent),
        (Fault::LostAnswer, _) => return nothing(Way::Closed),
        (Fault::EmptyBody, _) => return damaged(Way::Whole(Response::new(Vec::new()))),
        (Fault::WebPage, _) => return page(StatusCode::OK, "Please log in"),
        (Fault::Forbidden, _) => return page(StatusCode::FORBIDDEN, "Forbidden"),
        (Fault::TooManyRequests, _) => {
            let mut response = web_page(StatusCode::TOO_MANY_REQUESTS, "Too many requests");
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("1"));
            return Spoiled::instead(Way::Whole(response), Answered::Http(429), carried_out);
        }
        (Fault::InternalError, _) => return page(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"),
        (Fault::BadGateway, _) => return page(StatusCode::BAD_GATEWAY, "Bad gateway"),
        (Fault::Unavailable, _) => return page(StatusCode::SERVICE_UNAVAILABLE, "Service unavailable"),
        (Fault::Garbage, _) => return damaged(Way::Whole(Response::new(garbage(planned.salt)))),
        (Fault::UnknownCode, _) => return refused("9999", "no table has this code"),
        (Fault::SessionOver, _) => return refused("0005", "the session is over"),
        (Fault::DailyLimit, _) => return refused("0007", "the limit of calls in a day is reached"),
        (Fault::Maintenance, _) => return refused("0011", "the site is being updated"),
        (Fault::Busy, _) => return refused("3014", "another request is changing the task"),
        (Fault::NotYetThere, _) => return refused("4002", "the action is not there yet"),
        (_, Some(answer)) => answer,
        (_, None) => return nothing(Way::Closed),
    };
    match planned.fault {
        // The answer to another call would say that this one was carried out.
        Fault::OtherAnswer if !carried_out => Spoiled::plain(answer),
        Fault::OtherAnswer => damaged(Way::Whole(other(answer.response, method, planned.salt))),
        Fault::WrongLength => {
            let mut response = answer.response;
            let end = place(planned.salt, response.body().len());
            response.body_mut().truncate(end);
            damaged(Way::Whole(response))
        }
        Fault::CutBody => {
            let response = answer.response;
            let end = place(planned.salt, response.body().len());
            damaged(Way::Cut(response, end))
        }
        Fault::Doctype => damaged(Way::Whole(with_doctype(answer.response))),
        Fault::SlowDrip => nothing(Way::Drip(answer.response)),
        Fault::LateAnswer => nothing(Way::Late(answer.response)),
        Fault::TooLong => damaged(Way::Long(answer.response)),
        _ => Spoiled::plain(answer),
    }
}

impl Answered {
    /// Describes the refusal of a call.
    pub(super) fn refusal(response: &Response<Vec<u8>>) -> Self {
        let code = || {
            let text = std::str::from_utf8(response.body()).ok()?;
            let (_, rest) = text.split_once("<code>")?;
            rest.split_once("</code>").map(|(code, _)| code.to_owned())
        };
        match response.status() {
            StatusCode::OK => Self::Refused(code().unwrap_or_default()),
            status => Self::Http(status.as_u16()),
        }
    }
}

/// Returns the number of bytes before the damage: not all of them.
fn place(salt: u64, length: usize) -> usize {
    match (salt, u64::try_from(length)) {
        (0, _) | (_, Err(_) | Ok(0)) => length / 2,
        (salt, Ok(length)) => usize::try_from(salt % length).unwrap_or_default(),
    }
}

fn web_page(status: StatusCode, text: &str) -> Response<Vec<u8>> {
    let page =
        format!("<!DOCTYPE html>\n<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>\n");
    let mut response = Response::new(page.into_bytes());
    *response.status_mut() = status;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, html);
    response
}

/// Returns bytes that begin neither XML nor a web page.
fn garbage(salt: u64) -> Vec<u8> {
    let mut state = salt;
    let noise = std::iter::repeat_with(|| {
        state = mixed(state);
        state.to_le_bytes()
    });
    [0xFF, 0xFE].into_iter().chain(noise.take(32).flatten()).collect()
}

/// Inserts a document type with an external entity before the root element. A file is left as it is.
fn with_doctype(mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
    const ROOT: &[u8] = b"<response";
    const DOCTYPE: &[u8] = b"<!DOCTYPE response [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
    let at = response.body().windows(ROOT.len()).position(|window| window == ROOT);
    if let Some(at) = at {
        response.body_mut().splice(at..at, DOCTYPE.iter().copied());
    }
    response
}

/// Returns a sample of the answer to another method, none of whose elements this method has. The answer to a method
/// that returns a file is replaced too.
fn other(own: Response<Vec<u8>>, method: Option<&'static Method>, salt: u64) -> Response<Vec<u8>> {
    let names = |method: &Method| -> Vec<&str> {
        let elements: &[Element] = method.response.elements;
        elements.iter().map(|element| element.name).collect()
    };
    let own_names = method.map(names).unwrap_or_default();
    let fits = |other: &&Method| {
        let names = names(other);
        other.reply == Reply::Xml && !names.is_empty() && !names.iter().any(|name| own_names.contains(name))
    };
    let others: Vec<&'static Method> = planfix_api::methods()
        .iter()
        .copied()
        .filter(|other| fits(other))
        .collect();
    let index = u64::try_from(others.len())
        .ok()
        .and_then(|length| salt.checked_rem(length));
    let chosen = index.and_then(|index| others.get(usize::try_from(index).ok()?));
    let written = chosen.and_then(|other| {
        let request = (other.new_request)();
        xml::write_response(&*sample::response(other, &*request)).ok()
    });
    written.map_or(own, router::xml)
}
