//! The command `planfix sandbox`: a local PlanFix over HTTP.

use super::text;
use crate::connect;
use crate::interrupt;
use crate::output::{print, say};
use crate::status::Failure;
use clap::ArgMatches;
use planfix_sandbox::{Fault, Options};
use std::net::{TcpListener, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Duration;

/// Returns the shell lines that set up another terminal. Values set in this one are not shown.
fn exports(url: &str) -> String {
    let is_set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let names = ["PLANFIX_ACCOUNT", "PLANFIX_API_KEY", "PLANFIX_TOKEN"];
    let (set, demo): (Vec<&str>, Vec<&str>) = names.into_iter().partition(is_set);
    let mut out = format!("  export PLANFIX_URL={url}");
    out.extend(demo.iter().map(|name| format!(" {name}=demo")));
    if !set.is_empty() {
        out.push_str(&format!("\n  and set {} as in this one", set.join(", ")));
    }
    out
}

/// Returns the options that the flags set.
fn options(matches: &ArgMatches) -> Options {
    let mut options = connect::sandbox_options().lenient(matches.get_flag("lenient"));
    let number = |name: &str| matches.get_one::<u32>(name).copied();
    if let Some(calls) = number("rate") {
        options = options.per_second(calls);
    }
    if let Some(calls) = number("daily") {
        options = options.per_day(calls);
    }
    if let Some(latency) = matches.get_one::<Duration>("latency") {
        options = options.latency(*latency);
    }
    if let (Some(seed), Some(share)) = (matches.get_one::<u64>("faults"), matches.get_one::<f64>("fault-rate")) {
        options = options.faults(*seed, *share);
    }
    match matches.get_many::<Fault>("fault-kinds") {
        Some(kinds) => options.fault_kinds(kinds.copied()),
        None => options,
    }
}

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let listen = text(matches, "listen");
    let mut addresses = listen.to_socket_addrs().map_err(|error| {
        Failure::input(format!(
            "--listen {listen}: not an address: {error}; give a loopback address and a port, such as 127.0.0.1:8077"
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
    let data = matches.get_one::<String>("data").map(String::as_str);
    let sandbox = connect::sandbox(data, options(matches))?;
    let bound = TcpListener::bind(address).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) =
        bound.map_err(|error| Failure::input(format!("--listen {listen}: cannot listen on this address: {error}")))?;
    let mut printed = Ok(());
    let until_stopped = async {
        // Listens before the URL is printed, so that any later signal ends the sandbox cleanly.
        let signal = interrupt::signal();
        let url = format!("http://{address}/xml/");
        printed = print(&format!("{url}\n"));
        if printed.is_err() {
            return;
        }
        say(&format!(
            "A local PlanFix is running; Ctrl-C stops it. For another terminal:\n{}",
            exports(&url)
        ));
        match signal {
            Ok(signal) => signal.await,
            // Without a handler the signal ends the process by itself.
            Err(_) => std::future::pending().await,
        }
    };
    planfix_sandbox::serve(Arc::new(sandbox), listener, until_stopped)
        .map_err(|error| Failure::input(format!("the sandbox stopped: {error}")))?;
    printed
}
