//! The settings of both transports, against a TLS server on loopback: certificates, proxies and the user agent.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{AsyncClient, Client, Endpoint, Http, HttpOptions, OptionsError, Reqwest};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// A company's certificate authority.
struct Company(CertifiedIssuer<'static, KeyPair>);

impl Company {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn root(&self) -> String {
        self.0.pem()
    }

    /// Issues a certificate, with its key.
    fn issue(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.0).unwrap(), key)
    }

    /// Returns the settings of a server, which may ask for a client certificate.
    fn server(&self, asks: bool) -> Arc<ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let (certificate, key) = self.issue("localhost");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap();
        let builder = if asks {
            let mut roots = RootCertStore::empty();
            roots.add(self.0.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        } else {
            builder.with_no_client_auth()
        };
        Arc::new(builder.with_single_cert(vec![certificate.der().clone()], key).unwrap())
    }
}

/// A layer of a server.
#[derive(Clone)]
enum Layer {
    Tls(Arc<ServerConfig>),
    /// Answers a request for a tunnel, and takes the place of the server at its other end.
    Tunnel,
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// A server with these layers, which answers each request. Returns the heads that it reads, in lower case.
fn serve(layers: Vec<Layer>) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (heads, seen) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // A client that does not trust the server closes the connection.
            drop(answer(Box::new(stream.unwrap()), &layers, &heads));
        }
    });
    (address, seen)
}

fn answer(stream: Box<dyn Stream>, layers: &[Layer], heads: &Sender<String>) -> std::io::Result<()> {
    let mut stream = stream;
    for layer in layers {
        stream = match layer {
            Layer::Tls(config) => {
                let connection = ServerConnection::new(Arc::clone(config)).unwrap();
                Box::new(StreamOwned::new(connection, stream))
            }
            Layer::Tunnel => {
                heads.send(head(&mut stream)?).unwrap();
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
                stream.flush()?;
                stream
            }
        };
    }
    let head = head(&mut stream)?;
    let length = head
        .split("content-length: ")
        .nth(1)
        .and_then(|rest| rest.split('\r').next());
    let mut body = vec![0; length.unwrap().parse().unwrap()];
    stream.read_exact(&mut body)?;
    heads.send(head).unwrap();
    stream.write_all(&http(200, "Connection: close\r\n", &ok(CREATED)))?;
    stream.flush()
}

fn head(stream: &mut dyn Stream) -> std::io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    Ok(String::from_utf8(head).unwrap().to_lowercase())
}

fn blocking_with(endpoint: &Endpoint, options: &HttpOptions) -> Answer {
    Client::new(connection(endpoint.clone(), with_token()), Http::with(options.clone())).call(&request())
}

fn asynchronous_with(endpoint: &Endpoint, options: &HttpOptions) -> Answer {
    let client = AsyncClient::new(
        connection(endpoint.clone(), with_token()),
        Reqwest::with(options.clone()),
    );
    runtime().block_on(client.call(&request()))
}

const EACH: [fn(&Endpoint, &HttpOptions) -> Answer; 2] = [blocking_with, asynchronous_with];

fn patiently() -> HttpOptions {
    HttpOptions::new().limits(patient()).no_proxy()
}

fn to(address: SocketAddr) -> Endpoint {
    format!("https://localhost:{}/xml/", address.port()).parse().unwrap()
}

#[test]
fn a_root_certificate_of_ones_own_is_trusted() {
    let company = Company::new();
    let (address, seen) = serve(vec![Layer::Tls(company.server(false))]);
    let trusting = patiently().root_certificates(company.root().as_bytes()).unwrap();
    for call in EACH {
        for options in [trusting.clone(), trusting.clone().without_system_certificates()] {
            call(&to(address), &options).unwrap();
            assert!(seen.recv().unwrap().starts_with("post /xml/ http/1.1\r\n"));
        }
    }
    let other = patiently().root_certificates(Company::new().root().as_bytes()).unwrap();
    for call in EACH {
        for options in [patiently(), other.clone(), patiently().without_system_certificates()] {
            let error = call(&to(address), &options).unwrap_err();
            assert!(error.is_connect(), "{error:?}");
            assert!(chain(&error).contains("invalid peer certificate"), "{}", chain(&error));
        }
    }
    assert!(seen.try_recv().is_err());
}

#[test]
fn a_client_certificate_is_shown_to_a_server_that_asks_for_it() {
    let company = Company::new();
    let (address, _seen) = serve(vec![Layer::Tls(company.server(true))]);
    let (certificate, key) = company.issue("client");
    let pem = certificate.pem() + &key.serialize_pem();
    let trusting = patiently().root_certificates(company.root().as_bytes()).unwrap();
    let identified = trusting.clone().client_certificate(pem.as_bytes()).unwrap();
    for call in EACH {
        call(&to(address), &identified).unwrap();
        call(&to(address), &trusting).unwrap_err();
    }
    let debug = format!("{:?} {:?}", identified, Http::with(identified.clone()));
    let secret = key.serialize_pem();
    assert!(!debug.contains(secret.lines().nth(1).unwrap()), "{debug}");
}

#[test]
fn a_proxy_of_ones_own_is_asked_for_a_tunnel() {
    let company = Company::new();
    let tls = Layer::Tls(company.server(false));
    let trusting = patiently().root_certificates(company.root().as_bytes()).unwrap();
    for (scheme, layers) in [
        ("http", vec![Layer::Tunnel, tls.clone()]),
        ("https", vec![tls.clone(), Layer::Tunnel, tls]),
    ] {
        let (proxy, seen) = serve(layers);
        let options = trusting
            .clone()
            .proxy(format!("{scheme}://user:pass@localhost:{}", proxy.port()));
        for call in EACH {
            // Only the proxy is asked for this host.
            let endpoint = "https://localhost:1/xml/".parse().unwrap();
            call(&endpoint, &options).unwrap();
            let tunnel = seen.recv().unwrap();
            assert!(tunnel.starts_with("connect localhost:1 http/1.1\r\n"), "{tunnel}");
            assert!(
                tunnel.contains("\r\nproxy-authorization: basic dxnlcjpwyxnz\r\n"),
                "{tunnel}"
            );
            assert!(!tunnel.contains("\r\nauthorization:"), "{tunnel}");
            let request = seen.recv().unwrap();
            assert!(request.contains("\r\nauthorization: basic "), "{request}");
            assert!(!request.contains("proxy-authorization"), "{request}");
        }
        assert!(!format!("{options:?} {:?}", Reqwest::with(options.clone())).contains("pass"));
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_of_each_call() {
    for (url, told) in [
        (
            "socks5://user:pass@127.0.0.1:1080",
            "only proxies with http:// and https:// are supported",
        ),
        ("http://user:pass@127.0.0.1:99999", "its port is not a number"),
    ] {
        for call in EACH {
            let error = call(&"https://localhost:1/xml/".parse().unwrap(), &patiently().proxy(url)).unwrap_err();
            assert!(error.is_setup(), "{error:?}");
            assert!(error.to_string().contains(told), "{error}");
            assert!(!chain(&error).contains("pass"), "{error}");
        }
    }
}

#[test]
fn the_user_agent_names_the_program() {
    let server = Server::start(|_| Reply::answer(200, &ok(CREATED)));
    for call in EACH {
        call(&server.endpoint(), &patiently()).unwrap();
        call(&server.endpoint(), &patiently().user_agent("stock-sync/2.1").unwrap()).unwrap();
    }
    let seen = server.seen();
    let agents: Vec<&str> = seen
        .iter()
        .map(|seen| seen.head.split("user-agent: ").nth(1).unwrap().lines().next().unwrap())
        .collect();
    let ours = concat!("planfix-api/", env!("CARGO_PKG_VERSION"));
    assert_eq!(agents, [ours, "stock-sync/2.1", ours, "stock-sync/2.1"]);
}

#[test]
fn a_setting_that_cannot_be_used_is_refused_at_once() {
    let (certificate, _) = Company::new().issue("client");
    let error = |result: Result<HttpOptions, OptionsError>| result.unwrap_err();
    assert_eq!(
        error(patiently().root_certificates(b"DER")),
        OptionsError::NoCertificate
    );
    let cut_off = b"-----BEGIN CERTIFICATE-----\nMII";
    assert_eq!(error(patiently().root_certificates(cut_off)), OptionsError::Pem);
    let without_key = certificate.pem();
    assert_eq!(
        error(patiently().client_certificate(without_key.as_bytes())),
        OptionsError::NoKey
    );
    assert_eq!(error(patiently().user_agent("a\r\nb")), OptionsError::UserAgent);
}
