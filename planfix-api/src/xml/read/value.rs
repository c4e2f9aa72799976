//! What an element holds: a leaf, a struct, an item, a list.

use super::children::Filling;
use super::choice::is_member;
use super::list::last;
use super::path::Step;
use super::place::is_empty;
use super::{Reading, Seen};
use crate::record::{Record, Value, View};
use crate::table::{Content, Element, Kind, Place, Row, Table, Tags};
use crate::unknown::Unknown;
use crate::value::{says_nothing, trim};
use crate::xml::document::{Tag, Token};
use crate::xml::fault::ReadError;
use std::borrow::Cow;

/// Whether a required field was not met, or is empty.
fn lacks(record: &dyn Record, table: &Table, seen: &Seen) -> bool {
    let is_met = |&field: &u16| seen.has(field) && !is_empty(record, field);
    !table.required.iter().all(is_met)
}

/// Whether every field that was met is empty.
fn all_empty(record: &dyn Record, elements: &[Element], seen: &Seen) -> bool {
    elements.iter().all(|element| match element.content {
        Content::Group(inner) => all_empty(record, inner, seen),
        Content::Value { field, .. } | Content::Repeat { field, .. } | Content::List { field, .. } => {
            !seen.has(field) || matches!(record.field(field), View::Absent | View::Empty)
        }
    })
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
        if is_member(element) && !self.choose(to, element, field, tag.start) {
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
        if is_member(element) {
            // An empty member of a one-of selects nothing: clients write all of them.
            to.seen.remove(field);
            let part = to.record.field_mut(field).and_then(Value::record);
            let inside = part.map(|part| std::mem::take(part.unknown_mut()));
            for unknown in kept.iter().chain(&inside) {
                to.record.unknown_mut().append(unknown);
            }
            to.record.unchoose(field);
        } else if let Some(unknown) = kept {
            to.record.unknown_mut().append(&unknown);
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
        if is_member(element) {
            // An empty member of a one-of selects nothing: clients write all of them.
            if says_nothing(kind, &text) {
                return Ok(());
            }
            if !self.choose(to, element, field, tag.start) {
                return self.keep_since(to.record, tag.start);
            }
        }
        if row.is_some_and(|row| row.rules.required) && says_nothing(kind, &text) {
            // It was not met, which is reported where the struct as a whole is not empty.
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
    // Two callers, and the way of every struct: as a call it took a thirtieth of the time of reading.
    #[inline(always)]
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
        self.attributes(to.record, table.elements, tag, &mut to.seen)?;
        self.children(&mut to, tags, tag.start)?;
        let lacks = lacks(to.record, table, &to.seen);
        // PlanFix writes `<task><id/><title/></task>` for no task: empty elements where one must not be.
        let nothing = lacks && all_empty(to.record, table.elements, &to.seen);
        if to.seen.any() && !nothing {
            if lacks || !table.choices.is_empty() {
                self.required(to.record, table, &to.seen, tag.start);
            }
            return Ok((true, None));
        }
        // An element without anything in it is emptied, not a struct of nothing. One that cannot be
        // empty (it is required, or an item) stays, and the caller reports what it lacks.
        let unknown = std::mem::take(to.record.unknown_mut());
        let _ = slot.set_empty();
        if matches!(slot.view(), View::Empty) {
            return Ok((false, Some(unknown)));
        }
        if let Some(record) = slot.record() {
            *record.unknown_mut() = unknown;
        }
        Ok((false, None))
    }

    /// The text of a leaf, or of a value of several forms; nothing where it was the form of an element
    /// with children, which then is filled.
    pub(super) fn leaf_or_form(
        &mut self,
        record: &mut dyn Record,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
        tags: &Tags,
    ) -> Result<Option<Cow<'a, str>>, ReadError> {
        self.attributes(record, &[], tag, &mut Seen::default())?;
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
                        self.keep_text(record, &text)?;
                    }
                    return Ok(None);
                }
                Token::Close | Token::End => return Ok(Some(text)),
            }
        }
    }

    #[inline(always)]
    pub(super) fn attributes(
        &mut self,
        record: &mut dyn Record,
        elements: &'static [Element],
        tag: &Tag<'a>,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        if tag.attributes.is_empty() {
            return Ok(());
        }
        self.some_attributes(record, elements, tag, seen)
    }

    #[inline(never)]
    fn some_attributes(
        &mut self,
        record: &mut dyn Record,
        elements: &'static [Element],
        tag: &Tag<'a>,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        let file = record.table().file;
        for (name, value) in &tag.attributes {
            self.path.push(Step::Attribute(name));
            let known = elements.iter().find(|e| e.place == Place::Attribute && e.name == *name);
            match known.and_then(|e| Some((e, e.content.field()?.0))) {
                Some((element, field)) => {
                    seen.add(field);
                    if let Some(slot) = record.field_mut(field) {
                        self.set(slot, value, element.row, file, tag.start);
                    }
                }
                None => self.keep_xml(record.unknown_mut(), value, tag.start)?,
            }
            self.path.pop();
        }
        Ok(())
    }
}
