//! A job whose runs are killed at random moments: no row is lost, and no create is carried out twice.
//!
//! `PLANFIX_KILLS` is the number of kills, `PLANFIX_KILL_ROWS` the number of rows of both jobs together, and
//! `PLANFIX_SEED` the moments.
#![cfg(unix)]

mod support;

use planfix_api::client::{Auth, Client, Connection};
use planfix_api::{ContactId, contact};
use planfix_jobs::{Counts, SqliteStore, State, Store as _};
use planfix_sandbox::{Options, Sandbox};
use std::collections::HashMap;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use support::{Run, command, folder};

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

/// Numbers that look random, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// A sandbox with a file, served in this process.
struct Served {
    sandbox: Arc<Sandbox>,
    url: String,
}

fn served(folder: &Path) -> Served {
    let sandbox = Arc::new(Sandbox::open(folder.join("planfix.db"), Options::default()).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/xml/", listener.local_addr().unwrap());
    let server = Arc::clone(&sandbox);
    std::thread::spawn(move || planfix_sandbox::serve(server, listener, std::future::pending::<()>()));
    Served { sandbox, url }
}

impl Served {
    fn job(&self, folder: &Path, args: &[&str]) -> Command {
        let mut command = command(&[&["job"], args].concat());
        command
            .current_dir(folder)
            .envs([("PLANFIX_URL", self.url.as_str()), ("PLANFIX_ACCOUNT", "demo")])
            .envs([("PLANFIX_API_KEY", "demo"), ("PLANFIX_TOKEN", "demo")])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Returns how often each contact whose name begins with `row ` is stored.
    fn created(&self) -> HashMap<String, u64> {
        let connection = Connection::new(self.url.parse().unwrap(), "demo", Auth::token("demo", "demo"));
        let client = Client::new(connection, Arc::clone(&self.sandbox));
        let mut out = HashMap::new();
        for page in 1.. {
            let request = contact::get_list::Request::new().page_size(100).page_current(page);
            let answer = client.call(&request).unwrap();
            let contacts = answer.contacts.items;
            if contacts.is_empty() {
                break;
            }
            for contact in contacts {
                let name = contact.name.into_set().unwrap_or_default();
                if name.starts_with("row ") {
                    *out.entry(name).or_insert(0) += 1;
                }
            }
        }
        out
    }
}

/// Counts the updates that the sandbox has carried out. It keeps the last 10,000 calls.
#[derive(Default)]
struct Updates {
    times: u64,
    last: u64,
    /// The last call at the time before, which is over by now.
    over: u64,
}

impl Updates {
    fn count(&mut self, sandbox: &Sandbox) {
        let calls = sandbox.calls();
        for call in calls
            .iter()
            .filter(|call| call.number > self.last && call.number <= self.over)
        {
            self.times += u64::from(call.carried_out && call.method == Some("contact.update"));
        }
        self.last = self.over;
        self.over = calls.last().map_or(0, |call| call.number);
    }
}

fn counts(path: &Path) -> Counts {
    SqliteStore::read(path).unwrap().counts().unwrap()
}

/// Returns the rows of the creating job by their names.
fn rows(path: &Path) -> HashMap<String, State> {
    let mut out = HashMap::new();
    let store = SqliteStore::read(path).unwrap();
    store
        .entries(&State::ALL, &mut |entry| {
            let body: serde_json::Value = serde_json::from_str(&entry.body).unwrap();
            let name = body["contact"]["name"].as_str().unwrap().to_owned();
            out.insert(name, entry.state);
            true
        })
        .unwrap();
    out
}

#[test]
fn kills_lose_no_row_and_repeat_no_create() {
    let (kills, count) = (number("PLANFIX_KILLS", 24), number("PLANFIX_KILL_ROWS", 400));
    let seed = number("PLANFIX_SEED", 0x5eed).max(1);
    println!("{kills} kills, {count} rows, seed {seed}");
    let mut random = Random(seed);
    let mut killed = 0;
    for round in 0.. {
        killed += self::round(round, kills - killed, count, &mut random);
        if killed >= kills {
            break;
        }
    }
}

/// Plans two jobs, kills their runs, and checks them when both are complete. Returns the number of kills.
fn round(round: u32, kills: u64, count: u64, random: &mut Random) -> u64 {
    let folder = folder(&format!("job-kills-{round}"));
    let served = served(&folder);
    let creates = count / 4;
    let mut adds = "name,post\n".to_owned();
    for row in 0..creates {
        adds.push_str(&format!("row {row},post {row}\n"));
    }
    let mut updates = "contact.id,silent,post\n".to_owned();
    for row in creates..count {
        updates.push_str(&format!("{},yes,post {row}\n", row % 3 + 1));
    }
    let jobs = [("contact.add", "adds", adds), ("contact.update", "updates", updates)];
    for (method, name, csv) in &jobs {
        std::fs::write(folder.join(format!("{name}.csv")), csv).unwrap();
        let output = served.job(&folder, &["plan", method, &format!("{name}.csv")]).output();
        Run::of(output.unwrap()).ends(0);
    }
    let mut killed = 0;
    let mut carried_out = Updates::default();
    while killed < kills {
        carried_out.count(&served.sandbox);
        let open: Vec<&str> = ["adds", "updates"]
            .into_iter()
            .filter(|name| counts(&folder.join(format!("{name}.job"))).left() > 0)
            .collect();
        if open.is_empty() {
            break;
        }
        // As many kills for each row.
        let name = if open.len() == 2 {
            open[usize::from(random.below(4) > 0)]
        } else {
            open[0]
        };
        let mut child = served.job(&folder, &["run", &format!("{name}.job")]).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(random.below(80_000)));
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    for name in ["adds", "updates"] {
        let run = Run::of(served.job(&folder, &["run", &format!("{name}.job")]).output().unwrap());
        assert!([0, 4].contains(&run.status), "{}", run.err);
    }
    for _ in 0..2 {
        carried_out.count(&served.sandbox);
    }
    let repeats = carried_out.times - (count - creates);
    assert!(repeats <= killed, "{repeats} updates were repeated by {killed} kills");
    let (states, created) = (rows(&folder.join("adds.job")), served.created());
    assert_eq!(states.len() as u64, creates, "no row is lost");
    for (name, times) in &created {
        assert_eq!(*times, 1, "{name} was created twice");
        assert!(
            [State::Done, State::Unknown].contains(&states[name]),
            "{name} is {}",
            states[name]
        );
    }
    for (name, state) in &states {
        assert!(
            *state != State::Done || created.contains_key(name),
            "{name} is done, but was not created"
        );
        assert!([State::Done, State::Unknown].contains(state), "{name} is {state}");
    }
    let updates = counts(&folder.join("updates.job"));
    assert_eq!(updates.of(State::Done), count - creates);
    for id in 1..=3 {
        let last = (creates..count).rev().find(|row| row % 3 + 1 == id).unwrap();
        let stored = served.sandbox.stored(ContactId(id as i64)).unwrap().unwrap();
        assert_eq!(stored["contact"]["post"], format!("post {last}"));
    }
    let unknown = counts(&folder.join("adds.job")).of(State::Unknown);
    println!(
        "round {round}: {killed} kills, {} created, {unknown} unknown, {repeats} updates repeated",
        created.len()
    );
    assert!(unknown <= killed);
    killed
}
