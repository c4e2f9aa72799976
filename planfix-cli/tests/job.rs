//! Jobs as users run them: plan, run, stop, look, mend, run again.
#![cfg(unix)]

mod support;

use std::path::Path;
use std::process::Stdio;
use support::served::{calling, refusal, serve, xml};
use support::{Run, command, folder};

const HEAD: &str = "contact.id,name\n";

/// Runs `planfix job …` in a folder.
fn job(folder: &Path, args: &[&str]) -> Run {
    let mut command = command(&[&["job"], args].concat());
    Run::of(command.current_dir(folder).stdin(Stdio::null()).output().unwrap())
}

/// Plans rows for the account of a server.
fn plan(folder: &Path, method: &str, csv: &str, url: &str) -> Run {
    std::fs::write(folder.join("rows.csv"), csv).unwrap();
    let mut command = calling(url, &["job", "plan", method, "rows.csv"]);
    Run::of(command.current_dir(folder).output().unwrap())
}

/// Runs the job `rows.job` against its server.
fn run(folder: &Path, args: &[&str]) -> Run {
    let mut command = command(&[&["job", "run", "rows.job"], args].concat());
    command
        .current_dir(folder)
        .env("PLANFIX_API_KEY", support::served::KEY)
        .env("PLANFIX_TOKEN", support::served::TOKEN);
    Run::of(command.stdin(Stdio::null()).output().unwrap())
}

fn done(id: u32) -> Vec<u8> {
    xml(&format!(
        "<response status=\"ok\"><contact><id>{id}</id></contact></response>"
    ))
}

#[test]
fn the_example_is_planned_and_run() {
    let folder = folder("job-example");
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/contacts.csv");
    let data = folder.join("demo.db");
    let data = data.to_str().unwrap();
    job(
        &folder,
        &["plan", "contact.update", example, "--sandbox", "--data", data],
    )
    .ends(0)
    .prints(&[
        "3 requests of contact.update",
        "Nothing was sent",
        "\"birthdate\":\"1990-04-09\"",
    ]);
    job(&folder, &["run", "contacts.job"]).ends(0).prints(&["done 3"]);
    job(&folder, &["status", "contacts.job"])
        .ends(0)
        .prints(&["3 of 3 requests"]);
    let stored = Run::of(
        command(&["contact", "get", "--id", "2", "--sandbox", "--data", data])
            .output()
            .unwrap(),
    );
    assert_eq!(stored.ends(0).json()["contact"]["lastName"], "Круглов");
}

#[test]
fn faults_are_listed_and_no_job_is_made() {
    let folder = folder("job-faults");
    plan(&folder, "contact.update", "contact.id,birthdate\nx,soon\n", "russia")
        .ends(1)
        .complains(&["rows.csv:2: contact.id:", "rows.csv:2: birthdate:"]);
    assert!(!folder.join("rows.job").exists());
    plan(&folder, "contact.get", "contact.id\n1\n", "russia")
        .ends(1)
        .complains(&["only reads"]);
    plan(&folder, "task.update", "task.id\n1\n", "russia")
        .ends(1)
        .complains(&["--reset-left-out"]);
}

#[test]
fn refused_rows_are_shown_mended_and_sent_again() {
    let folder = folder("job-mend");
    let server = serve(vec![done(1), refusal("8002", ""), done(3), done(2)]);
    plan(
        &folder,
        "contact.update",
        &format!("{HEAD}1,a\n77,b\n3,c\n"),
        &server.url,
    )
    .ends(0);
    run(&folder, &[])
        .ends(3)
        .prints(&["done 2, refused 1"])
        .complains(&["rows.csv:3: refused 8002", "planfix job retry"]);
    let rows = job(&folder, &["rows", "rows.job", "--refused", "--output", "csv"]).ends(0);
    assert!(rows.out.contains("\n2,3,refused,8002,"), "{}", rows.out);
    std::fs::write(folder.join("mended.csv"), rows.out.replace(",77,b", ",2,b")).unwrap();
    job(&folder, &["retry", "rows.job", "--refused", "--from", "mended.csv"])
        .ends(0)
        .prints(&["1 requests"]);
    run(&folder, &[]).ends(0).prints(&["done 3"]);
    let seen = server.seen();
    assert!(seen[3].contains("<id>2</id>"), "{}", seen[3]);
}

#[test]
fn a_paused_job_ends_with_8_and_goes_on() {
    let folder = folder("job-pause");
    let server = serve(vec![done(1), refusal("0007", ""), done(2), done(3)]);
    plan(
        &folder,
        "contact.update",
        &format!("{HEAD}1,a\n2,b\n3,c\n"),
        &server.url,
    )
    .ends(0);
    run(&folder, &["--max", "1"])
        .ends(8)
        .complains(&["paused, 1 requests were sent", "2 requests are left"]);
    run(&folder, &[]).ends(8).complains(&["daily limit", "run again after"]);
    let status = job(&folder, &["status", "rows.job", "--output", "json"]).ends(0).json();
    assert_eq!(status["counts"]["planned"], 2);
    let json = run(&folder, &["--output", "json"]).ends(0).json();
    assert_eq!(json["counts"]["done"], 3);
    server.seen();
}

#[test]
fn a_wrong_key_ends_with_3_and_nothing_is_lost() {
    let folder = folder("job-key");
    let server = serve(vec![refusal("0001", "")]);
    plan(&folder, "contact.update", &format!("{HEAD}1,a\n"), &server.url).ends(0);
    run(&folder, &[]).ends(3).complains(&["code 0001", "PLANFIX_API_KEY"]);
    let status = job(&folder, &["status", "rows.job", "--output", "json"]).ends(0).json();
    assert_eq!(status["counts"]["planned"], 1);
    server.seen();
}

#[test]
fn a_changed_input_or_account_is_refused() {
    let folder = folder("job-changed");
    plan(
        &folder,
        "contact.update",
        &format!("{HEAD}1,a\n"),
        "http://127.0.0.1:1/xml/",
    )
    .ends(0);
    let mut other = command(&["job", "run", "rows.job"]);
    other.current_dir(&folder).env("PLANFIX_ACCOUNT", "another");
    Run::of(other.output().unwrap())
        .ends(1)
        .complains(&["belongs to the account `example`", "nothing was sent"]);
    std::fs::write(folder.join("rows.csv"), format!("{HEAD}1,b\n")).unwrap();
    run(&folder, &[])
        .ends(1)
        .complains(&["has changed since the job was planned"]);
    // The job has all of its input.
    std::fs::remove_file(folder.join("rows.csv")).unwrap();
    run(&folder, &[]).ends(8).complains(&["no usable answers"]);
}

#[test]
fn no_key_token_or_session_is_in_the_file() {
    let folder = folder("job-secrets");
    let server = serve(vec![done(1)]);
    plan(&folder, "contact.update", &format!("{HEAD}1,a\n"), &server.url).ends(0);
    run(&folder, &[]).ends(0);
    let bytes = std::fs::read(folder.join("rows.job")).unwrap();
    for secret in [support::served::KEY, support::served::TOKEN] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
    }
    server.seen();
}

#[test]
fn unknown_rows_are_settled_by_a_person() {
    let folder = folder("job-settle");
    // An empty answer closes the connection without one.
    let server = serve(vec![Vec::new(), done(8), Vec::new(), done(9)]);
    plan(&folder, "contact.add", "name\na\nb\nc\n", &server.url).ends(0);
    run(&folder, &[]).ends(4).complains(&["planfix job settle"]);
    job(&folder, &["settle", "rows.job"]).ends(2).complains(&["--done"]);
    job(&folder, &["settle", "rows.job", "--done", "2"])
        .ends(1)
        .complains(&["row 2 is not unknown"]);
    job(&folder, &["settle", "rows.job", "--done", "1", "--again", "3"])
        .ends(0)
        .prints(&["planned 1, done 2"]);
    run(&folder, &[]).ends(0).prints(&["done 3"]);
    server.seen();
}
