//! Credentials: an API key with a token or a login.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// Credentials of the caller: an API key with a token, or with a login whose session is renewed.
///
/// `Debug` shows neither the key nor the token, login or password.
#[derive(Clone)]
pub struct Auth {
    /// The header `Authorization` of each request, marked as sensitive.
    header: Result<HeaderValue, AuthError>,
    pub(super) way: Way,
    /// Signs each request.
    #[cfg(feature = "signature")]
    pub(super) private_key: Option<SecretString>,
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
    /// Creates credentials from an API key and a token, which the vendor recommends. A token acts as one employee or
    /// contact, and may be limited to some methods.
    ///
    /// A key with a colon cannot be sent: see [`Auth::check`].
    #[must_use]
    pub fn token(key: impl Into<SecretString>, token: impl Into<SecretString>) -> Self {
        Self {
            header: header(&key.into(), token.into().expose_secret()),
            way: Way::Token,
            #[cfg(feature = "signature")]
            private_key: None,
        }
    }

    /// Creates credentials from an API key, a login and a password. The client calls `auth.login`, keeps the session
    /// (it lasts an hour), and renews it once when the server answers 0005.
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
            #[cfg(feature = "signature")]
            private_key: None,
        }
    }

    /// Signs each request with the private key that belongs to the API key. PlanFix does not require it. A file that is
    /// not in memory is read twice, once for the signature.
    ///
    /// ```
    /// use planfix_api::client::Auth;
    ///
    /// let auth = Auth::token("key", "token").signed_with("private key");
    /// assert_eq!(format!("{auth:?}"), "Auth(token)");
    /// ```
    #[cfg(feature = "signature")]
    #[must_use]
    pub fn signed_with(mut self, private_key: impl Into<SecretString>) -> Self {
        self.private_key = Some(private_key.into());
        self
    }

    /// Checks that the key can be sent. A call with a key that cannot be sent sends nothing and returns the same
    /// error.
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

    /// Returns the header `Authorization` of each request.
    pub(super) fn header(&self) -> Result<HeaderValue, AuthError> {
        self.header.clone()
    }
}

/// Builds the header `Authorization`: the key as user name, and the token, or nothing, as password.
fn header(key: &SecretString, token: &str) -> Result<HeaderValue, AuthError> {
    let key = key.expose_secret();
    if key.contains(':') {
        return Err(AuthError::Colon);
    }
    let pair = STANDARD.encode(format!("{key}:{token}"));
    // Base64 has only characters that are allowed in a header.
    let mut header =
        HeaderValue::try_from(format!("Basic {pair}")).unwrap_or_else(|_| HeaderValue::from_static("Basic"));
    header.set_sensitive(true);
    Ok(header)
}

/// A key that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// The key contains a colon. HTTP ends the user name at the first colon, so the server would take the rest of the
    /// key as part of the token.
    #[error("the API key contains a colon, which HTTP does not allow; if it is `key:token`, pass the two separately")]
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
