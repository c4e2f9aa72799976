//! Heap allocations of one write and of one call: `cargo bench -p planfix-bench --bench allocations`.
//!
//! A planfix write reserves room for the whole document, so it needs a single allocation. The count is exact and the
//! same in every run; each time a buffer grows counts as one more. A call is made with the blocking client on the
//! caller's thread, which builds the request and reads the answer; another thread sends it. For comparison, ureq
//! sends the same bytes on the caller's thread.

use allocation_counter::measure;
use hard_xml::XmlWrite;
use planfix_api::client::{Client, Http};
use planfix_api::contact::get;
use planfix_api::xml::{Envelope, read_response, write_request, write_response};
use planfix_api::{Violations, record::Typed};
use planfix_bench::by_hand::{ListResponse, TaskResponse, UpdateRequest};
use planfix_bench::documents;
use planfix_bench::http::{self, bare::Blocking, fixed::Fixed};
use planfix_sandbox::{Options, Sandbox};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hint::black_box;

/// The most allocations that a planfix write may make.
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
    calls();
}

fn row<T: Serialize + DeserializeOwned + XmlWrite>(name: &str, ours: impl Fn() -> Result<Vec<u8>, Violations>) {
    let document = String::from_utf8(ours().expect("written")).expect("it is UTF-8");
    let theirs: T = quick_xml::de::from_str(&document).expect("the structs fit the document");
    let count = |write: &dyn Fn() -> usize| {
        let mut bytes = 0;
        let count = measure(|| bytes = black_box(write())).count_total;
        // The documents differ in the declaration only.
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

/// Counts the allocations of one call of contact.get, and of the two steps that only the planfix client does.
fn calls() {
    const CALLS: u64 = 1000;
    let sandbox = Sandbox::in_memory(Options::default()).expect("a sandbox");
    let nowhere = http::connection("http://127.0.0.1:1/xml/");
    let answer = sandbox.handle(&http::prepared(&nowhere)).into_body();
    let connection = http::connection(&Fixed::start(&answer).url());
    let bare = Blocking::new(http::prepared(&connection));
    let client = Client::new(connection.clone(), Http::new());
    let ours = || drop(client.call(&http::request()).expect("an answer"));
    let bare = || drop(bare.send());
    let prepare = || drop(http::prepared(&connection));
    let read = || {
        let mut response = get::Response::blank();
        read_response(&answer, &mut response).expect("read");
    };
    let count = |run: &dyn Fn()| {
        // The first call opens the connection.
        run();
        measure(|| (0..CALLS).for_each(|_| run())).count_total as f64 / CALLS as f64
    };
    println!("\n| allocations of one call | planfix | ureq | of ours, making the request | reading the answer |");
    println!("|---|---|---|---|---|");
    println!(
        "| contact.get | {:.1} | {:.1} | {:.1} | {:.1} |",
        count(&ours),
        count(&bare),
        count(&prepare),
        count(&read)
    );
}
