//! The account to call: creates [`Call`]s, without IO.

use super::auth::{Auth, Way};
use super::body::Body;
use super::call::Call;
use super::endpoint::Endpoint;
use super::error::Error;
use crate::auth::login;
use crate::interpret::validate::{self, Violations, validate};
use crate::interpret::xml::{self, Envelope, Pieces};
use crate::record::Record;
use crate::table::Method;
use secrecy::{ExposeSecret, SecretString};

/// An account, its endpoint, and the credentials of the caller.
#[derive(Debug, Clone)]
pub struct Connection {
    endpoint: Endpoint,
    account: String,
    auth: Auth,
    reading: xml::ReadOptions,
}

impl Connection {
    /// Creates a connection to an account by its name, which is `name` in `name.planfix.ru`.
    #[must_use]
    pub fn new(endpoint: Endpoint, account: impl Into<String>, auth: Auth) -> Self {
        Self {
            endpoint,
            account: account.into(),
            auth,
            reading: xml::ReadOptions::DEFAULT,
        }
    }

    /// Returns the address of the API.
    ///
    /// ```
    /// use planfix_api::client::{Auth, Connection, Endpoint};
    ///
    /// let connection = Connection::new(Endpoint::asia(), "name", Auth::token("key", "token"));
    /// assert_eq!(connection.endpoint(), &Endpoint::asia());
    /// assert_eq!(connection.account(), "name");
    /// ```
    #[must_use]
    pub const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Returns the name of the account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Sets limits for the XML of answers instead of [`xml::Limits::DEFAULT`]. The number of bytes in an answer is
    /// limited by the transport.
    #[must_use]
    pub fn xml_limits(mut self, limits: xml::Limits) -> Self {
        self.reading.limits = limits;
        self
    }

    /// Sets whether a value that does not match its table makes the answer an error. By default it does not: the value
    /// is kept in [`unknown`](crate::unknown()), and its field is left out.
    ///
    /// ```
    /// use planfix_api::client::{Auth, Connection, Endpoint};
    ///
    /// let auth = Auth::token("key", "token");
    /// let connection = Connection::new(Endpoint::europe(), "name", auth).strict(true);
    /// ```
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.reading.strict = strict;
        self
    }

    /// Returns the XML of a request as it is sent, without a session.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the request breaks the rules of its table.
    pub fn body(&self, method: &'static Method, record: &dyn Record) -> Result<Vec<u8>, Error> {
        let pieces = self.write(method, record, None)?;
        pieces
            .read()
            .map_err(|error| invalid(method, validate::unreadable(record, &error)))
    }

    /// Starts a call. `sid` is the session, for an account that is used with a login.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the request breaks the rules of its table. [`Error::Credentials`]: the key cannot be sent.
    pub fn call(
        &self,
        method: &'static Method,
        record: &dyn Record,
        sid: Option<&SecretString>,
    ) -> Result<Call, Error> {
        let body = self.write(method, record, sid)?;
        let authorization = self.auth.header().map_err(|source| Error::Credentials {
            method: method.name,
            effect: method.effect,
            source,
        })?;
        let call = Call::new(method, self.endpoint.uri().clone(), authorization, Body::of(body));
        Ok(call.read_with(self.reading))
    }

    /// Reports whether calls need a session.
    pub(super) const fn has_login(&self) -> bool {
        matches!(self.auth.way, Way::Login { .. })
    }

    /// Creates the call that logs in; `None` if the account is used with a token.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the login or the password cannot be written in XML.
    pub fn login(&self) -> Result<Option<Call>, Error> {
        let Way::Login { login, password } = &self.auth.way else {
            return Ok(None);
        };
        let request = login::Request::new(login.expose_secret(), password.expose_secret());
        self.call(<login::Request as crate::Method>::METHOD, &request, None)
            .map(Some)
    }

    fn write(&self, method: &'static Method, record: &dyn Record, sid: Option<&SecretString>) -> Result<Pieces, Error> {
        let envelope = Envelope {
            account: &self.account,
            sid: sid.map(ExposeSecret::expose_secret),
        };
        let pieces = validate(record).and_then(|()| xml::request_pieces(method.name, &envelope, record));
        let pieces = pieces.map_err(|violations| invalid(method, violations))?;
        self.signed(pieces)
            .map_err(|error| invalid(method, validate::unreadable(record, &error)))
    }

    #[cfg(feature = "signature")]
    fn signed(&self, mut pieces: Pieces) -> std::io::Result<Pieces> {
        if let Some(key) = &self.auth.private_key {
            pieces.sign(key.expose_secret())?;
        }
        Ok(pieces)
    }

    #[cfg(not(feature = "signature"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as with the feature")]
    fn signed(&self, pieces: Pieces) -> std::io::Result<Pieces> {
        Ok(pieces)
    }
}

const fn invalid(method: &Method, violations: Violations) -> Error {
    Error::Invalid {
        method: method.name,
        effect: method.effect,
        violations,
    }
}
