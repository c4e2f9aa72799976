//! Bytes to a record, along its table.
//!
//! Values that do not fit are collected, so that one reading names all of them; a document that is
//! not well-formed ends the reading, since nothing behind that point can be trusted.

use super::document::{Broken, Document, Tag, Token};
use super::fault::{FaultKind, ReadError, ReadFault};
use crate::record::{Record, Unknown, Value, View};
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
    kind: StepKind,
}

enum StepKind {
    Element,
    /// An item of a list, counted from 0.
    Item(usize),
    Attribute,
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
    fn any(&self) -> bool {
        self.0.iter().any(|&word| word != 0)
    }
    fn add(&mut self, field: u16) {
        if let Some(word) = self.0.get_mut(usize::from(field / 64)) {
            *word |= 1 << (field % 64);
        }
    }
}

/// The text among the elements of one element. It comes in pieces, one for each reference or CDATA.
#[derive(Default)]
struct Mixed<'a> {
    /// The text since the last tag.
    run: Cow<'a, str>,
    /// The text of the element as its row takes it.
    whole: String,
    /// Whether an element stood beside it.
    elements: bool,
}

impl<'a> Mixed<'a> {
    fn add(&mut self, piece: Cow<'a, str>) {
        if self.run.is_empty() {
            self.run = piece;
        } else {
            self.run.to_mut().push_str(&piece);
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

    fn fault(&mut self, at: usize, kind: FaultKind, row: Option<&Row>, file: &str) {
        self.fault_at(at, self.path_text(), kind, row, file);
    }

    fn fault_at(&mut self, at: usize, path: String, kind: FaultKind, row: Option<&Row>, file: &str) {
        if self.faults.len() < MAX_FAULTS {
            let (line, column) = line_column(self.bytes, at);
            self.faults.push(ReadFault {
                line,
                column,
                path,
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
        let mut mixed = Mixed::default();
        let mut next = 0;
        loop {
            if self.guessed(record, table, table.elements, &mut next, &mut seen)? {
                self.text_beside(record, table.elements, &mut mixed);
                continue;
            }
            match self.token()? {
                Token::Open(tag) if envelope.contains(&tag.name) => {
                    let text = self.plain_text()?;
                    found.push((tag.name.to_owned(), text.into_owned()));
                }
                Token::Open(tag) => {
                    self.text_beside(record, table.elements, &mut mixed);
                    self.child(record, table, table.elements, tag, &mut next, &mut seen)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
        }
        self.text_at_end(record, table.elements, &mut mixed, root_at, &mut seen);
        self.required(record, table, &seen, root_at);
        Ok(())
    }

    /// The children of an element, and its text, up to its end.
    fn children(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        close: &str,
        seen: &mut Seen,
        at: usize,
    ) -> Result<(), ReadError> {
        let mut mixed = Mixed::default();
        let mut next = 0;
        // The short way out passes over white space, which may be the text.
        let may_close = text_place(elements).is_none();
        loop {
            if self.guessed(record, table, elements, &mut next, seen)? {
                self.text_beside(record, elements, &mut mixed);
                continue;
            }
            if may_close && self.document.try_close(close) {
                break;
            }
            match self.token()? {
                Token::Open(tag) => {
                    self.text_beside(record, elements, &mut mixed);
                    self.child(record, table, elements, tag, &mut next, seen)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
        }
        self.text_at_end(record, elements, &mut mixed, at, seen);
        Ok(())
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
            kind: StepKind::Element,
        });
        let result = match element.content {
            Content::Group(inner) => {
                self.attributes(record, inner, &tag, seen);
                self.children(record, table, inner, element.close, seen, tag.start)
            }
            Content::Value { field, kind } => {
                let is_record = matches!(kind, Kind::Record(_));
                if seen.has(field) || (is_record && !self.choose(table, element, field, seen, tag.start)) {
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
        let row = element.row;
        if let Kind::Record(inner) = kind {
            seen.add(field);
            let Some(slot) = record.field_mut(field) else {
                return self.skip();
            };
            let (known, kept) = self.record(slot, inner, tag, element.close)?;
            if let Some(unknown) = kept {
                record.unknown_mut().append(unknown);
            } else if !known && let Some(View::Record(part)) = record.field(field).map(Value::view) {
                // It is there and empty: what it lacks is reported.
                self.required(part, inner, &Seen::default(), tag.start);
            }
            return Ok(());
        }
        let text = self.leaf_text(record, tag, element.close)?;
        if row.is_some_and(|row| row.rules.choice.is_some()) {
            // An empty member of a one-of selects nothing: clients write all of them.
            if says_nothing(kind, &text) {
                return Ok(());
            }
            if !self.choose(table, element, field, seen, tag.start) {
                let xml = self.document.slice(tag.start, self.document.position());
                record.unknown_mut().push(self.path_text(), xml.to_owned());
                return Ok(());
            }
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
        // An empty value that must be there is missing, not wrong.
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

    /// A struct. Gives whether anything in it was known; and where the struct became empty, the
    /// unknown elements that were in it, for the struct around.
    fn record(
        &mut self,
        slot: &mut dyn Value,
        table: &'static Table,
        tag: &Tag<'a>,
        close: &str,
    ) -> Result<(bool, Option<Unknown>), ReadError> {
        let Some(record) = slot.record() else {
            self.skip()?;
            return Ok((true, None));
        };
        let mut seen = Seen::default();
        self.attributes(record, table.elements, tag, &mut seen);
        self.children(record, table, table.elements, close, &mut seen, tag.start)?;
        if seen.any() {
            self.required(record, table, &seen, tag.start);
            return Ok((true, None));
        }
        // An element without anything in it is emptied, not a struct of nothing. One that cannot be
        // empty (it is required, or an item) stays, and the caller reports what it lacks.
        let unknown = std::mem::take(record.unknown_mut());
        let _ = slot.set_empty();
        if matches!(slot.view(), View::Empty) {
            return Ok((false, Some(unknown)));
        }
        if let Some(record) = slot.record() {
            *record.unknown_mut() = unknown;
        }
        Ok((false, None))
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
                step.kind = StepKind::Item(list.len());
            }
            let (known, _) = self.record(list.push(), inner, tag, close)?;
            let last = list.len().saturating_sub(1);
            if !known && let Some(View::Record(part)) = list.get(last).map(Value::view) {
                self.required(part, inner, &Seen::default(), tag.start);
            }
            return Ok(());
        }
        let index = match record.field(field).map(Value::view) {
            Some(View::List(list)) => list.len(),
            _ => 0,
        };
        if let Some(step) = self.path.last_mut() {
            step.kind = StepKind::Item(index);
        }
        let text = self.leaf_text(record, tag, close)?;
        let Some(list) = record.field_mut(field).and_then(|slot| slot.list()) else {
            return Ok(());
        };
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
        let mut none = Seen::default();
        self.attributes(record, &[], tag, &mut none);
        let mut mixed = Mixed::default();
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
                    self.text_beside(record, &[], &mut mixed);
                    any = true;
                    self.path.push(Step {
                        name: item.name,
                        kind: StepKind::Element,
                    });
                    let result = self.item(record, element, field, kind, &inner, item.close);
                    self.path.pop();
                    result?;
                }
                Token::Open(inner) => {
                    self.text_beside(record, &[], &mut mixed);
                    self.keep_unknown(record, inner)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
        }
        self.text_at_end(record, &[], &mut mixed, tag.start, &mut none);
        if !any && let Some(slot) = record.field_mut(field) {
            // A list without items is emptied; a required one is reported by `required`.
            let _ = slot.set_empty();
        }
        Ok(())
    }

    fn attributes(&mut self, record: &mut dyn Record, elements: &'static [Element], tag: &Tag<'a>, seen: &mut Seen) {
        let file = record.table().file;
        for (name, value) in &tag.attributes {
            let known = elements.iter().find(|e| e.place == Place::Attribute && e.name == name);
            match known.and_then(|e| Some((e, e.content.field()?.0))) {
                Some((element, field)) => {
                    seen.add(field);
                    if let Some(slot) = record.field_mut(field) {
                        self.path.push(Step {
                            name: element.name,
                            kind: StepKind::Attribute,
                        });
                        self.set(slot, Cow::Borrowed(value), element.row, file, tag.start);
                        self.path.pop();
                    }
                }
                None => {
                    let path = format!("{}@{name}", self.path_text());
                    record.unknown_mut().push(path, value.clone());
                }
            }
        }
    }

    /// The text beside a child: content where the table has a `#text`, otherwise unknown; white
    /// space is layout.
    fn text_beside(&mut self, record: &mut dyn Record, elements: &'static [Element], mixed: &mut Mixed<'a>) {
        mixed.elements = true;
        if !mixed.run.is_empty() {
            self.text_run(record, elements, mixed);
        }
    }

    /// The text before the end tag. Where the element holds nothing else, all of it is content.
    fn text_at_end(
        &mut self,
        record: &mut dyn Record,
        elements: &'static [Element],
        mixed: &mut Mixed<'a>,
        at: usize,
        seen: &mut Seen,
    ) {
        if !mixed.run.is_empty() {
            self.text_run(record, elements, mixed);
        }
        let Some((element, field, kind)) = text_place(elements) else {
            return;
        };
        if says_nothing(kind, &mixed.whole) {
            return;
        }
        seen.add(field);
        let file = record.table().file;
        if let Some(slot) = record.field_mut(field) {
            let whole = std::mem::take(&mut mixed.whole);
            self.set(slot, Cow::Owned(whole), element.row, file, at);
        }
    }

    fn text_run(&mut self, record: &mut dyn Record, elements: &'static [Element], mixed: &mut Mixed<'a>) {
        let run = std::mem::take(&mut mixed.run);
        let blank = trim(&run).is_empty();
        if text_place(elements).is_some() {
            if !blank || !mixed.elements {
                mixed.whole.push_str(&run);
            }
        } else if !blank {
            let path = format!("{}#text", self.path_text());
            record.unknown_mut().push(path, run.into_owned());
        }
    }

    /// The text of a leaf up to its end; elements inside it are unknown, and kept.
    fn leaf_text(&mut self, record: &mut dyn Record, tag: &Tag<'a>, close: &str) -> Result<Cow<'a, str>, ReadError> {
        if let Some(text) = self.document.try_text(close) {
            return Ok(text);
        }
        self.attributes(record, &[], tag, &mut Seen::default());
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
            kind: StepKind::Element,
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
        let element = |field: u16| {
            table
                .fields()
                .find(|e| e.content.field().is_some_and(|(f, _)| f == field))
        };
        for &field in table.required {
            if (!seen.has(field) || empty(field))
                && let Some(element) = element(field)
            {
                let path = self.path_of(element, table);
                self.fault_at(at, path, FaultKind::Missing, element.row, table.file);
            }
        }
        for choice in table.choices.iter().filter(|choice| choice.required) {
            if !choice.members.iter().any(|&member| seen.has(member)) {
                let members: Vec<&Element> = choice.members.iter().filter_map(|&m| element(m)).collect();
                let row = members.first().and_then(|e| e.row);
                let paths: Vec<String> = members.iter().map(|e| self.path_of(e, table)).collect();
                self.fault(at, FaultKind::NoChoice(paths), row, table.file);
            }
        }
    }

    /// The path of an element of the record that the reader stands at: the rest of its row's path
    /// behind that of the record's.
    fn path_of(&self, element: &Element, table: &Table) -> String {
        let row = element.row.map_or(element.name, |row| row.path);
        let below = row.strip_prefix(table.path).unwrap_or(row);
        let below = match element.content {
            // The row is that of the item; what is missing is the element around it.
            Content::List { item, .. } => {
                let outer = below.strip_suffix("[]").and_then(|b| b.strip_suffix(item.name));
                outer.and_then(|b| b.strip_suffix('.')).unwrap_or(below)
            }
            _ => below.strip_suffix("[]").unwrap_or(below),
        };
        let below = below.strip_prefix('.').unwrap_or(below);
        let mut path = self.path_text();
        if !path.is_empty() && !below.starts_with(['@', '#']) {
            path.push('.');
        }
        path.push_str(below);
        path
    }

    fn path_text(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step.kind {
                StepKind::Attribute => text.push('@'),
                _ if text.is_empty() => {}
                _ => text.push('.'),
            }
            text.push_str(step.name);
            if let StepKind::Item(index) = step.kind {
                text.push_str(&format!("[{index}]"));
            }
        }
        text
    }
}

/// Whether a text is empty for its kind: white space is a text, but no number and no date.
fn says_nothing(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Text => text.is_empty(),
        _ => trim(text).is_empty(),
    }
}

/// The `#text` of these elements: its field number and kind.
fn text_place(elements: &'static [Element]) -> Option<(&'static Element, u16, Kind)> {
    let element = elements.iter().find(|e| e.place == Place::Text)?;
    let (field, kind) = element.content.field()?;
    Some((element, field, kind))
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
