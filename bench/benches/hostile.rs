//! The cost of hostile documents of 1 MiB: `cargo bench -p planfix-bench --bench hostile`.
//!
//! Each document is checked, and read as the response of every method; the table shows the highest cost of each
//! document, and the method that took the most memory. The bounds are 50 ms, and 64 MiB of memory in addition to the
//! document.

use peak_alloc::PeakAlloc;
use planfix_api::xml::{check, read_response};
use planfix_bench::machine::machine;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// Measures each item several times, since the machine is shared, and returns the best time in milliseconds and the
/// MiB. The items take turns, so that a temporary disturbance does not distort the time of a single item.
fn costs<T>(of: &[T], run: impl Fn(&T)) -> Vec<(f64, f64)> {
    let mut costs = vec![(f64::INFINITY, 0.0_f64); of.len()];
    for _ in 0..3 {
        for (one, (milliseconds, mib)) in of.iter().zip(&mut costs) {
            let before = ALLOCATOR.current_usage();
            ALLOCATOR.reset_peak_usage();
            let start = Instant::now();
            run(one);
            *milliseconds = milliseconds.min(start.elapsed().as_secs_f64() * 1e3);
            let peak = ALLOCATOR.peak_usage().saturating_sub(before);
            *mib = mib.max(peak as f64 / MIB as f64);
        }
    }
    costs
}

/// Returns a response that repeats a piece, cut off at 1 MiB if necessary.
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
        (
            "unknown elements, deeper",
            repeated(
                "<tasks><task><customData><customValue><field>",
                "<a/>",
                "</field></customValue></customData></task></tasks>",
            ),
        ),
        ("unknown texts", repeated("<task>", "x<a/>", "</task>")),
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
        let bytes = text.as_bytes();
        let checked = costs(&[()], |()| drop(check(bytes)));
        let methods = planfix_api::methods();
        let read = costs(methods, |method| {
            drop(read_response(bytes, &mut *(method.new_response)()))
        });
        let most = |costs: &[(f64, f64)]| {
            costs
                .iter()
                .fold((0.0_f64, 0.0_f64), |a, b| (a.0.max(b.0), a.1.max(b.1)))
        };
        let (check_ms, check_mib) = most(&checked);
        let (read_ms, read_mib) = most(&read);
        let method = methods.iter().zip(&read).max_by(|a, b| a.1.1.total_cmp(&b.1.1));
        worst = most(&[worst, (check_ms, check_mib), (read_ms, read_mib)]);
        println!(
            "| {name} | {check_ms:.1} | {check_mib:.1} | {read_ms:.1} | {read_mib:.1} | {} |",
            method.map_or("", |(method, _)| method.name)
        );
    }
    println!("\nAt most {:.1} ms of 50, and {:.1} MiB of 64.", worst.0, worst.1);
}
