//! Jobs: rows planned in a second, the cost of the journal for each row, and the memory of a large job.
//!
//! Rates are of the time on the clock and of the processor time, since other programs on the machine slow only the first.
//!
//! Rates are of the time on the clock and of the processor time, since other programs on the machine slow only the first.
//!
//! `PLANFIX_JOB_ROWS` is the number of rows; 100,000 without it, and 1,000,000 for the figure of the memory.

use cpu_time::ProcessTime;
use planfix_api::client::{Auth, Body, Client, Connection, Endpoint, Transport, TransportError};
use planfix_api::{Method as _, contact::update::Request};
use planfix_jobs::{
    Draft, Input, InputOptions, Job, PlanOptions, Quiet, RunOptions, SqliteStore, State, Store as _, plan, run,
};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// A PlanFix that has carried out everything before it is asked.
struct Done;

impl Transport for Done {
    fn send(&self, _: http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> {
        let answer = b"<response status=\"ok\"><contact><id>1</id><general>1</general></contact></response>";
        Ok(http::Response::new(answer.to_vec()))
    }
}

fn main() {
    let rows = std::env::var("PLANFIX_JOB_ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok());
    let rows: u32 = rows.unwrap_or(100_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("jobs");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let (csv, job) = (folder.join("contacts.csv"), folder.join("contacts.job"));
    write(&csv, rows).expect("a file");

    let (planned, time) = timed(|| {
        let mut input = Input::open(csv.to_str().unwrap_or_default(), InputOptions::default()).expect("an input");
        let method = Request::METHOD;
        let description = Job {
            method: method.name.to_owned(),
            ..Job::default()
        };
        let mut draft = Draft::new(&job, &description).expect("a draft");
        let plan = plan(method, &mut input, &PlanOptions::default(), &mut draft).expect("no faults");
        draft.save().expect("a job");
        plan.requests
    });
    let rate = |time: Duration| f64::from(rows) / time.as_secs_f64();
    let (clock, processor) = (rate(time.clock), rate(time.processor));
    println!("plan  {planned} rows  {clock:>9.0} rows/s  {processor:>9.0} rows/s of processor time  (at least 20,000)");

    let endpoint: Endpoint = "http://127.0.0.1/xml/".parse().expect("an address");
    let connection = Connection::new(endpoint, "demo", Auth::token("demo", "demo"));
    let client = Client::new(connection, Done);
    let sync = sync(&folder);
    let mut store = SqliteStore::lock(&job, "the benchmark").expect("the job");
    let (report, time) = timed(|| run(&mut store, &client, &RunOptions::default(), &mut Quiet).expect("a run"));
    assert_eq!(report.counts.of(State::Done), u64::from(rows));
    drop(store);
    let (clock, processor) = (time.clock / rows, time.processor / rows);
    println!("run   {rows} rows  {clock:>9.1?} a row  {processor:>9.1?} of processor time  (at most 1 ms)");
    println!("      one sync of this disk takes {sync:.1?}, and each row needs one");
    if let Some(peak) = peak() {
        println!("peak  {peak} MB of memory  (at most 100)");
    }
    let counts = SqliteStore::read(&job)
        .and_then(|store| store.counts())
        .expect("the job");
    assert_eq!(counts.of(State::Done), u64::from(rows));
    let _ = std::fs::remove_dir_all(&folder);
}

struct Time {
    clock: Duration,
    processor: Duration,
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Time) {
    let (start, processor) = (Instant::now(), ProcessTime::now());
    let done = work();
    let time = Time {
        clock: start.elapsed(),
        processor: processor.elapsed(),
    };
    (done, time)
}

fn write(path: &Path, rows: u32) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(
        out,
        "silent,contact.id,name,lastName,birthdate,email,post,phones.phone.number,group.id,custom:101"
    )?;
    for row in 1..=rows {
        writeln!(
            out,
            "yes,{row},Анна,Ветрова,09.04.1990,anna.{row}@example.com,Buyer {row},+7 900 {row:07},1,Gold"
        )?;
    }
    out.flush()
}

/// Returns the median time in which the disk makes 8 KiB safe.
fn sync(folder: &Path) -> Duration {
    let mut file = File::create(folder.join("sync")).expect("a file");
    let mut times: Vec<Duration> = (0..101)
        .map(|_| {
            let write = timed(|| file.write_all(&[1; 8192]).and_then(|()| file.sync_data()));
            write.1.clock
        })
        .collect();
    times.sort_unstable();
    times.get(50).copied().unwrap_or_default()
}

/// Returns the largest memory of this process, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024)
}
