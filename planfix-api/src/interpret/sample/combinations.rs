//! Makes samples obey the rules over several rows.

use crate::table::{Combined, Table};

/// Returns a field of each `any-of`: the first member that the sample may set.
pub(super) fn needed(table: &'static Table) -> Vec<u16> {
    let each = table
        .combinations
        .iter()
        .filter_map(|combination| match &combination.rule {
            Combined::AnyOf(fields) => fields.iter().copied().find(|field| !is_excluded(table, *field)),
            _ => None,
        });
    each.collect()
}

/// Returns true if a field belongs to an alternative that the sample does not use, or is one list too many.
pub(super) fn is_excluded(table: &'static Table, field: u16) -> bool {
    table.combinations.iter().any(|combination| match &combination.rule {
        Combined::AnyOf(_) => false,
        Combined::Total { lists, max, .. } => {
            let at = lists.iter().position(|list| *list == field);
            let at = at.and_then(|at| i64::try_from(at).ok());
            at.zip(*max).is_some_and(|(at, max)| at >= max)
        }
        Combined::Alternatives(sets) => {
            let taken = sets.iter().position(|set| is_asked_for(table, set)).unwrap_or(0);
            let others = sets.iter().enumerate().filter(|(at, _)| *at != taken);
            others.into_iter().any(|(_, set)| set.contains(&field))
        }
    })
}

/// Returns true if one of these fields is a member of an `any-of`.
fn is_asked_for(table: &'static Table, set: &[u16]) -> bool {
    table.combinations.iter().any(|combination| match &combination.rule {
        Combined::AnyOf(fields) => fields.iter().any(|field| set.contains(field)),
        _ => false,
    })
}

/// Returns the least and the greatest number of items of a list that satisfy its `total`.
pub(super) fn items(table: &'static Table, field: u16) -> (i64, i64) {
    let mut bounds = (1, i64::MAX);
    for combination in table.combinations {
        if let Combined::Total { lists, min, max } = &combination.rule
            && lists.contains(&field)
        {
            let count = i64::try_from(lists.len()).unwrap_or(i64::MAX);
            let share = max.map_or(i64::MAX, |max| max / count.min(max).max(1));
            bounds = (bounds.0.max(min.unwrap_or(1)).min(share), bounds.1.min(share));
        }
    }
    bounds
}
