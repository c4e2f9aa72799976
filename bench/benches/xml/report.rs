//! Measures the cases, and prints the table of ratios at the end.

use crate::peers::NAMES;
use criterion::{Criterion, Throughput};
use planfix_bench::machine::machine;
use planfix_bench::rounds::{Clock, Side, in_turn};
use std::time::Duration;

/// Larger documents are not given to criterion, whose minimum number of samples takes too long.
const LONG: usize = 1 << 20;
/// The time that one side runs in a round, and the total time of all rounds of a case. A shorter turn would measure
/// what the previous side left in the caches.
const TURN: Duration = Duration::from_millis(10);
const CASE: Duration = Duration::from_secs(4);

pub(crate) struct Report {
    criterion: Criterion,
    rows: String,
}

impl Report {
    pub(crate) const fn new(criterion: Criterion) -> Self {
        Self {
            criterion,
            rows: String::new(),
        }
    }

    /// Measures each side by itself with criterion, then all in turn for the ratios.
    pub(crate) fn case(&mut self, name: &str, goal: Option<f64>, bytes: usize, mut sides: Vec<Side<'_>>) {
        if bytes < LONG {
            let mut group = self.criterion.benchmark_group(name);
            group.throughput(Throughput::Bytes(bytes as u64));
            for side in &mut sides {
                group.bench_function(side.name, |bencher| bencher.iter(|| side.run()));
            }
            group.finish();
        }
        let rounds = in_turn(&mut sides, TURN, CASE, Clock::Thread);
        let place = |name| sides.iter().position(|side| side.name == name);
        let (ours, serde) = (0, 1);
        let (fast, slow) = rounds.pair(ours, serde);
        self.rows += &format!("| {name} | {} | {} | {:.2} |", micros(fast), micros(slow), slow / fast);
        for peer in NAMES.iter().skip(2) {
            self.rows += &place(*peer).map_or_else(
                || " – |".to_owned(),
                |peer| format!(" {:.2} |", rounds.times_as_fast(peer, serde)),
            );
        }
        self.rows += &goal.map_or_else(|| " |\n".to_owned(), |goal| format!(" {goal:.0} |\n"));
    }

    pub(crate) fn print(self) {
        self.criterion.final_summary();
        println!("\n{}\n", machine());
        println!("Times as fast as quick-xml through serde:\n");
        let [ours, serde, peers @ ..] = NAMES;
        println!(
            "| case | {ours} µs | {serde} µs | {ours} | {} | goal |",
            peers.join(" | ")
        );
        println!("|---|---|---|---|{}---|", "---|".repeat(peers.len()));
        println!("{}", self.rows);
        println!("How many allocations a write makes: cargo bench -p planfix-bench --bench allocations");
    }
}

/// Formats microseconds with at least three digits.
fn micros(seconds: f64) -> String {
    let micros = seconds * 1e6;
    let decimals = if micros < 100.0 { 1 } else { 0 };
    format!("{micros:.decimals$}")
}
