//! What an element holds: a leaf, a struct, an item, a list.

use super::text::Mixed;
use super::{Reading, Seen, Step, StepKind};
use crate::record::{Record, Unknown, Value, View};
use crate::table::{Content, Element, Kind, Place, Row, Table, Tag as Close, Tags};
use crate::value::{says_nothing, trim};
use crate::xml::document::{Ahead, Tag, Token};
use crate::xml::fault::{FaultKind, ReadError};
use std::borrow::Cow;

/// Whether every field that was met is empty.
fn all_empty(record: &dyn Record, elements: &[Element], seen: &Seen) -> bool {
    elements.iter().all(|element| match element.content {
        Content::Group(inner) => all_empty(record, inner, seen),
        Content::Value { field, .. } | Content::Repeat { field, .. } | Content::List { field, .. } => {
            !seen.has(field) || matches!(record.field(field), View::Absent | View::Empty)
        }
    })
}

/// The value itself, or the last item of a list.
fn last(slot: &mut dyn Value) -> Option<&mut dyn Value> {
    let is_list = matches!(slot.view(), View::List(_));
    if is_list { slot.list()?.last_mut() } else { Some(slot) }
}

impl<'a> Reading<'a> {
    pub(super) fn value(
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
            let (known, kept) = self.record(slot, inner, tag, element.tags.close())?;
            if !known && row.is_some_and(|row| row.rules.choice.is_some()) {
                // An empty member of a one-of selects nothing: clients write all of them.
                seen.remove(field);
                let part = record.field_mut(field).and_then(Value::record);
                let inside = part.map(|part| std::mem::take(part.unknown_mut()));
                for unknown in kept.into_iter().chain(inside) {
                    record.unknown_mut().append(unknown);
                }
                record.unchoose(field);
            } else if let Some(unknown) = kept {
                record.unknown_mut().append(unknown);
            } else if !known && let View::Record(part) = record.field(field) {
                // It is there and empty: what it lacks is reported.
                self.required(part, inner, &Seen::default(), tag.start);
            }
            return Ok(());
        }
        let Some(text) = self.leaf_or_form(record, field, kind, tag, element.tags.close())? else {
            seen.add(field);
            return Ok(());
        };
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
        if row.is_some_and(|row| row.rules.required) && says_nothing(kind, &text) {
            // It was not met, which is reported where the struct as a whole is not empty.
            return Ok(());
        }
        seen.add(field);
        if let Some(slot) = record.field_mut(field) {
            self.set(slot, text, row, table.file, tag.start);
        }
        Ok(())
    }

    /// Sets a leaf, or reports why it cannot be.
    pub(super) fn set(&mut self, slot: &mut dyn Value, text: Cow<'_, str>, row: Option<&Row>, file: &str, at: usize) {
        // Kept for a fault; nearly always borrowed from the document, which costs nothing.
        let found = text.clone();
        if let Err(expected) = slot.set_text(text) {
            self.wrong_value(&found, expected, row, file, at);
        }
    }

    /// A struct. Gives whether anything in it was known; and where the struct became empty, the
    /// unknown elements that were in it, for the struct around.
    pub(super) fn record(
        &mut self,
        slot: &mut dyn Value,
        table: &'static Table,
        tag: &Tag<'a>,
        close: Close,
    ) -> Result<(bool, Option<Unknown>), ReadError> {
        let Some(record) = slot.record() else {
            self.skip()?;
            return Ok((true, None));
        };
        let mut seen = Seen::default();
        if !tag.attributes.is_empty() {
            self.attributes(record, table.elements, tag, &mut seen);
        }
        self.children(record, table, table.elements, close, &mut seen, tag.start)?;
        // PlanFix writes `<task><id/><title/></task>` for no task: empty elements where one must not be.
        let nothing = !table.required.is_empty() && all_empty(record, table.elements, &seen);
        if seen.any() && !nothing {
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

    pub(super) fn item(
        &mut self,
        record: &mut dyn Record,
        element: &'static Element,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
        close: Close,
    ) -> Result<(), ReadError> {
        let file = record.table().file;
        let Some(list) = record.field_mut(field).and_then(Value::list) else {
            return self.skip();
        };
        let index = list.len();
        if index >= self.items {
            return self.too_many(element, file, tag);
        }
        if let Some(step) = self.path.last_mut() {
            step.kind = StepKind::Item(index);
        }
        if let Kind::Record(inner) = kind {
            let (known, _) = self.record(list.push(), inner, tag, close)?;
            if !known && let Some(View::Record(part)) = list.get(index).map(Value::view) {
                self.required(part, inner, &Seen::default(), tag.start);
            }
            return Ok(());
        }
        // What the children of a form fill has to be there before them.
        list.push();
        let text = self.leaf_or_form(record, field, kind, tag, close)?;
        if let (Some(text), Some(slot)) = (text, record.field_mut(field).and_then(last)) {
            self.set(slot, text, element.row, file, tag.start);
        }
        Ok(())
    }

    /// An item beyond the limit: the reading ends with it, since there may be any number of others.
    fn too_many(&mut self, element: &'static Element, file: &str, tag: &Tag<'a>) -> Result<(), ReadError> {
        self.fault(tag.start, FaultKind::Items(self.items), element.row, file);
        Err(ReadError::new(std::mem::take(&mut self.faults)))
    }

    /// The text of a leaf, or of a value of several forms; nothing where it was the form of an element
    /// with children, which then is filled.
    fn leaf_or_form(
        &mut self,
        record: &mut dyn Record,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
        close: Close,
    ) -> Result<Option<Cow<'a, str>>, ReadError> {
        if !tag.attributes.is_empty() {
            self.attributes(record, &[], tag, &mut Seen::default());
        }
        if let Some(text) = self.document.leaf(close) {
            return Ok(Some(text));
        }
        let mut text = Cow::Borrowed("");
        loop {
            match self.token()? {
                Token::Text(piece) if text.is_empty() => text = piece,
                Token::Text(piece) => text.to_mut().push_str(&piece),
                Token::Open(child) => {
                    let slot = match kind {
                        Kind::Union(_) => record.field_mut(field).and_then(last),
                        _ => None,
                    };
                    let Some(form) = slot.and_then(|slot| slot.record_with(child.name)) else {
                        // Nothing that the table knows stands in a leaf.
                        self.keep_unknown(record, child)?;
                        continue;
                    };
                    let table = form.table();
                    let (mut next, mut seen) = (0, Seen::default());
                    self.child(form, table, table.elements, child, &mut next, &mut seen)?;
                    self.children(form, table, table.elements, close, &mut seen, tag.start)?;
                    self.required(form, table, &seen, tag.start);
                    if !trim(&text).is_empty() {
                        let path = format!("{}#text", self.path_text());
                        record.unknown_mut().push(path, text.into_owned());
                    }
                    return Ok(None);
                }
                Token::Close | Token::End => return Ok(Some(text)),
            }
        }
    }

    /// A list with an element around it: its items, and nothing else that the table knows.
    pub(super) fn list(
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
            let token = match self.document.ahead() {
                Ahead::Tag(bytes, layout) if element.tags.close().begins(bytes) => {
                    self.document.leave(element.tags.close(), layout);
                    break;
                }
                Ahead::Tag(bytes, layout) if item.open().begins(bytes) => match self.document.enter(item, layout) {
                    Some(start) => Token::Open(Tag {
                        name: item.name,
                        attributes: Vec::new(),
                        start,
                    }),
                    None => self.token()?,
                },
                _ => self.token()?,
            };
            match token {
                Token::Open(inner) if inner.name == item.name => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed);
                    }
                    any = true;
                    self.path.push(Step {
                        name: item.name,
                        kind: StepKind::Element,
                    });
                    let result = self.item(record, element, field, kind, &inner, item.close());
                    self.path.pop();
                    result?;
                }
                Token::Open(inner) => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed);
                    }
                    self.keep_unknown(record, inner)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
        }
        self.text_at_end(record, mixed, tag.start, &mut none);
        if !any && let Some(slot) = record.field_mut(field) {
            // A list without items is emptied; a required one is reported by `required`.
            let _ = slot.set_empty();
        }
        Ok(())
    }

    pub(super) fn attributes(
        &mut self,
        record: &mut dyn Record,
        elements: &'static [Element],
        tag: &Tag<'a>,
        seen: &mut Seen,
    ) {
        let file = record.table().file;
        for (name, value) in &tag.attributes {
            let known = elements.iter().find(|e| e.place == Place::Attribute && e.name == *name);
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
                    record.unknown_mut().push(path, value.to_string());
                }
            }
        }
    }
}
