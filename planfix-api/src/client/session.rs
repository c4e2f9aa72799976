//! Sessions without IO: which session a call uses, which caller logs in, and when a call is sent again.
//!
//! Callers that need a session share one login: one of them logs in, and the others wait for its session or its error.
//! The blocking and the asynchronous client differ only in how they wait.

use super::deadline::Deadline;
use super::error::Error;
use super::transport_error::TransportError;
use crate::Method as _;
use crate::auth::login;
use secrecy::{ExposeSecret, SecretString};
use std::io;
use std::sync::Arc;

/// The session of a login, and the login that is in progress or has failed.
#[derive(Default)]
pub(super) struct Session {
    sid: Option<SecretString>,
    /// The number of logins so far.
    begun: u64,
    running: bool,
    /// The last login that failed, with its number. The callers that waited for it get its error.
    failed: Option<(u64, Arc<Error>)>,
}

/// The next step of a caller that needs a session.
pub(super) enum Turn {
    /// Use this session.
    Use(SecretString),
    /// Log in, and pass the result to the others with [`Session::end`].
    Lead,
    /// Wait for the login with this number, and ask again.
    Wait(u64),
    /// Return the error of the login that the caller waited for.
    Fail(Arc<Error>),
}

/// A session for a call.
pub(super) struct Kept {
    pub(super) sid: SecretString,
    /// True if it was just created, so that time has passed since the call asked for it.
    pub(super) is_new: bool,
}

impl Kept {
    pub(super) const fn new(sid: SecretString, is_new: bool) -> Self {
        Self { sid, is_new }
    }
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

    /// Returns the next step of a caller. `refused` is the session of its call that the server refused, and `waited`
    /// the number of the first login that it waited for. A session that another caller has renewed in the meantime is
    /// used.
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

    /// Ends the login in progress. `None` means that its caller went away; one of those that wait then logs in.
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

/// A session that callers share: changes it and wakes all callers that wait.
pub(super) trait Shared {
    fn change(&self, change: impl FnOnce(&mut Session));
}

/// The role of the caller that logs in for all. If it is dropped without a result, because the call was canceled or
/// panicked, another caller logs in.
pub(super) struct Lead<'a, S: Shared>(Option<&'a S>);

impl<'a, S: Shared> Lead<'a, S> {
    pub(super) const fn of(session: &'a S) -> Self {
        Self(Some(session))
    }

    /// Passes the result of the login to all callers that wait.
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

/// Returns the error of a caller that ran out of time while another one logged in.
pub(super) fn waited_too_long(deadline: Deadline) -> Arc<Error> {
    let why = format!(
        "this call's limit of {:?} was reached while another call was logging in",
        deadline.limit()
    );
    let error = TransportError::not_sent(io::Error::new(io::ErrorKind::TimedOut, why));
    Error::transport(login::Request::METHOD, error).of_login()
}
