//! The proxy for https: as the program or the environment sets it.

use super::endpoint::port;
use super::no_proxy::Exceptions;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

/// The proxy, and the hosts to reach without it.
pub(super) struct Proxy {
    named: Option<Named>,
    except: Exceptions,
}

struct Named {
    /// The address, or the reason why it cannot be used.
    address: Result<Address, &'static str>,
    shown: Shown,
}

/// The address of a proxy.
#[derive(Clone)]
pub(super) struct Address {
    /// The proxy itself is reached with TLS.
    #[cfg(feature = "blocking")]
    pub(super) secure: bool,
    #[cfg(feature = "blocking")]
    pub(super) host: String,
    #[cfg(feature = "blocking")]
    pub(super) port: u16,
    /// The header `Proxy-Authorization`, marked as sensitive.
    pub(super) authorization: Option<HeaderValue>,
    /// The address without user name and password.
    #[cfg(feature = "reqwest")]
    pub(super) url: String,
}

/// A proxy as messages show it: without user name and password, and with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// The environment variable that sets it.
    variable: Option<&'static str>,
    url: String,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)?;
        match self.variable {
            Some(variable) => write!(f, " (from {variable})"),
            None => Ok(()),
        }
    }
}

impl Proxy {
    /// Reads the environment: `HTTPS_PROXY`, else `ALL_PROXY`, in either case, and `NO_PROXY`.
    pub(super) fn from_env() -> Self {
        Self::from(|name| std::env::var_os(name))
    }

    /// Returns the settings of a program that uses no proxy.
    pub(super) fn none() -> Self {
        Self {
            named: None,
            except: Exceptions::default(),
        }
    }

    /// Returns the settings of a program that uses this proxy for all hosts.
    pub(super) fn set(url: &str) -> Self {
        Self {
            named: Some(Named::of(None, Ok(url.to_owned()))),
            except: Exceptions::default(),
        }
    }

    fn from(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let first = |names: &[&'static str]| {
            names.iter().find_map(|name| {
                let value = variable(name).filter(|value| !value.is_empty())?;
                Some((*name, value.into_string()))
            })
        };
        let named = first(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]);
        let except = first(&["NO_PROXY", "no_proxy"]).and_then(|(_, value)| value.ok());
        Self {
            named: named.map(|(variable, value)| Named::of(Some(variable), value)),
            except: Exceptions::of(&except.unwrap_or_default()),
        }
    }

    /// Returns the proxy to use for this address.
    ///
    /// # Errors
    /// The proxy cannot be used, and the reason. The call must not be sent without it.
    pub(super) fn before(&self, uri: &Uri) -> Result<Option<(&Address, Shown)>, (Shown, &'static str)> {
        match &self.named {
            None => Ok(None),
            Some(_) if self.except.has(uri.host().unwrap_or_default()) => Ok(None),
            Some(named) => match &named.address {
                Ok(address) => Ok(Some((address, named.shown.clone()))),
                Err(why) => Err((named.shown.clone(), *why)),
            },
        }
    }
}

impl Named {
    fn of(variable: Option<&'static str>, value: Result<String, OsString>) -> Self {
        let Ok(value) = value else {
            let url = "an address".to_owned();
            return Self {
                address: Err("it is not UTF-8"),
                shown: Shown { variable, url },
            };
        };
        // Without a scheme, it is http.
        let url = match value.trim() {
            value if value.contains("://") => value.to_owned(),
            value => format!("http://{value}"),
        };
        let (scheme, rest) = url.split_once("://").unwrap_or_default();
        // A password may contain anything, so it ends at the last `@`.
        let (user, rest) = match rest.rsplit_once('@') {
            Some((user, rest)) => (Some(user), rest),
            None => (None, rest),
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let shown = showable(host, user.is_some());
        let shown = format!("{scheme}://{shown}").escape_debug().to_string();
        Self {
            address: address(&url, scheme, user),
            shown: Shown { variable, url: shown },
        }
    }
}

/// Parses the address of a proxy.
fn address(url: &str, scheme: &str, user: Option<&str>) -> Result<Address, &'static str> {
    const NO_ADDRESS: &str = "it is not an address such as http://host:3128";
    let secure = scheme.eq_ignore_ascii_case("https");
    if !secure && !scheme.eq_ignore_ascii_case("http") {
        return Err("only proxies with http:// and https:// are supported");
    }
    // The whole, so that a password with a space is not taken for a host.
    let uri: Uri = url.parse().map_err(|_| NO_ADDRESS)?;
    let authority = uri.authority().ok_or("it has no host")?;
    if authority.host().is_empty() {
        return Err("it has no host");
    }
    let port = port(authority).map_err(|_| "its port is not a number from 1 to 65535")?;
    let port = port.unwrap_or(if secure { 443 } else { 80 });
    #[cfg(feature = "reqwest")]
    let url = format!(
        "{}://{}:{port}",
        if secure { "https" } else { "http" },
        authority.host()
    );
    #[cfg(feature = "reqwest")]
    if reqwest::Proxy::all(&url).is_err() {
        return Err(NO_ADDRESS);
    }
    Ok(Address {
        #[cfg(feature = "blocking")]
        secure,
        #[cfg(feature = "blocking")]
        host: authority.host().to_owned(),
        #[cfg(feature = "blocking")]
        port,
        authorization: user.map(basic),
        #[cfg(feature = "reqwest")]
        url,
    })
}

/// Returns the header of a user name and a password from an address, where they are percent-encoded.
fn basic(user: &str) -> HeaderValue {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let mut pair: Vec<u8> = percent_decode_str(name).collect();
    pair.push(b':');
    pair.extend(percent_decode_str(password));
    // Base64 has only characters that are allowed in a header.
    let header = HeaderValue::try_from(format!("Basic {}", STANDARD.encode(pair)));
    let mut header = header.unwrap_or_else(|_| HeaderValue::from_static("Basic"));
    header.set_sensitive(true);
    header
}

/// Returns the host, with its port only where that is certainly a port. Without an `@`, the text may be a user name
/// and password that lack their host, even if the password has only digits; but no user name looks like an IP address,
/// and the usual ports are not secret.
fn showable(host: &str, has_user: bool) -> &str {
    const USUAL: [u16; 5] = [80, 443, 1080, 3128, 8080];
    let name = host.split(':').next().unwrap_or_default();
    let is_port = |port: &str| {
        let is_host = has_user || name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok();
        port.parse::<u16>().is_ok_and(|port| is_host || USUAL.contains(&port))
    };
    match host.split_once(':') {
        Some((name, port)) if !host.starts_with('[') && !is_port(port) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(variables: &'static [(&str, &str)]) -> Proxy {
        Proxy::from(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    fn before(variables: &'static [(&str, &str)]) -> Result<Option<String>, String> {
        let uri = Uri::from_static("https://api.planfix.com/xml/");
        match proxy(variables).before(&uri) {
            Ok(used) => Ok(used.map(|(_, shown)| shown.to_string())),
            Err((shown, why)) => Err(format!("{shown}: {why}")),
        }
    }

    #[test]
    fn a_proxy_is_shown_without_its_password() {
        for (value, shown) in [
            (
                &[("HTTPS_PROXY", "http://user:pass@host:3128/")],
                "http://host:3128 (from HTTPS_PROXY)",
            ),
            (&[("https_proxy", "host:3128")], "http://host:3128 (from https_proxy)"),
            (
                &[("ALL_PROXY", "https://u:p%40s@host")],
                "https://host (from ALL_PROXY)",
            ),
        ] {
            assert_eq!(before(value), Ok(Some(shown.to_owned())));
        }
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_an_error_without_its_password() {
        for (value, told) in [
            (
                &[("HTTPS_PROXY", "socks5://user:pass@host:1080")],
                "socks5://host:1080 (from HTTPS_PROXY): only proxies with",
            ),
            (
                &[("HTTPS_PROXY", "http://user:pass@host:99999")],
                "http://host (from HTTPS_PROXY): its port",
            ),
            (
                &[("HTTPS_PROXY", "http://user:pass word@host:1")],
                "http://host:1 (from HTTPS_PROXY): it is not an address",
            ),
            (
                &[("HTTPS_PROXY", "http://")],
                "http:// (from HTTPS_PROXY): it is not an address",
            ),
            (
                &[("HTTPS_PROXY", "http://user:pass@:80")],
                "http://:80 (from HTTPS_PROXY): it ",
            ),
            (
                &[("HTTPS_PROXY", "ftp://host")],
                "ftp://host (from HTTPS_PROXY): only proxies with",
            ),
            (
                &[("HTTPS_PROXY", "http://[::1")],
                "http://[::1 (from HTTPS_PROXY): it is not an address",
            ),
        ] {
            let error = before(value).unwrap_err();
            assert!(error.starts_with(told), "{error}");
            assert!(!error.contains("pass"), "{error}");
        }
        for value in [
            &[("HTTPS_PROXY", "http://user:passw0rd")],
            &[("HTTPS_PROXY", "user:pass w0rd")],
        ] {
            let error = before(value).unwrap_err();
            assert!(error.starts_with("http://user (from HTTPS_PROXY): it"), "{error}");
            assert!(!error.contains("w0rd"), "{error}");
        }
    }

    #[test]
    fn a_number_that_may_be_a_password_is_not_shown() {
        for (value, shown) in [
            (&[("HTTPS_PROXY", "http://user:12345")], "http://user"),
            (&[("HTTPS_PROXY", "first.last:12345")], "http://first.last"),
            (&[("HTTPS_PROXY", "http://user:12345/67")], "http://user"),
            (&[("HTTPS_PROXY", "http://u:p@user:12345")], "http://user:12345"),
            (&[("HTTPS_PROXY", "http://127.0.0.1:12345")], "http://127.0.0.1:12345"),
            (&[("HTTPS_PROXY", "http://[::1]:12345")], "http://[::1]:12345"),
            (&[("HTTPS_PROXY", "localhost:12345")], "http://localhost:12345"),
        ] {
            assert_eq!(before(value), Ok(Some(format!("{shown} (from HTTPS_PROXY)"))));
        }
        for value in [
            &[("HTTPS_PROXY", "socks5://user:12345")],
            &[("HTTPS_PROXY", "http://user:12:345")],
            &[("HTTPS_PROXY", "http://user:123456")],
        ] {
            let error = before(value).unwrap_err();
            assert!(error.contains("://user (from HTTPS_PROXY): "), "{error}");
        }
    }

    #[test]
    fn no_proxy_excepts_hosts_also_from_a_proxy_that_cannot_be_used() {
        assert_eq!(
            before(&[("HTTPS_PROXY", "socks5://host"), ("NO_PROXY", ".planfix.com")]),
            Ok(None)
        );
        assert_eq!(before(&[("HTTPS_PROXY", "http://host"), ("no_proxy", "*")]), Ok(None));
        assert!(before(&[("HTTPS_PROXY", "socks5://host"), ("NO_PROXY", "planfix.ru")]).is_err());
        assert_eq!(before(&[]), Ok(None));
        assert_eq!(before(&[("HTTPS_PROXY", "")]), Ok(None));
    }

    #[test]
    fn a_user_name_and_a_password_are_decoded() {
        let proxy = Proxy::set("http://u%40x:p%3As@host");
        let uri = Uri::from_static("https://api.planfix.com/xml/");
        let (address, shown) = proxy.before(&uri).ok().flatten().unwrap();
        assert_eq!(shown.to_string(), "http://host");
        let header = address.authorization.clone().unwrap();
        assert_eq!(header, format!("Basic {}", STANDARD.encode("u@x:p:s")).as_str());
        assert!(header.is_sensitive());
    }
}
