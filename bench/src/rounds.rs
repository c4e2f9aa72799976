//! Sides measured in turn, in short rounds, so that whatever else the machine does meets all of them.

use cpu_time::ThreadTime;
use std::time::{Duration, Instant};

/// What is counted.
#[derive(Clone, Copy)]
pub enum Clock {
    /// All time that passes: of what waits for others.
    Wall,
    /// The time that this thread had the processor. On a machine that others use too, a long run is interrupted
    /// more often than a short one, and the clock on the wall would favour the faster side.
    Thread,
}

/// One side of a comparison: its name, and what it does once.
pub struct Side<'a> {
    /// Its name in tables.
    pub name: &'static str,
    run: Box<dyn FnMut() + 'a>,
}

impl<'a> Side<'a> {
    /// A side that does this once a run.
    pub fn new(name: &'static str, run: impl FnMut() + 'a) -> Self {
        Self {
            name,
            run: Box::new(run),
        }
    }

    /// Does it once.
    pub fn run(&mut self) {
        (self.run)();
    }

    /// Seconds of one run, over so many of them.
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

/// The seconds of one run: for each round those of every side, in the order of the sides.
pub struct Rounds(Vec<Vec<f64>>);

/// The most and the fewest rounds of a case. Ratios of fewer would be chance.
const ROUNDS: std::ops::RangeInclusive<usize> = 21..=301;

/// How often a side runs in a round at least. The first time it meets what the side before left: in the caches, and to
/// the allocator, which puts off a part of the freeing until somebody asks for much.
const FEWEST: f64 = 5.0;

/// Runs all sides in turn. In each round a side runs for about `turn`, at least five times; rounds are begun until
/// `total` is over.
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
    /// Seconds of one run of a side: the median over the rounds.
    #[must_use]
    pub fn seconds(&self, side: usize) -> f64 {
        median(self.0.iter().map(|round| round[side]).collect())
    }

    /// How many times as fast a side is as another: the median over the rounds, in each of which both ran.
    #[must_use]
    pub fn times_as_fast(&self, side: usize, other: usize) -> f64 {
        let (seconds, others) = self.pair(side, other);
        others / seconds
    }

    /// Seconds of one run of two sides, in the round whose ratio is the median: what stands beside it in a table
    /// agrees with it.
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
