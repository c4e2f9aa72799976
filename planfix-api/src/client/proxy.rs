//! The proxy for https that the environment sets.

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

use super::endpoint::port;

/// The proxy settings of the environment: `HTTPS_PROXY`, else `ALL_PROXY`, in either case, and `NO_PROXY`.
pub(super) struct Proxy {
    named: Option<Named>,
    /// The hosts to reach directly, as in `NO_PROXY`.
    except: String,
}

struct Named {
    /// The address with user name and password, if it has them; or the reason why it cannot be used.
    url: Result<String, &'static str>,
    shown: Shown,
}

/// A proxy as messages show it: without user name and password, and with the variable that sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    variable: &'static str,
    url: String,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (from {})", self.url, self.variable)
    }
}

impl Proxy {
    pub(super) fn from_env() -> Self {
        Self::from(|name| std::env::var_os(name))
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
            named: named.map(|(variable, value)| Named::of(variable, value)),
            except: except.unwrap_or_default(),
        }
    }

    /// Returns the proxy to use for this address.
    ///
    /// # Errors
    /// The proxy cannot be used, and the reason. The call must not be sent without it.
    pub(super) fn before(&self, uri: &Uri) -> Result<Option<Shown>, (Shown, &'static str)> {
        let Some(named) = &self.named else {
            return Ok(None);
        };
        // Any proxy will do to check whether the host is excepted.
        let any = Matcher::builder()
            .https("http://proxy")
            .no(self.except.as_str())
            .build();
        match &named.url {
            _ if any.intercept(uri).is_none() => Ok(None),
            Ok(_) => Ok(Some(named.shown.clone())),
            Err(why) => Err((named.shown.clone(), *why)),
        }
    }

    /// Returns the proxy for reqwest; `None` if there is none that can be used.
    pub(super) fn for_reqwest(&self) -> Option<reqwest::Proxy> {
        let url = self.named.as_ref()?.url.as_ref().ok()?;
        let except = reqwest::NoProxy::from_string(&self.except);
        Some(reqwest::Proxy::https(url).ok()?.no_proxy(except))
    }
}

impl Named {
    fn of(variable: &'static str, value: Result<String, OsString>) -> Self {
        let Ok(value) = value else {
            let url = "an address".to_owned();
            return Self {
                url: Err("it is not UTF-8"),
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
        let (has_user, rest) = match rest.rsplit_once('@') {
            Some((_, rest)) => (true, rest),
            None => (false, rest),
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let shown = showable(host, has_user);
        let shown = format!("{scheme}://{shown}").escape_debug().to_string();
        Self {
            url: usable(&url, scheme).map(|()| url),
            shown: Shown { variable, url: shown },
        }
    }
}

fn usable(url: &str, scheme: &str) -> Result<(), &'static str> {
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err("only proxies with http:// and https:// are supported");
    }
    let uri: Uri = url
        .parse()
        .map_err(|_| "it is not an address such as http://host:3128")?;
    let authority = uri.authority().ok_or("it has no host")?;
    if authority.host().is_empty() {
        return Err("it has no host");
    }
    port(authority).map_err(|_| "its port is not a number from 1 to 65535")?;
    if reqwest::Proxy::https(url).is_err() {
        return Err("it is not an address such as http://host:3128");
    }
    Ok(())
}

/// Returns the host, with its port only where that is certainly a port. Without an `@`, the text may be a user name
/// and password that lack their host, even if the password has only digits; but no user name looks like an IP address,
/// and the usual ports are no secret.
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
            Ok(shown) => Ok(shown.map(|shown| shown.to_string())),
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
            assert!(proxy(value).for_reqwest().is_some());
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
            assert!(proxy(value).for_reqwest().is_none());
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
}
