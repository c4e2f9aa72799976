//! Memory of reading 100,000 contacts, and of files of 100 MB: `cargo bench -p planfix-bench --bench memory`.
//!
//! The peak while reading is compared with the size of the document and of the resulting structs: nothing else may
//! grow with the list.

mod files;

use peak_alloc::PeakAlloc;
use planfix_api::contact::get_list;
use planfix_api::record::Typed;
use planfix_api::xml::{Limits, read_response_with};
use planfix_bench::documents;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

fn main() {
    println!("| contacts | document MB | structs MB | peak above document MB | peak above document and structs |");
    println!("|---|---|---|---|---|");
    for contacts in [1_000, 10_000, 100_000] {
        let xml = documents::page_xml(contacts);
        let before = ALLOCATOR.current_usage();
        ALLOCATOR.reset_peak_usage();
        let mut response = get_list::Response::blank();
        // The largest document exceeds the default limits of bytes and items.
        read_response_with(
            &xml,
            &mut response,
            &Limits::default().bytes(usize::MAX).items(usize::MAX).into(),
        )
        .expect("read");
        let peak = ALLOCATOR.peak_usage() - before;
        let structs = ALLOCATOR.current_usage() - before;
        assert_eq!(response.contacts.items.len(), contacts);
        println!(
            "| {contacts} | {:.1} | {:.1} | {:.1} | {:+.1}% |",
            xml.len() as f64 / 1e6,
            structs as f64 / 1e6,
            peak as f64 / 1e6,
            (peak as f64 / structs as f64 - 1.0) * 100.0
        );
    }

    println!("\n| client | file MB | upload peak MB | download peak MB |");
    println!("|---|---|---|---|");
    files::measure(|run| {
        let before = ALLOCATOR.current_usage();
        ALLOCATOR.reset_peak_usage();
        run();
        ALLOCATOR.peak_usage().saturating_sub(before)
    });
}
