//! Faults by a seed: a pure function of the seed and the number of a call.

use super::fault::{CarriesOut, Fault};
use super::injection::Planned;

/// Faults that are spread over all calls.
#[derive(Debug, Clone)]
pub(crate) struct Seeded {
    seed: u64,
    /// The share of calls with a fault, of 2³².
    share: u64,
    kinds: Vec<Fault>,
}

impl Seeded {
    pub(crate) fn new(seed: u64, rate: f64) -> Self {
        let full = f64::from(u32::MAX) + 1.0;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 0 and 2³²"
        )]
        let share = (rate.clamp(0.0, 1.0) * full) as u64;
        Self {
            seed,
            share,
            kinds: Fault::ALL.to_vec(),
        }
    }

    pub(crate) fn only(&mut self, kinds: impl IntoIterator<Item = Fault>) {
        self.kinds = kinds.into_iter().collect();
    }

    /// Returns the fault of the call with this number.
    pub(super) fn of(&self, number: u64) -> Option<Planned> {
        let mut state = mixed(self.seed) ^ number;
        let mut draw = || {
            state = mixed(state);
            state
        };
        if draw() >> 32 >= self.share {
            return None;
        }
        let kinds = u64::try_from(self.kinds.len()).ok()?;
        let index = usize::try_from(draw().checked_rem(kinds)?).ok()?;
        let fault = *self.kinds.get(index)?;
        let coin = draw() >> 63 == 1;
        Some(Planned {
            fault,
            carried_out: match fault.carries_out() {
                CarriesOut::Never => false,
                CarriesOut::Always => true,
                CarriesOut::Either(_) => coin,
            },
            salt: draw(),
        })
    }
}

/// The output function of `SplitMix64`.
pub(super) const fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn faults(seed: u64, rate: f64) -> Vec<Planned> {
        let seeded = Seeded::new(seed, rate);
        (1..=10_000).filter_map(|number| seeded.of(number)).collect()
    }

    #[test]
    fn a_rate_is_the_share_of_calls_with_a_fault() {
        assert_eq!(faults(1, 0.0), []);
        assert_eq!(faults(1, 1.0).len(), 10_000);
        let tenth = faults(1, 0.1).len();
        assert!((900..1100).contains(&tenth), "{tenth}");
        assert_eq!(faults(1, f64::NAN), []);
    }

    #[test]
    fn a_seed_has_every_kind_of_fault_and_another_one_others() {
        let kinds = |seed| -> Vec<Fault> { faults(seed, 0.5).iter().map(|planned| planned.fault).collect() };
        assert_eq!(kinds(1), kinds(1));
        assert_ne!(kinds(1), kinds(2));
        assert_eq!(kinds(1).into_iter().collect::<HashSet<_>>().len(), Fault::ALL.len());
        let carried = faults(1, 1.0).iter().filter(|planned| planned.carried_out).count();
        assert!((1000..9000).contains(&carried), "{carried}");
    }

    #[test]
    fn only_the_chosen_kinds_happen() {
        let mut seeded = Seeded::new(7, 1.0);
        seeded.only([Fault::Busy]);
        assert!((1..100).all(|number| seeded.of(number).is_some_and(|planned| planned.fault == Fault::Busy)));
        seeded.only([]);
        assert_eq!(seeded.of(1), None);
    }
}
