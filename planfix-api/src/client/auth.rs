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
    /// What each request says of it. HTTP marks it as sensitive, so it is not shown.
    header: HeaderValue,
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

    /// The `Authorization` header of each request.
    pub(super) fn header(&self) -> HeaderValue {
        self.header.clone()
    }
}

/// The `Authorization` header: the key, and the token or nothing as password.
fn header(key: &SecretString, token: &str) -> HeaderValue {
    let pair = STANDARD.encode(format!("{}:{token}", key.expose_secret()));
    // Base64 has only characters that a header may hold.
    let mut header =
        HeaderValue::try_from(format!("Basic {pair}")).unwrap_or_else(|_| HeaderValue::from_static("Basic"));
    header.set_sensitive(true);
    header
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.way {
            Way::Token => "Auth(token)",
            Way::Login { .. } => "Auth(login)",
        })
    }
}
