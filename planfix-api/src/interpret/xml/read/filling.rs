//! The struct that the children of an element are read into, and the elements read so far.

use super::Seen;
use super::text::Mixed;
use crate::interpret::xml::characters::next_care;
use crate::record::Record;
use crate::table::{Content, Element, Location, Place, Table};

/// The destination of an element's children: a struct, or the fields of a struct that a group contains.
pub(super) struct Filling<'r> {
    pub(super) record: &'r mut dyn Record,
    pub(super) table: &'static Table,
    pub(super) elements: &'static [Element],
    /// Index of the element to look for first, since the server writes in the order of the table. Attributes and text
    /// come before the elements, and are skipped.
    pub(super) next: usize,
    pub(super) seen: Seen,
    /// Groups that may have been read: one bit for each index in `elements`, modulo 64. If its bit is not set, no
    /// field of the group needs to be checked.
    pub(super) groups: u64,
    pub(super) skipped: Skipped,
}

impl<'r> Filling<'r> {
    pub(super) fn new(record: &'r mut dyn Record, table: &'static Table) -> Self {
        Self {
            record,
            table,
            elements: table.elements,
            next: first(table.elements),
            seen: Seen::default(),
            groups: 0,
            skipped: Skipped::default(),
        }
    }

    /// Returns the row of an element.
    pub(super) fn location(&self, element: &Element) -> Option<Location> {
        element.row.map(|row| row.location(self.table.file))
    }

    /// Leaves a field out, as if its element had not been there.
    pub(super) fn leave_out(&mut self, field: u16) {
        self.seen.remove(field);
        if let Some(slot) = self.record.field_mut(field) {
            slot.leave_out();
        }
        self.record.unchoose(field);
    }

    /// Returns the destination of the text between the elements.
    pub(super) fn mixed<'a>(&self) -> Mixed<'a> {
        Mixed::of(self.elements)
    }

    /// Finds the element of a tag without attributes. Returns true as the last value if the tag is of an empty
    /// element.
    #[inline(never)]
    pub(super) fn opened_by(&self, tag: &[u8]) -> Option<(usize, &'static Element, bool)> {
        let (name, after) = tag.split_at_checked(next_care(tag, 1)?)?;
        let name = name.get(1..).filter(|_| after.starts_with(b">"))?;
        let of_empty = name.strip_suffix(b"/");
        let (at, element) = self.named(of_empty.unwrap_or(name))?;
        Some((at, element, of_empty.is_some()))
    }

    /// Finds the element with this name, beginning with the next one in the table.
    pub(super) fn named(&self, name: &[u8]) -> Option<(usize, &'static Element)> {
        let (before, ahead) = self.elements.split_at_checked(self.next)?;
        let mut ahead = (self.next..).zip(ahead);
        let is = |(_, element): &(usize, &'static Element)| {
            element.name.as_bytes() == name && element.place == Place::Element
        };
        ahead.find(is).or_else(|| before.iter().enumerate().find(is))
    }
}

/// The number of items of each list that were read but not added: empty ones, and ones that do not match.
// One word in each struct being read, since there are nearly always none.
#[derive(Default)]
#[expect(clippy::box_collection, reason = "a vector takes three words")]
pub(super) struct Skipped(Option<Box<Vec<(u16, usize)>>>);

impl Skipped {
    #[inline]
    pub(super) fn of(&self, field: u16) -> usize {
        self.0.as_ref().map_or(0, |lists| {
            let found = lists.iter().find(|(list, _)| *list == field);
            found.map_or(0, |(_, number)| *number)
        })
    }

    #[cold]
    pub(super) fn add(&mut self, field: u16, more: usize) {
        let lists = self.0.get_or_insert_default();
        match lists.iter_mut().find(|(list, _)| *list == field) {
            Some((_, number)) => *number += more,
            None => lists.push((field, more)),
        }
    }
}

/// Returns true if any field of these elements was read.
pub(super) fn any_seen(elements: &[Element], seen: &Seen) -> bool {
    elements.iter().any(|element| match element.content {
        Content::Group(inner) => any_seen(inner, seen),
        Content::Value { field, .. } | Content::Repeat { field, .. } | Content::List { field, .. } => seen.has(field),
    })
}

/// Returns true if an element that may appear only once may have been read before.
#[inline]
pub(super) fn came_before(to: &Filling<'_>, at: usize, element: &Element) -> bool {
    match element.content {
        Content::Value { field, .. } | Content::List { field, .. } => to.seen.has(field),
        Content::Repeat { .. } => false,
        Content::Group(_) => to.groups & group_bit(at) != 0,
    }
}

/// Returns the bit for the group at this index.
pub(super) const fn group_bit(at: usize) -> u64 {
    1 << (at % 64)
}

/// Returns the index of the first element that is not an attribute or text.
#[inline]
pub(super) fn first(elements: &[Element]) -> usize {
    let is_other = |element: &&Element| element.place != Place::Element;
    elements.iter().take_while(is_other).count()
}
