//! The members of a one-of: whether one is empty, and which of several counts.

use super::Reading;
use super::children::Filling;
use crate::table::{Content, Element, Kind, Place};
use crate::xml::document::Tag;
use crate::xml::fault::FaultKind;

/// Whether an element is a member of a one-of.
pub(super) fn is_member(element: &Element) -> bool {
    element.row.is_some_and(|row| row.rules.choice.is_some())
}

impl<'a> Reading<'a> {
    /// Whether a member of a one-of that was just opened is empty, and so chooses nothing: clients write all of
    /// them. What has something in it may turn out to be empty too, when that is read.
    pub(super) fn is_empty(&self, element: &Element, tag: &Tag<'a>) -> bool {
        let is_text = match element.content {
            Content::Value { kind, .. } | Content::Repeat { kind, .. } => match kind {
                Kind::Record(inner) => inner.elements.iter().any(|inner| inner.place == Place::Text),
                leaf => leaf.keeps_spaces(),
            },
            Content::List { .. } | Content::Group(_) => false,
        };
        tag.attributes.is_empty() && self.document.is_at_end_tag(!is_text)
    }

    /// Whether a member of a one-of may be taken; the stronger one replaces the weaker. Of a list each item asks,
    /// and only the first can be at fault.
    pub(super) fn choose(&mut self, to: &mut Filling<'_>, element: &Element, field: u16, at: usize) -> bool {
        let Some(row) = element.row else { return true };
        let Some(choice) = to.table.choice(row) else {
            return true;
        };
        let rank = |f: u16| choice.members.iter().position(|&m| m == f);
        let Some(other) = choice.members.iter().copied().find(|&m| m != field && to.seen.has(m)) else {
            return true;
        };
        if !choice.ranked {
            if !to.seen.has(field) {
                self.fault(at, FaultKind::Conflict, Some(row), to.table.file);
                to.seen.add(field);
            }
            return false;
        }
        rank(field) < rank(other)
    }
}
