//! Clients over HTTP, on sockets. The whole rehearsal has fewer seeds here, since it takes longer.

use crate::caller::Asynchronous;
use crate::steps::Plan;
use crate::{FEW, Stage, many, rehearse};
use planfix_api::client::{AsyncClient, Client, Connection, Http, Limits, Reqwest};
use planfix_sandbox::{Fault, Options, Server};
use std::sync::Arc;

/// The faults that do not take time.
fn kinds() -> impl Iterator<Item = Option<Fault>> {
    let waits = [
        Fault::ConnectionRefused,
        Fault::Silence,
        Fault::SlowDrip,
        Fault::LateAnswer,
    ];
    crate::kinds().filter(move |fault| fault.is_some_and(|fault| !waits.contains(&fault)))
}

fn limits() -> Limits {
    Limits {
        response: 1 << 20,
        ..Limits::default()
    }
}

fn start(stage: &Stage) -> (Server, Connection) {
    let server = Server::start(Arc::clone(&stage.sandbox)).unwrap();
    let endpoint = server.url().parse().unwrap();
    (server, stage.connection(endpoint))
}

fn blocking(stage: &Stage, plan: &Plan) {
    let (server, connection) = start(stage);
    let client = Client::new(connection, Http::with_limits(limits()));
    plan.run(&stage.sandbox, &client);
    server.stop().unwrap();
}

fn asynchronous(stage: &Stage, plan: &Plan) {
    let (server, connection) = start(stage);
    let client = AsyncClient::new(connection, Reqwest::with_limits(limits()));
    plan.run(&stage.sandbox, &Asynchronous::new(client));
    server.stop().unwrap();
}

#[test]
fn a_blocking_client_agrees_with_the_sandbox_over_http() {
    rehearse(kinds(), FEW, &Options::default(), blocking);
}

#[test]
fn an_asynchronous_client_agrees_with_the_sandbox_over_http() {
    rehearse(kinds(), FEW, &Options::default(), asynchronous);
}

#[test]
#[ignore = "takes minutes"]
fn a_blocking_client_agrees_with_the_sandbox_over_http_for_all_seeds() {
    rehearse(kinds(), many() / 25, &Options::default(), blocking);
}

#[test]
#[ignore = "takes minutes"]
fn an_asynchronous_client_agrees_with_the_sandbox_over_http_for_all_seeds() {
    rehearse(kinds(), many() / 25, &Options::default(), asynchronous);
}
