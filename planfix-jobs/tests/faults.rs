//! Jobs through every kind of fault, chosen by seeds: the journal agrees with the sandbox in every row.
//!
//! `PLANFIX_FAULT_SEEDS` is the number of seeds for each kind of fault.

mod common;

use common::{Clock, Folder, client, entries, plan_csv, store};
use planfix_api::client::{Client, Error};
use planfix_api::record::Record;
use planfix_api::table::Method;
use planfix_jobs::{Caller, Ending, Entry, RunOptions, State, Store as _, run};
use planfix_sandbox::{Fault, Options, Sandbox};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// A client that notes which request each call of the sandbox belongs to.
struct Noted {
    client: Client<Arc<Sandbox>>,
    sandbox: Arc<Sandbox>,
    /// How often each request was carried out.
    carried_out: Mutex<HashMap<String, u32>>,
    last: Mutex<u64>,
}

impl Caller for Noted {
    fn call(&self, method: &'static Method, request: &dyn Record) -> Result<Box<dyn Record>, Error> {
        let result = self.client.call_any(method, request);
        let mut last = self.last.lock().unwrap();
        let before = *last;
        let mut carried_out = self.carried_out.lock().unwrap();
        let calls = self.sandbox.calls();
        for call in calls.iter().filter(|call| call.number > before) {
            *carried_out.entry(key(request)).or_insert(0) += u32::from(call.carried_out);
            *last = call.number;
        }
        self.sandbox.clear_calls();
        result
    }
}

fn key(request: &dyn Record) -> String {
    serde_json::to_string(&planfix_api::json::Json(request)).unwrap()
}

fn key_of(method: &'static Method, entry: &Entry) -> String {
    use serde::de::DeserializeSeed as _;
    let mut record = (method.new_request)();
    let mut json = serde_json::Deserializer::from_str(&entry.body);
    planfix_api::json::Fill::new(&mut *record)
        .deserialize(&mut json)
        .unwrap();
    key(&*record)
}

/// Runs a job until nothing is left, and checks every row.
fn check(name: &str, csv: &str, fault: Fault, seed: u64) {
    let folder = Folder::new();
    plan_csv(&folder, name, csv);
    let options = Options::default().faults(seed, 0.4).fault_kinds([fault]);
    let sandbox = Arc::new(Sandbox::in_memory(options).unwrap());
    let caller = Noted {
        client: client(Arc::clone(&sandbox)),
        sandbox,
        carried_out: Mutex::default(),
        last: Mutex::new(0),
    };
    let mut store = store(&folder);
    for number in 0.. {
        assert!(number < 1000, "{fault}, seed {seed}: the job does not end");
        // A refused key ends the run, and the next one goes on.
        let report = run(&mut store, &caller, &RunOptions::default(), &mut Clock::new());
        if report.is_ok_and(|report| matches!(report.ending, Ending::Complete)) {
            break;
        }
    }
    assert_eq!(store.counts().unwrap().left(), 0);
    let method = common::method(name);
    let carried_out = caller.carried_out.lock().unwrap();
    for entry in entries(&store) {
        let times = carried_out.get(&key_of(method, &entry)).copied().unwrap_or(0);
        let told = format!(
            "{name}, {fault}, seed {seed}, row {}: {} {:?}",
            entry.line, entry.state, entry.reason
        );
        match entry.state {
            State::Done => assert!(times > 0, "{told}: was not carried out"),
            State::Refused => assert_eq!(times, 0, "{told}: was carried out"),
            State::Unknown => {}
            _ => panic!("{told}"),
        }
        assert!(
            times <= 1 || method.effect.repeatable(),
            "{told}: was carried out {times} times"
        );
    }
}

#[test]
fn the_journal_agrees_with_the_sandbox_whatever_fails() {
    let seeds = std::env::var("PLANFIX_FAULT_SEEDS")
        .ok()
        .and_then(|seeds| seeds.parse().ok());
    let seeds: u64 = seeds.unwrap_or(2);
    let jobs = [
        ("contact.add", "name\na\nb\nc\n"),
        ("contact.update", "contact.id,post\n1,a\n2,b\n3,c\n"),
        ("contact.delete", "contact.id\n1\n2\n3\n"),
        ("action.add", "task.id,action.description\n1,a\n1,b\n2,c\n"),
    ];
    for fault in Fault::ALL {
        for seed in 1..=seeds {
            for (name, csv) in jobs {
                check(name, csv, *fault, seed);
            }
        }
    }
}
