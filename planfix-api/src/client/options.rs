//! The settings of the provided transports.

use super::limits::{Limits, USER_AGENT};
use super::proxy::Proxy;
use http::HeaderValue;
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::fmt;
use std::sync::Arc;

/// The settings of the provided transports: limits, proxy, certificates and user agent.
///
/// Without settings, a transport trusts the certificates of the system and not a built-in list, so that a company's own
/// root certificate works once it is installed there. The variable `SSL_CERT_FILE` names a file of certificates to trust
/// instead of the system's. It uses the proxy in the variables `HTTPS_PROXY` or `ALL_PROXY`, except for the hosts in `NO_PROXY`.
/// Proxies with http and https are supported; any other one, such as `socks5://`, is an error of each call, never
/// ignored. Neither proxies nor certificates apply to http, which is allowed only for this machine.
///
/// ```
/// use planfix_api::client::{HttpOptions, Limits};
/// use std::time::Duration;
///
/// # fn options() -> Result<HttpOptions, Box<dyn std::error::Error>> {
/// let options = HttpOptions::new()
///     .limits(Limits { call: Duration::from_secs(20), ..Limits::default() })
///     .proxy("http://user:password@proxy.example:3128")
///     .root_certificates(&std::fs::read("company.pem")?)?
///     .client_certificate(&std::fs::read("client.pem")?)?
///     .user_agent("stock-sync/2.1")?;
/// # Ok(options) }
/// ```
///
/// `Debug` shows neither the password of a proxy nor the key of a certificate.
#[derive(Clone)]
pub struct HttpOptions {
    pub(super) limits: Limits,
    pub(super) user_agent: HeaderValue,
    proxy: Through,
    pub(super) roots: Vec<CertificateDer<'static>>,
    /// Trust `roots` alone.
    pub(super) only_roots: bool,
    pub(super) identity: Option<Arc<Identity>>,
}

/// A client certificate: its chain, and its key.
pub(super) struct Identity {
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

#[derive(Clone)]
enum Through {
    Environment,
    Direct,
    Proxy(String),
}

impl HttpOptions {
    /// Creates the default settings.
    #[must_use]
    pub fn new() -> Self {
        Self {
            limits: Limits::default(),
            user_agent: HeaderValue::from_static(USER_AGENT),
            proxy: Through::Environment,
            roots: Vec::new(),
            only_roots: false,
            identity: None,
        }
    }

    /// Sets the time limits, and the longest response to read.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the proxy for https instead of the one in the environment, as `http://user:password@host:port` or
    /// `https://…`. `NO_PROXY` does not apply to it. A proxy that cannot be used is an error of each call.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Through::Proxy(url.into());
        self
    }

    /// Connects directly, whatever the environment says.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Through::Direct;
        self
    }

    /// Trusts the root certificates in this PEM text too, besides those of the system.
    ///
    /// # Errors
    /// The text has no certificate, or one that cannot be read.
    pub fn root_certificates(mut self, pem: &[u8]) -> Result<Self, OptionsError> {
        self.roots.extend(certificates(pem)?);
        Ok(self)
    }

    /// Trusts only the root certificates given with [`root_certificates`](Self::root_certificates), and none of the
    /// system.
    #[must_use]
    pub const fn without_system_certificates(mut self) -> Self {
        self.only_roots = true;
        self
    }

    /// Sets the client certificate, as a PEM text with the certificate, those between it and its root, and the private
    /// key.
    ///
    /// # Errors
    /// The text has no certificate or no private key, or one that cannot be read.
    pub fn client_certificate(mut self, pem: &[u8]) -> Result<Self, OptionsError> {
        let chain = certificates(pem)?;
        let key = PrivateKeyDer::from_pem_slice(pem).map_err(|error| match error {
            pem::Error::NoItemsFound => OptionsError::NoKey,
            _ => OptionsError::Pem,
        })?;
        self.identity = Some(Arc::new(Identity { chain, key }));
        Ok(self)
    }

    /// Sets the header `User-Agent`, by default `planfix-api/` with its version.
    ///
    /// # Errors
    /// The text has a character that a header cannot carry.
    pub fn user_agent(mut self, name: &str) -> Result<Self, OptionsError> {
        self.user_agent = HeaderValue::from_str(name).map_err(|_| OptionsError::UserAgent)?;
        Ok(self)
    }

    /// Returns the proxy to use; reads the environment unless one was set.
    pub(super) fn through(&self) -> Proxy {
        match &self.proxy {
            Through::Environment => Proxy::from_env(),
            Through::Direct => Proxy::none(),
            Through::Proxy(url) => Proxy::set(url),
        }
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, OptionsError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match found {
        Ok(found) if found.is_empty() => Err(OptionsError::NoCertificate),
        Ok(found) => Ok(found),
        Err(_) => Err(OptionsError::Pem),
    }
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpOptions")
            .field("limits", &self.limits)
            .field("user_agent", &self.user_agent)
            .field("root_certificates", &self.roots.len())
            .field("client_certificate", &self.identity.is_some())
            .finish_non_exhaustive()
    }
}

/// A setting that cannot be used. The message does not show it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OptionsError {
    /// The text is not PEM.
    #[error("the certificates cannot be read: the text is not valid PEM")]
    Pem,
    /// The text has no certificate.
    #[error("the text has no `-----BEGIN CERTIFICATE-----`; a certificate must be in PEM, not in DER or PKCS #12")]
    NoCertificate,
    /// The text has no private key.
    #[error("the text has no private key; append the key, in PEM and without a password, to the certificate")]
    NoKey,
    /// The user agent has a character that a header cannot carry.
    #[error("the user agent has a character that a header cannot carry; use visible ASCII characters")]
    UserAgent,
}
