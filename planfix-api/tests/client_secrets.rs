//! Key, token, login, password, session and personal data do not appear in `Debug` or errors.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::client::{AsyncClient, Client, Endpoint, Http, Next, Reqwest, TransportError};
use planfix_api::{Method, contact, record::Typed as _};

#[test]
fn debug_shows_no_secrets() {
    let endpoint = Endpoint::russia();
    for auth in [with_token(), with_login()] {
        no_secrets(&format!("{auth:?}"));
        let connection = connection(endpoint.clone(), auth);
        no_secrets(&format!("{connection:?}"));
        let sid = sid(1).into();
        let call = connection
            .call(contact::add::Request::METHOD, &request(), Some(&sid))
            .unwrap();
        no_secrets(&format!("{call:?}"));
        // The header is marked as sensitive, and the body shows its length.
        let shown = format!("{:?}", call.request());
        no_secrets(&shown);
        assert!(shown.contains("\"authorization\": Sensitive"), "{shown}");
        assert!(
            shown.contains(&format!("body: Body({} bytes)", call.request().body().len())),
            "{shown}"
        );
        no_secrets(&format!("{:?}", connection.login()));
        no_secrets(&format!("{:?}", Client::new(connection.clone(), Http::new())));
        no_secrets(&format!("{:?}", AsyncClient::new(connection, Reqwest::new())));
    }
    no_secrets(&format!("{:?}", Http::new()));
    no_secrets(&format!("{:?}", Reqwest::new()));
    no_secrets(&format!("{:?}", request()));
}

#[test]
fn debug_of_a_refusal_shows_no_values_of_its_details() {
    let answer = format!("<response status=\"error\"><code>9006</code><message/><name>{NAME}</name></response>");
    each(
        move |_| Reply::answer(200, &answer),
        |answer, _| no_secrets(&format!("{:?}", answer.unwrap_err())),
    );
}

#[test]
fn an_endpoint_has_no_password() {
    for text in [
        "https://user:PASSWORD-not-to-be-shown@host/xml/",
        "PASSWORD-not-to-be-shown@host",
    ] {
        let error = text.parse::<Endpoint>().unwrap_err();
        no_secrets(&error.to_string());
        no_secrets(&format!("{error:?}"));
    }
}

#[test]
fn the_error_of_a_custom_transport_is_shown() {
    let error = TransportError::not_sent("the cable is out");
    assert_eq!(error.to_string(), "the cable is out");
}

#[test]
fn debug_of_a_call_shows_no_signature_of_a_redirect() {
    let connection = connection(Endpoint::russia(), with_token());
    let mut call = connection
        .call(contact::add::Request::METHOD, &request(), None)
        .unwrap();
    let moved = http::Response::builder()
        .status(307)
        .header("Location", "/xml/v2/?signature=SIGNATURE-not-to-be-shown");
    let next = call.receive(&moved.body("").unwrap(), &mut contact::add::Response::blank());
    assert_eq!(next.unwrap(), Next::Again);
    let shown = format!("{call:?}");
    no_secrets(&shown);
    assert!(shown.contains("/xml/v2/"), "{shown}");
}
