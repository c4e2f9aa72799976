//! Measures sides in turn, in short rounds, so that other activity on the machine affects all of them alike.

use cpu_time::ThreadTime;
use std::time::{Duration, Instant};

/// The time that is measured.
#[derive(Clone, Copy)]
pub enum Clock {
    /// Wall time, for code that waits for others.
    Wall,
    /// Processor time of this thread. On a shared machine a long run is interrupted more often than a short one, so
    /// wall time would favor the faster side.
    Thread,
}

/// One side of a comparison: its name, and the code of one run.
pub struct Side<'a> {
    /// The heading of the side in tables.
    pub name: &'static str,
    run: Box<dyn FnMut() + 'a>,
}

impl<'a> Side<'a> {
    /// Creates a side that calls `run` once per run.
    pub fn new(name: &'static str, run: impl FnMut() + 'a) -> Self {
        Self {
            name,
            run: Box::new(run),
        }
    }

    /// Runs the side once.
    pub fn run(&mut self) {
        (self.run)();
    }

    /// Returns the seconds of one run, averaged over this many runs.
    fn timed(&mut self, times: u32, clock: Clock) -> f64 {
        let (wall, thread) = (Instant::now(), ThreadTime::now());
        for _ in 0..times {
            self.run();
        }
        let passed = match clock {
            Clock::Wall => wall.elapsed(),
            Clock::Thread => thread.elapsed(),
        };
        passed.as_secs_f64() / f64::from(times)
    }
}

/// The seconds of one run: for each round, one value per side, in the order of the sides.
pub struct Rounds(Vec<Vec<f64>>);

/// The fewest and the most rounds of a case. Ratios from fewer rounds would be chance.
const ROUNDS: std::ops::RangeInclusive<usize> = 21..=301;

/// The fewest runs of a side in a round. The first run pays for what the previous side left behind: in the caches,
/// and in the allocator, which postpones part of the freeing until a large allocation.
const FEWEST: f64 = 5.0;

/// Runs all sides in turn. In each round a side runs for about `turn`, at least five times; no round begins after
/// `total` has passed.
pub fn in_turn(sides: &mut [Side<'_>], turn: Duration, total: Duration, clock: Clock) -> Rounds {
    let times: Vec<u32> = sides
        .iter_mut()
        .map(|side| {
            side.run();
            let once = side.timed(3, clock);
            (turn.as_secs_f64() / once).clamp(FEWEST, 100_000.0) as u32
        })
        .collect();
    let start = Instant::now();
    let mut rounds = Vec::new();
    while rounds.len() < *ROUNDS.start() || (rounds.len() < *ROUNDS.end() && start.elapsed() < total) {
        let round = sides
            .iter_mut()
            .zip(&times)
            .map(|(side, times)| side.timed(*times, clock));
        rounds.push(round.collect());
    }
    Rounds(rounds)
}

impl Rounds {
    /// Returns the seconds of one run of a side: the median over the rounds.
    #[must_use]
    pub fn seconds(&self, side: usize) -> f64 {
        median(self.0.iter().map(|round| round[side]).collect())
    }

    /// Returns how many times as fast one side is as another: the median of the ratios of all rounds.
    #[must_use]
    pub fn times_as_fast(&self, side: usize, other: usize) -> f64 {
        let (seconds, others) = self.pair(side, other);
        others / seconds
    }

    /// Returns the seconds of one run of two sides, in the round whose ratio is the median, so that a table's times
    /// agree with its ratio.
    #[must_use]
    pub fn pair(&self, side: usize, other: usize) -> (f64, f64) {
        let mut pairs: Vec<_> = self.0.iter().map(|round| (round[side], round[other])).collect();
        pairs.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
        pairs[pairs.len() / 2]
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
