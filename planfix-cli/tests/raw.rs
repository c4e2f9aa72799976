//! `--raw FILE` keeps the unchanged answer.

mod support;

use support::folder;
use support::served::{call, http, refusal, serve, xml};

const GET: [&str; 4] = ["contact", "get", "--id", "1"];
const ANSWER: &str =
    "<?xml version=\"1.0\"?>\r\n<response status=\"ok\" >\n<contact><id>1</id><karma>9</karma></contact></response>";

#[test]
fn the_bytes_are_kept_whatever_became_of_the_call() {
    let folder = folder("raw");
    let not_xml = http("200 OK", "", [0xFF, 0xFE, b'x']);
    for (number, (answer, status)) in [
        (xml(ANSWER), 0),
        (refusal("8002", "no"), 3),
        (http("503 Service Unavailable", "", "<html></html>"), 6),
        (not_xml, 5),
    ]
    .into_iter()
    .enumerate()
    {
        let body = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .map(|at| answer[at + 4..].to_vec());
        let path = folder.join(format!("{number}.xml"));
        let served = serve(vec![answer]);
        call(&served.url, &[&GET[..], &["--raw", path.to_str().unwrap()]].concat()).ends(status);
        assert_eq!(std::fs::read(&path).unwrap(), body.unwrap());
        served.seen();
    }
}

#[test]
fn standard_output_has_it_instead_of_json() {
    let served = serve(vec![xml(ANSWER)]);
    let run = call(&served.url, &[&GET[..], &["--raw", "-"]].concat()).ends(0);
    assert_eq!(run.out, ANSWER);
}

#[test]
fn it_is_a_new_file_for_its_owner() {
    let path = folder("raw-new").join("answer.xml");
    let args = [&GET[..], &["--raw", path.to_str().unwrap()]].concat();
    let served = serve(vec![xml(ANSWER)]);
    call(&served.url, &args).ends(0).prints(&["\"id\": 1"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&path, "mine").unwrap();
    call("http://127.0.0.1:1/", &args)
        .ends(1)
        .complains(&["already exists"]);
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let served = serve(vec![xml(ANSWER)]);
    call(&served.url, &[&args[..], &["--force"]].concat()).ends(0);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), ANSWER);
}

#[test]
fn without_an_answer_nothing_is_written() {
    let folder = folder("raw-none");
    let path = folder.join("answer.xml");
    let served = serve(vec![Vec::new()]);
    call(&served.url, &[&GET[..], &["--raw", path.to_str().unwrap()]].concat())
        .ends(5)
        .complains(&["no answer came"]);
    assert_eq!(folder.read_dir().unwrap().count(), 0);
}

#[test]
fn a_partial_answer_is_kept_and_called_partial() {
    let part = "<response status=\"ok\"><contact><id>7</id>";
    let folder = folder("raw-part");
    let add = ["contact", "add", "--name", "x"];
    for (name, args, status, words) in [
        ("add", &add, 7, "contact.id is 7"),
        ("get", &GET, 5, "it may be sent again"),
    ] {
        let path = folder.join(name);
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{part}");
        let served = serve(vec![answer.into_bytes()]);
        call(&served.url, &[&args[..], &["--raw", path.to_str().unwrap()]].concat())
            .ends(status)
            .complains(&[words, "--raw: the answer did not arrive whole", "41 bytes"]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), part);
    }
}
