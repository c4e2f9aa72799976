//! Over HTTP: the sandbox as a process, refusals, lost answers, and secrets.

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::Stdio;
use support::{Run, Running, command, folder, run_with};

const KEY: &str = "key-4f6c1b";
const TOKEN: &str = "token-9d2e77";

/// A sandbox with an account, key and token of its own; its URL.
fn sandbox(args: &[&str]) -> (Running, String) {
    let mut child = command(&[&["sandbox"], args].concat())
        .env("PLANFIX_ACCOUNT", "example")
        .env("PLANFIX_API_KEY", KEY)
        .env("PLANFIX_TOKEN", TOKEN)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    (Running(child), line.trim_end().to_owned())
}

fn call(url: &str, args: &[&str]) -> Run {
    let output = command(args)
        .args(["--url", url, "--account", "example"])
        .env("PLANFIX_API_KEY", KEY)
        .env("PLANFIX_TOKEN", TOKEN)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let run = Run::of(output);
    for secret in [KEY, TOKEN] {
        assert!(!run.out.contains(secret) && !run.err.contains(secret), "{}", run.err);
    }
    run
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
    assert_eq!(run.json()["code"], "8002");
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
fn no_server_means_nothing_was_carried_out() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    call(
        &format!("http://{free}/xml/"),
        &["contact", "update", "--id", "1", "--name", "x"],
    )
    .ends(4)
    .complains(&["nothing was carried out"]);
}

/// A server that reads one request and gives this answer, or hangs up where it is empty.
fn answering(answer: &'static str) -> (String, std::thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/xml/", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = [0; 1 << 16];
        let mut read = 0;
        while !bytes[..read].ends_with(b"</request>") {
            match stream.read(&mut bytes[read..]).unwrap() {
                0 => break,
                more => read += more,
            }
        }
        stream.write_all(answer.as_bytes()).unwrap();
        read
    });
    (url, served)
}

#[test]
fn a_lost_answer_may_have_been_carried_out() {
    let (url, served) = answering("");
    call(&url, &["contact", "add", "--name", "x"])
        .ends(4)
        .complains(&["may have been carried out", "look before sending it again"]);
    assert!(served.join().unwrap() > 0);
}

#[test]
fn a_web_page_is_no_answer() {
    let page = "HTTP/1.1 200 OK\r\ncontent-length: 26\r\nconnection: close\r\n\r\n<html><p>Hello!</p></html>";
    let (url, served) = answering(page);
    call(&url, &["contact", "update", "--id", "1", "--name", "x"])
        .ends(4)
        .complains(&["web page", "may have been carried out"]);
    served.join().unwrap();
}

#[test]
fn a_file_is_saved() {
    let args = ["file", "download", "--id", "3"];
    let with = |url: &str, more: &[&str]| call(url, &[&args[..], more].concat());
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n\u{0}\r\nabc";
    let file = folder("saved").join("picture.png");
    let name = file.to_str().unwrap();

    let (url, served) = answering(answer);
    let run = with(&url, &["--save", name])
        .ends(0)
        .complains(&["picture.png: 6 bytes"]);
    assert_eq!(run.out, "");
    assert_eq!(std::fs::read(&file).unwrap(), b"\0\r\nabc");
    served.join().unwrap();

    let (url, served) = answering(answer);
    assert_eq!(with(&url, &["--save", "-"]).ends(0).out, "\0\r\nabc");
    served.join().unwrap();

    let (url, served) = answering(answer);
    assert_eq!(with(&url, &[]).ends(0).json()["body"], "AA0KYWJj");
    served.join().unwrap();

    let (url, served) = answering(answer);
    with(&url, &["--output", "table"]).ends(0).prints(&["body  (6 bytes)"]);
    served.join().unwrap();

    let link =
        "HTTP/1.1 302 Found\r\nlocation: https://files.example/3\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (url, served) = answering(link);
    let none = folder("saved").join("none.png");
    with(&url, &["--save", none.to_str().unwrap()])
        .ends(4)
        .prints(&["https://files.example/3"])
        .complains(&["a link instead of the file"]);
    assert!(!none.exists());
    served.join().unwrap();

    let refused = Run::of(
        command(&["contact", "get", "--id", "1", "--save", "x"])
            .output()
            .unwrap(),
    );
    refused.ends(2).complains(&["'--save'"]);
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
