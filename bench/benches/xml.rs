//! Reading and writing against quick-xml through serde: `cargo bench -p planfix-bench --bench xml`.
//!
//! It ends with a table of ratios, both sides measured in turn in the same run.

use criterion::{Criterion, Throughput};
use planfix_api::contact::{get_list, update};
use planfix_api::xml::{Envelope, read_request, read_response, write_request, write_response};
use planfix_api::{Record, Typed};
use planfix_bench::{by_hand, documents};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut table = String::from("| case | planfix µs | quick-xml serde µs | times as fast |\n|---|---|---|---|\n");
    update_request(&mut criterion, &mut table);
    list_response(&mut criterion, &mut table);
    criterion.final_summary();
    println!("\n{table}");
}

/// One case: criterion measures each side by itself, then both in turn give the ratio.
fn case<A, B>(
    criterion: &mut Criterion,
    table: &mut String,
    name: &str,
    bytes: usize,
    ours: impl Fn() -> A,
    theirs: impl Fn() -> B,
) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("planfix", |b| b.iter(&ours));
    group.bench_function("quick-xml serde", |b| b.iter(&theirs));
    group.finish();
    side_by_side(table, name, || drop(black_box(ours())), || drop(black_box(theirs())));
}

fn update_request(criterion: &mut Criterion, table: &mut String) {
    let xml = documents::filled_update_xml();
    let text = String::from_utf8(xml.clone()).expect("it is UTF-8");
    let ours = documents::filled_update();
    let theirs: by_hand::UpdateRequest = quick_xml::de::from_str(&text).expect("the structs fit the document");
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    // Both write the same bytes but for the declaration: the comparison is fair.
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    assert_eq!(
        quick_xml::se::to_string(&theirs)
            .expect("written")
            .replace("&quot;", "\""),
        text.trim_start_matches(declaration)
    );

    case(
        criterion,
        table,
        "read contact.update",
        xml.len(),
        || {
            let mut record = update::Request::blank();
            read_request(black_box(&xml), &mut record).expect("read");
            record
        },
        || quick_xml::de::from_str::<by_hand::UpdateRequest>(black_box(&text)).expect("read"),
    );
    case(
        criterion,
        table,
        "write contact.update",
        xml.len(),
        || write_request("contact.update", &envelope, black_box(&ours)).expect("written"),
        || quick_xml::se::to_string(black_box(&theirs)).expect("written"),
    );
}

fn list_response(criterion: &mut Criterion, table: &mut String) {
    let xml = documents::page_xml(100);
    let text = String::from_utf8(xml.clone()).expect("it is UTF-8");
    let ours = documents::page(100);
    let theirs: by_hand::ListResponse = quick_xml::de::from_str(&text).expect("the structs fit the document");
    let mut again = get_list::Response::blank();
    read_response(&xml, &mut again).expect("read");
    assert!(again == ours && ours.unknown().as_slice().is_empty());

    case(
        criterion,
        table,
        "read contact.getList of 100",
        xml.len(),
        || {
            let mut record = get_list::Response::blank();
            read_response(black_box(&xml), &mut record).expect("read");
            record
        },
        || quick_xml::de::from_str::<by_hand::ListResponse>(black_box(&text)).expect("read"),
    );
    case(
        criterion,
        table,
        "write contact.getList of 100",
        xml.len(),
        || write_response(black_box(&ours)).expect("written"),
        || quick_xml::se::to_string(black_box(&theirs)).expect("written"),
    );
}

/// Runs both sides in turn, in short rounds, so that whatever else the machine does meets both; the
/// ratio is the median over the rounds.
fn side_by_side(table: &mut String, case: &str, mut ours: impl FnMut(), mut theirs: impl FnMut()) {
    let timed = |run: &mut dyn FnMut(), times: u32| {
        let start = Instant::now();
        for _ in 0..times {
            run();
        }
        start.elapsed().as_secs_f64() * 1e6 / f64::from(times)
    };
    // About a millisecond a round.
    let once = timed(&mut theirs, 20);
    let times = (1000.0 / once).clamp(1.0, 1000.0) as u32;
    let mut rounds: Vec<(f64, f64)> = (0..201)
        .map(|_| (timed(&mut ours, times), timed(&mut theirs, times)))
        .collect();
    rounds.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let (fast, slow) = rounds[rounds.len() / 2];
    table.push_str(&format!("| {case} | {fast:.1} | {slow:.1} | {:.2} |\n", slow / fast));
}
