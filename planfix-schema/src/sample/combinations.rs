//! Makes a sample obey the rules over several rows.

use crate::model::{Combined, Record};

/// Returns a field of each `any-of`: its first member that the sample may set.
pub(super) fn needed(record: &Record) -> Vec<u16> {
    let each = record
        .combinations
        .iter()
        .filter_map(|combination| match &combination.rule {
            Combined::AnyOf(fields) => fields.iter().copied().find(|field| !is_excluded(record, *field)),
            _ => None,
        });
    each.collect()
}

/// True if a field belongs to an alternative that the sample does not take.
pub(super) fn is_excluded(record: &Record, field: u16) -> bool {
    record.combinations.iter().any(|combination| match &combination.rule {
        Combined::Alternatives(sets) => {
            let taken = sets.iter().position(|set| is_asked_for(record, set)).unwrap_or(0);
            let others = sets.iter().enumerate().filter(|(at, _)| *at != taken);
            others.into_iter().any(|(_, set)| set.contains(&field))
        }
        _ => false,
    })
}

/// True if an `any-of` has a member among these fields.
fn is_asked_for(record: &Record, set: &[u16]) -> bool {
    record.combinations.iter().any(|combination| match &combination.rule {
        Combined::AnyOf(fields) => fields.iter().any(|field| set.contains(field)),
        _ => false,
    })
}
