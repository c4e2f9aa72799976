//! One client that threads share, and with it the session of a login. The store tells what became of each call.

use crate::{FEW, Stage, kinds, many};
use planfix_api::client::{Client, Endpoint, Outcome};
use planfix_api::{ContactId, contact};
use planfix_sandbox::Options;
use std::sync::Arc;

const THREADS: usize = 4;
const CALLS: usize = 8;

/// Creates contacts from several threads, and compares each outcome with the number of contacts of its name.
fn create(stage: &Stage) {
    let client = Client::new(stage.connection(Endpoint::europe()), Arc::clone(&stage.sandbox));
    let outcomes: Vec<(String, Option<Outcome>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let client = &client;
                scope.spawn(move || {
                    let call = |number| {
                        let name = format!("Contact {thread}/{number}.");
                        let result = client.call(&contact::add::Request::new().name(&name));
                        (name, result.err().map(|error| error.outcome()))
                    };
                    (0..CALLS).map(call).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let all = stage.sandbox.all_stored::<ContactId>().unwrap();
    for (name, outcome) in outcomes {
        let created = all.iter().filter(|contact| contact["contact"]["name"] == name.as_str());
        let agrees = match (outcome, created.count()) {
            (None | Some(Outcome::CarriedOut), created) => created == 1,
            (Some(Outcome::NotSent | Outcome::Refused), created) => created == 0,
            (Some(Outcome::Unknown), created) => created <= 1,
        };
        assert!(
            agrees,
            "{name} {outcome:?}, seed {}: {:#?}",
            stage.seed,
            stage.sandbox.calls()
        );
    }
}

fn rehearse(seeds: u64) {
    for fault in kinds() {
        for seed in 0..seeds {
            create(&Stage::new(fault, seed, Options::default()));
        }
    }
}

#[test]
fn threads_that_share_a_client_agree_with_the_sandbox() {
    rehearse(FEW);
}

#[test]
#[ignore = "takes minutes"]
fn threads_that_share_a_client_agree_with_the_sandbox_for_all_seeds() {
    rehearse(many());
}
