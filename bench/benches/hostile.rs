//! What a hostile document of 1 MiB costs: `cargo bench -p planfix-bench --bench hostile`.
//!
//! Each is checked, and read as the response of every method; the table has the method that took most of each.
//! The bounds are 50 ms and 64 MiB of memory beside the document.

use peak_alloc::PeakAlloc;
use planfix_api::xml::{check, read_response};
use planfix_bench::machine::machine;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// Milliseconds, the best of three runs since others use the machine too, and MiB.
fn cost(mut run: impl FnMut()) -> (f64, f64) {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let times = (0..3).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    });
    let milliseconds = times.fold(f64::INFINITY, f64::min);
    let peak = ALLOCATOR.peak_usage().saturating_sub(before);
    (milliseconds, peak as f64 / MIB as f64)
}

/// A response with a piece again and again, cut at 1 MiB where it is not whole.
fn repeated(before: &str, piece: &str, after: &str) -> String {
    let before = format!("<response status=\"ok\">{before}");
    let after = format!("{after}</response>");
    let times = (MIB - before.len() - after.len()) / piece.len();
    format!("{before}{}{after}", piece.repeat(times))
}

fn documents() -> Vec<(&'static str, String)> {
    let attributes: String = (0..80_000).map(|number| format!(" a{number}=\"\"")).collect();
    vec![
        ("nested elements", "<a>".repeat(MIB / 3)),
        (
            "attributes of one element",
            format!("<response status=\"ok\"{attributes}/>"),
        ),
        ("one text", repeated("<contact><name>", "x", "</name></contact>")),
        ("one name", format!("<{}/>", "a".repeat(MIB - 3))),
        ("unknown elements", repeated("", "<a/>", "")),
        ("unknown attributes", repeated("", "<contact a=\"\"/>", "")),
        ("references", repeated("<contact><name>", "&lt;", "</name></contact>")),
        (
            "CDATA in pieces",
            repeated("<contact><name>", "<![CDATA[x]]>", "</name></contact>"),
        ),
        (
            "comments in text",
            repeated("<contact><name>", "x<!---->", "</name></contact>"),
        ),
        ("empty contacts", repeated("<contacts>", "<contact/>", "</contacts>")),
        (
            "contacts",
            repeated("<contacts>", "<contact><id>1</id></contact>", "</contacts>"),
        ),
        ("tasks", repeated("<tasks>", "<task><id>1</id></task>", "</tasks>")),
        (
            "wrong values",
            repeated("<contacts>", "<contact><id>x</id></contact>", "</contacts>"),
        ),
        ("unclosed CDATA", repeated("", "<![CDATA[", "")),
        ("unclosed attributes", repeated("", "<a a=\"", "")),
        ("line ends", repeated("<contact><name>", "\r\n", "</name></contact>")),
        ("not UTF-8 at the end", repeated("", "я", "") + "\u{FFFF}"),
    ]
}

fn main() {
    println!(
        "{}\n\n| document of 1 MiB | check ms | MiB | reading ms | MiB | as the response of |",
        machine()
    );
    println!("|---|---|---|---|---|---|");
    let mut worst = (0.0_f64, 0.0_f64);
    for (name, text) in documents() {
        let (check_ms, check_mib) = cost(|| drop(check(text.as_bytes())));
        let mut most = (0.0_f64, 0.0_f64, "");
        for method in planfix_api::methods() {
            let (ms, mib) = cost(|| drop(read_response(text.as_bytes(), &mut *(method.new_response)())));
            if mib > most.1 {
                most.2 = method.name;
            }
            most = (most.0.max(ms), most.1.max(mib), most.2);
        }
        worst = (worst.0.max(check_ms).max(most.0), worst.1.max(check_mib).max(most.1));
        println!(
            "| {name} | {check_ms:.1} | {check_mib:.1} | {:.1} | {:.1} | {} |",
            most.0, most.1, most.2
        );
    }
    println!("\nAt most {:.1} ms of 50, and {:.1} MiB of 64.", worst.0, worst.1);
}
