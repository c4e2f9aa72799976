//! Authorization: the Basic header with key and token, and the sessions of auth.login.

use crate::failure::Failure;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use planfix_api::jiff::civil::DateTime;
use planfix_api::jiff::{Span, ToSpan};
use planfix_api::xml;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The login that auth.login accepts; its password is the same text.
pub(crate) const LOGIN: &str = "demo";

/// Checks the signature of a request, if it has one.
pub(crate) fn signature(private_key: &str, sent: &str, body: &[u8]) -> Result<(), Failure> {
    if sent.is_empty() {
        return Ok(());
    }
    match xml::signature(body, private_key) {
        Ok(expected) if expected.eq_ignore_ascii_case(sent) => Ok(()),
        _ => Err(Failure::refused(
            "0006",
            "signature: it does not match the request and the private key of this sandbox",
        )),
    }
}

/// The password of a Basic header whose user is the API key.
pub(crate) struct Token(String);

impl Token {
    /// Reads the header and checks that it has this API key.
    pub(crate) fn read(headers: &HeaderMap, expected: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| Err(Failure::refused("0001", why));
        let Some(header) = headers.get(AUTHORIZATION) else {
            return wrong(
                "the header Authorization is missing: send Basic with the API key as user and the token as password",
            );
        };
        let Some((key, token)) = header.to_str().ok().and_then(basic) else {
            return wrong("the header Authorization is not Basic with user and password in base64");
        };
        if key != expected {
            return wrong("the API key (the user of the header Authorization) is not the one of this sandbox");
        }
        Ok(Self(token))
    }

    /// Checks that it is this token, or else the session. auth.login needs neither. There, and beside a session, any password is
    /// accepted, as the real server does.
    pub(crate) fn allow(
        &self,
        expected: &str,
        (sessions, now): (&Sessions, DateTime),
        sid: &str,
        is_login: bool,
    ) -> Result<(), Failure> {
        if is_login || self.0 == expected && !self.0.is_empty() {
            return Ok(());
        }
        let (code, why) = match (sid.is_empty(), self.0.is_empty()) {
            (false, _) if sessions.is_open(sid, now) => return Ok(()),
            (false, _) => ("0005", "sid: the session is over or was never opened; call auth.login"),
            (true, false) => (
                "0012",
                "the token (the password of the header Authorization) is not the one of this sandbox",
            ),
            (true, true) => (
                "0012",
                "credentials are missing: send a token (the password of the header Authorization) or a session (the element sid)",
            ),
        };
        Err(Failure::refused(code, why))
    }
}

fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, pair) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok()?;
    let (key, token) = pair.split_once(':')?;
    Some((key.to_owned(), token.to_owned()))
}

/// Open sessions.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<Open>);

#[derive(Default)]
struct Open {
    /// The end of each session, by its key.
    ends: HashMap<String, DateTime>,
    /// The keys in the order of opening, which is also the order of ending.
    order: VecDeque<String>,
}

impl Sessions {
    /// Opens a session for one hour, and removes those that are over.
    pub(crate) fn open(&self, sid: String, now: DateTime) {
        let hour: Span = 1.hour();
        let mut guard = self.lock();
        let Open { ends, order } = &mut *guard;
        while let Some(oldest) = order.pop_front_if(|sid| ends.get(sid).is_none_or(|end| *end <= now)) {
            ends.remove(&oldest);
        }
        ends.insert(sid.clone(), now.saturating_add(hour));
        order.push_back(sid);
    }

    fn is_open(&self, sid: &str, now: DateTime) -> bool {
        self.lock().ends.get(sid).is_some_and(|end| *end > now)
    }

    pub(crate) fn clear(&self) {
        *self.lock() = Open::default();
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
