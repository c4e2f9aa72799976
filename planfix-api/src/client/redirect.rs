//! The target of the header `Location`.

use super::endpoint::port;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

/// The target of a redirect.
pub(super) enum Target {
    /// A path of the server that sent it.
    Here(PathAndQuery),
    /// To another scheme, host or port.
    Elsewhere(String),
    /// Missing, or not understood.
    Nowhere,
}

impl Target {
    pub(super) fn of(location: &str, base: &Uri) -> Self {
        // `//host/path` has a host, but would be read as a path.
        let absolute = match location.strip_prefix("//") {
            Some(rest) => format!("{}://{rest}", base.scheme_str().unwrap_or("https")),
            None => location.to_owned(),
        };
        let Ok(target) = absolute.parse::<Uri>() else {
            return Self::Nowhere;
        };
        let path = target.path_and_query().cloned();
        if target.authority().is_some_and(|authority| port(authority).is_err()) {
            return Self::Nowhere;
        }
        match (target.scheme(), target.authority()) {
            (Some(scheme), Some(authority)) if base.scheme() != Some(scheme) || !same_host(base, scheme, authority) => {
                // Without a user name and password, path or query.
                let port = authority.port().map(|port| format!(":{port}")).unwrap_or_default();
                Self::Elsewhere(format!("{scheme}://{}{port}", authority.host()))
            }
            (Some(_), Some(_)) => path.map_or(Self::Nowhere, Self::Here),
            (None, None) if absolute.starts_with('/') => path.map_or(Self::Nowhere, Self::Here),
            // A relative path, which PlanFix is not known to send.
            _ => Self::Nowhere,
        }
    }
}

fn same_host(base: &Uri, scheme: &Scheme, authority: &Authority) -> bool {
    let usual = if *scheme == Scheme::HTTPS { 443 } else { 80 };
    base.host()
        .is_some_and(|host| host.eq_ignore_ascii_case(authority.host()))
        && base.port_u16().unwrap_or(usual) == authority.port_u16().unwrap_or(usual)
}

/// Returns the address with another path.
pub(super) fn with_path(base: &Uri, path: PathAndQuery) -> Option<Uri> {
    let mut parts = base.clone().into_parts();
    parts.path_and_query = Some(path);
    Uri::from_parts(parts).ok()
}

/// Makes a `Location` absolute: a path alone is relative to the host of the request.
pub(super) fn absolute(location: &str, base: &Uri) -> Option<String> {
    let scheme = base.scheme_str()?;
    if let Some(elsewhere) = location.strip_prefix("//") {
        return absolute(&format!("{scheme}://{elsewhere}"), base);
    }
    let uri = location.parse::<Uri>().ok()?;
    if uri.authority().is_some_and(|authority| port(authority).is_err()) {
        return None;
    }
    if uri.scheme().is_some() {
        return Some(location.to_owned());
    }
    let authority = base.authority()?;
    location
        .starts_with('/')
        .then(|| format!("{scheme}://{authority}{location}"))
}
