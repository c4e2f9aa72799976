//! Ctrl-C during a call reports what it means for the account.
#![cfg(unix)]

mod support;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use support::served::calling;
use support::{Run, command, folder};

/// Starts a call whose request reaches a server that does not answer; returns the server's connection and the
/// program.
fn waiting(args: &[&str]) -> (std::net::TcpStream, Child) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/xml/", listener.local_addr().unwrap());
    let child = calling(&url, args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"</request>") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        bytes.extend_from_slice(&byte);
    }
    (stream, child)
}

fn signal(name: &str, child: Child) -> Run {
    let status = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
    Run::of(child.wait_with_output().unwrap())
}

/// Returns true if the program inherits SIGHUP as ignored; then it goes on ignoring it.
fn ignores_hangups() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 1 != 0))
}

#[test]
fn it_is_a_lost_answer_by_the_effect_of_the_method() {
    for name in ["-INT", "-TERM", "-HUP"] {
        if name == "-HUP" && ignores_hangups() {
            println!("skipped: SIGHUP, because this process was started with it ignored, as by nohup");
            continue;
        }
        for (args, status, told) in [
            (
                &["contact", "get", "--id", "1"][..],
                5,
                "nothing was changed, it may be sent again",
            ),
            (
                &["contact", "add", "--name", "x"],
                4,
                "check before sending it again, or there may be two",
            ),
            (
                &["contact", "update", "--id", "1", "--name", "x"],
                4,
                "it sets a state, so it may be sent again",
            ),
        ] {
            let (_stream, child) = waiting(args);
            let run = signal(name, child).ends(status).complains(&["interrupted", told]);
            assert_eq!(run.out, "");
        }
    }
}

#[test]
fn before_anything_is_sent_nothing_was_changed() {
    let args = ["contact", "update", "--json", "-", "--sandbox"];
    let mut child = command(&args)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // The input is larger than a pipe buffer: when all of it is written, the program is reading and already listens.
    input.write_all(&[b' '; 1 << 20]).unwrap();
    signal("-INT", child)
        .ends(5)
        .complains(&["contact.update: interrupted, nothing was sent"]);
    drop(input);
}

#[test]
fn nothing_half_written_is_left() {
    let folder = folder("interrupted");
    let place = format!("{}/", folder.display());
    let (_stream, child) = waiting(&["file", "download", "--id", "1", "--save", &place]);
    assert_eq!(folder.read_dir().unwrap().count(), 1);
    signal("-INT", child).ends(5);
    assert_eq!(folder.read_dir().unwrap().count(), 0);
}
