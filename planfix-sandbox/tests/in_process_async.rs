//! The sandbox as the transport of the asynchronous client.
#![cfg(feature = "async")]

mod common;

use common::{NOW, connection, sandbox};
use planfix_api::client::{AsyncClient, Clock as _, Outcome, VirtualClock};
use planfix_api::{ContactId, contact};
use planfix_sandbox::{Fault, Options, Sandbox};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn an_asynchronous_client_calls_it() {
    let sandbox = Arc::new(sandbox());
    let client = AsyncClient::new(connection(), Arc::clone(&sandbox));
    let response = client.call(&contact::get::Request::new(ContactId(1))).await.unwrap();
    assert_eq!(response.contact.id, ContactId(1));
    sandbox.fail_next(Fault::LostAnswer);
    let error = client
        .call(&contact::delete::Request::new(ContactId(2)))
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(sandbox.stored(ContactId(2)).unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn latency_is_slept_by_tokio_or_passes_on_a_virtual_clock() {
    let latency = Duration::from_secs(5);
    let took = async |options: Options| {
        let sandbox = Sandbox::in_memory(options.latency(latency)).unwrap();
        let client = AsyncClient::new(connection(), sandbox);
        let before = tokio::time::Instant::now();
        client.call(&contact::get::Request::new(ContactId(1))).await.unwrap();
        before.elapsed()
    };
    assert!(took(Options::default()).await >= latency);
    let clock = VirtualClock::new();
    assert_eq!(
        took(Options::default().virtual_clock(NOW, &clock)).await,
        Duration::ZERO
    );
    assert_eq!(clock.now().as_secs(), 5);
}
