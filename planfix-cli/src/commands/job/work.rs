//! The command `job work`: a worker for all jobs in a PostgreSQL database.

use super::stop::Stop;
use crate::commands::text;
use crate::output::{print, say};
use crate::status::{Failure, Status};
use crate::words;
use clap::ArgMatches;
use planfix_api::client::{Auth, Client, Connection, Http};
use planfix_jobs::{Caller, Hooks, PostgresQueue, RunError};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let accounts = match matches.get_one::<String>("accounts") {
        Some(path) => from_file(path)?,
        None => from_environment()?,
    };
    let lease = matches.get_one::<u64>("lease").copied().unwrap_or(300);
    let names: Vec<String> = accounts.keys().cloned().collect();
    let queue = PostgresQueue::open(text(matches, "database"), &name(), Duration::from_secs(lease), names);
    let mut queue = queue.map_err(super::failure)?;
    let stop = Stop::listen()?;
    let http = Http::new();
    let clients: RefCell<HashMap<(String, String), Arc<dyn Caller>>> = RefCell::default();
    let caller = |account: &str, target: &str| -> Option<Arc<dyn Caller>> {
        let place = (account.to_owned(), target.to_owned());
        if let Some(client) = clients.borrow().get(&place) {
            return Some(Arc::clone(client));
        }
        let (key, token) = accounts.get(account)?;
        let connection = Connection::new(target.parse().ok()?, account, Auth::token(key.as_str(), token.as_str()));
        let client: Arc<dyn Caller> = Arc::new(Client::new(connection, http.clone()));
        clients.borrow_mut().insert(place, Arc::clone(&client));
        Some(client)
    };
    let worked = planfix_jobs::work(&mut queue, &caller, &mut Worker { stop });
    let worked = worked.map_err(|error| match error {
        RunError::Store(error) => super::failure(error),
        error => Failure::input(error.to_string()),
    })?;
    print(&format!(
        "{} requests sent, {} refused, {} unknown\n",
        worked.sent, worked.refused, worked.unknown
    ))?;
    match worked {
        worked if worked.left > 0 => Err(Failure::new(
            Status::Paused,
            format!("stopped by the user; {} requests are left", worked.left),
        )),
        worked if worked.unknown > 0 => Err(Failure::said(Status::Unknown)),
        worked if worked.refused > 0 => Err(Failure::said(Status::Refused)),
        _ => Ok(()),
    }
}

/// Returns a name that no other worker has.
fn name() -> String {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    format!("{} {} {}", host.trim(), std::process::id(), since.as_nanos())
}

/// The keys and tokens by account.
type Accounts = HashMap<String, (String, String)>;

fn from_environment() -> Result<Accounts, Failure> {
    let names = ["PLANFIX_ACCOUNT", "PLANFIX_API_KEY", "PLANFIX_TOKEN"];
    let values = names.map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let [Some(account), Some(key), Some(token)] = values else {
        return Err(Failure::input(format!(
            "no account: give --accounts FILE, or set {}",
            words::listed(names)
        )));
    };
    Ok(HashMap::from([(account, (key, token))]))
}

/// Reads the accounts from a file that only its owner can read. Errors never show its content.
fn from_file(path: &str) -> Result<Accounts, Failure> {
    let wrong = |what: &str| Failure::input(format!("--accounts {path}: {what}"));
    let mut file = File::open(path).map_err(|error| wrong(&error.to_string()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file
            .metadata()
            .map_err(|error| wrong(&error.to_string()))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(wrong("others can read it: chmod 600 it"));
        }
    }
    let mut content = String::new();
    file.read_to_string(&mut content)
        .map_err(|error| wrong(&error.to_string()))?;
    let whole: Value = serde_json::from_str(&content)
        .map_err(|error| wrong(&format!("not JSON at line {}, column {}", error.line(), error.column())))?;
    let accounts = whole
        .as_object()
        .ok_or_else(|| wrong("expected an object of accounts"))?;
    let mut out = HashMap::new();
    for (account, value) in accounts {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        match (text("key"), text("token")) {
            (Some(key), Some(token)) => out.insert(account.clone(), (key, token)),
            _ => return Err(wrong(&format!("{account}: expected \"key\" and \"token\""))),
        };
    }
    Ok(out)
}

/// The hooks of a worker: a line for each account that waits.
struct Worker {
    stop: Stop,
}

impl Hooks for Worker {
    fn is_stopped(&mut self) -> bool {
        self.stop.is_wanted()
    }

    fn wait(&mut self, time: Duration) -> bool {
        self.stop.wait(time)
    }

    fn waits_for(&mut self, account: &str, why: &str) {
        say(&format!("{account} waits: {why}"));
    }
}
