//! A client over a service of tower, and a client of a transport that is chosen at run time.
#![cfg(all(feature = "tower", feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use http_body_util::{BodyExt as _, Full};
use planfix_api::client::{
    AsyncClient, AsyncTransport, DynAsyncTransport, Error, Outcome, RequestBody, Reqwest, Tower,
};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// What the service does with a request.
#[derive(Clone, Copy)]
enum Does {
    Answer,
    /// Fails before it reads the body, as without a connection.
    Refuse,
    /// Fails after it has read the body.
    Lose,
    Hang,
    Long,
}

#[derive(Clone)]
struct Fake(Does);

type Answered = Result<http::Response<Full<bytes::Bytes>>, std::io::Error>;

impl Service<http::Request<RequestBody>> for Fake {
    type Response = http::Response<Full<bytes::Bytes>>;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = Answered> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let does = self.0;
        Box::pin(async move {
            if matches!(does, Does::Refuse) {
                return Err(std::io::ErrorKind::ConnectionRefused.into());
            }
            assert_eq!(request.method(), "POST");
            let sent = request.into_body().collect().await.unwrap().to_bytes();
            assert!(sent.starts_with(b"<?xml"));
            match does {
                Does::Lose => Err(std::io::ErrorKind::ConnectionReset.into()),
                Does::Hang => std::future::pending().await,
                Does::Long => Ok(http::Response::new(Full::from(vec![b' '; 2000]))),
                _ => Ok(http::Response::new(Full::from(ok(CREATED)))),
            }
        })
    }
}

fn call(does: Does) -> Answer {
    let endpoint = "http://127.0.0.1:1/xml/".parse().unwrap();
    let transport = Tower::new(Fake(does)).max_response(1000);
    let client = AsyncClient::new(connection(endpoint, with_token()), transport);
    runtime().block_on(client.with_limit(Duration::from_millis(200)).call(&request()))
}

#[test]
fn a_service_answers() {
    assert_eq!(call(Does::Answer).unwrap().id.0, 42);
}

#[test]
fn a_request_whose_body_was_not_read_was_not_sent() {
    let error = call(Does::Refuse).unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error:?}");
    let error = call(Does::Lose).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
}

#[test]
fn the_limits_of_time_and_of_a_response_hold() {
    let error = call(Does::Hang).unwrap_err();
    assert!(
        error.is_timeout() && matches!(error, Error::NoAnswer { .. }),
        "{error:?}"
    );
    let error = call(Does::Long).unwrap_err();
    assert!(error.to_string().contains("it is longer than 1000 bytes"), "{error}");
}

#[test]
fn a_program_chooses_its_transport_at_run_time() {
    let server = Server::start(|_| Reply::answer(200, &ok(CREATED)));
    let transports: [Arc<dyn DynAsyncTransport>; 2] =
        [Arc::new(Reqwest::new()), Arc::new(Tower::new(Fake(Does::Answer)))];
    for (transport, limit) in transports.into_iter().zip([Some(Duration::from_secs(60)), None]) {
        assert_eq!(AsyncTransport::limit(&transport), limit);
        let client = AsyncClient::new(connection(server.endpoint(), with_token()), transport);
        assert_eq!(runtime().block_on(client.call(&request())).unwrap().id.0, 42);
    }
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_reqwest_client_of_ones_own_is_used() {
    let server = Server::start(|_| Reply::answer(200, &ok(CREATED)));
    let builder = reqwest::Client::builder()
        .user_agent("own/1")
        .redirect(reqwest::redirect::Policy::none());
    let own = builder.tls_backend_preconfigured(tls()).build().unwrap();
    let client = AsyncClient::new(
        connection(server.endpoint(), with_token()),
        Reqwest::with_client(own, patient()),
    );
    runtime().block_on(client.call(&request())).unwrap();
    assert!(server.seen()[0].head.contains("user-agent: own/1\r\n"));
}

#[test]
fn a_reqwest_client_that_follows_redirects_is_reported() {
    let server = Server::start(|seen| match seen.number {
        0 => Reply::Keep(http(302, "Location: /elsewhere/\r\n", "")),
        _ => Reply::answer(200, &ok(CREATED)),
    });
    let own = reqwest::Client::builder()
        .tls_backend_preconfigured(tls())
        .build()
        .unwrap();
    let client = AsyncClient::new(
        connection(server.endpoint(), with_token()),
        Reqwest::with_client(own, patient()),
    );
    let error = runtime().block_on(client.call(&request())).unwrap_err();
    assert!(error.to_string().contains("redirect(Policy::none())"), "{error}");
}

fn tls() -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
