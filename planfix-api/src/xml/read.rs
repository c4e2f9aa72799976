//! Bytes to a record, along its table.
//!
//! Values that do not fit are collected, so that one reading names all of them; a document that is
//! not well-formed ends the reading, since nothing behind that point can be trusted.

use super::document::{Broken, Document, Tag, Token};
use super::fault::{FaultKind, ReadError, ReadFault};
use crate::record::{Record, Value, View};
use crate::table::{Content, Element, Kind, Place, Row, Table, Tags};
use crate::value::trim;
use std::borrow::Cow;

/// One reading of one document.
pub(super) struct Reading<'a> {
    document: Document<'a>,
    bytes: &'a [u8],
    faults: Vec<ReadFault>,
    path: Vec<Step<'a>>,
}

/// A step of the path from the root: an element, and which one of a list it is.
struct Step<'a> {
    name: &'a str,
    index: Option<usize>,
}

/// Field numbers that were met in one record.
#[derive(Default)]
struct Seen([u64; 4]);

impl Seen {
    fn has(&self, field: u16) -> bool {
        self.0
            .get(usize::from(field / 64))
            .is_some_and(|word| word & (1 << (field % 64)) != 0)
    }
    fn add(&mut self, field: u16) {
        if let Some(word) = self.0.get_mut(usize::from(field / 64)) {
            *word |= 1 << (field % 64);
        }
    }
}

/// How far ahead in the table the short way looks: optional elements are often left out.
const GUESSES: usize = 8;

/// Faults beyond this number are not collected: nobody reads them, and hostile input makes millions.
const MAX_FAULTS: usize = 100;

impl<'a> Reading<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, ReadError> {
        match Document::new(bytes) {
            Ok(document) => Ok(Self {
                document,
                bytes,
                faults: Vec::new(),
                path: Vec::new(),
            }),
            Err(broken) => Err(ReadError::new(vec![malformed(bytes, broken, String::new())])),
        }
    }

    /// The root's start tag.
    pub(super) fn root(&mut self) -> Result<Tag<'a>, ReadError> {
        loop {
            match self.token()? {
                Token::Open(tag) => return Ok(tag),
                // Before the root the document gives nothing else.
                Token::Text(_) | Token::Close | Token::End => {}
            }
        }
    }

    /// Reads to the end of the document, which must follow the root.
    pub(super) fn end(mut self) -> Result<(), ReadError> {
        while !matches!(self.token()?, Token::End) {}
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(ReadError::new(self.faults))
        }
    }

    /// Skips what is left of the open elements, checking it. Used where only the head matters.
    pub(super) fn skip_rest(mut self) -> Result<(), ReadError> {
        self.faults.clear();
        self.end()
    }

    pub(super) fn fault(&mut self, at: usize, kind: FaultKind, row: Option<&Row>, file: &str) {
        if self.faults.len() < MAX_FAULTS {
            let (line, column) = line_column(self.bytes, at);
            self.faults.push(ReadFault {
                line,
                column,
                path: self.path_text(),
                kind,
                row: row.map_or(String::new(), |row| format!("{file}:{}", row.line)),
            });
        }
    }

    pub(super) fn token(&mut self) -> Result<Token<'a>, ReadError> {
        self.document.next().map_err(|broken| {
            let mut faults = std::mem::take(&mut self.faults);
            faults.push(malformed(self.bytes, broken, self.path_text()));
            ReadError::new(faults)
        })
    }

    /// The content of the root: its record, and the elements of the envelope by name.
    pub(super) fn body(
        &mut self,
        record: &mut dyn Record,
        envelope: &[&str],
        found: &mut Vec<(String, String)>,
        root_at: usize,
    ) -> Result<(), ReadError> {
        let table = record.table();
        let mut seen = Seen::default();
        let mut next = 0;
        loop {
            if self.guessed(record, table, table.elements, &mut next, &mut seen)? {
                continue;
            }
            match self.token()? {
                Token::Open(tag) if envelope.contains(&tag.name) => {
                    let text = self.plain_text()?;
                    found.push((tag.name.to_owned(), text.into_owned()));
                }
                Token::Open(tag) => {
                    self.child(record, table, table.elements, tag, &mut next, &mut seen)?;
                }
                Token::Text(text) => self.loose_text(record, table, &text),
                Token::Close | Token::End => break,
            }
        }
        self.required(record, table, &seen, root_at);
        Ok(())
    }

    /// The children of an element up to its end. Gives whether there was any.
    fn children(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        close: &str,
        seen: &mut Seen,
    ) -> Result<bool, ReadError> {
        let mut any = false;
        let mut next = 0;
        loop {
            if self.guessed(record, table, elements, &mut next, seen)? {
                any = true;
                continue;
            }
            if self.document.try_close(close) {
                return Ok(any);
            }
            match self.token()? {
                Token::Open(tag) => {
                    any = true;
                    self.child(record, table, elements, tag, &mut next, seen)?;
                }
                Token::Text(text) => {
                    any |= !trim(&text).is_empty();
                    self.loose_text(record, table, &text);
                }
                Token::Close | Token::End => return Ok(any),
            }
        }
    }

    /// A child by the short way: one of the elements that the table has next, if its tag stands
    /// here. Gives whether there was one.
    fn guessed(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<bool, ReadError> {
        let Some(ahead) = elements.get(*next..) else {
            return Ok(false);
        };
        for (skipped, element) in ahead.iter().enumerate().take(GUESSES) {
            if element.place != Place::Element {
                continue;
            }
            if let Some(start) = self.document.try_open(element.name, element.open) {
                let tag = Tag {
                    name: element.name,
                    attributes: Vec::new(),
                    start,
                };
                let at = *next + skipped;
                self.known(record, table, element, at, tag, next, seen)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One child element. `next` guesses which: the server writes in the order of the table.
    fn child(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        tag: Tag<'a>,
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        let is = |e: &Element| e.place == Place::Element && e.name == tag.name;
        let known = match elements.get(*next) {
            Some(element) if is(element) => Some((*next, element)),
            _ => elements.iter().enumerate().find(|(_, e)| is(e)),
        };
        let Some((at, element)) = known else {
            return self.keep_unknown(record, tag);
        };
        self.known(record, table, element, at, tag, next, seen)
    }

    /// A child that the table knows, at its place among the elements.
    #[allow(clippy::too_many_arguments)]
    fn known(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        element: &'static Element,
        at: usize,
        tag: Tag<'a>,
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        let repeats = matches!(element.content, Content::Repeat { .. });
        *next = if repeats { at } else { at + 1 };
        self.path.push(Step {
            name: tag.name,
            index: None,
        });
        let result = match element.content {
            Content::Group(inner) => {
                self.attributes(record, inner, &tag);
                self.children(record, table, inner, element.close, seen).map(|_| ())
            }
            Content::Value { field, kind } => {
                if seen.has(field) || !self.choose(table, element, field, seen, tag.start) {
                    // A second one of a single element is nothing the table knows.
                    self.path.pop();
                    return self.keep_unknown(record, tag);
                }
                self.value(record, element, field, kind, &tag, seen)
            }
            Content::Repeat { field, kind } => {
                seen.add(field);
                self.item(record, element, field, kind, &tag, element.close)
            }
            Content::List { field, kind, item } => {
                if seen.has(field) {
                    self.path.pop();
                    return self.keep_unknown(record, tag);
                }
                seen.add(field);
                self.list(record, element, field, kind, item, &tag)
            }
        };
        self.path.pop();
        result
    }

    /// Whether a member of a one-of may be taken; the stronger one replaces the weaker.
    fn choose(&mut self, table: &Table, element: &Element, field: u16, seen: &Seen, at: usize) -> bool {
        let Some(row) = element.row else { return true };
        let Some(choice) = row.rules.choice.and_then(|c| table.choices.get(usize::from(c))) else {
            return true;
        };
        let rank = |f: u16| choice.members.iter().position(|&m| m == f);
        let Some(other) = choice.members.iter().copied().find(|&m| seen.has(m)) else {
            return true;
        };
        if !choice.ranked {
            self.fault(at, FaultKind::Conflict, Some(row), table.file);
            return false;
        }
        rank(field) < rank(other)
    }

    fn value(
        &mut self,
        record: &mut dyn Record,
        element: &'static Element,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        let table = record.table();
        if let Kind::Record(inner) = kind {
            seen.add(field);
            return match record.field_mut(field) {
                Some(slot) => self.record(slot, inner, tag, element.close),
                None => self.skip(),
            };
        }
        let text = self.leaf_text(record, tag, element.close)?;
        let row = element.row;
        let optional_member = row.is_some_and(|row| row.rules.choice.is_some());
        if optional_member && trim(&text).is_empty() {
            // An empty member of a one-of selects nothing: clients write all of them.
            return Ok(());
        }
        seen.add(field);
        if let Some(slot) = record.field_mut(field) {
            self.set(slot, text, row, table.file, tag.start);
        }
        Ok(())
    }

    /// Sets a leaf, or reports why it cannot be.
    fn set(&mut self, slot: &mut dyn Value, text: Cow<'_, str>, row: Option<&Row>, file: &str, at: usize) {
        let hidden = row.is_some_and(|row| row.rules.hidden());
        // An empty required value is reported as missing, by `required`.
        let missing = row.is_some_and(|row| row.rules.required) && trim(&text).is_empty();
        // Kept for a fault; nearly always borrowed from the document, which costs nothing.
        let found = (!hidden).then(|| text.clone());
        if let Err(expected) = slot.set_text(text) {
            let shown = found.map(|text| text.chars().take(80).collect());
            let kind = if missing {
                FaultKind::Missing
            } else {
                FaultKind::WrongValue {
                    expected: expected.0,
                    found: shown,
                }
            };
            self.fault(at, kind, row, file);
        }
    }

    fn record(
        &mut self,
        slot: &mut dyn Value,
        table: &'static Table,
        tag: &Tag<'a>,
        close: &str,
    ) -> Result<(), ReadError> {
        let mut any = !tag.attributes.is_empty();
        let mut seen = Seen::default();
        {
            let Some(record) = slot.record() else {
                return self.skip();
            };
            self.attributes(record, table.elements, tag);
            any |= self.children(record, table, table.elements, close, &mut seen)?;
            if any || !table.required.is_empty() {
                self.required(record, table, &seen, tag.start);
            }
        }
        if !any {
            // An element without anything in it is emptied, not a struct of nothing.
            // A required struct stays; what it lacks was reported.
            let _ = slot.set_empty();
        }
        Ok(())
    }

    fn item(
        &mut self,
        record: &mut dyn Record,
        element: &'static Element,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
        close: &str,
    ) -> Result<(), ReadError> {
        let file = record.table().file;
        if let Kind::Record(inner) = kind {
            let Some(list) = record.field_mut(field).and_then(|slot| slot.list()) else {
                return self.skip();
            };
            if let Some(step) = self.path.last_mut() {
                step.index = Some(list.len());
            }
            return self.record(list.push(), inner, tag, close);
        }
        let text = self.leaf_text(record, tag, close)?;
        let Some(list) = record.field_mut(field).and_then(|slot| slot.list()) else {
            return Ok(());
        };
        if let Some(step) = self.path.last_mut() {
            step.index = Some(list.len());
        }
        self.set(list.push(), text, element.row, file, tag.start);
        Ok(())
    }

    /// A list with an element around it: its items, and nothing else that the table knows.
    fn list(
        &mut self,
        record: &mut dyn Record,
        element: &'static Element,
        field: u16,
        kind: Kind,
        item: &'static Tags,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        self.attributes(record, &[], tag);
        let mut any = false;
        loop {
            let token = match self.document.try_open(item.name, item.open) {
                Some(start) => Token::Open(Tag {
                    name: item.name,
                    attributes: Vec::new(),
                    start,
                }),
                None if self.document.try_close(element.close) => break,
                None => self.token()?,
            };
            match token {
                Token::Open(inner) if inner.name == item.name => {
                    any = true;
                    self.path.push(Step {
                        name: item.name,
                        index: None,
                    });
                    let result = self.item(record, element, field, kind, &inner, item.close);
                    self.path.pop();
                    result?;
                }
                Token::Open(inner) => self.keep_unknown(record, inner)?,
                Token::Text(text) => {
                    let table = record.table();
                    self.loose_text(record, table, &text);
                }
                Token::Close | Token::End => break,
            }
        }
        if !any && let Some(slot) = record.field_mut(field) {
            // A list without items is emptied; a required one is reported by `required`.
            let _ = slot.set_empty();
        }
        Ok(())
    }

    fn attributes(&mut self, record: &mut dyn Record, elements: &'static [Element], tag: &Tag<'a>) {
        let file = record.table().file;
        for (name, value) in &tag.attributes {
            let known = elements.iter().find(|e| e.place == Place::Attribute && e.name == name);
            match known.and_then(|e| Some((e, e.content.field()?.0))) {
                Some((element, field)) => {
                    if let Some(slot) = record.field_mut(field) {
                        self.set(slot, Cow::Borrowed(value), element.row, file, tag.start);
                    }
                }
                None => {
                    let path = format!("{}@{name}", self.path_text());
                    record.unknown_mut().push(path, value.clone());
                }
            }
        }
    }

    /// Text among elements: the `#text` of the table, or unknown; white space is layout.
    fn loose_text(&mut self, record: &mut dyn Record, table: &'static Table, text: &str) {
        if trim(text).is_empty() {
            return;
        }
        let place = table.elements.iter().find(|e| e.place == Place::Text);
        match place.and_then(|e| e.content.field()) {
            Some((field, _)) => {
                if let Some(slot) = record.field_mut(field) {
                    // The pieces of one text arrive one by one.
                    let mut whole = match slot.view() {
                        View::Text(before) => before.to_owned(),
                        _ => String::new(),
                    };
                    whole.push_str(text);
                    let at = self.document.position();
                    self.set(slot, Cow::Owned(whole), place.and_then(|e| e.row), table.file, at);
                }
            }
            None => {
                let path = format!("{}#text", self.path_text());
                record.unknown_mut().push(path, text.to_owned());
            }
        }
    }

    /// The text of a leaf up to its end; elements inside it are unknown, and kept.
    fn leaf_text(&mut self, record: &mut dyn Record, tag: &Tag<'a>, close: &str) -> Result<Cow<'a, str>, ReadError> {
        if let Some(text) = self.document.try_text(close) {
            return Ok(text);
        }
        self.attributes(record, &[], tag);
        let mut text = Cow::Borrowed("");
        loop {
            match self.token()? {
                Token::Text(piece) if text.is_empty() => text = piece,
                Token::Text(piece) => text.to_mut().push_str(&piece),
                Token::Open(inner) => self.keep_unknown(record, inner)?,
                Token::Close | Token::End => return Ok(text),
            }
        }
    }

    /// The text of an element of the envelope.
    pub(super) fn plain_text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.token()? {
                Token::Text(piece) if text.is_empty() => text = piece,
                Token::Text(piece) => text.to_mut().push_str(&piece),
                Token::Open(_) => self.skip()?,
                Token::Close | Token::End => return Ok(text),
            }
        }
    }

    fn keep_unknown(&mut self, record: &mut dyn Record, tag: Tag<'a>) -> Result<(), ReadError> {
        self.path.push(Step {
            name: tag.name,
            index: None,
        });
        let path = self.path_text();
        self.skip()?;
        self.path.pop();
        let xml = self.document.slice(tag.start, self.document.position());
        record.unknown_mut().push(path, xml.to_owned());
        Ok(())
    }

    /// Passes over the rest of the innermost open element.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let depth = self.document.depth();
        loop {
            match self.token()? {
                Token::Close if self.document.depth() < depth => return Ok(()),
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Reports the required fields and one-ofs of a record that were not met.
    fn required(&mut self, record: &dyn Record, table: &'static Table, seen: &Seen, at: usize) {
        let empty = |field: u16| match record.field(field).map(Value::view) {
            Some(View::List(list)) => list.is_empty(),
            Some(View::Empty | View::Absent) | None => true,
            Some(_) => false,
        };
        for &field in table.required {
            if !seen.has(field) || empty(field) {
                let element = table
                    .fields()
                    .find(|e| e.content.field().is_some_and(|(f, _)| f == field));
                self.missing(element.and_then(|e| e.row), table, at);
            }
        }
        for choice in table.choices.iter().filter(|choice| choice.required) {
            if !choice.members.iter().any(|&member| seen.has(member)) {
                let rows: Vec<&Row> = table
                    .fields()
                    .filter(|e| e.content.field().is_some_and(|(f, _)| choice.members.contains(&f)))
                    .filter_map(|e| e.row)
                    .collect();
                self.missing(rows.first().copied(), table, at);
            }
        }
    }

    fn missing(&mut self, row: Option<&Row>, table: &Table, at: usize) {
        // The path of the row from its own record on; the reader stands at the record.
        let below = row.map_or("", |row| row.path.strip_prefix(table.path).unwrap_or(row.path));
        let names: Vec<&str> = below
            .trim_start_matches(['.', '[', ']'])
            .split('.')
            .map(|name| name.trim_end_matches("[]"))
            .filter(|name| !name.is_empty())
            .collect();
        let depth = self.path.len();
        self.path.extend(names.iter().map(|name| Step { name, index: None }));
        self.fault(at, FaultKind::Missing, row, table.file);
        self.path.truncate(depth);
    }

    fn path_text(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(step.name);
            if let Some(index) = step.index {
                text.push_str(&format!("[{index}]"));
            }
        }
        text
    }
}

fn malformed(bytes: &[u8], broken: Broken, path: String) -> ReadFault {
    let (line, column) = line_column(bytes, broken.at);
    ReadFault {
        line,
        column,
        path,
        kind: FaultKind::Malformed(broken.why),
        row: String::new(),
    }
}

/// Line and column in characters, both from 1, of a byte offset.
fn line_column(bytes: &[u8], at: usize) -> (usize, usize) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let before = bytes.get(..at).unwrap_or(bytes);
    let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    // Bytes that continue a character are not counted.
    let column = before[line_start..].iter().filter(|&&b| b & 0xC0 != 0x80).count() + 1;
    (line, column)
}

/// A message whose root is not the expected one.
pub(super) fn wrong_root(reading: &mut Reading<'_>, at: usize, expected: &str, found: &str) -> ReadError {
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
