//! Refuses requests that a web page in a browser on this machine could have sent. The key does not protect against
//! them: the key of a sandbox is known, and a form can have it in its address.
//!
//! A page can reach a loopback address in two ways. It sends a request there, which browsers mark with `Origin` and
//! `Sec-Fetch-Site`. Or its own host name is made to resolve to 127.0.0.1, and `Host` has that name.

use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;
use std::net::IpAddr;

/// Returns why a request may come from a web page; `None` if it comes from a program on this machine.
pub(super) fn fault(head: &Parts) -> Option<String> {
    let mut hosts = head.headers.get_all(HOST).iter();
    let host = hosts.next();
    if hosts.next().is_some() {
        return Some("there are several Host headers: send one".to_owned());
    }
    let host = match host.map(|host| host.to_str().map(str::parse::<Authority>)) {
        None => None,
        Some(Ok(Ok(host))) => Some(host),
        Some(_) => return Some("the header Host is not a host".to_owned()),
    };
    for host in host.iter().chain(head.uri.authority()) {
        if !is_here(host) {
            return Some(format!(
                "the request is for {:?}, which is not this machine: call localhost, 127.0.0.1 or [::1]",
                shown(host.as_str())
            ));
        }
    }
    for origin in head.headers.get_all(ORIGIN) {
        let own = host.as_ref().map(|host| format!("http://{host}"));
        if !own.is_some_and(|own| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes())) {
            return Some(format!(
                "the header Origin says that a page of {:?} sent the request",
                shown(&String::from_utf8_lossy(origin.as_bytes()))
            ));
        }
    }
    for site in head.headers.get_all("sec-fetch-site") {
        if !matches!(site.as_bytes(), b"same-origin" | b"none") {
            return Some("the header Sec-Fetch-Site says that a page of another site sent the request".to_owned());
        }
    }
    None
}

fn is_here(host: &Authority) -> bool {
    // `user@127.0.0.1` is valid in a URL, not in a Host.
    if host.as_str().contains('@') {
        return false;
    }
    let name = host.host();
    let address = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'))
        .unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(headers: &[(&str, &str)]) -> Option<String> {
        let mut request = http::Request::post("/xml/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        fault(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn this_machine_has_four_kinds_of_names() {
        for host in [
            "localhost",
            "LocalHost:1",
            "127.0.0.1:8077",
            "127.0.0.2",
            "[::1]",
            "[::1]:8077",
        ] {
            assert_eq!(fault_of(&[("host", host)]), None, "{host}");
        }
        assert_eq!(fault_of(&[]), None);
        for host in [
            "evil.example",
            "evil.example:8077",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "10.0.0.1",
            "0.0.0.0",
            "[::]",
            "demo:demo@127.0.0.1",
            "a@evil.example",
            "",
            "two words",
        ] {
            assert!(fault_of(&[("host", host)]).is_some(), "{host}");
        }
        assert!(fault_of(&[("host", "localhost"), ("host", "evil.example")]).is_some());
        let absolute = http::Request::post("http://evil.example/xml/").header("host", "localhost");
        assert!(fault(&absolute.body(()).unwrap().into_parts().0).is_some());
    }

    #[test]
    fn a_page_may_call_only_its_own_server() {
        let host = ("host", "localhost:8077");
        assert_eq!(fault_of(&[host, ("origin", "http://localhost:8077")]), None);
        for origin in [
            "https://evil.example",
            "http://localhost:3000",
            "http://localhost",
            "https://localhost:8077",
            "null",
            "",
        ] {
            assert!(fault_of(&[host, ("origin", origin)]).is_some(), "{origin}");
        }
        for site in ["same-origin", "none"] {
            assert_eq!(fault_of(&[host, ("sec-fetch-site", site)]), None, "{site}");
        }
        for site in ["cross-site", "same-site", "else"] {
            assert!(fault_of(&[host, ("sec-fetch-site", site)]).is_some(), "{site}");
        }
    }
}
