//! The course of a lookup: as many identifiers in each call as the method takes.

use crate::record::{List, Record, View};
use crate::table::{Combined, Content, Table};
use crate::value::wire_text;
use std::collections::HashSet;

/// The identifiers that are left.
pub(super) struct Lookup {
    /// The lists of identifiers, by the number of their field.
    lists: Vec<u16>,
    /// Each identifier with the number of its list, once.
    ids: Vec<(u16, String)>,
    /// Identifiers that one call takes.
    limit: usize,
    /// Number of those that were looked up.
    done: usize,
}

impl Lookup {
    /// Takes the identifiers out of a request; `None` if its table has no list with a limit.
    pub(super) fn of(request: &dyn Record) -> Option<Self> {
        let (lists, limit) = bounded(request.table())?;
        let mut seen = HashSet::new();
        let mut ids = Vec::new();
        for &list in &lists {
            let View::List(items) = request.field(list) else {
                continue;
            };
            for item in (0..items.len()).filter_map(|index| items.get(index)) {
                let id = wire_text(item.view()).map(|text| (list, text.into_owned()));
                ids.extend(id.filter(|id| seen.insert(id.clone())));
            }
        }
        Some(Self {
            lists,
            ids,
            limit,
            done: 0,
        })
    }

    /// Writes the next identifiers into the request. Returns false if there are none.
    pub(super) fn ask(&self, request: &mut dyn Record) -> bool {
        for &list in &self.lists {
            if let Some(value) = request.field_mut(list) {
                value.leave_out();
            }
        }
        for &list in &self.lists {
            let mut ids = self.part().iter().filter(|(of, _)| *of == list).peekable();
            if ids.peek().is_none() && !is_filled(request, list) {
                continue;
            }
            let Some(values) = request.field_mut(list).and_then(|value| value.list()) else {
                continue;
            };
            // A list that cannot be left out still has the identifiers of the last call.
            while !values.is_empty() {
                values.pop();
            }
            for (_, id) in ids {
                // The text was written from a value of this list.
                let _ = List::push(values).set_text(id);
            }
        }
        !self.part().is_empty()
    }

    /// Continues after the identifiers of the last request. Returns false if there are none.
    pub(super) fn advance(&mut self) -> bool {
        self.done += self.part().len();
        !self.part().is_empty()
    }

    /// Continues with this part, counted from 1.
    pub(super) fn go_to(&mut self, part: i64) {
        let before = usize::try_from(part.saturating_sub(1)).unwrap_or(0);
        self.done = before.saturating_mul(self.limit).min(self.ids.len());
    }

    /// Returns the number of the next part, counted from 1.
    pub(super) fn number(&self) -> i64 {
        i64::try_from(self.done / self.limit)
            .unwrap_or(i64::MAX)
            .saturating_add(1)
    }

    /// Returns the number of identifiers.
    pub(super) fn total(&self) -> i64 {
        i64::try_from(self.ids.len()).unwrap_or(i64::MAX)
    }

    fn part(&self) -> &[(u16, String)] {
        let end = self.done.saturating_add(self.limit).min(self.ids.len());
        self.ids.get(self.done..end).unwrap_or(&[])
    }
}

fn is_filled(request: &dyn Record, list: u16) -> bool {
    matches!(request.field(list), View::List(items) if !items.is_empty())
}

/// Returns the lists of a request that have a limit, alone or together.
fn bounded(table: &'static Table) -> Option<(Vec<u16>, usize)> {
    let together = table
        .combinations
        .iter()
        .find_map(|combination| match combination.rule {
            Combined::Total {
                lists, max: Some(max), ..
            } => Some((lists.to_vec(), max)),
            _ => None,
        });
    let alone = || {
        table.fields().find_map(|element| match element.content {
            Content::List { field, .. } | Content::Repeat { field, .. } => {
                Some((vec![field], element.row?.rules.max_items?))
            }
            _ => None,
        })
    };
    let (lists, max) = together.or_else(alone)?;
    Some((lists, usize::try_from(max).ok().filter(|max| *max > 0)?))
}
