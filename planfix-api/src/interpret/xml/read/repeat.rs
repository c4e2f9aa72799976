//! Reads lists as fields of a struct: items directly in it, or in an element around them.

use super::choice::is_member;
use super::filling::Filling;
use super::keep::cannot_be_emptied;
use super::list::Items;
use super::place::is_empty;
use super::{Mode, Reading};
use crate::interpret::xml::document::Tag;
use crate::interpret::xml::fault::ReadError;
use crate::record::{Value, View};
use crate::table::{Content, Element, Kind, Place, Tags};

impl<'a> Reading<'a> {
    /// Reads repeated elements of one name by the fast path. Returns true if it consumed any.
    pub(super) fn fast_repeats(
        &mut self,
        to: &mut Filling<'_>,
        at: usize,
        element: &'static Element,
    ) -> Result<bool, ReadError> {
        let Content::Repeat { field, kind } = element.content else {
            return Ok(false);
        };
        if is_member(element) {
            return Ok(false);
        }
        if !to.seen.has(field) {
            self.expect_items(to, element, field);
        }
        let items = Items::repeated(element, field, kind, to.table);
        let taken = self.fast_items(to.record, &items, &mut to.skipped)?;
        if taken.items > 0 {
            to.seen.add(field);
        }
        let any = taken.items + taken.skipped > 0;
        if any {
            to.next = at;
        }
        Ok(any)
    }

    /// Reads one element of a name that may repeat.
    pub(super) fn repeat(
        &mut self,
        to: &mut Filling<'_>,
        at: usize,
        element: &'static Element,
        (field, kind): (u16, Kind),
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        to.next = at;
        let items = Items::repeated(element, field, kind, to.table);
        let result = self.item(to.record, &items, &mut to.skipped, tag);
        if !is_empty(to.record, field) {
            to.seen.add(field);
        }
        result
    }

    /// Reads a list with an element around it.
    pub(super) fn whole_list(
        &mut self,
        to: &mut Filling<'_>,
        element: &'static Element,
        (field, kind, item): (u16, Kind, &'static Tags),
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        let items = Items {
            element,
            field,
            kind,
            tags: item,
            file: to.table.file,
        };
        to.seen.add(field);
        if self.list(to.record, &items, tag)? {
            return Ok(());
        }
        self.hollow(element, to.table.file, tag.start);
        if is_member(element) {
            to.leave_out(field);
            return self.chooses_nothing(to, element, tag.start);
        } else if self.mode == Mode::Request && cannot_be_emptied(element.row) {
            return self.emptied(to, element, field, tag.start);
        }
        Ok(())
    }

    /// Makes room for the items of a list. The server sends the number on the page as `count`, which is trusted within
    /// the limit and the size of the document, and only near the root, where there is one such list.
    #[inline(never)]
    fn expect_items(&mut self, to: &mut Filling<'_>, element: &Element, field: u16) {
        const NEAR: usize = 1;
        let count = |element: &&Element| element.place == Place::Attribute && element.name == "count";
        let count = to.elements.iter().find(count).and_then(|count| count.content.field());
        if self.path.len() <= NEAR
            && let Some((count, _)) = count
            && let View::Int(said) = to.record.field(count)
            && let Some(list) = to.record.field_mut(field).and_then(Value::list)
        {
            let shortest = element.tags.open().len() + element.tags.close().len();
            let most = self.items.min(self.document.left() / shortest + 1);
            list.reserve(usize::try_from(said).map_or(0, |said| said.min(most)));
        }
    }
}
