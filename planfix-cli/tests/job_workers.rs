//! Workers on one database: together they keep the pace of each account, and the promises of a job, while they are killed
//! and their connections are cut.
//!
//! `PLANFIX_TEST_POSTGRES` is the address of a database for tests; without it, the test is skipped.
#![cfg(unix)]

mod support;

use planfix_jobs::{Counts, PostgresStore, State, Store as _};
use planfix_sandbox::{Options, Sandbox};
use std::collections::HashMap;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::Duration;
use support::{Run, command, folder};

const ACCOUNTS: u64 = 4;
const ROWS: u64 = 12;
const KILLS: u64 = 2;
const PACE: Duration = Duration::from_millis(150);

/// An account with its sandbox.
struct Account {
    name: String,
    sandbox: Arc<Sandbox>,
    job: String,
}

fn account(folder: &Path, database: &str, number: u64) -> Account {
    let name = format!("account{number}-{}", std::process::id());
    let sandbox = Arc::new(Sandbox::in_memory(Options::default().account(&name)).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/xml/", listener.local_addr().unwrap());
    let server = Arc::clone(&sandbox);
    std::thread::spawn(move || planfix_sandbox::serve(server, listener, std::future::pending::<()>()));
    // The first account creates, the others set.
    let (method, head) = match number {
        0 => ("contact.add", "name"),
        _ => ("contact.update", "contact.id,post"),
    };
    let mut csv = format!("{head}\n");
    for row in 0..ROWS {
        match number {
            0 => csv.push_str(&format!("row {row}\n")),
            _ => csv.push_str(&format!("{},post {row}\n", row % 3 + 1)),
        }
    }
    let input = folder.join(format!("{number}.csv"));
    std::fs::write(&input, csv).unwrap();
    let job = format!("{database}#{name}");
    let pace = PACE.as_secs_f64().to_string();
    let plan = [
        "job",
        "plan",
        method,
        input.to_str().unwrap(),
        "--job",
        &job,
        "--pace",
        &pace,
    ];
    let mut plan = command(&plan);
    plan.env("PLANFIX_URL", url).env("PLANFIX_ACCOUNT", &name);
    Run::of(plan.output().unwrap()).ends(0);
    Account { name, sandbox, job }
}

fn worker(folder: &Path, database: &str) -> Child {
    let accounts = folder.join("accounts.json");
    let mut command = command(&[
        "job",
        "work",
        database,
        "--lease",
        "2",
        "--accounts",
        accounts.to_str().unwrap(),
    ]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Ends every other connection that has used the tables of jobs.
fn cut(database: &str) {
    let mut client = postgres::Client::connect(database, postgres::NoTls).unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%planfix.%'";
    client.execute(end, &[]).unwrap();
}

fn counts(account: &Account) -> Counts {
    PostgresStore::open(&account.job).unwrap().counts().unwrap()
}

#[test]
fn workers_keep_the_pace_and_the_promises_together() {
    let Ok(database) = std::env::var("PLANFIX_TEST_POSTGRES") else {
        println!("skipped: PLANFIX_TEST_POSTGRES is not set, so there is no PostgreSQL to test");
        return;
    };
    let folder = folder("job-workers");
    let accounts: Vec<Account> = (0..ACCOUNTS)
        .map(|number| account(&folder, &database, number))
        .collect();
    let keys: HashMap<&str, serde_json::Value> = accounts
        .iter()
        .map(|account| {
            (
                account.name.as_str(),
                serde_json::json!({"key": "demo", "token": "demo"}),
            )
        })
        .collect();
    let path = folder.join("accounts.json");
    std::fs::write(&path, serde_json::to_string(&keys).unwrap()).unwrap();
    let open = Run::of(
        command(&["job", "work", &database, "--accounts", path.to_str().unwrap()])
            .output()
            .unwrap(),
    );
    open.ends(1).complains(&["chmod 600"]);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let mut workers: Vec<Child> = (0..4).map(|_| worker(&folder, &database)).collect();
    // Some of them are killed and replaced.
    for _ in 0..KILLS {
        std::thread::sleep(Duration::from_millis(300));
        let mut killed = workers.remove(0);
        killed.kill().unwrap();
        killed.wait().unwrap();
        // So are the connections of the others, while they work.
        cut(&database);
        workers.push(worker(&folder, &database));
    }
    for mut worker in workers {
        let status = worker.wait().unwrap().code().unwrap_or(-1);
        assert!([0, 4].contains(&status), "{status}");
    }
    for account in &accounts {
        let counts = counts(account);
        let calls = account.sandbox.calls();
        let carried_out = calls.iter().filter(|call| call.carried_out).count() as u64;
        assert_eq!(counts.total(), ROWS, "no row is lost");
        assert_eq!(counts.of(State::Done) + counts.of(State::Unknown), ROWS);
        if account.job.contains("account0-") {
            assert!(
                carried_out >= counts.of(State::Done) && carried_out <= ROWS,
                "no create is sent twice"
            );
        } else {
            assert_eq!(counts.of(State::Done), ROWS);
            assert!(carried_out <= ROWS + KILLS, "{carried_out}");
        }
        for pair in calls.windows(2) {
            let between = pair[0].at.duration_until(pair[1].at);
            // The sandbox notes when it reads a call, which a busy machine delays.
            let least = PACE.as_secs_f64() / 3.0;
            assert!(between.as_secs_f64() >= least, "{}: {between:?}", account.name);
        }
    }
}
