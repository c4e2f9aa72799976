//! Reading and writing against quick-xml through serde: `cargo bench -p planfix-bench --bench xml`.
//!
//! It ends with a table of ratios; each is of two medians of the same run.

use criterion::{BenchmarkId, Criterion, Throughput};
use planfix_api::contact::{get_list, update};
use planfix_api::xml::{Envelope, read_request, read_response, write_request, write_response};
use planfix_api::{Record, Typed};
use planfix_bench::{by_hand, documents};
use std::hint::black_box;
use std::path::PathBuf;

const CASES: [(&str, &str); 4] = [
    ("read", "contact.update"),
    ("read", "contact.getList of 100"),
    ("write", "contact.update"),
    ("write", "contact.getList of 100"),
];

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    update_request(&mut criterion);
    list_response(&mut criterion);
    criterion.final_summary();
    ratios();
}

fn update_request(criterion: &mut Criterion) {
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
        quick_xml::se::to_string(&theirs).expect("written").replace("&quot;", "\""),
        text.trim_start_matches(declaration)
    );

    let mut group = criterion.benchmark_group("read contact.update");
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function(BenchmarkId::from_parameter("planfix"), |b| {
        b.iter(|| {
            let mut record = update::Request::blank();
            read_request(black_box(&xml), &mut record).expect("read");
            record
        });
    });
    group.bench_function(BenchmarkId::from_parameter("serde"), |b| {
        b.iter(|| quick_xml::de::from_str::<by_hand::UpdateRequest>(black_box(&text)).expect("read"));
    });
    group.finish();

    let mut group = criterion.benchmark_group("write contact.update");
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function(BenchmarkId::from_parameter("planfix"), |b| {
        b.iter(|| write_request("contact.update", &envelope, black_box(&ours)).expect("written"));
    });
    group.bench_function(BenchmarkId::from_parameter("serde"), |b| {
        b.iter(|| quick_xml::se::to_string(black_box(&theirs)).expect("written"));
    });
    group.finish();
}

fn list_response(criterion: &mut Criterion) {
    let xml = documents::page_xml(100);
    let text = String::from_utf8(xml.clone()).expect("it is UTF-8");
    let ours = documents::page(100);
    let theirs: by_hand::ListResponse = quick_xml::de::from_str(&text).expect("the structs fit the document");
    let mut again = get_list::Response::blank();
    read_response(&xml, &mut again).expect("read");
    assert!(again == ours && ours.unknown().as_slice().is_empty());

    let mut group = criterion.benchmark_group("read contact.getList of 100");
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function(BenchmarkId::from_parameter("planfix"), |b| {
        b.iter(|| {
            let mut record = get_list::Response::blank();
            read_response(black_box(&xml), &mut record).expect("read");
            record
        });
    });
    group.bench_function(BenchmarkId::from_parameter("serde"), |b| {
        b.iter(|| quick_xml::de::from_str::<by_hand::ListResponse>(black_box(&text)).expect("read"));
    });
    group.finish();

    let mut group = criterion.benchmark_group("write contact.getList of 100");
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function(BenchmarkId::from_parameter("planfix"), |b| {
        b.iter(|| write_response(black_box(&ours)).expect("written"));
    });
    group.bench_function(BenchmarkId::from_parameter("serde"), |b| {
        b.iter(|| quick_xml::se::to_string(black_box(&theirs)).expect("written"));
    });
    group.finish();
}

/// Prints how many times as fast as serde each case was, from what criterion wrote down.
fn ratios() {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target"),
        PathBuf::from,
    );
    let median = |case: &str, who: &str| {
        let file = target.join("criterion").join(case).join(who).join("new/estimates.json");
        let text = std::fs::read_to_string(file).ok()?;
        let value: serde_json::Value = serde_json::from_str(&text).ok()?;
        value["median"]["point_estimate"].as_f64()
    };
    println!("\n| case | planfix µs | quick-xml serde µs | times as fast |\n|---|---|---|---|");
    for (verb, document) in CASES {
        let case = format!("{verb} {document}");
        if let (Some(ours), Some(theirs)) = (median(&case, "planfix"), median(&case, "serde")) {
            println!("| {case} | {:.1} | {:.1} | {:.2} |", ours / 1e3, theirs / 1e3, theirs / ours);
        }
    }
}
