//! `planfix sandbox`: how it starts, what it warns about, how it ends.

mod support;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use support::{Run, Running, command, folder, run, started};

/// Starts a sandbox and returns its URL.
fn sandbox(args: &[&str]) -> (Child, String) {
    started(command(&[&["sandbox"], args].concat()).stderr(Stdio::piped()))
}

/// Sends a request and returns the whole answer.
fn post(url: &str, body: &str) -> String {
    let host = url.trim_start_matches("http://").trim_end_matches("/xml/");
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST /xml/ HTTP/1.1\r\nHost: {host}\r\nAuthorization: Basic ZGVtbzpkZW1v\r\nConnection: close\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly() {
    for name in ["-TERM", "-INT"] {
        let data = folder("signal").join("planfix.db");
        let data = data.to_str().unwrap();
        let (child, url) = sandbox(&["--data", data]);
        let add =
            "<request method=\"contact.add\"><account>demo</account><contact><name>Kept</name></contact></request>";
        assert!(post(&url, add).contains("status=\"ok\""));
        // The sandbox does not wait for an idle connection.
        let idle = TcpStream::connect(url.trim_start_matches("http://").trim_end_matches("/xml/")).unwrap();
        let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
        assert!(sent.unwrap().success());
        Run::of(child.wait_with_output().unwrap()).ends(0);
        drop(idle);
        let mut files: Vec<_> = std::fs::read_dir(folder_of(data))
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect();
        files.sort();
        assert_eq!(files, ["planfix.db", "planfix.db-seal"], "the log was not closed");
        run(&["contact", "get", "--id", "7", "--sandbox", "--data", data])
            .ends(0)
            .prints(&["Kept"]);
    }
}

#[cfg(unix)]
fn folder_of(file: &str) -> &std::path::Path {
    std::path::Path::new(file).parent().unwrap()
}

#[test]
fn lenient_ignores_unknown_elements_with_a_warning() {
    let body = "<request method=\"contact.get\"><account>demo</account><contact><id>1</id></contact>\
                <pageSize>100</pageSize></request>";
    let (child, url) = sandbox(&[]);
    let _running = Running(child);
    let answer = post(&url, body);
    assert!(answer.contains("<code>0015</code>"), "{answer}");
    assert!(answer.contains("pageSize: not in the table of contact.get"), "{answer}");
    assert!(answer.contains("planfix sandbox --lenient"), "{answer}");

    let (mut child, url) = sandbox(&["--lenient"]);
    let answer = post(&url, body);
    assert!(answer.contains("status=\"ok\""), "{answer}");
    child.kill().unwrap();
    Run::of(child.wait_with_output().unwrap())
        .complains(&["warning: contact.get: ignored:", "pageSize: not in the table"]);
}

#[test]
fn a_name_that_keeps_nothing_is_not_a_data_file() {
    for name in ["", ":memory:", "file:planfix.db?mode=memory"] {
        for args in [
            &["sandbox", "--data", name][..],
            &["contact", "get", "--id", "1", "--sandbox", "--data", name],
        ] {
            let run = run(args).ends(1);
            assert_eq!(run.out, "");
            run.complains(&["error: --data: ", "is not the path of a file"]);
        }
    }
}

#[test]
fn a_file_that_cannot_be_used_is_named_once() {
    let file = folder("unusable").join("notes.txt");
    std::fs::write(&file, "notes\n".repeat(100)).unwrap();
    let name = file.to_str().unwrap();
    let run = run(&["sandbox", "--data", name]).ends(1);
    assert_eq!(run.err.matches("notes.txt").count(), 1, "{}", run.err);
    run.complains(&["notes.txt is not a data file of a sandbox: name another file"]);
}

const GET: &str = "<request method=\"contact.get\"><account>demo</account><contact><id>1</id></contact></request>";

#[test]
fn the_faults_of_a_seed_are_printed() {
    let args = ["--faults", "7", "--fault-rate", "1", "--fault-kinds", "3014,403"];
    let (mut child, url) = sandbox(&args);
    let answers: Vec<String> = (0..8).map(|_| post(&url, GET)).collect();
    child.kill().unwrap();
    let run = Run::of(child.wait_with_output().unwrap());
    for (number, answer) in answers.iter().enumerate() {
        let fault = if answer.contains("<code>3014</code>") {
            "3014"
        } else {
            "403"
        };
        assert!(answer.contains(fault), "{answer}");
        let told = format!(
            "warning: fault {fault} in call {}, contact.get; it was not carried out",
            number + 1
        );
        assert!(run.err.contains(&told), "{told} is not in {}", run.err);
    }
}

#[test]
fn limits_and_latency_are_kept() {
    let (child, url) = sandbox(&["--rate", "1000", "--daily", "2", "--latency", "1ms"]);
    let _running = Running(child);
    for rest in ["1", "0"] {
        let answer = post(&url, GET);
        assert!(
            answer.contains(&format!("x-ratelimit-remaining: {rest}\r\n")),
            "{answer}"
        );
    }
    assert!(post(&url, GET).contains("<code>0007</code>"));
}

#[test]
fn a_wrong_flag_says_what_to_give() {
    for (args, told) in [
        (["--latency", "200"], "200ms or 1.5s"),
        (["--latency=-1s", "--lenient"], "200ms or 1.5s"),
        (["--rate", "0"], "not in 1..="),
        (["--faults", "x"], "invalid digit"),
        (["--fault-rate", "0.5"], "--faults <SEED>"),
    ] {
        run(&[&["sandbox"][..], &args].concat()).ends(2).complains(&[told]);
    }
    run(&["sandbox", "--faults", "1", "--fault-rate", "2"])
        .ends(2)
        .complains(&["from 0 to 1"]);
    run(&["sandbox", "--faults", "1", "--fault-kinds", "cut"])
        .ends(2)
        .complains(&["there is no fault \"cut\"", "cut-body"]);
}
