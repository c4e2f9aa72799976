//! Reports faults with their path, line, column and row.

use super::path::Step;
use super::{Reading, Seen};
use crate::interpret::xml::document::Broken;
use crate::interpret::xml::fault::{FaultKind, ReadError, ReadFault};
use crate::interpret::xml::references::content;
use crate::record::{Expected, Record, View};
use crate::record::{Unknown, Why};
use crate::table::{Content, Element, Row, Rules, Table, Tags};
use crate::value::trim;
use std::borrow::Cow;

/// The most faults that are collected: nobody reads more, and hostile input causes millions.
const MAX_FAULTS: usize = 100;

impl<'a> Reading<'a> {
    pub(super) fn fault(&mut self, at: usize, kind: FaultKind, row: Option<&Row>, file: &str) {
        if self.faults.len() < MAX_FAULTS {
            let path = self.path.text().to_owned();
            self.fault_at(at, path, kind, row, file);
        } else {
            self.others += 1;
        }
    }

    /// Returns the error for a fault that ends the reading.
    #[cold]
    pub(super) fn ends_with(
        &mut self,
        at: usize,
        kind: FaultKind,
        row: Option<&Row>,
        file: &str,
    ) -> Result<(), ReadError> {
        self.fault(at, kind, row, file);
        Err(ReadError::new(std::mem::take(&mut self.faults)).with_others(self.others))
    }

    pub(super) fn fault_at(&mut self, at: usize, path: String, kind: FaultKind, row: Option<&Row>, file: &str) {
        if self.faults.len() < MAX_FAULTS {
            let (line, column) = line_column(self.bytes, at);
            self.faults.push(ReadFault {
                line,
                column,
                path,
                kind,
                row: row.map_or(String::new(), |row| format!("{file}:{}", row.line)),
            });
        } else {
            self.others += 1;
        }
    }

    /// Handles the leaf just read, whose text does not have its type; `ahead` begins with the leaf. Returns true if
    /// its field is left out.
    #[cold]
    pub(super) fn unfit_leaf(
        &mut self,
        kept: &mut Unknown,
        step: Step<'a>,
        tags: &Tags,
        expected: Expected,
        (row, file): (Option<&'static Row>, &'static str),
        ahead: &str,
    ) -> Result<bool, ReadError> {
        let start = self.document.before(ahead);
        let after = self.document.position() - tags.close().len();
        let inner = self.document.slice(start + tags.open().len(), after);
        let text = content(inner).unwrap_or(Cow::Borrowed(inner));
        self.path.push(step);
        let left_out = self.unfit(kept, (&text, self.since(start)), expected, row, file, start);
        self.path.pop();
        left_out
    }

    /// Keeps the empty leaf just read, which a request cannot empty; `ahead` begins with the leaf.
    #[cold]
    pub(super) fn empty_leaf(
        &mut self,
        kept: &mut Unknown,
        step: Step<'a>,
        (row, file): (Option<&'static Row>, &'static str),
        ahead: &str,
    ) -> Result<(), ReadError> {
        let start = self.document.before(ahead);
        let row = row.map(|row| row.location(file));
        self.path.push(step);
        let result = self.keep_xml(kept, self.since(start), start, Why::Emptied { row });
        self.path.pop();
        result
    }

    /// Reports a text that does not have the type of its row.
    pub(super) fn wrong_value(&mut self, text: &str, expected: Expected, row: Option<&Row>, file: &str, at: usize) {
        self.fault(at, wrong_value(text, expected, row), row, file);
    }

    /// Reports the required fields and one-ofs of a record that were not read.
    #[inline(never)]
    pub(super) fn required(&mut self, record: &dyn Record, table: &'static Table, seen: &Seen, at: usize) {
        let is_missing = |field: u16| !seen.has(field) || is_empty(record, field);
        if self.faults.len() >= MAX_FAULTS {
            self.others += table.required.iter().filter(|&&field| is_missing(field)).count();
            return;
        }
        for &field in table.required {
            if is_missing(field)
                && let Some(element) = table.numbered(field)
            {
                let path = self.path_of(element, table);
                // An element that is present but has nothing from the table in it is reported where it is.
                let there = self.causes.iter().find(|cause| cause.path == path);
                let at = there.map_or(at, |cause| cause.at);
                self.fault_at(at, path, FaultKind::Missing, element.row, table.file);
            }
        }
        for choice in table.choices.iter().filter(|choice| choice.required) {
            if !choice.members.iter().any(|&member| seen.has(member)) {
                let members: Vec<&Element> = choice.members.iter().filter_map(|&m| table.numbered(m)).collect();
                let row = members.first().and_then(|e| e.row);
                let paths: Vec<String> = members.iter().map(|e| self.path_of(e, table)).collect();
                self.fault(at, FaultKind::NoChoice(paths), row, table.file);
            }
        }
    }

    /// Returns the path of an element of the current record: the path of the record, then the rest of the path of the
    /// element's row.
    pub(super) fn path_of(&mut self, element: &Element, table: &Table) -> String {
        let row = element.row.map_or(element.name, |row| row.path);
        let below = row.strip_prefix(table.path).unwrap_or(row);
        let below = match element.content {
            // The row is for the item; the missing element is the one around it.
            Content::List { item, .. } => {
                let outer = below.strip_suffix("[]").and_then(|b| b.strip_suffix(item.name));
                outer.and_then(|b| b.strip_suffix('.')).unwrap_or(below)
            }
            _ => below.strip_suffix("[]").unwrap_or(below),
        };
        let below = below.strip_prefix('.').unwrap_or(below);
        let mut path = self.path.text().to_owned();
        if !path.is_empty() && !below.starts_with(['@', '#']) {
            path.push('.');
        }
        path.push_str(below);
        path
    }
}

/// Returns the fault for a text that does not have the type of its row.
pub(super) fn wrong_value(text: &str, expected: Expected, row: Option<&Row>) -> FaultKind {
    let rules = row.map_or(&Rules::NONE, |row| row.rules);
    // An empty value that is required is missing, not wrong.
    if rules.required && trim(text).is_empty() {
        FaultKind::Missing
    } else {
        FaultKind::WrongValue {
            expected: expected.0,
            found: (!rules.hidden()).then(|| text.chars().take(80).collect()),
        }
    }
}

/// Returns true if a field has no value.
pub(super) fn is_empty(record: &dyn Record, field: u16) -> bool {
    match record.field(field) {
        View::List(list) => list.is_empty(),
        View::Empty | View::Absent => true,
        _ => false,
    }
}

pub(super) fn malformed(bytes: &[u8], broken: Broken, path: String) -> ReadFault {
    let (line, column) = line_column(bytes, broken.at);
    ReadFault {
        line,
        column,
        path,
        kind: FaultKind::Malformed(broken.why),
        row: String::new(),
    }
}

/// Returns the line and column of a byte offset, both from 1; columns count characters.
pub(super) fn line_column(bytes: &[u8], at: usize) -> (usize, usize) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let before = bytes.get(..at).unwrap_or(bytes);
    let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    // Continuation bytes of a character do not count.
    let column = before.iter().skip(line_start).filter(|&&b| b & 0xC0 != 0x80).count() + 1;
    (line, column)
}

/// Returns the error for a message with an unexpected root.
pub(in crate::interpret::xml) fn wrong_root(
    reading: &mut Reading<'_>,
    at: usize,
    expected: &str,
    found: &str,
) -> ReadError {
    let (line, column) = line_column(reading.bytes, at);
    ReadError::new(vec![ReadFault {
        line,
        column,
        path: String::new(),
        kind: FaultKind::WrongRoot {
            expected: expected.to_owned(),
            found: found.chars().take(80).collect(),
        },
        row: String::new(),
    }])
}
