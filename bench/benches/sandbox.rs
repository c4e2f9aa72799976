//! The sandbox with a large file: `cargo bench -p planfix-bench --bench sandbox`, one minute.
//!
//! The same calls go to two files, of 1,000 and of 100,000 contacts, tasks and comments. The first table shows the
//! median time of one call in process: the processor time, which other programs on the machine do not affect, and for
//! the large file also the wall time and the growth of the process's memory. The second shows the calls per second
//! over HTTP; server and clients share the machine. The third shows the time to open the large file and to close it.

use cpu_time::{ProcessTime, ThreadTime};
use planfix_bench::machine::machine;
use planfix_sandbox::{Options, Sandbox, Server};
use std::fs;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const SMALL: u32 = 1_000;
const LARGE: u32 = 100_000;
/// The longest time of one call at the large file, in milliseconds.
const GOAL: f64 = 50.0;
/// The number of times each call is made at each file. The first calls fill the caches.
const TIMES: usize = 25;
/// The time for which each number of connections calls.
const LOAD: Duration = Duration::from_secs(3);

/// The calls: the name in the table, the method, and the content of its request. Requests on several lines are made
/// in turn.
const CALLS: &[(&str, &str, &str)] = &[
    ("contact.get", "contact.get", "<contact><id>7</id></contact>"),
    ("contact.getList", "contact.getList", ""),
    (
        "contact.getList, last page",
        "contact.getList",
        "<pageCurrent>1000</pageCurrent>",
    ),
    (
        "contact.getList, search finds 1",
        "contact.getList",
        "<search>контакт 777@</search>",
    ),
    (
        "contact.getList, search finds few",
        "contact.getList",
        "<search>КОНТАКТ 77</search>",
    ),
    (
        "contact.getList, search finds all",
        "contact.getList",
        "<search>КОНТАКТ</search>",
    ),
    (
        "contact.getList, three filters",
        "contact.getList",
        "<filters><filter><type>4001</type><operator>equal</operator><value>7</value></filter>\
         <filter><type>4011</type><operator>equal</operator><value><datetype>thismonth</datetype></value></filter>\
         <filter><type>4101</type><operator>notequal</operator><value>gold</value><field>101</field></filter></filters>",
    ),
    (
        "contact.getList, of active tasks",
        "contact.getList",
        "<filters><filter><type>4203</type><operator>equal</operator><value>1</value></filter></filters>",
    ),
    (
        "contact.updateUserInfo, which looks for the address",
        "contact.updateUserInfo",
        "<contact><id>3</id><user><email>new@example.com</email></user></contact>",
    ),
    (
        "contact.managePlanfixAccess, which looks for the address",
        "contact.managePlanfixAccess",
        "<contact><id>2</id><havePlanfixAccess>1</havePlanfixAccess><email>boris@example.com</email></contact>\n\
         <contact><id>2</id><havePlanfixAccess>0</havePlanfixAccess></contact>",
    ),
    ("task.getList", "task.getList", ""),
    ("task.getList, by title", "task.getList", "<sort>TASKTITLE_DESC</sort>"),
    ("task.getList, by project", "task.getList", "<sort>PROJECT_ASC</sort>"),
    (
        "task.getList, overdue or commented",
        "task.getList",
        "<filter>ACTIVE</filter><filters><filter><type>79</type><operator>lt</operator>\
         <value><datetype>today</datetype></value></filter></filters>",
    ),
    ("project.getList", "project.getList", "<pageCurrent>1</pageCurrent>"),
    (
        "action.getList, of one comment",
        "action.getList",
        "<task><id>7</id></task>",
    ),
    ("action.getList, of 50,000", "action.getList", "<task><id>1</id></task>"),
    (
        "action.getListByPeriod",
        "action.getListByPeriod",
        "<fromDate>01-01-2026</fromDate><toDate>01-12-2026</toDate>",
    ),
    ("file.getListForTask", "file.getListForTask", "<task><id>1</id></task>"),
    ("user.getList", "user.getList", "<sortType>NAME_ASC</sortType>"),
];

fn main() {
    println!("{}\n", machine());
    let folder = std::env::temp_dir().join(format!("planfix-bench-{}", std::process::id()));
    fs::create_dir(&folder).expect("a folder for temporary files");
    let small = filled(&folder.join("small.db"), SMALL);
    let large = filled(&folder.join("large.db"), LARGE);
    in_process(&small, &large);
    over_http(large);
    drop(small);
    opening(&folder.join("large.db"));
    fs::remove_dir_all(&folder).expect("the folder can be removed");
}

fn filled(path: &PathBuf, each: u32) -> Sandbox {
    let start = Instant::now();
    let sandbox = Sandbox::open(path, Options::default()).expect("a new file");
    sandbox.fill(each).expect("a store that can be written");
    let bytes = fs::metadata(path).map_or(0, |file| file.len());
    println!(
        "{each} contacts, tasks and comments: {:.0} MB, written in {:.1} s",
        bytes as f64 / 1e6,
        start.elapsed().as_secs_f64()
    );
    sandbox
}

fn in_process(small: &Sandbox, large: &Sandbox) {
    println!("\n| call | ms, {SMALL} | ms, {LARGE} | ratio | on the wall | memory MB | goal: {GOAL} ms |");
    println!("|---|---|---|---|---|---|---|");
    for (name, method, fields) in CALLS {
        let requests: Vec<_> = fields.split('\n').map(|fields| request(method, fields)).collect();
        let (before, _) = median(small, &requests);
        let resident = memory("VmRSS");
        forget_peak();
        let (after, wall) = median(large, &requests);
        let grown = resident.zip(memory("VmHWM")).map(|(before, peak)| peak - before);
        println!(
            "| {name} | {before:.2} | {after:.2} | {:.1} | {wall:.2} | {} | {} |",
            after / before,
            grown.map_or("-".to_owned(), |grown| format!("{grown:.1}")),
            if after <= GOAL { "reached" } else { "MISSED" }
        );
    }
}

/// Returns the milliseconds of one call, as processor time and wall time.
fn median(sandbox: &Sandbox, requests: &[http::Request<Vec<u8>>]) -> (f64, f64) {
    let (mut processor, mut wall) = (Vec::new(), Vec::new());
    for request in requests.iter().cycle().take(TIMES) {
        let (start, own) = (Instant::now(), ThreadTime::now());
        let answer = black_box(sandbox.handle(request));
        processor.push(own.elapsed().as_secs_f64() * 1e3);
        wall.push(start.elapsed().as_secs_f64() * 1e3);
        let body = String::from_utf8_lossy(answer.body());
        assert!(body.contains("status=\"ok\""), "{body}");
    }
    let middle = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[TIMES / 2]
    };
    (middle(&mut processor), middle(&mut wall))
}

fn request(method: &str, fields: &str) -> http::Request<Vec<u8>> {
    let body = format!("<request method=\"{method}\"><account>demo</account>{fields}</request>");
    let request = http::Request::post("/xml/").header("Authorization", AUTHORIZATION);
    request.body(body.into_bytes()).expect("a request")
}

/// The key and the token of the sandbox, `demo:demo`.
const AUTHORIZATION: &str = "Basic ZGVtbzpkZW1v";

/// Returns a size that Linux reports for this process, in megabytes.
fn memory(name: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1e3)
}

/// Resets the peak that Linux has recorded.
fn forget_peak() {
    let _ = fs::write(Path::new("/proc/self/clear_refs"), "5");
}

/// Measures the time to open the large file, and to close it.
fn opening(path: &Path) {
    println!("\n| opening {LARGE} | ms | on the wall |");
    println!("|---|---|---|");
    // A file without its seal is checked completely.
    fs::remove_file(path.with_extension("db-seal")).expect("the seal");
    for (name, writes) in [
        ("without a seal, with a check of everything", false),
        ("as it was closed", false),
        ("as it was closed, to change a contact", true),
        ("as it was closed after that", false),
    ] {
        let (start, own) = (Instant::now(), ProcessTime::now());
        let sandbox = Sandbox::open(path, Options::default()).expect("the file");
        if writes {
            let answer = sandbox.handle(&request(
                "contact.update",
                "<contact><id>7</id><post>Lead</post></contact>",
            ));
            assert!(String::from_utf8_lossy(answer.body()).contains("status=\"ok\""));
        }
        drop(sandbox);
        let (wall, processor) = (start.elapsed(), own.elapsed());
        println!(
            "| {name} | {:.1} | {:.1} |",
            processor.as_secs_f64() * 1e3,
            wall.as_secs_f64() * 1e3
        );
    }
}

fn over_http(sandbox: Sandbox) {
    let server = Server::start(Arc::new(sandbox)).expect("a free port");
    println!("\n| calls per second at 100,000 | 1 connection | 16 | 256 |");
    println!("|---|---|---|---|");
    for (name, method, fields) in [
        ("contact.get", "contact.get", "<contact><id>7</id></contact>"),
        (
            "contact.update",
            "contact.update",
            "<contact><id>7</id><post>Buyer</post></contact>",
        ),
        ("action.getList", "action.getList", "<task><id>7</id></task>"),
        (
            "contact.getList with a search",
            "contact.getList",
            "<search>контакт 777</search>",
        ),
    ] {
        let body = request(method, fields).into_body();
        let rates = [1, 16, 256].map(|connections| rate(server.address(), &body, connections));
        println!("| {name} | {:.0} | {:.0} | {:.0} |", rates[0], rates[1], rates[2]);
    }
}

/// Returns the calls per second of a number of connections, each of which calls again as soon as it has its answer.
fn rate(address: SocketAddr, body: &[u8], connections: usize) -> f64 {
    let head = format!(
        "POST /xml/ HTTP/1.1\r\nHost: {address}\r\nAuthorization: {AUTHORIZATION}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let message = [head.as_bytes(), body].concat();
    let calls = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| {
                let stream = TcpStream::connect(address).expect("a connection");
                stream.set_nodelay(true).expect("a socket");
                let mut reader = BufReader::new(stream);
                while start.elapsed() < LOAD {
                    reader.get_mut().write_all(&message).expect("sent");
                    answer(&mut reader);
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    calls.into_inner() as f64 / start.elapsed().as_secs_f64()
}

/// Reads one answer and checks that it reports success.
fn answer(reader: &mut BufReader<TcpStream>) {
    let (mut line, mut length) = (String::new(), 0);
    reader.read_line(&mut line).expect("a status");
    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
    while line != "\r\n" {
        line.clear();
        reader.read_line(&mut line).expect("a header");
        if let Some(number) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    assert!(String::from_utf8_lossy(&body).contains("status=\"ok\""));
}
