//! What an element holds: a leaf, a struct, an item, a list.

use super::children::{Filling, unmet};
use super::text::Mixed;
use super::{Reading, Seen, Step, StepKind};
use crate::record::{List, Record, Unknown, Value, View};
use crate::table::{Content, Element, Kind, Place, Row, Table, Tags};
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
    /// A struct as the value of an element.
    pub(super) fn part(
        &mut self,
        to: &mut Filling<'_>,
        element: &'static Element,
        field: u16,
        inner: &'static Table,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        if !self.choose(to, element, field, tag.start) {
            return self.keep(to.record, tag);
        }
        to.seen.add(field);
        let Some(slot) = to.record.field_mut(field) else {
            return self.skip();
        };
        let (known, kept) = self.record(slot, inner, tag, &element.tags)?;
        if known {
            return Ok(());
        }
        if element.row.is_some_and(|row| row.rules.choice.is_some()) {
            // An empty member of a one-of selects nothing: clients write all of them.
            to.seen.remove(field);
            let part = to.record.field_mut(field).and_then(Value::record);
            let inside = part.map(|part| std::mem::take(part.unknown_mut()));
            for unknown in kept.into_iter().chain(inside) {
                to.record.unknown_mut().append(unknown);
            }
            to.record.unchoose(field);
        } else if let Some(unknown) = kept {
            to.record.unknown_mut().append(unknown);
        } else if let View::Record(part) = to.record.field(field) {
            // It is there and empty: what it lacks is reported.
            self.required(part, inner, &Seen::default(), tag.start);
        }
        Ok(())
    }

    /// A leaf, or a value of several forms, as the value of an element.
    pub(super) fn value(
        &mut self,
        to: &mut Filling<'_>,
        element: &'static Element,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        let row = element.row;
        let Some(text) = self.leaf_or_form(to.record, field, kind, tag, &element.tags)? else {
            to.seen.add(field);
            return Ok(());
        };
        if row.is_some_and(|row| row.rules.choice.is_some()) {
            // An empty member of a one-of selects nothing: clients write all of them.
            if says_nothing(kind, &text) {
                return Ok(());
            }
            if !self.choose(to, element, field, tag.start) {
                let xml = self.document.slice(tag.start, self.document.position());
                to.record.unknown_mut().push(self.path_text(), xml.to_owned());
                return Ok(());
            }
        }
        if unmet(element, kind, &text) {
            return Ok(());
        }
        to.seen.add(field);
        if let Some(slot) = to.record.field_mut(field) {
            self.set(slot, &text, row, to.table.file, tag.start);
        }
        Ok(())
    }

    /// Sets a leaf, or reports why it cannot be.
    pub(super) fn set(&mut self, slot: &mut dyn Value, text: &str, row: Option<&Row>, file: &str, at: usize) {
        if let Err(expected) = slot.set_text(text) {
            self.wrong_value(text, expected, row, file, at);
        }
    }

    /// A struct. Gives whether anything in it was known; and where the struct became empty, the
    /// unknown elements that were in it, for the struct around.
    pub(super) fn record(
        &mut self,
        slot: &mut dyn Value,
        table: &'static Table,
        tag: &Tag<'a>,
        tags: &Tags,
    ) -> Result<(bool, Option<Unknown>), ReadError> {
        let Some(record) = slot.record() else {
            self.skip()?;
            return Ok((true, None));
        };
        let mut to = Filling::new(record, table);
        self.attributes(to.record, table.elements, tag, &mut to.seen);
        self.children(&mut to, tags, tag.start)?;
        let Filling { record, seen, .. } = to;
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
        tags: &Tags,
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
            return self.item_part(list, index, inner, tag, tags);
        }
        // What the children of a form fill has to be there before them.
        list.push();
        let text = self.leaf_or_form(record, field, kind, tag, tags)?;
        if let (Some(text), Some(slot)) = (text, record.field_mut(field).and_then(last)) {
            self.set(slot, &text, element.row, file, tag.start);
        }
        Ok(())
    }

    /// A struct as an item.
    fn item_part(
        &mut self,
        list: &mut dyn List,
        index: usize,
        inner: &'static Table,
        tag: &Tag<'a>,
        tags: &Tags,
    ) -> Result<(), ReadError> {
        let (known, _) = self.record(list.push(), inner, tag, tags)?;
        if !known && let Some(View::Record(part)) = list.get(index).map(Value::view) {
            self.required(part, inner, &Seen::default(), tag.start);
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
        tags: &Tags,
    ) -> Result<Option<Cow<'a, str>>, ReadError> {
        self.attributes(record, &[], tag, &mut Seen::default());
        if let Some(text) = self.document.leaf(tags) {
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
                        self.keep_unknown(record, &child)?;
                        continue;
                    };
                    let table = form.table();
                    let mut to = Filling::new(form, table);
                    self.child(&mut to, &child)?;
                    self.children(&mut to, tags, tag.start)?;
                    self.required(to.record, table, &to.seen, tag.start);
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
        self.attributes(record, &[], tag, &mut Seen::default());
        let mut any = self.guessed_items(record, element, field, kind, item)?;
        match self.document.ahead() {
            Ahead::Tag(bytes, layout) if element.tags.close().begins(bytes) => {
                self.document.leave(&element.tags, layout);
            }
            _ => any |= self.more_items(record, element, field, kind, item, tag)?,
        }
        if !any && let Some(slot) = record.field_mut(field) {
            // A list without items is emptied; a required one is reported by `required`.
            let _ = slot.set_empty();
        }
        Ok(())
    }

    /// The items that the short way leaves, and those behind them. Gives whether there was any.
    #[inline(never)]
    fn more_items(
        &mut self,
        record: &mut dyn Record,
        element: &'static Element,
        field: u16,
        kind: Kind,
        item: &'static Tags,
        tag: &Tag<'a>,
    ) -> Result<bool, ReadError> {
        let mut any = false;
        let mut mixed = Mixed::default();
        loop {
            let start = self.document.position();
            let token = match self.document.ahead() {
                Ahead::Tag(bytes, layout) if element.tags.close().begins(bytes) => {
                    self.document.leave(&element.tags, layout);
                    break;
                }
                Ahead::Tag(bytes, layout) if item.open().begins(bytes) && self.document.enter(item, start + layout) => {
                    Token::Open(Tag {
                        name: item.name,
                        attributes: Vec::new(),
                        start: start + layout,
                    })
                }
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
                    let result = self.item(record, element, field, kind, &inner, item);
                    self.path.pop();
                    result?;
                }
                Token::Open(inner) => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed);
                    }
                    self.keep_unknown(record, &inner)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
        }
        self.text_at_end(record, mixed, tag.start, &mut Seen::default());
        Ok(any)
    }

    /// Items by the short way, as long as their tags stand here. Gives whether there was any.
    pub(super) fn guessed_items(
        &mut self,
        record: &mut dyn Record,
        element: &'static Element,
        field: u16,
        kind: Kind,
        item: &'static Tags,
    ) -> Result<bool, ReadError> {
        if matches!(kind, Kind::Union(_)) {
            return Ok(false);
        }
        let file = record.table().file;
        let Some(list) = record.field_mut(field).and_then(Value::list) else {
            return Ok(false);
        };
        let mut tag = Tag {
            name: item.name,
            attributes: Vec::new(),
            start: 0,
        };
        let before = list.len();
        for index in before..self.items {
            let Ahead::Tag(bytes, layout) = self.document.ahead() else {
                break;
            };
            tag.start = self.document.position() + layout;
            if !item.open().begins(bytes) {
                break;
            }
            let step = Step {
                name: item.name,
                kind: StepKind::Item(index),
            };
            if let Kind::Record(inner) = kind {
                if !self.document.enter(item, tag.start) {
                    break;
                }
                self.path.push(step);
                self.item_part(list, index, inner, &tag, item)?;
                self.path.pop();
            } else {
                let Some(text) = self.document.simple(item, tag.start) else {
                    break;
                };
                if let Err(expected) = list.push().set_text(text) {
                    self.wrong_leaf(step, item, element.row, file, expected, tag.start);
                }
            }
        }
        Ok(list.len() > before)
    }

    #[inline(always)]
    pub(super) fn attributes(
        &mut self,
        record: &mut dyn Record,
        elements: &'static [Element],
        tag: &Tag<'a>,
        seen: &mut Seen,
    ) {
        if !tag.attributes.is_empty() {
            self.some_attributes(record, elements, tag, seen);
        }
    }

    #[inline(never)]
    fn some_attributes(
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
                        self.set(slot, value, element.row, file, tag.start);
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
