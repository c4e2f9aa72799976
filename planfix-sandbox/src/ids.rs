//! Sets of identifiers, which the conditions of lists are combined on: compressed bitmaps.

use roaring::RoaringTreemap;
use std::ops::{BitAndAssign, BitOrAssign, SubAssign};

/// A set of identifiers, in ascending order. Identifiers are not negative.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ids(RoaringTreemap);

impl Ids {
    pub(crate) fn insert(&mut self, id: i64) {
        if let Ok(id) = u64::try_from(id) {
            self.0.insert(id);
        }
    }

    pub(crate) fn contains(&self, id: i64) -> bool {
        u64::try_from(id).is_ok_and(|id| self.0.contains(id))
    }

    pub(crate) fn len(&self) -> usize {
        usize::try_from(self.0.len()).unwrap_or(usize::MAX)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().filter_map(|id| i64::try_from(id).ok())
    }

    pub(crate) fn max(&self) -> Option<i64> {
        self.0.max().and_then(|id| i64::try_from(id).ok())
    }
}

impl FromIterator<i64> for Ids {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        let mut ids: Vec<u64> = ids.into_iter().filter_map(|id| u64::try_from(id).ok()).collect();
        // The index returns sorted runs, which a stable sort merges fast; a sorted list is then inserted without
        // searching.
        ids.sort();
        ids.dedup();
        Self(RoaringTreemap::from_sorted_iter(ids).unwrap_or_default())
    }
}

impl BitAndAssign<&Self> for Ids {
    fn bitand_assign(&mut self, other: &Self) {
        self.0 &= &other.0;
    }
}

impl BitOrAssign<&Self> for Ids {
    fn bitor_assign(&mut self, other: &Self) {
        self.0 |= &other.0;
    }
}

impl SubAssign<&Self> for Ids {
    fn sub_assign(&mut self, other: &Self) {
        self.0 -= &other.0;
    }
}
