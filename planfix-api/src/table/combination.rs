//! Rules over several rows of one struct.

use super::Table;

/// A rule over several rows of a struct.
#[derive(Debug)]
pub struct Combination {
    /// Name that its rows share in the table.
    pub name: &'static str,
    /// The rule itself, with its fields.
    pub rule: Combined,
}

/// A rule over several rows, each given by the number of its field in the struct.
#[derive(Debug)]
#[non_exhaustive]
pub enum Combined {
    /// `any-of`: at least one of the fields must be set.
    AnyOf(&'static [u16]),
    /// `total`: limits the number of items that several lists have together.
    Total {
        /// Numbers of the fields of the lists.
        lists: &'static [u16],
        /// The least number of items.
        min: Option<i64>,
        /// The greatest number of items.
        max: Option<i64>,
    },
    /// `alternative`: the fields of at most one of these sets may be set.
    Alternatives(&'static [&'static [u16]]),
}

impl Combined {
    /// Returns the numbers of all its fields, in the order of the rule.
    pub fn fields(&self) -> impl Iterator<Item = u16> {
        let sets = match self {
            Self::AnyOf(fields) | Self::Total { lists: fields, .. } => std::slice::from_ref(fields),
            Self::Alternatives(sets) => sets,
        };
        sets.iter().flat_map(|set| set.iter().copied())
    }
}

impl Table {
    /// Returns the paths of the rows of these fields.
    pub(crate) fn paths(&self, fields: &[u16]) -> Vec<&'static str> {
        let row = |number: &u16| self.numbered(*number)?.row;
        fields.iter().filter_map(row).map(|row| row.path).collect()
    }
}
