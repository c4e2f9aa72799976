//! Receives the calls of clients.

use super::delivery::{Delivery, Way};
use super::injection::Planned;
use super::rates::{Breach, Exceeded};
use super::received::{Answered, ReceivedCall};
use super::spoil::{self, Spoiled};
use crate::router::{self, Answer};
use crate::{Notice, Sandbox};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use planfix_api::xml::Refusal;
use std::time::Duration;

/// The header that tells how many calls the day has left.
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");

/// The decision about a call, before it is carried out.
struct Decision {
    number: u64,
    planned: Option<Planned>,
    exceeded: Option<Exceeded>,
    remaining: Option<u32>,
}

/// Receives a call of a client, with the faults, the limits and the latency of the sandbox.
pub(crate) fn receive(sandbox: &Sandbox, head: &Parts, body: impl AsRef<[u8]>) -> Delivery {
    let token = match router::gate(sandbox, &head.method, &head.headers) {
        Ok(token) => token,
        Err(refusal) => {
            turned_away(sandbox, &refusal);
            return Delivery {
                latency: Duration::ZERO,
                way: Way::Whole(*refusal),
            };
        }
    };
    let opened = router::open(token, body.as_ref());
    let method = opened.as_ref().ok().map(|opened| opened.method);
    let decision = decide(sandbox, method.map(|method| method.name));
    let carry_out = || match opened {
        Ok(opened) => router::carry_out(sandbox, &opened, body),
        Err(refusal) => Answer::refusal(*refusal),
    };
    let mut spoiled = match (decision.exceeded, decision.planned) {
        (Some(exceeded), _) => breached(exceeded, sandbox.options.rates.breach),
        (None, None) => Spoiled::plain(carry_out()),
        (None, Some(planned)) => spoil::spoil(planned, method, carry_out),
    };
    let answered = std::mem::replace(&mut spoiled.answered, Answered::Nothing);
    let mut state = sandbox.rehearsal.lock();
    state.log.end(decision.number, answered, spoiled.carried_out);
    drop(state);
    if let Some(planned) = decision.planned {
        sandbox.options.tell(&Notice::Fault {
            number: decision.number,
            method: method.map(|method| method.name),
            fault: planned.fault,
            carried_out: spoiled.carried_out,
        });
    }
    if let Some(remaining) = decision.remaining
        && let Some(response) = spoiled.way.response_mut()
    {
        response.headers_mut().insert(REMAINING, HeaderValue::from(remaining));
    }
    Delivery {
        latency: sandbox.options.latency,
        way: spoiled.way,
    }
}

/// Logs a request whose head is wrong. Neither faults nor limits apply to it.
pub(crate) fn turned_away(sandbox: &Sandbox, refusal: &Response<Vec<u8>>) {
    let answered = Answered::refusal(refusal);
    let mut state = sandbox.rehearsal.lock();
    let number = state.log.next();
    let at = sandbox.options.now();
    state.log.begin(ReceivedCall {
        number,
        method: None,
        at,
        answered,
        carried_out: false,
        fault: None,
    });
}

/// Numbers and logs a call, and decides about its fault.
fn decide(sandbox: &Sandbox, method: Option<&'static str>) -> Decision {
    let options = &sandbox.options;
    let mut state = sandbox.rehearsal.lock();
    // Under the lock, so that the times in the log ascend.
    let at = options.now();
    let number = state.log.next();
    let exceeded = state.counted.admit(&options.rates, at).err();
    let planned = match exceeded {
        Some(_) => None,
        None => {
            let seeded = || options.seeded.as_ref()?.of(number);
            state.scripted(method).or_else(seeded)
        }
    };
    let fault = planned.map(|planned| planned.fault);
    state.log.begin(ReceivedCall {
        number,
        method,
        at,
        answered: Answered::Nothing,
        carried_out: false,
        fault,
    });
    let remaining = state.counted.remaining(&options.rates);
    Decision {
        number,
        planned,
        exceeded,
        remaining,
    }
}

/// Answers a call that exceeds a limit.
fn breached(exceeded: Exceeded, breach: Breach) -> Spoiled {
    let refused = |code: &str, message: &str| {
        let mut refusal = Refusal::new(code);
        refusal.message = message.to_owned();
        Spoiled::refused(&refusal)
    };
    const OF_SECOND: &str = "the limit of calls in a second is reached";
    match (exceeded, breach) {
        (Exceeded::Day, _) => refused("0007", "the limit of calls in a day is reached"),
        (Exceeded::Second(_), Breach::Busy) => refused("3014", OF_SECOND),
        (Exceeded::Second(_), Breach::Limit) => refused("0007", OF_SECOND),
        (Exceeded::Second(rest), Breach::TooManyRequests) => {
            // The header has whole seconds.
            let seconds = (rest.as_secs() + i64::from(rest.subsec_nanos() > 0)).max(1);
            let mut response = router::plain(StatusCode::TOO_MANY_REQUESTS, format!("{OF_SECOND}\n"));
            let headers = response.headers_mut();
            headers.insert(http::header::RETRY_AFTER, HeaderValue::from(seconds));
            Spoiled::plain(Answer::refusal(response))
        }
    }
}

impl Way {
    fn response_mut(&mut self) -> Option<&mut Response<Vec<u8>>> {
        match self {
            Self::Whole(response)
            | Self::Late(response)
            | Self::Drip(response)
            | Self::Cut(response, _)
            | Self::Long(response) => Some(response),
            Self::Refused | Self::Reset | Self::Closed | Self::Silent => None,
        }
    }
}
