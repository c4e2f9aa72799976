//! Sessions without IO: which one a call uses, who logs in, and when a call is sent again with a new one.
//!
//! Callers that need a session share one login: one of them leads, and the others wait for what becomes of it, a
//! session or an error. The blocking and the asynchronous client differ only in how they wait.

use super::deadline::Deadline;
use super::error::Error;
use super::transport_error::TransportError;
use crate::Method as _;
use crate::auth::login;
use crate::table::Class;
use secrecy::{ExposeSecret, SecretString};
use std::io;
use std::sync::Arc;

/// The session of a login, and the login that is under way or has failed.
#[derive(Default)]
pub(super) struct Session {
    sid: Option<SecretString>,
    /// How many logins have begun.
    begun: u64,
    running: bool,
    /// The last login that failed, by its number. Those that waited for it take its error.
    failed: Option<(u64, Arc<Error>)>,
}

/// What a caller that needs a session does next.
pub(super) enum Turn {
    /// Uses this session.
    Use(SecretString),
    /// Logs in, and tells the others by [`Session::end`].
    Lead,
    /// Waits for the login with this number, and asks again.
    Wait(u64),
    /// Takes the error of the login that it waited for.
    Fail(Arc<Error>),
}

impl Session {
    pub(super) const fn none() -> Self {
        Self {
            sid: None,
            begun: 0,
            running: false,
            failed: None,
        }
    }

    /// What comes next for a caller whose session `refused` the server has refused, and which has waited for the login
    /// with the number `waited`. Where another caller has renewed the session meanwhile, it is used.
    pub(super) fn turn(&mut self, refused: Option<&SecretString>, waited: Option<u64>) -> Turn {
        let fresh = |sid: &&SecretString| refused.is_none_or(|refused| refused.expose_secret() != sid.expose_secret());
        if let Some(sid) = self.sid.as_ref().filter(fresh) {
            return Turn::Use(sid.clone());
        }
        match &self.failed {
            Some((number, error)) if waited.is_some_and(|waited| waited <= *number) => Turn::Fail(Arc::clone(error)),
            _ if self.running => Turn::Wait(self.begun),
            _ => {
                self.running = true;
                self.begun += 1;
                Turn::Lead
            }
        }
    }

    /// Ends the login that is under way. `None`: its caller went away, and one of those that wait takes its place.
    fn end(&mut self, result: Option<Result<SecretString, Arc<Error>>>) {
        self.running = false;
        match result {
            Some(Ok(sid)) => {
                tracing::debug!("logged in");
                self.sid = Some(sid);
                self.failed = None;
            }
            Some(Err(error)) => self.failed = Some((self.begun, error)),
            None => {}
        }
    }
}

/// A session that callers share: changes it and wakes all that wait.
pub(super) trait Shared {
    fn change(&self, change: impl FnOnce(&mut Session));
}

/// The part of the caller that logs in for all. Dropped without a result, because its call was cancelled or panicked,
/// it lets another caller log in.
pub(super) struct Lead<'a, S: Shared>(Option<&'a S>);

impl<'a, S: Shared> Lead<'a, S> {
    pub(super) const fn of(session: &'a S) -> Self {
        Self(Some(session))
    }

    /// Tells all that wait what became of the login.
    pub(super) fn end(mut self, result: Result<login::Response, Error>) -> Result<SecretString, Arc<Error>> {
        let result = result
            .map(|response| SecretString::from(response.sid))
            .map_err(Error::of_login);
        if let Some(session) = self.0.take() {
            session.change(|session| session.end(Some(result.clone())));
        }
        result
    }
}

impl<S: Shared> Drop for Lead<'_, S> {
    fn drop(&mut self) {
        if let Some(session) = self.0.take() {
            session.change(|session| session.end(None));
        }
    }
}

/// The error of a caller whose time was over while another one logged in.
pub(super) fn waited_too_long(deadline: Deadline) -> Arc<Error> {
    let why = format!(
        "another call was logging in, and the {:?} of this one are over",
        deadline.limit()
    );
    let error = TransportError::not_sent(io::Error::new(io::ErrorKind::TimedOut, why));
    Error::transport(login::Request::METHOD, error).of_login()
}

/// How often a call was sent, and with which session.
#[derive(Default)]
pub(super) struct Tries {
    refused: Option<SecretString>,
}

impl Tries {
    /// The session that the server refused.
    pub(super) const fn refused(&self) -> Option<&SecretString> {
        self.refused.as_ref()
    }

    /// Whether to send the call once more with a new session. A refused call was not carried out, so
    /// this holds whatever its effect.
    pub(super) fn again(&mut self, sid: SecretString, result: &Result<(), Error>) -> bool {
        let first = self.refused.is_none();
        let over = result
            .as_ref()
            .is_err_and(|error| error.class() == Some(Class::Session));
        self.refused = Some(sid);
        first && over
    }
}
