//! The exit status tells a script what to do, for every way in which a call can end.

mod support;

use std::net::TcpListener;
use std::process::{Command, Stdio};
use support::served::{call, calling, http, refusal, serve, xml};
use support::{Run, command, run};

const GET: [&str; 4] = ["contact", "get", "--id", "1"];
const UPDATE: [&str; 6] = ["contact", "update", "--id", "1", "--name", "x"];
const ADD: [&str; 4] = ["contact", "add", "--name", "x"];
const DELETE: [&str; 4] = ["contact", "delete", "--id", "1"];
/// One method per effect: read, set, create, delete, act.
const EFFECTS: [&[&str]; 5] = [
    &GET,
    &UPDATE,
    &ADD,
    &DELETE,
    &["user", "changeStatus", "--id", "1", "--status", "ACTIVE"],
];

#[test]
fn the_readme_and_the_help_list_the_same_statuses() {
    let readme = include_str!("../../README.md");
    let help = run(&["--help"]).ends(0).out;
    let method = run(&["contact", "get", "--help"]).ends(0).out;
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (help, method) = (flat(&help), flat(&method));
    let mut statuses = 0;
    for row in readme.lines() {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [status, meaning] = cells.as_slice() else { continue };
        if status.parse::<u8>().is_ok() {
            statuses += 1;
            for help in [&help, &method] {
                assert!(help.contains(&format!("{status} {meaning}")), "{row}\n{help}");
            }
        }
    }
    assert_eq!(statuses, 9);
}

#[test]
fn a_lost_answer_is_4_but_5_where_the_method_only_reads() {
    for args in EFFECTS {
        let status = if args == GET { 5 } else { 4 };
        let page = http("200 OK", "content-type: text/html\r\n", "<html>Hello!</html>");
        let broken = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n<response status=".to_vec();
        for answer in [Vec::new(), http("200 OK", "", ""), page, broken] {
            let served = serve(vec![answer]);
            let run = call(&served.url, args).ends(status);
            let told = if status == 5 {
                "nothing was changed, it may be sent again"
            } else {
                "may have been carried out"
            };
            run.complains(&[told]);
            assert_eq!(served.seen().len(), 1);
        }
    }
}

#[test]
fn an_answer_that_was_cut_off_after_its_ok_is_7_but_5_where_the_method_only_reads() {
    for args in EFFECTS {
        let (status, told) = if args == GET {
            (5, "nothing was changed, it may be sent again")
        } else {
            (7, "it was carried out: do not send it again")
        };
        let part = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n<response status=\"ok\">".to_vec();
        let served = serve(vec![part]);
        call(&served.url, args).ends(status).complains(&[told]);
        assert_eq!(served.seen().len(), 1);
    }
}

#[test]
fn without_a_connection_nothing_was_changed() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for args in EFFECTS {
        call(&format!("http://{free}/xml/"), args)
            .ends(5)
            .complains(&["nothing was carried out"]);
    }
}

#[test]
fn what_asks_to_come_back_is_6_whatever_the_method_does() {
    for args in EFFECTS {
        let codes = ["0007", "0011", "3014"].map(|code| refusal(code, "later"));
        let statuses = ["429 Too Many Requests", "503 Service Unavailable"];
        let statuses = statuses.map(|status| http(status, "retry-after: 7\r\n", "<html>Later</html>"));
        for answer in codes.into_iter().chain(statuses) {
            let served = serve(vec![answer]);
            let run = call(&served.url, args).ends(6);
            assert!(!run.err.contains("may have been carried out"), "{}", run.err);
            served.seen();
        }
    }
}

#[test]
fn any_other_refusal_is_3() {
    for args in EFFECTS {
        for code in ["8002", "0001", "0005", "0015", "7777"] {
            let served = serve(vec![refusal(code, "no")]);
            call(&served.url, args).ends(3);
            served.seen();
        }
    }
}

#[test]
fn an_http_error_is_a_refusal_where_it_says_that_nothing_was_done() {
    for args in EFFECTS {
        for status in ["401 Unauthorized", "403 Forbidden", "404 Not Found"] {
            let served = serve(vec![http(status, "", "<html>No</html>")]);
            call(&served.url, args).ends(3);
            served.seen();
        }
        let served = serve(vec![http("500 Internal Server Error", "", "<html>Oh</html>")]);
        call(&served.url, args).ends(if args == GET { 5 } else { 4 });
        served.seen();
    }
}

#[test]
fn wrong_input_is_1_and_wrong_usage_2() {
    run(&["contact", "get", "--id", "x", "--sandbox"]).ends(1);
    run(&["contact", "get", "--id", "1", "--url", "ftp://x"]).ends(1);
    let mut colon = calling("http://127.0.0.1:1/", &GET);
    Run::of(colon.env("PLANFIX_API_KEY", "a:b").output().unwrap()).ends(1);
    run(&["contact", "get"]).ends(2);
    run(&["no-such-command"]).ends(2);
}

#[test]
fn what_was_carried_out_and_cannot_be_read_is_7() {
    let args = ["task", "add", "--title", "x"];
    for answer in [
        "<response status=\"ok\"><task><id></id><general>77</general></task></response>",
        "<response status=\"ok\"><task><general>77</general><id>",
    ] {
        let served = serve(vec![xml(answer)]);
        let run = call(&served.url, &args).ends(7);
        run.complains(&["it was carried out", "task.general is 77"]);
        served.seen();
    }
    let served = serve(vec![xml(
        "<response status=\"ok\"><task><general>77</general></task></response>",
    )]);
    let run = call(&served.url, &[&args[..], &["--output", "json"]].concat()).ends(7);
    let told: serde_json::Value = serde_json::from_str(&run.err).expect(&run.err);
    assert_eq!(told["identifiers"]["task.general"], "77");
}

/// Runs the program with a full device as its output.
fn full(command: &mut Command) -> Option<Run> {
    let Ok(device) = std::fs::File::options().write(true).open("/dev/full") else {
        println!("skipped: this system has no /dev/full");
        return None;
    };
    let output = command.stdout(device).stdin(Stdio::null()).output().unwrap();
    Some(Run::of(output))
}

#[test]
fn a_result_that_cannot_be_written_is_7() {
    for args in [
        &["--help"][..],
        &["methods"],
        &["explain", "contact.get"],
        &["contact", "get", "--help"],
    ] {
        if let Some(run) = full(&mut command(args)) {
            run.ends(7).complains(&["cannot write to standard output"]);
        }
    }
    for (args, answer) in [
        (&GET, "<response status=\"ok\"><contact><id>1</id></contact></response>"),
        (&ADD, "<response status=\"ok\"><contact><id>1</id></contact></response>"),
    ] {
        let served = serve(vec![xml(answer)]);
        if let Some(run) = full(&mut calling(&served.url, args)) {
            run.ends(7).complains(&["the call was carried out"]);
            served.seen();
        }
    }
    for (args, option) in [(&GET[..], "--raw"), (&["file", "download", "--id", "1"], "--save")] {
        if std::path::Path::new("/dev/full").exists() {
            run(&[args, &[option, "/dev/full", "--sandbox"]].concat())
                .ends(7)
                .complains(&["cannot write /dev/full"]);
        }
    }
    // A refusal does not go to standard output, so it does not matter that the device is full.
    let served = serve(vec![refusal("8002", "no")]);
    if let Some(run) = full(&mut calling(&served.url, &GET)) {
        run.ends(3);
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_wrong_input() {
    for proxy in ["socks5://127.0.0.1:1", "http://127.0.0.1:99999", "not a url"] {
        let mut call = calling("https://planfix.invalid/xml/", &GET);
        Run::of(call.env("HTTPS_PROXY", proxy).output().unwrap())
            .ends(1)
            .complains(&["the proxy "]);
    }
}

#[test]
fn an_answer_that_nobody_reads_is_lost_only_if_the_call_changed_something() {
    for (args, status) in [(&GET[..], 0), (&UPDATE, 7), (&ADD, 7), (&DELETE, 7)] {
        let args = [args, &["--sandbox"]].concat();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut child = command(&args);
        let child = child.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
        let run = Run::of(child.spawn().unwrap().wait_with_output().unwrap()).ends(status);
        match status {
            0 => assert_eq!(run.err, "", "{args:?}"),
            _ => drop(run.complains(&["closed it before the answer, where contact.id is ", "was carried out"])),
        }
    }
}
