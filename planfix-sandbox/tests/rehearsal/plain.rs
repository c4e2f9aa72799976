//! Clients that send every call once.

#[cfg(feature = "async")]
use crate::caller::Asynchronous;
use crate::steps::Plan;
use crate::{FEW, Stage, kinds, many, rehearse};
use planfix_api::client::{Client, Endpoint};
use planfix_sandbox::Options;
use std::sync::Arc;

fn blocking(stage: &Stage, plan: &Plan) {
    let client = Client::new(stage.connection(Endpoint::europe()), Arc::clone(&stage.sandbox));
    plan.run(&stage.sandbox, &client);
}

#[cfg(feature = "async")]
fn asynchronous(stage: &Stage, plan: &Plan) {
    let connection = stage.connection(Endpoint::europe());
    let client = planfix_api::client::AsyncClient::new(connection, Arc::clone(&stage.sandbox));
    plan.run(&stage.sandbox, &Asynchronous::new(client));
}

#[test]
fn a_blocking_client_agrees_with_the_sandbox() {
    rehearse(kinds(), FEW, &Options::default(), blocking);
}

#[cfg(feature = "async")]
#[test]
fn an_asynchronous_client_agrees_with_the_sandbox() {
    rehearse(kinds(), FEW, &Options::default(), asynchronous);
}

#[test]
#[ignore = "takes minutes"]
fn a_blocking_client_agrees_with_the_sandbox_for_all_seeds() {
    rehearse(kinds(), many(), &Options::default(), blocking);
}

#[cfg(feature = "async")]
#[test]
#[ignore = "takes minutes"]
fn an_asynchronous_client_agrees_with_the_sandbox_for_all_seeds() {
    rehearse(kinds(), many(), &Options::default(), asynchronous);
}
