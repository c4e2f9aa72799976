//! Checks the rules over several rows of a struct. Each violation is reported at one of its rows.

use super::{Check, Rule};
use crate::interpret::walk::Node;
use crate::record::{Record, View};
use crate::table::{Combined, Content};

impl Check {
    /// Checks the rules over several rows that are reported at this field.
    pub(super) fn combinations(&mut self, node: &Node<'_>) {
        let (record, table) = (node.record, node.record.table());
        let Some((field, _)) = node.element.content.field() else {
            return;
        };
        for combination in table.combinations {
            match &combination.rule {
                Combined::AnyOf(fields) => {
                    if fields.first() == Some(&field) && !fields.iter().any(|other| is_set(record, *other)) {
                        self.report(Rule::AnyOf(table.paths(fields)), None, node);
                    }
                }
                Combined::Total { lists, min, max } => {
                    if lists.first() == Some(&field) {
                        self.total(lists, (*min, *max), node);
                    }
                }
                Combined::Alternatives(sets) => {
                    let mut chosen = sets
                        .iter()
                        .filter_map(|set| set.iter().find(|other| is_set(record, **other)));
                    if let Some(first) = chosen.next()
                        && chosen.any(|other| *other == field)
                        && let Some(first) = table.numbered(*first).and_then(|element| element.row)
                    {
                        self.report(Rule::Alternative(first.path), None, node);
                    }
                }
            }
        }
    }

    fn total(&mut self, lists: &[u16], (min, max): (Option<i64>, Option<i64>), node: &Node<'_>) {
        let lengths = lists.iter().map(|list| match node.record.field(*list) {
            View::List(list) => list.len(),
            _ => 0,
        });
        let total = i64::try_from(lengths.sum::<usize>()).unwrap_or(i64::MAX);
        let paths = || node.record.table().paths(lists);
        // An empty list is not counted, as with `items`; requiring an item is the job of `any-of`.
        let broken = match (min, max) {
            (Some(min), _) if total < min && total > 0 => Rule::TooFewTogether { lists: paths(), min },
            (_, Some(max)) if total > max => Rule::TooManyTogether { lists: paths(), max },
            _ => return,
        };
        self.report(broken, Some(total.to_string()), node);
    }
}

/// Returns true if the element of a field is written.
fn is_set(record: &dyn Record, field: u16) -> bool {
    match record.field(field) {
        View::Absent => false,
        View::List(list) if list.is_empty() => {
            let element = record.table().numbered(field);
            !element.is_some_and(|element| matches!(element.content, Content::Repeat { .. }))
        }
        _ => true,
    }
}
