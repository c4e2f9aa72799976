//! Clients that keep a pace and repeat calls by the standard policy, on the virtual clock of the sandbox.

#[cfg(feature = "async")]
use crate::caller::Asynchronous;
use crate::steps::Plan;
use crate::{FEW, Stage, kinds, many, rehearse};
use planfix_api::client::{Client, Endpoint, Policy};
use planfix_sandbox::{Breach, Options};
use std::sync::Arc;

/// A breach of the limit would be refused like a call beyond the day, which no policy repeats.
fn options() -> Options {
    Options::default().per_second(1).breach(Breach::Limit)
}

fn policy() -> Policy {
    Policy::standard().budget(1000)
}

fn blocking(stage: &Stage, plan: &Plan) {
    let client = Client::new(stage.connection(Endpoint::europe()), Arc::clone(&stage.sandbox))
        .with_policy(policy())
        .with_clock(Arc::new(stage.clock.clone()));
    plan.run(&stage.sandbox, &client);
}

#[cfg(feature = "async")]
fn asynchronous(stage: &Stage, plan: &Plan) {
    let connection = stage.connection(Endpoint::europe());
    let client = planfix_api::client::AsyncClient::new(connection, Arc::clone(&stage.sandbox))
        .with_policy(policy())
        .with_clock(Arc::new(stage.clock.clone()));
    plan.run(&stage.sandbox, &Asynchronous::new(client));
}

#[test]
fn a_blocking_client_with_a_policy_does_nothing_twice() {
    rehearse(kinds(), FEW, &options(), blocking);
}

#[cfg(feature = "async")]
#[test]
fn an_asynchronous_client_with_a_policy_does_nothing_twice() {
    rehearse(kinds(), FEW, &options(), asynchronous);
}

#[test]
#[ignore = "takes minutes"]
fn a_blocking_client_with_a_policy_does_nothing_twice_for_all_seeds() {
    rehearse(kinds(), many(), &options(), blocking);
}

#[cfg(feature = "async")]
#[test]
#[ignore = "takes minutes"]
fn an_asynchronous_client_with_a_policy_does_nothing_twice_for_all_seeds() {
    rehearse(kinds(), many(), &options(), asynchronous);
}
