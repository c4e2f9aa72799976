//! Reading and writing, compared with other libraries: `cargo bench -p planfix-bench --bench xml`.
//!
//! The reference is quick-xml through serde. The bare event loop of quick-xml, which builds nothing, and hard-xml and
//! serde-xml-rs, which fill the same structs, run as well. The result is a table of ratios, with all sides measured
//! in turn in the same run.
//!
//! A third to a half of our reading time is spent in the system allocator; on Linux, prefix the command with
//! `LD_PRELOAD=libmimalloc.so.2.0` to try another one.

mod peers;
mod report;

use criterion::Criterion;
use peers::{Peers, read_sides, write_sides};
use planfix_api::contact::{get_list, update};
use planfix_api::task::get;
use planfix_api::xml::{Envelope, read_request, read_response, write_request, write_response};
use planfix_api::{
    Violations,
    record::{Record, Typed},
};
use planfix_bench::by_hand::{ListResponse, TaskResponse, UpdateRequest};
use planfix_bench::{documents, shapes};
use report::Report;
use std::hint::black_box;
use std::time::Duration;

/// Reading must be at least this many times as fast as with serde: a compact document, an indented one, and one in
/// another order with characters that need care.
const READ: Option<f64> = Some(6.0);
const READ_INDENTED: Option<f64> = Some(5.0);
const READ_AWKWARD: Option<f64> = Some(2.0);
/// The same for writing a list and contact.update.
const WRITE_LIST: Option<f64> = Some(6.0);
const WRITE_UPDATE: Option<f64> = Some(4.0);

fn main() {
    // Short, because the ratios do not come from criterion's numbers.
    let criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(500))
        .sample_size(20)
        .configure_from_args();
    let mut report = Report::new(criterion);
    list(&mut report);
    contact_update(&mut report);
    task_get(&mut report);
    long_list(&mut report);
    report.print();
}

fn list(report: &mut Report) {
    let compact = text(write_response(&documents::page(100)));
    let same: ListResponse = peers::read(&compact);
    let cases = [
        ("read contact.getList of 100", READ, compact.clone()),
        ("read the same, indented", READ_INDENTED, shapes::indented(&compact)),
        (
            "read the same, awkward",
            READ_AWKWARD,
            shapes::awkward(&compact, "contact"),
        ),
    ];
    for (name, goal, document) in cases {
        read_list(report, name, goal, &document, (&compact, &same), Peers::All);
    }
    write_list(report, "write contact.getList of 100", &compact, &same, Peers::All);
}

/// Measures a document of 22 MB.
fn long_list(report: &mut Report) {
    let compact = text(write_response(&documents::page(10_000)));
    let same: ListResponse = peers::read(&compact);
    let name = "read contact.getList of 10,000";
    read_list(report, name, READ, &compact, (&compact, &same), Peers::Fast);
    write_list(report, "write contact.getList of 10,000", &compact, &same, Peers::Fast);
}

fn read_list(
    report: &mut Report,
    name: &'static str,
    goal: Option<f64>,
    document: &str,
    (compact, same): (&str, &ListResponse),
    peers: Peers,
) {
    let ours = || response::<get_list::Response>(document);
    // Writing it again yields the compact document, so no shape lost anything.
    assert!(text(write_response(&ours())) == compact);
    let sides = read_sides(document, same, peers, || drop(black_box(ours())));
    report.case(name, goal, document.len(), sides);
}

fn write_list(report: &mut Report, name: &'static str, compact: &str, same: &ListResponse, peers: Peers) {
    let ours: get_list::Response = response(compact);
    let write = || drop(black_box(write_response(black_box(&ours))));
    let sides = write_sides(same, compact, peers, write);
    report.case(name, WRITE_LIST, compact.len(), sides);
}

fn contact_update(report: &mut Report) {
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    let ours = documents::filled_update();
    let document = text(write_request("contact.update", &envelope, &ours));
    let same: UpdateRequest = peers::read(&document);
    let read = || {
        let mut record = update::Request::blank();
        read_request(black_box(document.as_bytes()), &mut record).expect("read");
        record
    };
    assert!(read() == ours);
    let sides = read_sides(&document, &same, Peers::All, || drop(black_box(read())));
    report.case("read contact.update", READ, document.len(), sides);

    let write = || drop(black_box(write_request("contact.update", &envelope, black_box(&ours))));
    let sides = write_sides(&same, &document, Peers::All, write);
    report.case("write contact.update", WRITE_UPDATE, document.len(), sides);
}

fn task_get(report: &mut Report) {
    let ours = documents::filled_task();
    let document = text(write_response(&ours));
    let same: TaskResponse = peers::read(&document);
    let read = || response::<get::Response>(&document);
    assert!(read() == ours);
    let sides = read_sides(&document, &same, Peers::All, || drop(black_box(read())));
    report.case("read task.get", READ, document.len(), sides);

    let write = || drop(black_box(write_response(black_box(&ours))));
    let sides = write_sides(&same, &document, Peers::All, write);
    report.case("write task.get", None, document.len(), sides);
}

fn response<R: Record + Typed>(document: &str) -> R {
    let mut record = R::blank();
    read_response(black_box(document.as_bytes()), &mut record).expect("read");
    record
}

fn text(written: Result<Vec<u8>, Violations>) -> String {
    String::from_utf8(written.expect("it can be written")).expect("it is UTF-8")
}
