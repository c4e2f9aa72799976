//! Where the API is: an account lives in one of four data centres.

use http::Uri;
use http::uri::Authority;
use std::fmt;
use std::str::FromStr;

/// The address of the API.
///
/// An account lives in one data centre; asking another one gives the code 0024. The four are those
/// of the vendor's documentation; any other address is for a sandbox or a proxy of your own.
///
/// ```
/// use planfix_api::client::Endpoint;
///
/// assert_eq!(Endpoint::russia().to_string(), "https://apiru.planfix.ru/xml/");
/// assert_eq!("europe".parse::<Endpoint>().unwrap(), Endpoint::europe());
/// assert!("http://127.0.0.1:8080/xml/".parse::<Endpoint>().is_ok());
/// assert!("http://example.com/xml/".parse::<Endpoint>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(Uri);

const NAMED: [(&str, &str); 4] = [
    ("russia", "https://apiru.planfix.ru/xml/"),
    ("europe", "https://api.planfix.com/xml/"),
    ("asia", "https://api-sg.planfix.com/xml/"),
    ("america", "https://api-us.planfix.com/xml/"),
];

impl Endpoint {
    /// Accounts in Russia.
    #[must_use]
    pub fn russia() -> Self {
        Self(Uri::from_static(NAMED[0].1))
    }

    /// Accounts in Europe.
    #[must_use]
    pub fn europe() -> Self {
        Self(Uri::from_static(NAMED[1].1))
    }

    /// Accounts in Asia.
    #[must_use]
    pub fn asia() -> Self {
        Self(Uri::from_static(NAMED[2].1))
    }

    /// Accounts in America.
    #[must_use]
    pub fn america() -> Self {
        Self(Uri::from_static(NAMED[3].1))
    }

    /// The names that [`Endpoint::from_str`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// The address.
    #[must_use]
    pub const fn uri(&self) -> &Uri {
        &self.0
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A name (`russia`, `europe`, `asia`, `america`) or an address.
impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        if let Some((_, address)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(Self(Uri::from_static(address)));
        }
        // A name and password may stand before `@`; they have no place here, not even in an error.
        if text.contains('@') {
            return Err(EndpointError::Credentials);
        }
        let uri: Uri = text.parse().map_err(|_| EndpointError::NoAddress(text.to_owned()))?;
        if let Some(authority) = uri.authority() {
            port(authority).map_err(|text| EndpointError::Port(text.to_owned()))?;
        }
        match (uri.scheme_str(), uri.host()) {
            (_, None) | (None, _) => Err(EndpointError::NoAddress(text.to_owned())),
            (Some("https"), Some(_)) => Ok(Self(uri)),
            (Some("http"), Some(host)) if is_loopback(host) => Ok(Self(uri)),
            (Some(_), Some(host)) => Err(EndpointError::Insecure(host.to_owned())),
        }
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || address.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The port of an address, `None` where it names none. `http` would read one that is out of range as none, and the
/// request would go to the usual port of the scheme.
///
/// # Errors
/// The text after the colon is not a port.
pub(super) fn port(authority: &Authority) -> Result<Option<u16>, &str> {
    let after_user = authority.as_str().rsplit('@').next().unwrap_or_default();
    let after_host = after_user.strip_prefix(authority.host()).unwrap_or_default();
    let Some(text) = after_host.strip_prefix(':') else {
        return Ok(None);
    };
    match text.parse::<u16>() {
        Ok(port) if port > 0 && text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Some(port)),
        _ => Err(text),
    }
}

/// A text that is not an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// Neither a name nor an address.
    #[error("`{0}` is no endpoint: use russia, europe, asia, america, or an address such as https://host/xml/")]
    NoAddress(String),
    /// It holds a user name or a password.
    #[error("an endpoint has no `@`: key and token are given apart from the address")]
    Credentials,
    /// Its port is not one.
    #[error("`{0}` is not a port: a port is a number from 1 to 65535")]
    Port(String),
    /// The key would be sent in the clear.
    #[error("`{0}` must be reached by https: the API key stands in every request (http is for this machine only)")]
    Insecure(String),
}
