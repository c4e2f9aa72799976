//! Who calls.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// Who calls: an API key with a token, or with a login whose session is renewed.
///
/// Debug shows neither the key nor the token, login or password.
#[derive(Clone)]
pub struct Auth {
    /// The value of `Authorization` in each request. It is marked as sensitive, so it is not shown.
    header: Result<HeaderValue, AuthError>,
    pub(super) way: Way,
}

#[derive(Clone)]
pub(super) enum Way {
    Token,
    Login {
        login: SecretString,
        password: SecretString,
    },
}

impl Auth {
    /// An API key with a token: the vendor's preferred way. A token acts as one employee or
    /// contact, and may be limited to some methods.
    ///
    /// A key with a colon cannot be sent: see [`Auth::check`].
    #[must_use]
    pub fn token(key: impl Into<SecretString>, token: impl Into<SecretString>) -> Self {
        Self {
            header: header(&key.into(), token.into().expose_secret()),
            way: Way::Token,
        }
    }

    /// An API key with a login and password: the client calls `auth.login`, keeps the session
    /// (it lives an hour), and renews it once when the server says 0005.
    #[must_use]
    pub fn login(
        key: impl Into<SecretString>,
        login: impl Into<SecretString>,
        password: impl Into<SecretString>,
    ) -> Self {
        Self {
            header: header(&key.into(), ""),
            way: Way::Login {
                login: login.into(),
                password: password.into(),
            },
        }
    }

    /// Reports whether the key can be sent. A call with one that cannot sends nothing and returns the same error.
    ///
    /// ```
    /// use planfix_api::client::{Auth, AuthError};
    ///
    /// assert_eq!(Auth::token("key", "token").check(), Ok(()));
    /// assert_eq!(Auth::token("key:token", "").check(), Err(AuthError::Colon));
    /// ```
    ///
    /// # Errors
    /// The key has a colon.
    pub fn check(&self) -> Result<(), AuthError> {
        self.header.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    /// The `Authorization` header of each request.
    pub(super) fn header(&self) -> Result<HeaderValue, AuthError> {
        self.header.clone()
    }
}

/// The `Authorization` header: the key, and the token or nothing as password.
fn header(key: &SecretString, token: &str) -> Result<HeaderValue, AuthError> {
    let key = key.expose_secret();
    if key.contains(':') {
        return Err(AuthError::Colon);
    }
    let pair = STANDARD.encode(format!("{key}:{token}"));
    // Base64 has only characters that a header may hold.
    let mut header =
        HeaderValue::try_from(format!("Basic {pair}")).unwrap_or_else(|_| HeaderValue::from_static("Basic"));
    header.set_sensitive(true);
    Ok(header)
}

/// A key that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// HTTP ends the key at the first colon, so the server would take the rest for a part of the token.
    #[error("the API key has a colon, which HTTP cannot carry in it; if it holds the token too, give the two apart")]
    Colon,
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.way {
            Way::Token => "Auth(token)",
            Way::Login { .. } => "Auth(login)",
        })
    }
}
