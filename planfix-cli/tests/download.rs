//! `file download` writes the file: to the right place, under the right name, and only if the answer is the file.

mod support;

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use support::served::{KEY, TOKEN, call, http, refusal, serve, serve_on, xml};
use support::{folder, run, run_with};

const DOWNLOAD: [&str; 4] = ["file", "download", "--id", "3"];

fn with(url: &str, more: &[&str]) -> support::Run {
    call(url, &[&DOWNLOAD[..], more].concat())
}

fn file(bytes: &[u8]) -> Vec<u8> {
    http("200 OK", "content-type: application/octet-stream\r\n", bytes)
}

fn named(name: &str) -> Vec<u8> {
    xml(&format!(
        "<response status=\"ok\"><file><id>3</id><name>{name}</name></file></response>"
    ))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn it_goes_to_standard_output_unless_that_is_a_terminal() {
    for more in [&[][..], &["--save", "-"]] {
        let served = serve(vec![file(b"\0\r\nabc")]);
        assert_eq!(with(&served.url, more).ends(0).out, "\0\r\nabc");
        assert_eq!(served.seen().len(), 1);
    }
}

#[test]
fn an_explicitly_requested_answer_is_printed_instead() {
    let served = serve(vec![file(b"\0\r\nabc")]);
    assert_eq!(
        with(&served.url, &["--output", "json"]).ends(0).json()["body"],
        "AA0KYWJj"
    );
    let served = serve(vec![file(b"\0\r\nabc")]);
    with(&served.url, &["--output", "table"])
        .ends(0)
        .prints(&["body  (6 bytes)"]);
    // An answer that is not the file is not printed as the file either.
    let served = serve(vec![http("200 OK", "content-encoding: gzip\r\n", "x")]);
    let run = with(&served.url, &["--output", "json"])
        .ends(5)
        .complains(&["it is compressed (gzip)"]);
    assert_eq!(run.out, "");
    let served = serve(vec![http("302 Found", "location: https://files.example/3\r\n", "")]);
    assert_eq!(
        with(&served.url, &["--output", "json"]).ends(0).json()["link"],
        "https://files.example/3"
    );
}

#[test]
fn it_is_saved_under_the_given_name() {
    let folder = folder("saved");
    let path = folder.join("picture.png");
    let name = path.to_str().unwrap();
    let served = serve(vec![file(b"\0\r\nabc")]);
    let run = with(&served.url, &["--save", name])
        .ends(0)
        .complains(&["picture.png: 6 bytes"]);
    assert_eq!(run.out, "");
    assert_eq!(std::fs::read(&path).unwrap(), b"\0\r\nabc");
    assert_eq!(names(&folder), ["picture.png"]);
}

#[test]
fn it_is_saved_in_a_folder_under_its_own_name() {
    let folder = folder("own-name");
    let place = format!("{}/", folder.display());
    for (answers, name) in [
        (vec![file(b"1"), named("Отчёт 1.pdf")], "Отчёт 1.pdf"),
        (vec![file(b"2"), named("../../up.txt")], "up.txt"),
        (vec![file(b"3"), named("..")], "_"),
        (
            vec![http(
                "200 OK",
                "content-disposition: attachment; filename=\"b.txt\"\r\n",
                "4",
            )],
            "b.txt",
        ),
        // A missing name does not lose the file.
        (vec![file(b"5"), refusal("9001", "no")], "file-3"),
    ] {
        let served = serve(answers);
        with(&served.url, &["--save", &place])
            .ends(0)
            .complains(&[&format!("/{name}: 1 bytes")]);
        served.seen();
        assert_eq!(names(&folder), [name]);
        std::fs::remove_file(folder.join(name)).unwrap();
    }
}

#[test]
fn a_terminal_is_not_given_the_bytes() {
    let folder = folder("terminal");
    let planfix = env!("CARGO_BIN_EXE_planfix");
    let command = format!("{planfix} file download --id 1 --sandbox");
    let script = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(&folder)
        .output();
    let Ok(output) = script else {
        println!("skipped: `script`, which makes a terminal, is not installed");
        return;
    };
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("desks.txt: 18 bytes"), "{shown}");
    assert_eq!(names(&folder), ["desks.txt"]);
}

#[test]
fn an_existing_file_is_replaced_only_by_force() {
    let folder = folder("there");
    let path = folder.join("a.txt");
    let (name, place) = (path.to_str().unwrap(), format!("{}/", folder.display()));
    std::fs::write(&path, "mine").unwrap();
    // The destination is checked before anything is sent.
    call("http://127.0.0.1:1/", &[&DOWNLOAD[..], &["--save", name]].concat())
        .ends(1)
        .complains(&["a.txt: already exists; --force replaces it"]);
    let served = serve(vec![file(b"new"), named("a.txt")]);
    with(&served.url, &["--save", &place])
        .ends(7)
        .complains(&["a.txt: already exists"]);
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let served = serve(vec![file(b"new")]);
    with(&served.url, &["--save", name, "--force"]).ends(0);
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
    assert_eq!(names(&folder), ["a.txt"]);
    let none = folder.join("none/a.txt");
    with("http://127.0.0.1:1/", &["--save", none.to_str().unwrap()])
        .ends(1)
        .complains(&["no such folder"]);
}

#[test]
fn an_answer_that_is_not_the_file_is_not_written() {
    let folder = folder("not-the-file");
    let path = folder.join("a.pdf");
    std::fs::write(&path, "mine").unwrap();
    let page = || {
        http(
            "200 OK",
            "content-type: text/html; charset=utf-8\r\n",
            "<!doctype html><p>Log in",
        )
    };
    for (answers, why) in [
        (vec![http("200 OK", "", "")], "it is empty"),
        (vec![http("204 No Content", "", "")], "it is empty"),
        (vec![page(), named("a.pdf")], "it is a web page"),
        (
            vec![http("200 OK", "", "<html></html>"), named("a.pdf")],
            "it is a web page",
        ),
        (
            vec![http("200 OK", "content-encoding: gzip\r\n", "\u{1F}\u{8B}")],
            "it is compressed (gzip)",
        ),
        (
            vec![http("200 OK", "content-encoding: br\r\n", "x")],
            "it is compressed (br)",
        ),
        (
            vec![http(
                "200 OK",
                "content-encoding: identity\r\ncontent-encoding: gzip\r\n",
                "x",
            )],
            "it is compressed (gzip)",
        ),
        (
            vec![
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\nconnection: close\r\n\r\n1\r\nx\r\n0\r\n\r\n"
                    .to_vec(),
            ],
            "it is compressed (gzip)",
        ),
        (
            vec![http("206 Partial Content", "content-range: bytes 0-2/6\r\n", "abc")],
            "it is only a part of the file",
        ),
        (vec![http("202 Accepted", "", "later")], "it has the status 202"),
        (
            vec![http(
                "200 OK",
                "",
                "<?xml version=\"1.0\"?>\n<response status=\"error\"><code>9002</code><mess",
            )],
            "it is a response of PlanFix",
        ),
        (
            vec![http(
                "200 OK",
                "",
                "<response status=\"error\"><code>9002</code><message>\u{1}</message></response>",
            )],
            "it is a response of PlanFix",
        ),
    ] {
        let served = serve(answers);
        with(&served.url, &["--save", path.to_str().unwrap(), "--force"])
            .ends(5)
            .complains(&[why, "nothing was written", "may be sent again"]);
        served.seen();
        assert_eq!(std::fs::read(&path).unwrap(), b"mine");
        assert_eq!(names(&folder), ["a.pdf"]);
    }
    // A web page is the file if a web page is stored.
    let served = serve(vec![page(), named("page.html")]);
    with(&served.url, &["--save", path.to_str().unwrap(), "--force"]).ends(0);
    assert_eq!(std::fs::read(&path).unwrap(), b"<!doctype html><p>Log in");
}

#[test]
fn a_link_is_followed_without_the_key_where_it_leaves_the_host() {
    let here = TcpListener::bind("127.0.0.1:0").unwrap();
    let home = here.local_addr().unwrap();
    let there = serve(vec![http("302 Found", "location: /second\r\n", ""), file(b"bytes")]);
    let link = there.url.replace("/xml/", "/файл 3?sign=a");
    let same = format!("http://{home}/files/3");
    let served = serve_on(
        here,
        vec![
            http("302 Found", &format!("location: {same}\r\n"), ""),
            http("302 Found", &format!("location: {link}\r\n"), ""),
        ],
    );
    assert_eq!(with(&served.url, &[]).ends(0).out, "bytes");
    let (first, other) = (served.seen(), there.seen());
    assert!(
        first[0].starts_with("POST /xml/") && first[1].starts_with("GET /files/3 "),
        "{first:?}"
    );
    assert!(
        other[0].starts_with("GET /%D1%84%D0%B0%D0%B9%D0%BB%203?sign=a "),
        "{other:?}"
    );
    assert!(other[1].starts_with("GET /second "), "{other:?}");
    let keys = |requests: &[String]| -> Vec<bool> {
        requests
            .iter()
            .map(|request| request.to_lowercase().contains("authorization:"))
            .collect()
    };
    assert_eq!((keys(&first), keys(&other)), (vec![true, true], vec![false, false]));
    assert!(!other.concat().contains(KEY) && !other.concat().contains(TOKEN));
}

#[test]
fn a_link_that_leads_nowhere_safe_is_not_followed() {
    for (location, why) in [
        ("http://files.example/3", "http://files.example, which is not https"),
        ("https://key@files.example/3", "not an address"),
        ("javascript:alert(1)", "not an address"),
        (
            "https://127.0.0.1:1/3?sign=secret",
            "a link to the file, which cannot be read",
        ),
    ] {
        let served = serve(vec![http("302 Found", &format!("location: {location}\r\n"), "")]);
        let run = with(&served.url, &[]).ends(5).complains(&[why, "nothing was changed"]);
        assert!(!run.err.contains("sign=") && run.out.is_empty(), "{}", run.err);
        served.seen();
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let again = format!("location: http://{}/3\r\n", listener.local_addr().unwrap());
    let served = serve_on(listener, vec![http("302 Found", &again, ""); 6]);
    with(&served.url, &[]).ends(5).complains(&["redirects again and again"]);
    served.seen();
}

#[test]
fn a_refusal_is_not_the_file() {
    let served = serve(vec![http(
        "404 Not Found",
        "content-type: application/xml\r\n",
        "<response status=\"error\"><code>9002</code><message/></response>",
    )]);
    let run = with(&served.url, &[]).ends(3).complains(&["code 9002"]);
    assert_eq!(run.out, "");
}

#[test]
fn a_file_that_is_not_there_is_not_a_wrong_endpoint() {
    let served = serve(vec![http(
        "404 Not Found",
        "content-type: text/html\r\n",
        "<html>Gone</html>",
    )]);
    let run = with(&served.url, &[]).ends(3).complains(&["Check the identifier"]);
    assert!(!run.err.contains("endpoint"), "{}", run.err);
}

#[test]
fn only_a_file_is_saved() {
    run(&["contact", "get", "--id", "1", "--save", "x"])
        .ends(2)
        .complains(&["'--save'"]);
}

#[test]
fn the_file_and_the_unchanged_answer_have_separate_places() {
    let folder = folder("one-place");
    let path = folder.join("a.txt");
    let (name, other) = (path.to_str().unwrap(), format!("{}/./a.txt", folder.display()));
    for (more, why) in [
        (&["--raw", "-"][..], "standard output already"),
        (&["--raw", "-", "--save", "-"], "standard output already"),
        (&["--raw", "-", "--output", "json"], "standard output already"),
        (&["--raw", name, "--save", &other, "--force"], "the same file"),
        (&["--raw", ""], "'--raw <FILE>'"),
        (&["--save", ""], "'--save <PATH>'"),
    ] {
        let run = with("http://127.0.0.1:1/", more).ends(2).complains(&[why]);
        assert_eq!(run.out, "");
        assert!(names(&folder).is_empty(), "{more:?}");
    }
    let served = serve(vec![file(b"abc")]);
    let run = with(&served.url, &["--raw", "-", "--save", name]).ends(0);
    assert_eq!(
        (run.out.as_str(), std::fs::read(&path).unwrap()),
        ("abc", b"abc".to_vec())
    );
}

#[test]
fn a_larger_file_needs_a_flag() {
    let served = serve(vec![file(&vec![b'x'; (1 << 20) + 1])]);
    with(&served.url, &["--limit", "1"])
        .ends(5)
        .complains(&["longer than 1048576 bytes"]);
    let served = serve(vec![file(&vec![b'x'; 1 << 20])]);
    assert_eq!(with(&served.url, &["--limit", "1"]).ends(0).out.len(), 1 << 20);
}

#[test]
fn the_bytes_of_an_upload_may_come_from_standard_input() {
    let item = "sourceType=FILESYSTEM,name=hello.txt,body=@-";
    let args = ["file", "upload", "--task.id", "1", "--files", item, "--dry-run"];
    run_with(&args, "hello\n").ends(0).prints(&["<body>aGVsbG8K</body>"]);
    run_with(&args, "").ends(1).complains(&["<stdin>: the file is empty"]);
}

#[test]
fn a_link_of_the_sandbox_is_not_followed() {
    let folder = folder("link");
    let place = format!("{}/", folder.display());
    run(&["file", "download", "--id", "2", "--sandbox", "--save", &place])
        .ends(5)
        .complains(&["the file is a link, which --sandbox does not follow"]);
    assert!(names(&folder).is_empty());
    let shown = run(&["file", "download", "--id", "2", "--sandbox", "--output", "json"]).ends(0);
    assert!(shown.out.contains("https://example.com/plan.pdf"), "{}", shown.out);
}
