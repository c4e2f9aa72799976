//! Reads the members of a one-of: skips empty ones, and decides which of several counts.

use super::filling::Filling;
use super::path::Step;
use super::{Mode, Reading};
use crate::interpret::xml::document::Tag;
use crate::interpret::xml::fault::{FaultKind, ReadError};
use crate::interpret::xml::write;
use crate::record::View;
use crate::record::{Unknown, Why, unknown};
use crate::table::{Content, Element, Kind, Place};

/// Returns true if an element is a member of a one-of.
pub(super) fn is_member(element: &Element) -> bool {
    element.row.is_some_and(|row| row.rules.choice.is_some())
}

impl<'a> Reading<'a> {
    /// Returns true if a member of a one-of that was just opened is empty, so that it chooses nothing: clients write
    /// all of them. One with content may still turn out to be empty when it is read.
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

    /// Returns true if a member of a one-of may be taken; a stronger member replaces a weaker one. Called for each
    /// item of a list, but only the first can be at fault.
    pub(super) fn choose(
        &mut self,
        to: &mut Filling<'_>,
        element: &Element,
        field: u16,
        at: usize,
    ) -> Result<bool, ReadError> {
        let Some(row) = element.row else { return Ok(true) };
        let Some(choice) = to.table.choice(row) else {
            return Ok(true);
        };
        let rank = |f: u16| choice.members.iter().position(|&m| m == f);
        let Some(other) = choice.members.iter().copied().find(|&m| m != field && to.seen.has(m)) else {
            return Ok(true);
        };
        if !choice.ranked {
            if self.mode != Mode::Answer && !to.seen.has(field) {
                self.fault(at, FaultKind::Conflict, Some(row), to.table.file);
                to.seen.add(field);
            }
            return Ok(false);
        }
        let wins = rank(field) < rank(other);
        if wins {
            self.outranked(to, other, at)?;
        }
        Ok(wins)
    }

    /// Keeps the member of a one-of that a stronger one, at offset `at`, replaces.
    #[cold]
    fn outranked(&mut self, to: &mut Filling<'_>, field: u16, at: usize) -> Result<(), ReadError> {
        let Some(element) = to.table.numbered(field) else {
            return Ok(());
        };
        let why = Why::Outranked {
            row: to.location(element),
        };
        let xml = write::element(to.record, element);
        let mut inside = Unknown::default();
        if let View::Record(member) = to.record.field(field) {
            unknown(member)
                .iter()
                .for_each(|kept| inside.push(kept.path, kept.xml, kept.why));
        }
        to.seen.remove(field);
        let kept = to.record.unknown_mut();
        kept.append(&inside);
        let here = self.path.pop();
        self.path.push(Step::Element(element.name));
        let result = self.keep_xml(kept, &xml, at, why);
        self.path.pop();
        if let Some(here) = here {
            self.path.push(here);
        }
        result
    }
}
