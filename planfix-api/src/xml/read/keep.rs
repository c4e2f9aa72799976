//! What the table does not know: it is kept, with its path.

use super::Reading;
use super::path::Step;
use crate::record::Record;
use crate::unknown::Unknown;
use crate::xml::document::Tag;
use crate::xml::fault::{FaultKind, ReadError};

impl<'a> Reading<'a> {
    /// An element that the table does not know.
    pub(super) fn keep_unknown(&mut self, record: &mut dyn Record, tag: &Tag<'a>) -> Result<(), ReadError> {
        self.path.push(Step::Element(tag.name));
        let result = self.keep(record, tag);
        self.path.pop();
        result
    }

    /// Keeps the element that the path ends with as one that is not known.
    #[inline(never)]
    pub(super) fn keep(&mut self, record: &mut dyn Record, tag: &Tag<'a>) -> Result<(), ReadError> {
        self.skip()?;
        self.keep_since(record, tag.start)
    }

    /// [`Self::keep`] of one that was read to its end, and begins at this offset.
    pub(super) fn keep_since(&mut self, record: &mut dyn Record, start: usize) -> Result<(), ReadError> {
        self.keep_xml(record.unknown_mut(), self.since(start), start)
    }

    /// [`Self::keep_since`] of a child of the root, beside what a refusal says.
    pub(in crate::xml) fn keep_beside(
        &mut self,
        kept: &mut Unknown,
        name: &'a str,
        start: usize,
    ) -> Result<(), ReadError> {
        self.path.push(Step::Element(name));
        let result = self.keep_xml(kept, self.since(start), start);
        self.path.pop();
        result
    }

    /// Keeps a text that no row takes.
    pub(super) fn keep_text(&mut self, record: &mut dyn Record, text: &str) -> Result<(), ReadError> {
        self.path.push(Step::Text);
        let result = self.keep_xml(record.unknown_mut(), text, self.document.position());
        self.path.pop();
        result
    }

    /// Keeps what the path leads to, which begins at this offset. Beyond the limit the reading ends, since there may be
    /// any number of others.
    pub(super) fn keep_xml(&mut self, kept: &mut Unknown, xml: &str, start: usize) -> Result<(), ReadError> {
        if self.kept >= self.unknown {
            return self.ends_with(start, FaultKind::Unknown(self.unknown), None, "");
        }
        self.kept += 1;
        kept.push(self.path.text(), xml);
        Ok(())
    }
}
