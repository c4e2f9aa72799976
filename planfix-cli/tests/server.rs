//! Calls over HTTP: the sandbox as a process, and secrets.

mod support;

use std::process::Stdio;
use support::served::{KEY, TOKEN, call};
use support::{Run, Running, command, folder, run_with, started};

/// Starts a sandbox with an account, key and token of its own; returns its URL.
fn sandbox(args: &[&str]) -> (Running, String) {
    let (child, url) = started(
        command(&[&["sandbox"], args].concat())
            .env("PLANFIX_ACCOUNT", "example")
            .env("PLANFIX_API_KEY", KEY)
            .env("PLANFIX_TOKEN", TOKEN)
            .stderr(Stdio::null()),
    );
    (Running(child), url)
}

#[test]
fn a_call_goes_over_loopback_and_is_kept() {
    let data = folder("served").join("planfix.db");
    let data = data.to_str().unwrap();
    {
        let (_running, url) = sandbox(&["--data", data]);
        assert!(url.starts_with("http://127.0.0.1:") && url.ends_with("/xml/"), "{url}");
        call(
            &url,
            &["contact", "update", "--id", "1", "--name", "Анна", "--clear", "post"],
        )
        .ends(0);
    }
    let (_running, url) = sandbox(&["--listen", "127.0.0.1:0", "--data", data]);
    let contact = call(&url, &["contact", "get", "--id", "1"]).ends(0).json();
    assert_eq!(contact["contact"]["name"], "Анна");
    assert!(contact["contact"]["post"].is_null());
}

#[test]
fn a_refusal_has_status_3_and_its_code() {
    let (_running, url) = sandbox(&[]);
    let run = call(&url, &["contact", "get", "--id", "999999"]).ends(3);
    assert_eq!(run.out, "");
    run.complains(&["code 8002"]);
    let args = [
        "contact",
        "get",
        "--id",
        "1",
        "--url",
        &url,
        "--account",
        "example",
        "--credentials-stdin",
    ];
    let wrong = run_with(&args, "wrong-key-77\nwrong-token-78\n")
        .ends(3)
        .complains(&["code 0001", "PLANFIX_API_KEY"]);
    assert!(!wrong.err.contains("wrong-"), "{}", wrong.err);
    run_with(&args, &format!("{KEY}\n{TOKEN}\n")).ends(0);
    run_with(&args, &format!("{KEY}\n"))
        .ends(1)
        .complains(&["no line with the token"]);
}

#[test]
fn secrets_of_a_method_come_from_standard_input() {
    let args = ["auth", "login", "--login", "demo", "--password-stdin"];
    let shown = run_with(&[&args[..], &["--dry-run"]].concat(), "hush-hush\n").ends(0);
    assert!(!shown.out.contains("hush") && !shown.err.contains("hush"));
    run_with(&[&args[..], &["--sandbox"]].concat(), "demo\n")
        .ends(0)
        .prints(&["\"sid\""]);
    let table = run_with(&[&args[..], &["--sandbox", "--output", "table"]].concat(), "demo\n").ends(0);
    table.prints(&["secret"]);
    let wrong = run_with(&[&args[..], &["--sandbox"]].concat(), "hush-hush\n").ends(3);
    assert!(!wrong.out.contains("hush") && !wrong.err.contains("hush"));
}

#[test]
fn the_sandbox_is_for_this_machine() {
    let run = Run::of(command(&["sandbox", "--listen", "0.0.0.0:0"]).output().unwrap());
    run.ends(1).complains(&["for this machine only"]);
    let run = Run::of(command(&["sandbox", "--listen", "nonsense"]).output().unwrap());
    run.ends(1).complains(&["127.0.0.1:8077"]);
}
