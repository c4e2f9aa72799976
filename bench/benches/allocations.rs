//! Heap allocations of one write: `cargo bench -p planfix-bench --bench allocations`.
//!
//! A write of ours makes room for the whole document at once, so one is all it needs. The count is exact and
//! the same in every run; a buffer that grows counts as one more each time.

use allocation_counter::measure;
use hard_xml::XmlWrite;
use planfix_api::Violations;
use planfix_api::xml::{Envelope, write_request, write_response};
use planfix_bench::by_hand::{ListResponse, TaskResponse, UpdateRequest};
use planfix_bench::documents;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hint::black_box;

/// As many as a write of ours may make.
const GOAL: u64 = 1;

fn main() {
    println!("| allocations of one write | planfix | quick-xml serde | hard-xml | serde-xml-rs | goal |");
    println!("|---|---|---|---|---|---|");
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    let request = documents::filled_update();
    row::<UpdateRequest>("contact.update", || {
        write_request("contact.update", &envelope, &request)
    });
    let task = documents::filled_task();
    row::<TaskResponse>("task.get", || write_response(&task));
    let page = documents::page(100);
    row::<ListResponse>("contact.getList of 100", || write_response(&page));
}

fn row<T: Serialize + DeserializeOwned + XmlWrite>(name: &str, ours: impl Fn() -> Result<Vec<u8>, Violations>) {
    let document = String::from_utf8(ours().expect("written")).expect("it is UTF-8");
    let theirs: T = quick_xml::de::from_str(&document).expect("the structs fit the document");
    let count = |write: &dyn Fn() -> usize| {
        let mut bytes = 0;
        let count = measure(|| bytes = black_box(write())).count_total;
        // All but the declaration is the same.
        assert!(document.len().abs_diff(bytes) < 100);
        count
    };
    println!(
        "| {name} | {} | {} | {} | {} | {GOAL} |",
        count(&|| ours().map_or(0, |xml| xml.len())),
        count(&|| quick_xml::se::to_string(&theirs).map_or(0, |xml| xml.len())),
        count(&|| theirs.to_string().map_or(0, |xml| xml.len())),
        count(&|| serde_xml_rs::to_string(&theirs).map_or(0, |xml| xml.len())),
    );
}
