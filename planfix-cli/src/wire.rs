//! The transport of a call: keeps the last answer, records the progress of the call, and follows the link to a file.

use crate::interrupt;
use http::header::{ACCEPT, AUTHORIZATION, LOCATION};
use http::uri::Scheme;
use http::{Extensions, HeaderMap, HeaderValue, Request, Response, StatusCode, Uri};
use planfix_api::client::{Body, Transport, TransportError};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The longest chain of redirects that is followed.
const MOST_REDIRECTS: usize = 5;

/// A transport that wraps the sending one.
pub(crate) struct Wire {
    inner: Box<dyn Transport + Send + Sync>,
    /// True if a redirect is a link to a requested file and is followed.
    follows: bool,
    /// True if the bytes of an answer are kept. Nothing else holds them once an answer proves unreadable.
    keeps: bool,
    last: Mutex<Option<Received>>,
}

/// The last answer received.
pub(crate) struct Received {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The bytes of the body, if they are kept.
    pub body: Vec<u8>,
    /// True if the connection failed before the whole body arrived.
    pub is_part: bool,
}

/// The parts of the original request that following a link needs.
struct Asked {
    uri: Uri,
    key: Option<HeaderValue>,
    /// Contain the deadline of the call.
    extensions: Extensions,
}

impl Wire {
    pub(crate) fn new(inner: Box<dyn Transport + Send + Sync>, follows: bool, keeps: bool) -> Self {
        Self {
            inner,
            follows,
            keeps,
            last: Mutex::new(None),
        }
    }

    /// Takes the last answer; `None` if none came.
    pub(crate) fn received(&self) -> Option<Received> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Follows links by GET. The key is sent along only while they stay on the original server.
    fn follow(&self, asked: &Asked, mut response: Response<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let (home, mut key) = (&asked.uri, asked.key.clone());
        let mut here = home.clone();
        for _ in 0..MOST_REDIRECTS {
            let location = response.headers().get(LOCATION);
            let Some(location) = location.filter(|_| response.status().is_redirection()) else {
                return Ok(response);
            };
            let next = target(location.as_bytes(), &here).map_err(TransportError::no_answer)?;
            check(&next, home).map_err(TransportError::no_answer)?;
            if !is_same_server(home, &next) {
                key = None;
            }
            let mut request = Request::new(Body::default());
            *request.uri_mut() = next.clone();
            *request.extensions_mut() = asked.extensions.clone();
            request.headers_mut().insert(ACCEPT, HeaderValue::from_static("*/*"));
            if let Some(key) = &key {
                request.headers_mut().insert(AUTHORIZATION, key.clone());
            }
            response = self.inner.send(request).map_err(|mut error| {
                let why = format!("PlanFix returned a link to the file, which cannot be read: {error}");
                match error.take_part() {
                    Some(part) => TransportError::partial(why, part),
                    None => TransportError::no_answer(why),
                }
            })?;
            here = next;
        }
        match response.status().is_redirection() {
            true => Err(TransportError::no_answer(
                "PlanFix returned a link to the file, which redirects again and again",
            )),
            false => Ok(response),
        }
    }
}

impl Transport for Wire {
    fn send(&self, request: Request<Body>) -> Result<Response<Vec<u8>>, TransportError> {
        let asked = Asked {
            uri: request.uri().clone(),
            key: request.headers().get(AUTHORIZATION).cloned(),
            extensions: request.extensions().clone(),
        };
        interrupt::sent();
        // An earlier attempt of the call may have had an answer.
        drop(self.received());
        let answer = match self.inner.send(request) {
            Ok(response) if self.follows && response.status().is_redirection() => self.follow(&asked, response),
            answer => answer,
        };
        let (came, is_part) = match &answer {
            Ok(response) => (Some(response), false),
            Err(error) => (error.part().filter(|part| !part.body().is_empty()), true),
        };
        if let Some(response) = came {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Received {
                status: response.status(),
                headers: response.headers().clone(),
                body: if self.keeps {
                    response.body().clone()
                } else {
                    Vec::new()
                },
                is_part,
            });
        }
        answer
    }

    fn streams(&self) -> bool {
        self.inner.streams()
    }

    fn limit(&self) -> Option<Duration> {
        self.inner.limit()
    }

    fn is_local(&self) -> bool {
        self.inner.is_local()
    }
}

/// Resolves a redirect from `here` to an absolute address.
fn target(location: &[u8], here: &Uri) -> Result<Uri, &'static str> {
    const WRONG: &str = "PlanFix returned a link to the file that is not an address";
    // Servers put file names into such addresses without percent-encoding.
    let location = location.trim_ascii().iter().fold(String::new(), |mut out, &byte| {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    });
    let scheme = here.scheme_str().unwrap_or("https");
    let whole = match here.authority() {
        _ if location.starts_with("//") => format!("{scheme}:{location}"),
        Some(authority) if location.starts_with('/') => format!("{scheme}://{authority}{location}"),
        _ => location,
    };
    let uri: Uri = whole.parse().map_err(|_| WRONG)?;
    match uri.authority() {
        Some(authority) if uri.scheme().is_some() && !authority.as_str().contains('@') => Ok(uri),
        _ => Err(WRONG),
    }
}

/// Refuses a link that is neither https nor on this machine: the file holds personal data.
fn check(link: &Uri, home: &Uri) -> Result<(), String> {
    let host = link.host().unwrap_or_default();
    let is_https = link.scheme() == Some(&Scheme::HTTPS);
    let is_local = link.scheme() == Some(&Scheme::HTTP) && is_loopback(host) && home.host().is_some_and(is_loopback);
    if is_https || is_local {
        return Ok(());
    }
    let scheme = link.scheme_str().unwrap_or_default();
    Err(format!(
        "PlanFix returned a link to the file at {scheme}://{host}, which is not https, so it was not followed"
    ))
}

/// Returns true if a host is this machine.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn is_same_server(one: &Uri, other: &Uri) -> bool {
    let port = |uri: &Uri| {
        let usual = if uri.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
        uri.port_u16().unwrap_or(usual)
    };
    let host = |uri: &Uri| uri.host().unwrap_or_default().to_ascii_lowercase();
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

#[cfg(test)]
mod tests {
    use super::{check, is_same_server, target};
    use http::Uri;

    const HERE: &str = "https://apiru.planfix.ru/xml/";

    #[test]
    fn a_link_is_made_whole() {
        let here = HERE.parse::<Uri>().unwrap();
        for (location, whole) in [
            ("https://files.example/1?key=a", "https://files.example/1?key=a"),
            ("//files.example/1", "https://files.example/1"),
            ("/files/1", "https://apiru.planfix.ru/files/1"),
            (
                "https://files.example/отчёт 1.pdf",
                "https://files.example/%D0%BE%D1%82%D1%87%D1%91%D1%82%201.pdf",
            ),
        ] {
            assert_eq!(target(location.as_bytes(), &here).unwrap().to_string(), whole);
        }
        for location in ["", "files/1", "https://key@files.example/1", "javascript:1", "https://"] {
            assert!(target(location.as_bytes(), &here).is_err(), "{location}");
        }
    }

    #[test]
    fn a_link_is_https_or_on_this_machine() {
        let (far, near) = (
            HERE.parse::<Uri>().unwrap(),
            "http://127.0.0.1:1/xml/".parse::<Uri>().unwrap(),
        );
        for (link, home, follows) in [
            ("https://files.example/1", &far, true),
            ("http://files.example/1", &far, false),
            ("http://127.0.0.1:9/1", &far, false),
            ("http://127.0.0.1:9/1", &near, true),
            ("http://files.example/1", &near, false),
            ("ftp://files.example/1", &far, false),
        ] {
            assert_eq!(
                check(&link.parse().unwrap(), home).is_ok(),
                follows,
                "{link} from {home}"
            );
        }
    }

    #[test]
    fn another_port_or_scheme_is_another_server() {
        let here = HERE.parse::<Uri>().unwrap();
        for (link, same) in [
            ("https://APIRU.planfix.ru/1", true),
            ("https://apiru.planfix.ru:443/1", true),
            ("https://apiru.planfix.ru:8443/1", false),
            ("http://apiru.planfix.ru/1", false),
            ("https://planfix.ru/1", false),
        ] {
            assert_eq!(is_same_server(&here, &link.parse().unwrap()), same, "{link}");
        }
    }
}
