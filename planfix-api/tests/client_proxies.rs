//! Proxies from the environment: used only for https, and shown without their password if they cannot be used.
//!
//! The environment is global to the process, so each case runs this test again in a process of its own.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// The address that the process of a case calls, through each transport.
const CALL: &str = "PLANFIX_TEST_CALL";
const NOWHERE: &str = "https://planfix.invalid/xml/";

#[test]
fn one_call_through_each_transport() {
    let Ok(endpoint) = std::env::var(CALL) else {
        return;
    };
    for call in [blocking, asynchronous] {
        match call(endpoint.parse().unwrap(), with_token(), patient()) {
            Ok(_) => println!("told: ok"),
            Err(error) => {
                let debug = format!("{error:?}");
                assert!(!debug.contains("pass"), "{debug}");
                println!("told: {}", chain(&error).replace('\n', " "));
            }
        }
    }
}

/// Returns the output of the two calls in a process with these variables.
fn told(endpoint: &str, variables: &[(&str, &str)]) -> [String; 2] {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
        .args(["--exact", "one_call_through_each_transport", "--nocapture"])
        .env(CALL, endpoint)
        .envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<String> = text
        .lines()
        .filter_map(|line| line.split_once("told: "))
        .map(|(_, told)| told.to_owned())
        .collect();
    println!("{variables:?}\n  {}", lines.join("\n  "));
    lines
        .try_into()
        .unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
}

/// A proxy that records the heads of requests and answers with this.
fn proxy(answer: &'static str) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (heads, seen) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|read| read > 0) {}
            drop(heads.send(head));
            drop(stream.write_all(answer.as_bytes()));
            drop(stream.shutdown(std::net::Shutdown::Write));
            drop(reader.read_to_end(&mut Vec::new()));
        }
    });
    (address, seen)
}

#[test]
fn a_proxy_is_asked_for_a_tunnel_with_its_password() {
    let (address, seen) = proxy("HTTP/1.1 403 Forbidden\r\n\r\n");
    for (variable, value) in [
        ("HTTPS_PROXY", format!("http://user:pass@{address}")),
        ("https_proxy", format!("user:pass@{address}/")),
        ("ALL_PROXY", format!("HTTP://user:pass@{address}")),
    ] {
        for text in told(NOWHERE, &[(variable, &value)]) {
            let head = seen.recv_timeout(Duration::from_secs(60)).unwrap().to_lowercase();
            assert!(head.starts_with("connect planfix.invalid:443 http/1.1\r\n"), "{head}");
            assert!(head.contains("proxy-authorization: basic dxnlcjpwyxnz\r\n"), "{head}");
            assert!(!head.contains("\r\nauthorization:"), "{head}");
            let expected = "contact.add: not sent, nothing was carried out: no connection to planfix.invalid through the \
                            proxy ";
            assert!(text.starts_with(expected), "{text}");
            assert!(text.contains(&format!("//{address} (from {variable}): ")), "{text}");
            assert!(!text.contains("pass"), "{text}");
        }
    }
    assert!(seen.try_recv().is_err());
}

#[test]
fn an_unreachable_proxy_is_shown_in_the_error() {
    for text in told(NOWHERE, &[("HTTPS_PROXY", "http://user:pass@127.0.0.1:1")]) {
        let expected = "no connection to planfix.invalid through the proxy http://127.0.0.1:1 (from HTTPS_PROXY): \
                        Connection refused";
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("pass"), "{text}");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_not_gone_around() {
    let (target, reached) = proxy("");
    let target = format!("https://{target}/xml/");
    let (socks, asked) = proxy("");
    for (value, shown, why) in [
        (
            format!("socks5://user:pass@{socks}"),
            format!("socks5://{socks}"),
            "only proxies with http:// and https:// are supported",
        ),
        (
            "http://user:pass@127.0.0.1:99999".to_owned(),
            "http://127.0.0.1".to_owned(),
            "its port is not a number from 1 to 65535",
        ),
        (
            "http://user:pass@host name/".to_owned(),
            "http://host name".to_owned(),
            "it is not an address such as http://host:3128",
        ),
    ] {
        for variable in ["HTTPS_PROXY", "all_proxy"] {
            for text in told(&target, &[(variable, &value)]) {
                let expected = format!(
                    "contact.add: not sent, nothing was carried out: the proxy {shown} (from {variable}) cannot be used: \
                     {why}"
                );
                assert!(text.starts_with(&expected), "{text}");
                assert!(!text.contains("pass"), "{text}");
            }
        }
    }
    assert!(asked.try_recv().is_err() && reached.try_recv().is_err());
}

#[test]
fn no_proxy_and_http_go_without_it() {
    let (address, seen) = proxy("");
    for text in told(
        NOWHERE,
        &[
            ("HTTPS_PROXY", &format!("http://{address}")),
            ("NO_PROXY", "planfix.invalid"),
        ],
    ) {
        assert!(text.contains("no connection to planfix.invalid: "), "{text}");
    }
    let server = Server::start(|_| Reply::answer(200, &ok(CREATED)));
    let http = format!("http://{}/xml/", server.address);
    let proxy = format!("http://{address}");
    let all = [
        ("HTTP_PROXY", proxy.as_str()),
        ("ALL_PROXY", &proxy),
        ("HTTPS_PROXY", "socks5://x"),
    ];
    assert_eq!(told(&http, &all), ["ok", "ok"]);
    assert!(seen.try_recv().is_err());
}
