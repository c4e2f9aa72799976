//! Jobs against a sandbox in process.
#![allow(dead_code)]

use planfix_api::client::{Auth, Body, Client, Connection, Endpoint, Transport, TransportError};
use planfix_api::table::Method;
use planfix_jobs::{
    Caller, Draft, Entry, Input, InputOptions, Job, Plan, PlanError, PlanOptions, Report, RunOptions, SqliteStore,
    State, Store, plan, run,
};
use planfix_sandbox::{Options, Sandbox};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// A new folder for one test, removed at its end.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes an input and returns its path.
    pub(crate) fn input(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

pub(crate) fn method(name: &str) -> &'static Method {
    planfix_api::methods()
        .iter()
        .find(|method| method.name == name)
        .unwrap()
}

/// Plans an input; the job is `test.job` in the folder.
pub(crate) fn planned(folder: &Folder, name: &str, input: &str, options: &PlanOptions) -> Result<Plan, PlanError> {
    let method = method(name);
    let mut input = Input::open(input, InputOptions::default())?;
    let job = Job {
        method: name.to_owned(),
        ..Job::default()
    };
    let mut draft = Draft::new(folder.path("test.job"), &job)?;
    let plan = plan(method, &mut input, options, &mut draft)?;
    draft.columns(&plan.columns)?;
    draft.save()?;
    Ok(plan)
}

/// Plans a CSV that has no faults.
#[track_caller]
pub(crate) fn plan_csv(folder: &Folder, name: &str, csv: &str) -> Plan {
    let input = folder.input("input.csv", csv);
    planned(folder, name, &input, &PlanOptions::default()).unwrap()
}

/// Returns the faults of a CSV, one on each line, without the path of the input.
#[track_caller]
pub(crate) fn faults(name: &str, csv: impl AsRef<[u8]>, options: &PlanOptions) -> String {
    let folder = Folder::new();
    let input = folder.input("input.csv", csv);
    let error = planned(&folder, name, &input, options).expect_err("the input has faults");
    assert!(!folder.path("test.job").exists());
    error.to_string().replace(&input, "input.csv")
}

pub(crate) fn store(folder: &Folder) -> SqliteStore {
    SqliteStore::lock(folder.path("test.job"), "a test").unwrap()
}

pub(crate) fn entries(store: &SqliteStore) -> Vec<Entry> {
    let mut out = Vec::new();
    store
        .entries(&State::ALL, &mut |entry| {
            out.push(entry);
            true
        })
        .unwrap();
    out
}

pub(crate) fn states(store: &SqliteStore) -> Vec<State> {
    entries(store).iter().map(|entry| entry.state).collect()
}

pub(crate) fn bodies(folder: &Folder) -> Vec<serde_json::Value> {
    let entries = entries(&store(folder));
    entries
        .iter()
        .map(|entry| serde_json::from_str(&entry.body).unwrap())
        .collect()
}

/// The fate of a call.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// None: the sandbox answers.
    Pass,
    /// There is no connection.
    NoConnection,
    /// The request is lost on its way.
    LostRequest,
    /// The answer is lost; the sandbox has carried the call out.
    LostAnswer,
    /// PlanFix refuses with this code.
    Code(&'static str),
}

/// A sandbox with scripted faults, which records its calls.
pub(crate) struct Faulty {
    pub(crate) sandbox: Sandbox,
    pub(crate) script: Mutex<VecDeque<Fault>>,
    /// The bodies of the requests that arrived at the sandbox.
    pub(crate) arrived: Mutex<Vec<String>>,
}

impl Transport for Faulty {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        let fault = self.script.lock().unwrap().pop_front().unwrap_or(Fault::Pass);
        let body = String::from_utf8_lossy(request.body().as_ref()).into_owned();
        match fault {
            Fault::NoConnection => Err(TransportError::not_sent("refused")),
            Fault::LostRequest => Err(TransportError::no_answer("reset")),
            Fault::Code(code) => Ok(http::Response::new(
                format!("<response status=\"error\"><code>{code}</code><message/></response>").into_bytes(),
            )),
            Fault::LostAnswer => {
                self.arrived.lock().unwrap().push(body);
                let _ = self.sandbox.send(request)?;
                Err(TransportError::no_answer("reset"))
            }
            Fault::Pass => {
                self.arrived.lock().unwrap().push(body);
                self.sandbox.send(request)
            }
        }
    }
}

pub(crate) fn faulty(script: &[Fault]) -> Arc<Faulty> {
    Arc::new(Faulty {
        sandbox: Sandbox::in_memory(Options::default()).unwrap(),
        script: Mutex::new(script.iter().copied().collect()),
        arrived: Mutex::default(),
    })
}

pub(crate) fn client<T: Transport>(transport: T) -> Client<T> {
    // The client neither paces nor repeats calls of this machine: the job decides.
    let endpoint: Endpoint = "http://127.0.0.1/xml/".parse().unwrap();
    let connection = Connection::new(endpoint, "demo", Auth::token("demo", "demo"));
    Client::new(connection, transport)
}

/// Hooks on a clock that only waits move.
pub(crate) struct Clock {
    pub(crate) now: planfix_api::jiff::Timestamp,
    pub(crate) waits: Vec<std::time::Duration>,
    /// Stops when this many waits are over.
    pub(crate) most_waits: usize,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self {
            now: "2026-03-01T12:00:00Z".parse().unwrap(),
            waits: Vec::new(),
            most_waits: usize::MAX,
        }
    }
}

impl planfix_jobs::Hooks for Clock {
    fn is_stopped(&mut self) -> bool {
        self.waits.len() >= self.most_waits
    }

    fn wait(&mut self, time: std::time::Duration) -> bool {
        self.waits.push(time);
        self.now = self.now.checked_add(time).unwrap();
        !self.is_stopped()
    }

    fn now(&mut self) -> planfix_api::jiff::Timestamp {
        self.now
    }
}

pub(crate) fn run_all(store: &mut dyn Store, caller: &dyn Caller) -> Report {
    run(store, caller, &RunOptions::default(), &mut Clock::new()).unwrap()
}
