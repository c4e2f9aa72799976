//! Addresses and keys that cannot be used are refused before anything is sent.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

mod client_support;

use client_support::*;
use planfix_api::Class;
use planfix_api::client::{Auth, AuthError, Endpoint, EndpointError, Error, Outcome, Unreadable};

#[test]
fn a_port_that_is_not_one_is_refused() {
    for port in ["99999", "65536", "0", "", "+80", "8080000000000000000000", "08x"] {
        for start in ["http://127.0.0.1", "https://host.example", "http://[::1]"] {
            let text = format!("{start}:{port}/xml/");
            let error = text.parse::<Endpoint>().unwrap_err();
            let expected = [
                EndpointError::Port(port.to_owned()),
                // `http` does not take these for a port either.
                EndpointError::NoAddress(text.clone()),
            ];
            assert!(expected.contains(&error), "{text}: {error:?}");
        }
    }
    let error = "https://127.0.0.1:99999/xml/".parse::<Endpoint>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`99999` is not a port: a port is a number from 1 to 65535"
    );
    for text in [
        "http://127.0.0.1:65535/xml/",
        "http://[::1]:1/",
        "https://host/xml/",
        "https://host:08080",
    ] {
        text.parse::<Endpoint>().unwrap();
    }
}

#[test]
fn a_redirect_to_a_port_that_is_not_one_is_not_followed() {
    for port in ["99999", "65616", ""] {
        each(
            move |seen| match seen.number {
                0 => {
                    let to = format!("Location: http://127.0.0.1:{port}/xml/\r\n");
                    Reply::Keep(http(307, &to, ""))
                }
                _ => Reply::answer(200, &ok(CREATED)),
            },
            |answer, seen| {
                let error = answer.unwrap_err();
                let nowhere = matches!(
                    error,
                    Error::Unreadable {
                        why: Unreadable::RedirectNowhere,
                        ..
                    }
                );
                assert!(nowhere, "{error:?}");
                assert_eq!(seen.len(), 1);
            },
        );
    }
}

#[test]
fn a_key_with_a_colon_is_refused_and_not_sent() {
    for auth in [
        Auth::token(format!("{KEY}:{TOKEN}"), ""),
        Auth::login(format!("{KEY}:"), LOGIN, PASSWORD),
    ] {
        assert_eq!(auth.check(), Err(AuthError::Colon));
        each_with(
            auth,
            patient(),
            |_| Reply::answer(200, &ok(CREATED)),
            |answer, seen| {
                let error = answer.unwrap_err();
                assert!(matches!(error, Error::Credentials { .. }), "{error:?}");
                assert_eq!(error.outcome(), Outcome::NotSent);
                assert_eq!(error.class(), Some(Class::Credentials));
                assert_eq!(
                    error.to_string(),
                    "contact.add: nothing was sent: the API key contains a colon, which HTTP does not allow; if it is \
                     `key:token`, pass the two separately"
                );
                assert!(seen.is_empty());
            },
        );
    }
    // A token may contain a colon.
    assert_eq!(Auth::token(KEY, "a:b").check(), Ok(()));
}
