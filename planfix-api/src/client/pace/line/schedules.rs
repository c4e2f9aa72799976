//! Generated schedules: several callers of an account on a virtual clock. The test command runs a part of them;
//! `SCHEDULES=1000000 cargo test --release -p planfix-api --lib schedules` runs a million of each kind.

use super::{Line, Place, Turn};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Wake, Waker};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);
const MILLI: Duration = Duration::from_millis(1);

fn count() -> u64 {
    let count = std::env::var("SCHEDULES").ok();
    count.map_or(2_000, |count| count.parse().unwrap())
}

/// A generator of random numbers (splitmix64), so that each seed is a schedule.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn micros(&mut self, most: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(most.as_micros()).unwrap() + 1))
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// The properties of a schedule.
struct Kind {
    /// The longest time from a start to the next arrival of the same caller.
    call: Duration,
    /// Of how many waits one ends because the caller goes away; 0 for none.
    gives_up: u64,
    /// Of how many starts one is answered with a wait for all; 0 for none.
    holds: u64,
    /// Of how many waits one lasts far too long, as if the caller were not run; 0 for none.
    stalls: u64,
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A caller, which arrives or asks again at a time.
struct Caller {
    at: Duration,
    place: Option<Place>,
    arrived: u64,
    gives_up: bool,
    woken: Arc<Woken>,
}

/// The starts of a schedule: time, and number of the arrival.
struct Seen {
    starts: Vec<(Duration, u64)>,
    /// For each start, the earliest time that the interval and the server allowed.
    allowed: Vec<Duration>,
    /// For each start, the time at which the first of those that were waiting then had arrived.
    wanted: Vec<Duration>,
}

fn run(seed: u64, kind: &Kind) -> Seen {
    let mut random = Random(seed);
    let mut line = Line::default();
    let mut callers: Vec<Caller> = (0..2 + random.below(6))
        .map(|_| Caller {
            at: random.micros(SECOND),
            place: None,
            arrived: 0,
            gives_up: false,
            woken: Arc::default(),
        })
        .collect();
    let (mut arrivals, mut next) = (0, Duration::ZERO);
    let mut waiting: Vec<(u64, Duration)> = Vec::new();
    let mut seen = Seen {
        starts: Vec::new(),
        allowed: Vec::new(),
        wanted: Vec::new(),
    };
    while seen.starts.len() < 24 {
        let caller = callers.iter_mut().min_by_key(|caller| caller.at).unwrap();
        let now = caller.at;
        if caller.place.is_none() {
            arrivals += 1;
            (caller.place, caller.arrived) = (Some(Place::default()), arrivals);
            caller.gives_up = kind.gives_up > 0 && random.one_in(kind.gives_up);
            waiting.push((arrivals, now));
        } else if std::mem::take(&mut caller.gives_up) {
            let place = caller.place.take().unwrap();
            let first = line.leave(&place).then(|| line.first()).flatten();
            if let Some(first) = first {
                first.wake();
            }
            waiting.retain(|(number, _)| *number != caller.arrived);
            caller.at = now + random.micros(SECOND);
            wake(&mut callers, now, &mut random);
            continue;
        }
        caller.woken.0.store(false, Ordering::Relaxed);
        let waker = Waker::from(Arc::clone(&caller.woken));
        match line.ask(caller.place.as_mut().unwrap(), now, SECOND, || Some(waker)) {
            Turn::Wait(until) => {
                assert!(until > now, "a wait passes time");
                // A wait ends a little late, and a caller that gives up does so before its end.
                caller.at = match caller.gives_up {
                    true => now + random.micros(until - now),
                    false if kind.stalls > 0 && random.one_in(kind.stalls) => until + 3 * SECOND,
                    false => until + random.micros(5 * MILLI),
                };
            }
            Turn::Start => {
                seen.starts.push((now, caller.arrived));
                seen.allowed.push(next);
                seen.wanted.push(waiting.iter().map(|(_, at)| *at).min().unwrap());
                waiting.retain(|(number, _)| *number != caller.arrived);
                caller.place = None;
                caller.at = now + random.micros(kind.call);
                next = now + SECOND;
                if kind.holds > 0 && random.one_in(kind.holds) {
                    let until = now + random.micros(10 * SECOND);
                    line.hold(until);
                    next = next.max(until);
                }
                if let Some(first) = line.first() {
                    first.wake();
                }
                wake(&mut callers, now, &mut random);
            }
        }
    }
    seen
}

/// Lets the callers run whose wakers were called.
fn wake(callers: &mut [Caller], now: Duration, random: &mut Random) {
    for caller in callers.iter_mut().filter(|caller| caller.place.is_some()) {
        if caller.woken.0.swap(false, Ordering::Relaxed) {
            caller.at = caller.at.min(now + random.micros(MILLI));
        }
    }
}

fn keeps_the_pace(seed: u64, seen: &Seen) {
    for ((start, _), allowed) in seen.starts.iter().zip(&seen.allowed) {
        assert!(start >= allowed, "seed {seed}: {start:?} is before {allowed:?}");
    }
    for pair in seen.starts.windows(2) {
        assert!(pair[1].0 - pair[0].0 >= SECOND, "seed {seed}: {pair:?}");
    }
}

/// Returns the time that the starts needed after both the pace and a caller allowed them.
fn lost(seen: &Seen) -> Duration {
    let earliest = seen
        .allowed
        .iter()
        .zip(&seen.wanted)
        .map(|(allowed, wanted)| *allowed.max(wanted));
    seen.starts
        .iter()
        .zip(earliest)
        .map(|((start, _), earliest)| *start - earliest)
        .sum()
}

/// Runs the schedules of a kind, and checks the pace, the order of arrival, and that at most a hundredth is lost.
fn use_the_rate_in_order(kind: &Kind) {
    for seed in 0..count() {
        let seen = run(seed, kind);
        keeps_the_pace(seed, &seen);
        assert!(seen.starts.is_sorted_by_key(|(_, arrived)| arrived), "seed {seed}");
        let time = SECOND * u32::try_from(seen.starts.len()).unwrap();
        assert!(
            lost(&seen) <= time / 100,
            "seed {seed}: lost {:?} of {time:?}",
            lost(&seen)
        );
    }
}

#[test]
fn schedules_under_load_use_the_rate_in_order_of_arrival() {
    let kind = Kind {
        call: 500 * MILLI,
        gives_up: 0,
        holds: 0,
        stalls: 0,
    };
    use_the_rate_in_order(&kind);
}

#[test]
fn schedules_with_callers_that_give_up_and_waits_for_all_use_the_rate() {
    let kind = Kind {
        call: 4 * SECOND,
        gives_up: 4,
        holds: 5,
        stalls: 0,
    };
    use_the_rate_in_order(&kind);
}

#[test]
fn schedules_with_callers_that_do_not_run_keep_the_pace() {
    let kind = Kind {
        call: 2 * SECOND,
        gives_up: 5,
        holds: 5,
        stalls: 3,
    };
    for seed in 0..count() {
        keeps_the_pace(seed, &run(seed, &kind));
    }
}

#[test]
fn a_caller_that_never_asks_again_is_passed() {
    let mut line = Line::default();
    let mut ask = |place: &mut Place, now: u64| line.ask(place, Duration::from_secs(now), SECOND, || None);
    let [mut first, mut kept, mut last] = [Place::default(), Place::default(), Place::default()];
    assert_eq!(ask(&mut first, 10), Turn::Start);
    assert_eq!(ask(&mut kept, 10), Turn::Wait(Duration::from_secs(11)));
    assert_eq!(ask(&mut last, 10), Turn::Wait(Duration::from_secs(12)));
    assert_eq!(ask(&mut last, 12), Turn::Start);
    assert_eq!(ask(&mut kept, 12), Turn::Wait(Duration::from_secs(13)));
    assert_eq!(ask(&mut kept, 13), Turn::Start);
}
