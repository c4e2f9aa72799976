//! A disk that fails: nothing is sent that is not on disk as sent.
#![cfg(target_os = "linux")]

mod support;

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use support::served::{KEY, TOKEN, calling};
use support::{Run, folder};

/// Plans a job for a server that answers every request, and returns the listener.
fn planned(folder: &Path, rows: usize) -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/xml/", listener.local_addr().unwrap());
    let mut csv = "contact.id,name\n".to_owned();
    for row in 0..rows {
        csv.push_str(&format!("{},name {row}\n", row + 1));
    }
    std::fs::write(folder.join("rows.csv"), csv).unwrap();
    let mut plan = calling(&url, &["job", "plan", "contact.update", "rows.csv"]);
    Run::of(plan.current_dir(folder).output().unwrap()).ends(0);
    listener
}

/// Runs the job in a shell after these lines.
fn run(folder: &Path, before: &str) -> Run {
    let program = env!("CARGO_BIN_EXE_planfix");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{before}\nexec {program} job run rows.job")])
        .current_dir(folder)
        .env_clear()
        .envs([("PLANFIX_API_KEY", KEY), ("PLANFIX_TOKEN", TOKEN)])
        .stdin(Stdio::null());
    Run::of(shell.output().unwrap())
}

/// Counts the requests that arrived while `work` was done. Every one gets the answer ok.
fn arrived(listener: TcpListener, work: impl FnOnce() -> Run) -> (usize, Run) {
    use std::io::{Read as _, Write as _};
    listener.set_nonblocking(true).unwrap();
    let over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let server = scope.spawn(|| {
            let mut count = 0;
            while !over.load(std::sync::atomic::Ordering::Relaxed) {
                let Ok((mut stream, _)) = listener.accept() else {
                    std::thread::yield_now();
                    continue;
                };
                stream.set_nonblocking(false).unwrap();
                let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
                while !bytes.ends_with(b"</request>") {
                    match stream.read(&mut buffer).unwrap_or(0) {
                        0 => break,
                        more => bytes.extend_from_slice(&buffer[..more]),
                    }
                }
                if !bytes.is_empty() {
                    count += 1;
                    let _ = stream.write_all(&support::served::xml("<response status=\"ok\"/>"));
                }
            }
            count
        });
        let run = work();
        over.store(true, std::sync::atomic::Ordering::Relaxed);
        (server.join().unwrap(), run)
    })
}

/// Returns the number of requests in the journal that were sent or have an outcome.
fn journaled(folder: &Path) -> u64 {
    use planfix_jobs::{SqliteStore, State, Store as _};
    let counts = SqliteStore::read(folder.join("rows.job")).unwrap().counts().unwrap();
    counts.total() - counts.of(State::Planned)
}

#[test]
fn on_a_full_disk_nothing_is_sent_that_is_not_journaled() {
    for blocks in [30, 60, 100, 200] {
        let folder = folder(&format!("job-full-{blocks}"));
        let listener = planned(&folder, 400);
        // The log of the journal cannot grow over this size, as on a full disk.
        let before = format!("trap '' XFSZ; ulimit -f {blocks}");
        let (count, run) = arrived(listener, || run(&folder, &before));
        run.ends(5).complains(&["free space on the disk and run again"]);
        let journaled = journaled(&folder);
        assert!(
            count as u64 <= journaled,
            "{count} requests arrived, {journaled} are journaled"
        );
        assert!(journaled < 400);
    }
}

#[test]
fn a_job_that_cannot_be_written_sends_nothing() {
    let folder = folder("job-unwritable");
    let listener = planned(&folder, 3);
    let (count, run) = arrived(listener, || run(&folder, "trap '' XFSZ; ulimit -f 0"));
    assert_eq!(count, 0);
    run.ends(5).complains(&["run again"]);
}
