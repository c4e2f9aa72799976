//! The children of an element: which row each belongs to.

use super::choice::is_member;
use super::keep::cannot_be_emptied;
use super::list::Skipped;
use super::path::Step;
use super::place::is_empty;
use super::text::Mixed;
use super::{Mode, Reading, Seen};
use crate::interpret::xml::characters::next_care;
use crate::interpret::xml::document::{Tag, Token};
use crate::interpret::xml::fault::ReadError;
use crate::record::Record;
use crate::record::Why;
use crate::table::{Content, Element, Kind, Location, Place, Table, Tags, TextOnly};
use crate::value::{begins_blank, is_blank};

/// What the children of an element fill: a struct, or those of its fields that a group around them has.
pub(super) struct Filling<'r> {
    pub(super) record: &'r mut dyn Record,
    pub(super) table: &'static Table,
    pub(super) elements: &'static [Element],
    /// Which of them is looked for first: the server writes in the order of the table. Attributes and text, which
    /// stand before the others, are behind it.
    pub(super) next: usize,
    pub(super) seen: Seen,
    /// The groups that may have come before: a bit for each index among their elements, modulo 64. Where it is not set,
    /// no field of the group needs to be looked at.
    groups: u64,
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

    /// The row of an element.
    pub(super) fn location(&self, element: &Element) -> Option<Location> {
        element.row.map(|row| row.location(self.table.file))
    }

    /// Makes a field as if its element had not been there.
    pub(super) fn leave_out(&mut self, field: u16) {
        self.seen.remove(field);
        if let Some(slot) = self.record.field_mut(field) {
            slot.leave_out();
        }
        self.record.unchoose(field);
    }

    /// Where the text among the elements goes.
    pub(super) fn mixed<'a>(&self) -> Mixed<'a> {
        Mixed::of(self.elements)
    }

    /// The element of a start tag without attributes, or of an empty element's tag, and whether it is that.
    #[inline(never)]
    fn opened_by(&self, tag: &[u8]) -> Option<(usize, &'static Element, bool)> {
        let (name, behind) = tag.split_at_checked(next_care(tag, 1)?)?;
        let name = name.get(1..).filter(|_| behind.starts_with(b">"))?;
        let of_empty = name.strip_suffix(b"/");
        let (at, element) = self.named(of_empty.unwrap_or(name))?;
        Some((at, element, of_empty.is_some()))
    }

    /// The element of this name, the next ones first.
    fn named(&self, name: &[u8]) -> Option<(usize, &'static Element)> {
        let (before, ahead) = self.elements.split_at_checked(self.next)?;
        let mut ahead = (self.next..).zip(ahead);
        let is = |(_, element): &(usize, &'static Element)| {
            element.name.as_bytes() == name && element.place == Place::Element
        };
        ahead.find(is).or_else(|| before.iter().enumerate().find(is))
    }
}

/// What the fast path took.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fast {
    None,
    /// Children.
    Some,
    /// All that was left of the element, and its end.
    All,
}

/// Whether a field of these elements was met.
fn any_seen(elements: &[Element], seen: &Seen) -> bool {
    elements.iter().any(|element| match element.content {
        Content::Group(inner) => any_seen(inner, seen),
        Content::Value { field, .. } | Content::Repeat { field, .. } | Content::List { field, .. } => seen.has(field),
    })
}

/// Whether an element that may be there once may have come before.
#[inline]
fn came_before(to: &Filling<'_>, at: usize, element: &Element) -> bool {
    match element.content {
        Content::Value { field, .. } | Content::List { field, .. } => to.seen.has(field),
        Content::Repeat { .. } => false,
        Content::Group(_) => to.groups & group_bit(at) != 0,
    }
}

/// The bit of the group at a place among the elements.
const fn group_bit(at: usize) -> u64 {
    1 << (at % 64)
}

/// The first that is an element.
#[inline]
fn first(elements: &[Element]) -> usize {
    let is_other = |element: &&Element| element.place != Place::Element;
    elements.iter().take_while(is_other).count()
}

impl<'a> Reading<'a> {
    /// The children of an element, and its text, up to its end. It begins at this offset.
    pub(super) fn children(&mut self, to: &mut Filling<'_>, tags: &Tags, at: usize) -> Result<(), ReadError> {
        match self.fast_child(to, tags)? {
            Fast::All => Ok(()),
            Fast::None if self.document.ends_empty() => Ok(()),
            some => self.more_children(to, tags, at, some == Fast::Some),
        }
    }

    /// The children that the fast path leaves, and those behind them.
    #[inline(never)]
    fn more_children(&mut self, to: &mut Filling<'_>, tags: &Tags, at: usize, any: bool) -> Result<(), ReadError> {
        let mut mixed = to.mixed();
        if any {
            mixed.beside_element();
        }
        loop {
            match self.token()? {
                Token::Open(tag) => {
                    if mixed.beside_element() {
                        self.text_run(to.record, &mut mixed)?;
                    }
                    self.child(to, &tag)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
            // The fast path begins right after a tag: there is no text before it.
            match self.fast_child(to, tags)? {
                Fast::None => {}
                Fast::Some => _ = mixed.beside_element(),
                Fast::All => break,
            }
        }
        self.text_at_end(to.record, &mut mixed, at, &mut to.seen)
    }

    /// Children by the fast path: elements that the table has, as long as their tags stand here; the next ones in
    /// its order are looked for first. Takes the end tag of the element around them too.
    fn fast_child(&mut self, to: &mut Filling<'_>, around: &Tags) -> Result<Fast, ReadError> {
        let mut any = Fast::None;
        while let Some(ahead) = self.document.ahead() {
            let bytes = ahead.as_bytes();
            let (at, element, empty) = match to.elements.get(to.next) {
                Some(element) if element.tags.open().begins(bytes) => (to.next, element, false),
                Some(element) if element.tags.open().begins_empty(bytes) => (to.next, element, true),
                _ if let Some(behind) = around.close().behind(ahead) => {
                    // White space beside elements is layout, by itself it may be text.
                    if self.document.is_next(ahead) || any == Fast::Some {
                        self.document.leave(behind);
                        any = Fast::All;
                    }
                    break;
                }
                _ => match to.opened_by(bytes) {
                    Some(found) => found,
                    None if self.fast_envelope(ahead) => {
                        any = Fast::Some;
                        continue;
                    }
                    None => break,
                },
            };
            if element.text_only != TextOnly::No
                && let Content::Value { field, kind } = element.content
                && !to.seen.has(field)
                && let Some(text) = match empty {
                    false => self.document.fast_text(&element.tags, ahead),
                    true => self.document.empty(&element.tags, ahead),
                }
            {
                to.next = at + 1;
                if begins_blank(text) && is_blank(kind, text) {
                    if element.text_only == TextOnly::Required {
                        // It was not met, which is reported where the struct as a whole is not empty.
                        any = Fast::Some;
                        continue;
                    }
                    if self.mode == Mode::Request && cannot_be_emptied(element.row) {
                        let (step, row) = (Step::Element(element.name), (element.row, to.table.file));
                        self.empty_leaf(to.record.unknown_mut(), step, row, ahead)?;
                        any = Fast::Some;
                        continue;
                    }
                }
                to.seen.add(field);
                if let Some(slot) = to.record.field_mut(field)
                    && let Err(expected) = slot.set_text(text)
                {
                    let (step, row) = (Step::Element(element.name), (element.row, to.table.file));
                    let kept = to.record.unknown_mut();
                    if self.unfit_leaf(kept, step, &element.tags, expected, row, ahead)? {
                        to.leave_out(field);
                    }
                }
            } else if empty {
                if !self.fast_empty(to, at, element, ahead)? {
                    break;
                }
            } else if !self.fast_repeats(to, at, element)? {
                if !self.document.enter(&element.tags, ahead) {
                    break;
                }
                self.known(to, at, element, &self.tag_ahead(element.name, ahead))?;
            }
            any = Fast::Some;
        }
        Ok(any)
    }

    /// An empty element that is no leaf. Gives whether it took it.
    #[inline(never)]
    fn fast_empty(
        &mut self,
        to: &mut Filling<'_>,
        at: usize,
        element: &'static Element,
        ahead: &'a str,
    ) -> Result<bool, ReadError> {
        let entered = self.document.enter_empty(&element.tags, ahead);
        if entered {
            self.known(to, at, element, &self.tag_ahead(element.name, ahead))?;
        }
        Ok(entered)
    }

    /// A start tag without attributes that stood ahead.
    fn tag_ahead(&self, name: &'static str, ahead: &str) -> Tag<'a> {
        Tag {
            name,
            attributes: Vec::new(),
            start: self.document.before(ahead),
        }
    }

    /// One child element.
    pub(super) fn child(&mut self, to: &mut Filling<'_>, tag: &Tag<'a>) -> Result<(), ReadError> {
        match to.named(tag.name.as_bytes()) {
            Some((at, element)) => self.known(to, at, element, tag),
            None if self.path.is_root() => self.enveloped(to.record, tag),
            None => self.keep_unknown(to.record, tag, Why::NoRow),
        }
    }

    /// A child that the table knows, at its place among the elements.
    fn known(
        &mut self,
        to: &mut Filling<'_>,
        at: usize,
        element: &'static Element,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        to.next = at + 1;
        self.path.push(Step::Element(element.name));
        let result = self.taken(to, at, element, tag);
        self.path.pop();
        result
    }

    /// Takes a child, or keeps it where another one is in its place.
    // One caller, and the way of every child that is not a leaf.
    #[inline(always)]
    fn taken(
        &mut self,
        to: &mut Filling<'_>,
        at: usize,
        element: &'static Element,
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        if came_before(to, at, element) && self.is_second(to, element) {
            let row = to.location(element);
            return self.keep(to.record, tag, Why::Second { row });
        }
        let is_member = is_member(element);
        if is_member && self.is_empty(element, tag) {
            self.skip()?;
            return self.chooses_nothing(to, element, tag.start);
        }
        match element.content {
            Content::Value { field, kind } => match kind {
                Kind::Record(inner) => self.part(to, element, field, inner, tag),
                _ => self.value(to, element, field, kind, tag),
            },
            Content::Repeat { field, .. } | Content::List { field, .. }
                if is_member && !self.choose(to, element, field, tag.start)? =>
            {
                let row = to.location(element);
                self.keep(to.record, tag, Why::Outranked { row })
            }
            Content::Repeat { field, kind } => self.repeat(to, at, element, (field, kind), tag),
            Content::List { field, kind, item } => self.whole_list(to, element, (field, kind, item), tag),
            Content::Group(inner) => {
                to.groups |= group_bit(at);
                self.group(to, element, inner, tag)
            }
        }
    }

    /// Whether an element that may be there once, and came before, said something then. In requests the items of a
    /// second list join those of the first, as PlanFix was seen to take them.
    #[cold]
    fn is_second(&self, to: &Filling<'_>, element: &Element) -> bool {
        match element.content {
            // An empty list or struct says nothing, so that a second one is the first that does.
            Content::Value {
                field,
                kind: Kind::Record(_),
            } => !is_empty(to.record, field),
            Content::Value { .. } => true,
            Content::List { field, .. } => !is_empty(to.record, field) && !self.joins(element),
            Content::Repeat { .. } => false,
            Content::Group(inner) => any_seen(inner, &to.seen) && !inner.iter().all(|element| self.joins(element)),
        }
    }

    /// Whether the items of a second list join those of the first.
    fn joins(&self, element: &Element) -> bool {
        let is_list = matches!(element.content, Content::Repeat { .. } | Content::List { .. });
        self.mode == Mode::Request && !is_member(element) && is_list
    }

    /// A group: its elements are fields of the same struct.
    #[inline(never)]
    fn group(
        &mut self,
        to: &mut Filling<'_>,
        element: &'static Element,
        inner: &'static [Element],
        tag: &Tag<'a>,
    ) -> Result<(), ReadError> {
        let around = (to.elements, to.next);
        (to.elements, to.next) = (inner, first(inner));
        self.attributes(to.record, inner, tag, &mut to.seen)?;
        let result = self.children(to, &element.tags, tag.start);
        (to.elements, to.next) = around;
        result
    }
}
