//! Rehearsals: sequences of calls of every effect while the sandbox fails, in each way and in all ways mixed. After each call, the outcome that the client
//! reports must agree with what the sandbox did.
//!
//! The tests run a few seeds for each fault. The whole rehearsal takes minutes:
//! `SEEDS=500 cargo test --release -p planfix-sandbox --all-features --test rehearsal -- --ignored`.

#[path = "../common/mod.rs"]
mod common;

mod caller;
mod check;
mod plain;
mod policy;
#[cfg(feature = "http")]
mod served;
mod steps;
mod threads;

use common::NOW;
use planfix_api::client::{Auth, Connection, Endpoint, VirtualClock};
use planfix_sandbox::{Fault, Options, Sandbox};
use std::sync::Arc;
use steps::Plan;

/// The seeds of the tests, for each fault.
const FEW: u64 = 2;

/// The seeds of the whole rehearsal: `SEEDS` of the environment, or 500.
fn many() -> u64 {
    std::env::var("SEEDS").map_or(500, |seeds| seeds.parse().unwrap())
}

/// A sandbox that fails, and what its client needs.
struct Stage {
    sandbox: Arc<Sandbox>,
    clock: VirtualClock,
    seed: u64,
}

impl Stage {
    /// A sandbox that has one kind of fault, or all kinds, by a seed.
    fn new(fault: Option<Fault>, seed: u64, options: Options) -> Self {
        let clock = VirtualClock::new();
        let options = options.virtual_clock(NOW, &clock).faults(seed, 0.5);
        let options = match fault {
            Some(fault) => options.fault_kinds([fault]),
            None => options,
        };
        Self {
            sandbox: Arc::new(Sandbox::in_memory(options).unwrap()),
            clock,
            seed,
        }
    }

    /// Every other seed uses a login, so that logins fail too.
    fn connection(&self, endpoint: Endpoint) -> Connection {
        let auth = match self.seed % 2 {
            0 => Auth::token("demo", "demo"),
            _ => Auth::login("demo", "demo", "demo"),
        };
        Connection::new(endpoint, "demo", auth)
    }
}

/// Every fault by itself, and all of them mixed.
fn kinds() -> impl Iterator<Item = Option<Fault>> {
    Fault::ALL.iter().copied().map(Some).chain([None])
}

/// Rehearses faults with these seeds.
fn rehearse(faults: impl Iterator<Item = Option<Fault>>, seeds: u64, options: &Options, run: impl Fn(&Stage, &Plan)) {
    let faults: Vec<Option<Fault>> = faults.collect();
    for seed in 0..seeds {
        for fault in faults.iter().copied() {
            let name = fault.map_or("all faults", Fault::name);
            let stage = Stage::new(fault, seed, options.clone());
            run(&stage, &Plan::new(&stage.sandbox, name, seed));
        }
    }
}
