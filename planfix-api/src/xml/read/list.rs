//! Lists: items right in a struct, or in an element of their own.

use super::path::Step;
use super::text::Mixed;
use super::{Reading, Seen};
use crate::record::{List, Record, Value, View};
use crate::table::{Element, Kind, Table, Tags};
use crate::xml::document::{Tag, Token};
use crate::xml::fault::{FaultKind, ReadError};

/// The value itself, or the last item of a list.
pub(super) fn last(slot: &mut dyn Value) -> Option<&mut dyn Value> {
    let is_list = matches!(slot.view(), View::List(_));
    if is_list { slot.list()?.last_mut() } else { Some(slot) }
}

/// The items of a list: their row, what they fill, and their tags.
#[derive(Clone, Copy)]
pub(super) struct Items {
    /// The element around them, or of one, where there is none around them.
    pub(super) element: &'static Element,
    /// Number of the field, which is a list.
    pub(super) field: u16,
    /// Kind of one.
    pub(super) kind: Kind,
    pub(super) tags: &'static Tags,
}

impl Items {
    /// Items with no element around them.
    pub(super) fn repeated(element: &'static Element, field: u16, kind: Kind) -> Self {
        Self {
            element,
            field,
            kind,
            tags: &element.tags,
        }
    }
}

impl<'a> Reading<'a> {
    /// A list with an element around it: its items, and nothing else that the table knows. Gives whether there
    /// was any.
    pub(super) fn list(&mut self, record: &mut dyn Record, items: Items, tag: &Tag<'a>) -> Result<bool, ReadError> {
        self.attributes(record, &[], tag, &mut Seen::default())?;
        let mut any = self.guessed_items(record, items)?;
        if !self.document.ends(&items.element.tags) {
            any |= self.more_items(record, items, tag)?;
        }
        if !any && let Some(slot) = record.field_mut(items.field) {
            // A list without items is emptied; a required one is reported by `required`.
            let _ = slot.set_empty();
        }
        Ok(any)
    }

    /// The items that the short way leaves, and those behind them. Gives whether there was any.
    #[inline(never)]
    fn more_items(&mut self, record: &mut dyn Record, items: Items, tag: &Tag<'a>) -> Result<bool, ReadError> {
        let mut any = false;
        let mut mixed = Mixed::default();
        loop {
            match self.token()? {
                Token::Open(inner) if inner.name == items.tags.name => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed)?;
                    }
                    any = true;
                    self.path.push(Step::Element(items.tags.name));
                    let result = self.item(record, items, &inner);
                    self.path.pop();
                    result?;
                }
                Token::Open(inner) => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed)?;
                    }
                    self.keep_unknown(record, &inner)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
            any |= self.guessed_items(record, items)?;
            if self.document.ends(&items.element.tags) {
                break;
            }
        }
        self.text_at_end(record, &mut mixed, tag.start, &mut Seen::default())?;
        Ok(any)
    }

    /// Items by the short way, as long as their tags stand here. Gives whether there was any.
    pub(super) fn guessed_items(&mut self, record: &mut dyn Record, items: Items) -> Result<bool, ReadError> {
        if matches!(items.kind, Kind::Union(_)) {
            return Ok(false);
        }
        let tags = items.tags;
        let file = record.table().file;
        let Some(list) = record.field_mut(items.field).and_then(Value::list) else {
            return Ok(false);
        };
        let mut tag = Tag {
            name: tags.name,
            attributes: Vec::new(),
            start: 0,
        };
        let before = list.len();
        for index in before..self.items {
            let Some(ahead) = self.document.ahead() else {
                break;
            };
            if !tags.open().begins(ahead.as_bytes()) {
                break;
            }
            let step = Step::Item(tags.name, index);
            if let Kind::Record(inner) = items.kind {
                if !self.document.enter(tags, ahead) {
                    break;
                }
                tag.start = self.document.before(ahead);
                self.path.push(step);
                self.item_part(list, index, inner, &tag, tags)?;
                self.path.pop();
            } else {
                let Some(text) = self.document.simple(tags, ahead) else {
                    break;
                };
                if let Err(expected) = list.push().set_text(text) {
                    self.wrong_leaf(step, tags, items.element.row, file, expected, ahead);
                }
            }
        }
        Ok(list.len() > before)
    }

    pub(super) fn item(&mut self, record: &mut dyn Record, items: Items, tag: &Tag<'a>) -> Result<(), ReadError> {
        let file = record.table().file;
        let Some(list) = record.field_mut(items.field).and_then(Value::list) else {
            return self.skip();
        };
        let index = list.len();
        if index >= self.items {
            // There may be any number of others.
            return self.ends_with(tag.start, FaultKind::Items(self.items), items.element.row, file);
        }
        self.path.number(index);
        if let Kind::Record(inner) = items.kind {
            return self.item_part(list, index, inner, tag, items.tags);
        }
        // What the children of a form fill has to be there before them.
        list.push();
        let text = self.leaf_or_form(record, items.field, items.kind, tag, items.tags)?;
        if let (Some(text), Some(slot)) = (text, record.field_mut(items.field).and_then(last)) {
            self.set(slot, &text, items.element.row, file, tag.start);
        }
        Ok(())
    }

    /// A struct as an item.
    // Two callers, and the way of every item: as a call it took a fiftieth of the time of reading.
    #[inline(always)]
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
}
