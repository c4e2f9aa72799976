//! Reads the value of an element: a leaf or a struct.

use super::choice::is_member;
use super::filling::Filling;
use super::keep::cannot_be_emptied;
use super::path::Step;
use super::place::is_empty;
use super::{Mode, Reading, Seen};
use crate::interpret::xml::document::{Tag, Token};
use crate::interpret::xml::fault::ReadError;
use crate::record::{Record, Value, View};
use crate::record::{Unknown, Why};
use crate::table::{Content, Element, Kind, Place, Row, Table, Tags};
use crate::value::{is_blank, trim};
use std::borrow::Cow;

/// The result of reading a struct.
pub(super) enum Part {
    /// It has elements that are in the table.
    Known,
    /// It is empty except for these unknown elements.
    Nothing(Unknown),
    /// It lacks a required value, and is left out.
    Lacking(Box<Why>),
}

/// The content of a leaf, or of a value with several forms.
pub(super) enum Leaf<'a> {
    Text(Cow<'a, str>),
    /// Children, which filled a form.
    Form,
    /// Children that do not fill a form, since a required value is missing.
    Lacking(Box<Why>),
}

/// Returns the first required field that was not read, or is empty.
fn lacking(record: &dyn Record, table: &Table, seen: &Seen) -> Option<u16> {
    let is_met = |field: u16| seen.has(field) && !is_empty(record, field);
    table.required.iter().copied().find(|&field| !is_met(field))
}

/// Returns the first required field, or the first member of a required one-of, that was not read.
fn lacking_element(record: &dyn Record, table: &'static Table, seen: &Seen) -> Option<&'static Element> {
    let unchosen = || {
        let mut choices = table.choices.iter().filter(|choice| choice.required);
        let choice = choices.find(|choice| !choice.members.iter().any(|&member| seen.has(member)))?;
        choice.members.first().copied()
    };
    table.numbered(lacking(record, table, seen).or_else(unchosen)?)
}

/// Returns true if every field that was read is empty.
fn all_empty(record: &dyn Record, elements: &[Element], seen: &Seen) -> bool {
    elements.iter().all(|element| match element.content {
        Content::Group(inner) => all_empty(record, inner, seen),
        Content::Value { field, .. } | Content::Repeat { field, .. } | Content::List { field, .. } => {
            !seen.has(field) || matches!(record.field(field), View::Absent | View::Empty)
        }
    })
}

/// Returns the value itself, or the last item of a list.
pub(super) fn last(slot: &mut dyn Value) -> Option<&mut dyn Value> {
    let is_list = matches!(slot.view(), View::List(_));
    if is_list { slot.list()?.last_mut() } else { Some(slot) }
}

impl<'a> Reading<'a> {
    /// Reads a struct as the value of an element.
    pub(super) fn part(
        &mut self,
        to: &mut Filling<'_>,
        element: &'static Element,
        field: u16,
        inner: &'static Table,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        if is_member(element) && !self.choose(to, element, field, tag.start)? {
            let row = to.location(element);
            return self.keep(to.record, tag, Why::Outranked { row });
        }
        to.seen.add(field);
        let Some(slot) = to.record.field_mut(field) else {
            return self.skip();
        };
        match self.record(slot, inner, tag, &element.tags)? {
            Part::Known => {}
            Part::Nothing(kept) => {
                to.record.unknown_mut().append(&kept);
                self.hollow(element, to.table.file, tag.start);
                if is_member(element) {
                    to.leave_out(field);
                    self.chooses_nothing(to, element, tag.start)?;
                } else if self.mode == Mode::Request && cannot_be_emptied(element.row) {
                    self.emptied(to, element, field, tag.start)?;
                } else if let View::Record(part) = to.record.field(field) {
                    // The struct is present but empty; check whether that is allowed.
                    if self.mode == Mode::Answer {
                        if lacking_element(part, inner, &Seen::default()).is_some() {
                            to.seen.remove(field);
                        }
                    } else {
                        self.required(part, inner, &Seen::default(), tag.start);
                    }
                }
            }
            Part::Lacking(why) => {
                to.leave_out(field);
                self.keep_since(to.record, tag.start, *why)?;
            }
        }
        Ok(())
    }

    /// Handles an empty member of a one-of, which chooses nothing: clients write all of them. In a request it is kept.
    pub(super) fn chooses_nothing(
        &mut self,
        to: &mut Filling<'_>,
        element: &Element,
        start: usize,
    ) -> Result<(), ReadError> {
        if self.mode != Mode::Request {
            return Ok(());
        }
        let row = to.location(element);
        self.keep_since(to.record, start, Why::Emptied { row })
    }

    /// Leaves out and keeps an empty element of a request that cannot be emptied.
    #[cold]
    pub(super) fn emptied(
        &mut self,
        to: &mut Filling<'_>,
        element: &Element,
        field: u16,
        start: usize,
    ) -> Result<(), ReadError> {
        to.leave_out(field);
        let row = to.location(element);
        self.keep_since(to.record, start, Why::Emptied { row })
    }

    /// Reads a leaf, or a value with several forms, as the value of an element.
    pub(super) fn value(
        &mut self,
        to: &mut Filling<'_>,
        element: &'static Element,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        let row = element.row;
        let text = match self.leaf_or_form(to.record, field, kind, tag, &element.tags)? {
            Leaf::Text(text) => text,
            Leaf::Form => {
                to.seen.add(field);
                return Ok(());
            }
            Leaf::Lacking(why) => {
                to.leave_out(field);
                return self.keep_since(to.record, tag.start, *why);
            }
        };
        if is_member(element) {
            if is_blank(kind, &text) {
                return self.chooses_nothing(to, element, tag.start);
            }
            if !self.choose(to, element, field, tag.start)? {
                let row = to.location(element);
                return self.keep_since(to.record, tag.start, Why::Outranked { row });
            }
        }
        if row.is_some_and(|row| row.rules.required) && is_blank(kind, &text) {
            // Treat as missing; reported later unless the whole struct is empty.
            return Ok(());
        }
        if self.mode == Mode::Request && is_blank(kind, &text) && cannot_be_emptied(row) {
            return self.emptied(to, element, field, tag.start);
        }
        to.seen.add(field);
        if let Some(slot) = to.record.field_mut(field)
            && let Err(expected) = slot.set_text(&text)
        {
            let (kept, found) = (to.record.unknown_mut(), (&*text, self.since(tag.start)));
            if self.unfit(kept, found, expected, row, to.table.file, tag.start)? {
                to.leave_out(field);
            }
        }
        Ok(())
    }

    /// Reads a struct.
    // Every struct passes here, from two callers: without inlining, reading took 3 % longer.
    #[inline(always)]
    pub(super) fn record(
        &mut self,
        slot: &mut dyn Value,
        table: &'static Table,
        tag: &Tag<'a>,
        tags: &Tags,
    ) -> Result<Part, ReadError> {
        let Some(record) = slot.record() else {
            self.skip()?;
            return Ok(Part::Known);
        };
        let mut to = Filling::new(record, table);
        self.attributes(to.record, table.elements, tag, &mut to.seen)?;
        self.children(&mut to, tags, tag.start)?;
        let lacks = lacking(to.record, table, &to.seen).is_some();
        // PlanFix writes no task as `<task><id/><title/></task>`, with required elements empty.
        let nothing = lacks && all_empty(to.record, table.elements, &to.seen);
        if to.seen.any() && !nothing {
            if lacks || !table.choices.is_empty() {
                return Ok(self.whole(&to, tag.start));
            }
            return Ok(Part::Known);
        }
        // An element with nothing in it is emptied, not a struct without values.
        let unknown = std::mem::take(to.record.unknown_mut());
        let _ = slot.set_empty();
        Ok(Part::Nothing(unknown))
    }

    /// Checks that a struct has all required values. If not, it is left out of an answer; elsewhere that is a fault.
    #[inline(never)]
    fn whole(&mut self, to: &Filling<'_>, at: usize) -> Part {
        if self.mode != Mode::Answer {
            self.required(to.record, to.table, &to.seen, at);
            return Part::Known;
        }
        match lacking_element(to.record, to.table, &to.seen) {
            Some(lacking) => Part::Lacking(Box::new(self.incomplete(lacking, to.table, at))),
            None => Part::Known,
        }
    }

    /// Reads a leaf, or a value with several forms.
    pub(super) fn leaf_or_form(
        &mut self,
        record: &mut dyn Record,
        field: u16,
        kind: Kind,
        tag: &Tag<'a>,
        tags: &Tags,
    ) -> Result<Leaf<'a>, ReadError> {
        self.attributes(record, &[], tag, &mut Seen::default())?;
        if let Some(text) = self.document.leaf(tags) {
            return Ok(Leaf::Text(text));
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
                        self.keep_unknown(record, &child, Why::InText)?;
                        continue;
                    };
                    let table = form.table();
                    let mut to = Filling::new(form, table);
                    self.child(&mut to, &child)?;
                    self.children(&mut to, tags, tag.start)?;
                    let part = self.whole(&to, tag.start);
                    if !trim(&text).is_empty() {
                        self.keep_text(record, &text)?;
                    }
                    return Ok(match part {
                        Part::Lacking(why) => Leaf::Lacking(why),
                        _ => Leaf::Form,
                    });
                }
                Token::Close | Token::End => return Ok(Leaf::Text(text)),
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
        for (name, value) in &tag.attributes {
            // A namespace declaration is not data.
            if *name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            self.path.push(Step::Attribute(name));
            let known = elements.iter().find(|e| e.place == Place::Attribute && e.name == *name);
            let result = match known.and_then(|e| Some((e.row, e.content.field()?))) {
                Some((row, place)) => self.attribute(record, row, place, value, tag.start, seen),
                None => self.keep_xml(record.unknown_mut(), value, tag.start, Why::NoRow),
            };
            self.path.pop();
            result?;
        }
        Ok(())
    }

    /// Reads an attribute that is in the table.
    fn attribute(
        &mut self,
        record: &mut dyn Record,
        row: Option<&'static Row>,
        (field, kind): (u16, Kind),
        value: &str,
        at: usize,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        let file = record.table().file;
        if self.mode == Mode::Request && is_blank(kind, value) && cannot_be_emptied(row) {
            let row = row.map(|row| row.location(file));
            return self.keep_xml(record.unknown_mut(), value, at, Why::Emptied { row });
        }
        seen.add(field);
        if let Some(Err(expected)) = record.field_mut(field).map(|slot| slot.set_text(value))
            && self.unfit(record.unknown_mut(), (value, value), expected, row, file, at)?
        {
            seen.remove(field);
        }
        Ok(())
    }
}
