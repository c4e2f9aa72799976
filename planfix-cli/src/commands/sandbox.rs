//! `planfix sandbox`: a local PlanFix over HTTP.

use super::text;
use crate::connect;
use crate::output::{print, say};
use crate::status::Failure;
use clap::ArgMatches;
use std::net::{TcpListener, ToSocketAddrs as _};
use std::sync::Arc;

/// Ready when somebody asks the program to stop: Ctrl-C, or SIGTERM.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the signal ends the process by itself.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let listen = text(matches, "listen");
    let mut addresses = listen.to_socket_addrs().map_err(|error| {
        Failure::input(format!(
            "--listen {listen}: no address: {error}; it is a loopback address and a port, such as 127.0.0.1:8077"
        ))
    })?;
    let Some(address) = addresses.next() else {
        return Err(Failure::input(format!("--listen {listen}: no such address")));
    };
    if !address.ip().is_loopback() {
        return Err(Failure::input(format!(
            "--listen {listen}: the sandbox is for this machine only; use 127.0.0.1:PORT"
        )));
    }
    let sandbox = connect::sandbox(matches.get_one::<String>("data").map(String::as_str))?;
    let bound = TcpListener::bind(address).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) =
        bound.map_err(|error| Failure::input(format!("--listen {listen}: cannot be listened on: {error}")))?;
    print(&format!("http://{address}/xml/\n"))?;
    say(
        "A local PlanFix. Account, API key and token are `demo`, or what PLANFIX_ACCOUNT, PLANFIX_API_KEY and \
         PLANFIX_TOKEN say. Ctrl-C stops it.",
    );
    planfix_sandbox::serve(Arc::new(sandbox), listener, stopped())
        .map_err(|error| Failure::input(format!("the sandbox stopped: {error}")))
}
