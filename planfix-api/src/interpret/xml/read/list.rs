//! Reads lists: items directly in a struct, or in an element around them.

use super::filling::Skipped;
use super::path::Step;
use super::place::is_empty;
use super::text::Mixed;
use super::value::{Leaf, Part, last};
use super::{Mode, Reading, Seen};
use crate::interpret::xml::document::{Tag, Token};
use crate::interpret::xml::fault::{FaultKind, ReadError};
use crate::record::{List, Record, Unknown, Value, Why};
use crate::table::{Element, Kind, Table, Tags};
use crate::value::{begins_blank, is_blank};

/// The items of a list: their row, field, kind and tags.
pub(super) struct Items {
    /// Element around the items, or the element of an item if there is none.
    pub(super) element: &'static Element,
    /// Number of the list's field.
    pub(super) field: u16,
    /// Kind of an item.
    pub(super) kind: Kind,
    pub(super) tags: &'static Tags,
    /// File of the table.
    pub(super) file: &'static str,
}

impl Items {
    /// Creates the description of items that have no element around them.
    pub(super) fn repeated(element: &'static Element, field: u16, kind: Kind, table: &Table) -> Self {
        Self {
            element,
            field,
            kind,
            tags: &element.tags,
            file: table.file,
        }
    }
}

/// The number of items that the fast path consumed.
#[derive(Clone, Copy, Default)]
pub(super) struct Taken {
    /// Items added to the list.
    pub(super) items: usize,
    /// Items not added, as [`Skipped`] counts them.
    pub(super) skipped: usize,
}

impl<'a> Reading<'a> {
    /// Reads a list with an element around it, which contains only items. Returns true if it has any.
    pub(super) fn list(&mut self, record: &mut dyn Record, items: &Items, tag: &Tag<'a>) -> Result<bool, ReadError> {
        let mut skipped = Skipped::default();
        self.attributes(record, &[], tag, &mut Seen::default())?;
        let taken = self.fast_items(record, items, &mut skipped)?;
        if !self.document.ends(&items.element.tags) {
            self.more_items(record, items, &mut skipped, tag)?;
        }
        let any = taken.items > 0 || !is_empty(record, items.field);
        if !any && let Some(slot) = record.field_mut(items.field) {
            // A list without items is emptied; `required` reports one that must have items.
            let _ = slot.set_empty();
        }
        Ok(any)
    }

    /// Reads the items from the first that the fast path did not consume.
    #[inline(never)]
    fn more_items(
        &mut self,
        record: &mut dyn Record,
        items: &Items,
        skipped: &mut Skipped,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        let mut mixed = Mixed::default();
        loop {
            match self.token()? {
                Token::Open(inner) if inner.name == items.tags.name => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed)?;
                    }
                    self.path.push(Step::Element(items.tags.name));
                    let result = self.item(record, items, skipped, &inner);
                    self.path.pop();
                    result?;
                }
                Token::Open(inner) => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed)?;
                    }
                    self.keep_unknown(record, &inner, Why::NoRow)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
            self.fast_items(record, items, skipped)?;
            if self.document.ends(&items.element.tags) {
                break;
            }
        }
        self.text_at_end(record, &mut mixed, tag.start, &mut Seen::default())
    }

    /// Reads items by the fast path as long as their tags come next. Returns their number.
    pub(super) fn fast_items(
        &mut self,
        record: &mut dyn Record,
        items: &Items,
        skipped: &mut Skipped,
    ) -> Result<Taken, ReadError> {
        let mut taken = Taken::default();
        if matches!(items.kind, Kind::Union(_)) {
            return Ok(taken);
        }
        let tags = items.tags;
        let Some(list) = record.field_mut(items.field).and_then(Value::list) else {
            return Ok(taken);
        };
        let mut tag = Tag {
            name: tags.name,
            attributes: Vec::new(),
            start: 0,
        };
        let room = self.items.saturating_sub(list.len());
        let before = list.len() + skipped.of(items.field);
        let mut kept = Unknown::default();
        while taken.items < room {
            let Some(ahead) = self.document.ahead() else {
                break;
            };
            if !tags.open().begins(ahead.as_bytes()) {
                break;
            }
            let step = Step::Item(tags.name, before + taken.items + taken.skipped);
            if let Kind::Record(inner) = items.kind {
                if !self.document.enter(tags, ahead) {
                    break;
                }
                tag.start = self.document.before(ahead);
                self.path.push(step);
                let is_item = self.item_part(list, &mut kept, inner, items, &tag)?;
                self.path.pop();
                if is_item {
                    taken.items += 1;
                } else {
                    taken.skipped += 1;
                }
            } else {
                let Some(text) = self.document.fast_text(tags, ahead) else {
                    break;
                };
                let row = (items.element.row, items.file);
                if begins_blank(text) && is_blank(items.kind, text) {
                    taken.skipped += 1;
                    if self.mode == Mode::Request {
                        self.empty_leaf(&mut kept, step, row, ahead)?;
                    }
                } else if let Err(expected) = list.push().set_text(text)
                    && self.unfit_leaf(&mut kept, step, tags, expected, row, ahead)?
                {
                    list.pop();
                    taken.skipped += 1;
                } else {
                    taken.items += 1;
                }
            }
        }
        if taken.skipped > 0 {
            skipped.add(items.field, taken.skipped);
            record.unknown_mut().append(&kept);
        }
        Ok(taken)
    }

    /// Reads an item from tokens.
    pub(super) fn item(
        &mut self,
        record: &mut dyn Record,
        items: &Items,
        skipped: &mut Skipped,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        let Some(list) = record.field_mut(items.field).and_then(Value::list) else {
            return self.skip();
        };
        let index = list.len();
        if index >= self.items {
            // Any number of items may follow, so reading ends.
            return self.ends_with(tag.start, FaultKind::Items(self.items), items.element.row, items.file);
        }
        self.path.number(index + skipped.of(items.field));
        if let Kind::Record(inner) = items.kind {
            let mut kept = Unknown::default();
            if !self.item_part(list, &mut kept, inner, items, tag)? {
                skipped.add(items.field, 1);
                record.unknown_mut().append(&kept);
            }
            return Ok(());
        }
        // An item with children fills a value that must already be in the list.
        list.push();
        let why = match self.leaf_or_form(record, items.field, items.kind, tag, items.tags)? {
            Leaf::Form => return Ok(()),
            Leaf::Lacking(why) => Some(*why),
            Leaf::Text(text) if is_blank(items.kind, &text) => (self.mode == Mode::Request).then(|| {
                let row = items.element.row.map(|row| row.location(items.file));
                Why::Emptied { row }
            }),
            Leaf::Text(text) => {
                let slot = record.field_mut(items.field).and_then(last);
                let Some(Err(expected)) = slot.map(|slot| slot.set_text(&text)) else {
                    return Ok(());
                };
                let found = (&*text, self.since(tag.start));
                if !self.unfit(
                    record.unknown_mut(),
                    found,
                    expected,
                    items.element.row,
                    items.file,
                    tag.start,
                )? {
                    return Ok(());
                }
                None
            }
        };
        if let Some(why) = why {
            self.keep_since(record, tag.start, why)?;
        }
        if let Some(list) = record.field_mut(items.field).and_then(Value::list) {
            list.pop();
        }
        skipped.add(items.field, 1);
        Ok(())
    }

    /// Reads a struct as an item. Returns false if it is empty, or if it lacks a required value and is kept instead.
    // Every item passes here, from two callers: without inlining, reading took 2 % longer.
    #[inline(always)]
    fn item_part(
        &mut self,
        list: &mut dyn List,
        kept: &mut Unknown,
        inner: &'static Table,
        items: &Items,
        tag: &Tag<'a>,
    ) -> Result<bool, ReadError> {
        match self.record(list.push(), inner, tag, items.tags)? {
            Part::Known => Ok(true),
            other => {
                list.pop();
                self.no_item(kept, other, items, tag.start).map(|()| false)
            }
        }
    }

    /// Keeps the content of an item that was not added.
    #[cold]
    fn no_item(&mut self, kept: &mut Unknown, part: Part, items: &Items, start: usize) -> Result<(), ReadError> {
        let why = match part {
            Part::Known => return Ok(()),
            Part::Nothing(unknown) => {
                kept.append(&unknown);
                if self.mode != Mode::Request {
                    return Ok(());
                }
                let row = items.element.row.map(|row| row.location(items.file));
                Why::Emptied { row }
            }
            Part::Lacking(why) => *why,
        };
        self.keep_xml(kept, self.since(start), start, why)
    }
}
