//! Keeps data that does not become a field, with its path and the reason.

use super::path::Step;
use super::{Mode, Reading};
use crate::interpret::xml::document::Tag;
use crate::interpret::xml::fault::{FaultKind, ReadError};
use crate::record::{Expected, Record};
use crate::record::{Unknown, Why};
use crate::table::{Element, Row, Table};

/// The most causes that are recorded; see [`Reading::cause`].
const MAX_CAUSES: usize = 100;

/// A required value that is missing or does not match.
pub(super) struct Cause {
    pub(super) at: usize,
    pub(super) path: String,
    pub(super) kind: FaultKind,
    pub(super) row: Option<&'static Row>,
    pub(super) file: &'static str,
}

/// Returns true if PlanFix ignores an empty element of this row, so that one in a request is left out.
pub(super) fn cannot_be_emptied(row: Option<&Row>) -> bool {
    row.is_some_and(|row| !row.rules.patch && !row.rules.required && row.rules.choice.is_none())
}

impl<'a> Reading<'a> {
    /// Keeps an element that has no row in the table.
    pub(super) fn keep_unknown(&mut self, record: &mut dyn Record, tag: &Tag<'a>, why: Why) -> Result<(), ReadError> {
        self.path.push(Step::Element(tag.name));
        let result = self.keep(record, tag, why);
        self.path.pop();
        result
    }

    /// Keeps the element at the end of the path, and skips its content.
    #[inline(never)]
    pub(super) fn keep(&mut self, record: &mut dyn Record, tag: &Tag<'a>, why: Why) -> Result<(), ReadError> {
        self.skip()?;
        self.keep_since(record, tag.start, why)
    }

    /// Keeps the element at the end of the path, which begins at this offset and was read to its end.
    pub(super) fn keep_since(&mut self, record: &mut dyn Record, start: usize, why: Why) -> Result<(), ReadError> {
        self.keep_xml(record.unknown_mut(), self.since(start), start, why)
    }

    /// Keeps a child of the root of a refusal that was read to its end.
    pub(in crate::interpret::xml) fn keep_beside(
        &mut self,
        kept: &mut Unknown,
        name: &'a str,
        start: usize,
        why: Why,
    ) -> Result<(), ReadError> {
        self.path.push(Step::Element(name));
        let result = self.keep_xml(kept, self.since(start), start, why);
        self.path.pop();
        result
    }

    /// Keeps a text in the root of a refusal.
    pub(in crate::interpret::xml) fn keep_text_beside(
        &mut self,
        kept: &mut Unknown,
        text: &str,
    ) -> Result<(), ReadError> {
        self.path.push(Step::Text);
        let result = self.keep_xml(kept, text, self.document.position(), Why::NoRow);
        self.path.pop();
        result
    }

    /// Keeps a text that has no row.
    pub(super) fn keep_text(&mut self, record: &mut dyn Record, text: &str) -> Result<(), ReadError> {
        self.path.push(Step::Text);
        let result = self.keep_xml(record.unknown_mut(), text, self.document.position(), Why::NoRow);
        self.path.pop();
        result
    }

    /// Keeps the XML at the current path, which begins at this offset. Past the limit the reading ends, since any
    /// number may follow.
    pub(super) fn keep_xml(&mut self, kept: &mut Unknown, xml: &str, start: usize, why: Why) -> Result<(), ReadError> {
        if self.kept >= self.unknown {
            return self.ends_with(start, FaultKind::Unknown(self.unknown), None, "");
        }
        self.kept += 1;
        kept.push(self.path.text(), xml, why);
        Ok(())
    }

    /// Handles a text that does not have the type of its row: keeps it in an answer, and reports a fault elsewhere.
    /// Returns true if the field is left out.
    #[cold]
    pub(super) fn unfit(
        &mut self,
        kept: &mut Unknown,
        (text, xml): (&str, &str),
        expected: Expected,
        row: Option<&'static Row>,
        file: &'static str,
        at: usize,
    ) -> Result<bool, ReadError> {
        if self.mode != Mode::Answer {
            self.wrong_value(text, expected, row, file, at);
            return Ok(false);
        }
        if row.is_some_and(|row| row.rules.required) {
            let path = self.path.text().to_owned();
            let kind = super::place::wrong_value(text, expected, row);
            self.cause(at, path, kind, row, file);
        }
        let (expected, row) = (expected.0, row.map(|row| row.location(file)));
        self.keep_xml(kept, xml, at, Why::Unfit { expected, row })?;
        Ok(true)
    }

    /// Returns the reason why a record is incomplete, and records the cause.
    #[cold]
    pub(super) fn incomplete(&mut self, lacking: &'static Element, table: &'static Table, at: usize) -> Why {
        let path = self.path_of(lacking, table);
        if !self.causes.iter().any(|cause| cause.path == path) {
            self.cause(at, path, FaultKind::Missing, lacking.row, table.file);
        }
        let whole = lacking.row.map_or(lacking.name, |row| row.path);
        let below = whole.strip_prefix(table.path).unwrap_or(whole);
        Why::Incomplete {
            missing: below.trim_start_matches(['.', '[', ']']),
            row: lacking.row.map(|row| row.location(table.file)),
        }
    }

    /// Records the position of a required element that is empty.
    #[cold]
    pub(super) fn hollow(&mut self, element: &'static Element, file: &'static str, at: usize) {
        if element.row.is_some_and(|row| row.rules.required) {
            let path = self.path.text().to_owned();
            self.cause(at, path, FaultKind::Missing, element.row, file);
        }
    }

    /// Records why a record was left out. If the message depends on that record, the error reports this cause.
    fn cause(&mut self, at: usize, path: String, kind: FaultKind, row: Option<&'static Row>, file: &'static str) {
        if self.causes.len() < MAX_CAUSES {
            self.causes.push(Cause {
                at,
                path,
                kind,
                row,
                file,
            });
        }
    }

    /// Replaces each fault about a missing value with its recorded cause.
    pub(super) fn explain_missing(&mut self) {
        if self.causes.is_empty() || self.faults.is_empty() {
            return;
        }
        let causes = std::mem::take(&mut self.causes);
        for fault in std::mem::take(&mut self.faults) {
            let inside = |cause: &&Cause| {
                let below = cause.path.strip_prefix(fault.path.as_str());
                below.is_some_and(|below| below.is_empty() || below.starts_with(['.', '@', '#', '[']))
            };
            let mut found = causes.iter().filter(inside).peekable();
            if fault.kind != FaultKind::Missing || found.peek().is_none() {
                self.faults.push(fault);
                continue;
            }
            for cause in found {
                self.fault_at(cause.at, cause.path.clone(), cause.kind.clone(), cause.row, cause.file);
            }
        }
    }
}
