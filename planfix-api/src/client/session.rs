//! Sessions without IO: which one a call uses, and when it is sent again with a new one.
//!
//! A client keeps one [`Session`] under its lock and one [`Tries`] for each call; the blocking and
//! the asynchronous client differ only in how they wait.

use super::error::Error;
use crate::auth::login;
use crate::codes::Class;
use secrecy::{ExposeSecret, SecretString};

/// The session of a login, if there is one.
#[derive(Default)]
pub(super) struct Session(Option<SecretString>);

impl Session {
    pub(super) const fn none() -> Self {
        Self(None)
    }

    /// The session to use; `None` where a login is needed: there is no session, or it is the one
    /// that the server refused. Where another caller has renewed it meanwhile, that one is used.
    pub(super) fn usable(&self, refused: Option<&SecretString>) -> Option<SecretString> {
        self.0
            .as_ref()
            .filter(|current| refused.is_none_or(|refused| refused.expose_secret() != current.expose_secret()))
            .cloned()
    }

    /// Keeps the session that a login gave.
    pub(super) fn renew(&mut self, response: login::Response) -> SecretString {
        tracing::debug!("logged in");
        self.0.insert(SecretString::from(response.sid)).clone()
    }
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
