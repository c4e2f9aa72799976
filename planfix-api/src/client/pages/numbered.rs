//! The course of a list that comes in pages.

use super::place::{Place, int};
use crate::record::{Record, View};
use crate::table::Table;

/// The largest page, if the table has no limit.
const SIZE: i64 = 100;

/// Pages in a row beyond the ones read before that may pass without an item that is new. A server that ignores the
/// number of the page would otherwise be asked forever.
const STALE: i64 = 3;

/// The next page, and what the answers so far tell about the last one.
pub(super) struct Numbered {
    /// Number of the row `pageCurrent`.
    field: u16,
    first: i64,
    pub(super) next: i64,
    /// The size that is asked for.
    size: i64,
    /// Items of the longest page so far: a server may return fewer than are asked for.
    longest: i64,
    /// The highest page that was read.
    highest: i64,
    /// The total of the last answer.
    pub(super) total: Option<i64>,
    /// Pages since the last new item: beyond the highest page, and all.
    stale: i64,
    idle: i64,
}

impl Numbered {
    /// Prepares a request for its pages: the largest ones, unless it asks for a size, from the one it asks for or the
    /// first.
    pub(super) fn of(first: i64, request: &mut dyn Record) -> Option<Self> {
        let table = request.table();
        let field = number(table, "pageCurrent")?;
        let size_field = number(table, "pageSize")?;
        let largest = table.numbered(size_field)?.row?.rules.max.unwrap_or(SIZE);
        // Zero is the default of the server, which is not known.
        let size = int(request.field(size_field)).filter(|size| *size > 0);
        let size = size.unwrap_or(largest);
        set(request, size_field, size);
        let from = int(request.field(field)).filter(|page| *page >= first);
        Some(Self {
            field,
            first,
            next: from.unwrap_or(first),
            size,
            longest: 0,
            highest: first - 1,
            total: None,
            stale: 0,
            idle: 0,
        })
    }

    /// Writes the number of the next page into the request.
    pub(super) fn ask(&self, request: &mut dyn Record) {
        set(request, self.field, self.next);
    }

    /// Continues at another page.
    pub(super) fn go_to(&mut self, page: i64) {
        self.next = page.max(self.first);
    }

    /// Takes the answer for a page with this number of new items. Returns false if it was the last one.
    pub(super) fn advance(&mut self, place: &Place, response: &dyn Record, new: usize) -> bool {
        let page = self.next;
        let count = place.count(response);
        let total = place.total(response);
        self.longest = self.longest.max(count).max(1);
        let fallen = match (self.total, total) {
            (Some(before), Some(now)) => before - now,
            _ => 0,
        };
        self.total = total.or(self.total);
        self.rest(page, new);
        self.next = page.saturating_add(1);
        if self.idle > self.highest - self.first + STALE {
            return false;
        }
        if fallen > 0 && page > self.first {
            // Items that were deleted pulled others to pages that have been read.
            let back = fallen.saturating_add(self.longest - 1) / self.longest;
            self.go_to(page.saturating_sub(back));
            return true;
        }
        if count == 0 || self.stale >= STALE {
            return false;
        }
        match total {
            Some(total) => (page - self.first + 1).saturating_mul(self.longest) < total,
            // An answer without the total that its table has says nothing about the end.
            None if place.has_total() => true,
            None => count >= self.size,
        }
    }

    /// Counts the pages without a new item.
    fn rest(&mut self, page: i64, new: usize) {
        if page > self.highest {
            self.highest = page;
            self.stale += 1;
        }
        self.idle += 1;
        if new > 0 {
            (self.stale, self.idle) = (0, 0);
        }
    }
}

/// Returns the number of the field with this name at the top of a request.
fn number(table: &'static Table, name: &str) -> Option<u16> {
    table.named(name)?.content.field().map(|(field, _)| field)
}

fn set(request: &mut dyn Record, field: u16, number: i64) {
    if matches!(request.field(field), View::Int(old) if old == number) {
        return;
    }
    if let Some(value) = request.field_mut(field) {
        // A number is always a valid text of an integer.
        let _ = value.set_text(&number.to_string());
    }
}
