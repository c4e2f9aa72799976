//! The address of the API: an account lives in one of four data centers.

use http::Uri;
use http::uri::Authority;
use std::fmt;
use std::str::FromStr;

/// The address of the API.
///
/// An account lives in one data center; any other refuses its calls with code 0024. The four are from the vendor's
/// documentation; use another address for a sandbox or a proxy of your own.
///
/// ```
/// use planfix_api::client::Endpoint;
///
/// assert_eq!(Endpoint::russia().to_string(), "https://apiru.planfix.ru/xml/");
/// assert_eq!("europe".parse::<Endpoint>().unwrap(), Endpoint::europe());
/// assert!("http://127.0.0.1:8080/xml/".parse::<Endpoint>().is_ok());
/// assert!("http://example.com/xml/".parse::<Endpoint>().is_err());
/// ```
/// With the feature `serde`, it is a string: the name of a data center, or an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Endpoint(Uri);

const NAMED: [(&str, &str); 4] = [
    ("russia", "https://apiru.planfix.ru/xml/"),
    ("europe", "https://api.planfix.com/xml/"),
    ("asia", "https://api-sg.planfix.com/xml/"),
    ("america", "https://api-us.planfix.com/xml/"),
];

impl Endpoint {
    /// Returns the endpoint of accounts in Russia.
    #[must_use]
    pub fn russia() -> Self {
        Self(Uri::from_static(NAMED[0].1))
    }

    /// Returns the endpoint of accounts in Europe.
    #[must_use]
    pub fn europe() -> Self {
        Self(Uri::from_static(NAMED[1].1))
    }

    /// Returns the endpoint of accounts in Asia.
    #[must_use]
    pub fn asia() -> Self {
        Self(Uri::from_static(NAMED[2].1))
    }

    /// Returns the endpoint of accounts in America.
    #[must_use]
    pub fn america() -> Self {
        Self(Uri::from_static(NAMED[3].1))
    }

    /// Lists the names that [`Endpoint::from_str`] accepts.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Returns true if the address is on this machine: `localhost`, `127.0.0.0/8` or `[::1]`.
    ///
    /// ```
    /// use planfix_api::client::Endpoint;
    ///
    /// assert!(!Endpoint::europe().is_local());
    /// assert!("http://localhost:8080/xml/".parse::<Endpoint>().unwrap().is_local());
    /// ```
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.0.host().is_some_and(is_loopback)
    }

    /// Returns the address as a URI.
    #[must_use]
    pub const fn uri(&self) -> &Uri {
        &self.0
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Endpoint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match NAMED.iter().find(|(_, address)| self.0 == **address) {
            Some((name, _)) => serializer.serialize_str(name),
            None => serializer.collect_str(self),
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Endpoint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Accepts a name (`russia`, `europe`, `asia`, `america`) or an address.
impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        if let Some((_, address)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(Self(Uri::from_static(address)));
        }
        // An address may contain a user name and password before `@`; an endpoint must not, and no error may show
        // them.
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

/// Returns the port of an address; `None` if it has none. `http` reads a port that is out of range as none, so the
/// request would go to the default port of the scheme.
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

/// A text that is not a valid endpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// It is neither a name nor an address.
    #[error("`{0}` is not an endpoint: use russia, europe, asia, america, or an address such as https://host/xml/")]
    NoAddress(String),
    /// It contains a user name or a password.
    #[error("an endpoint must not contain `@`: pass the key and the token separately")]
    Credentials,
    /// Its port is not a number from 1 to 65535.
    #[error("`{0}` is not a port: a port is a number from 1 to 65535")]
    Port(String),
    /// It uses http, which would send the key unencrypted.
    #[error(
        "`{0}` must be reached by https: every request carries the API key (http is allowed only for this machine)"
    )]
    Insecure(String),
}
