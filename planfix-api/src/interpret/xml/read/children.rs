//! Reads the children of an element: finds the row of each.

use super::choice::is_member;
use super::filling::{Filling, any_seen, came_before, first, group_bit};
use super::keep::cannot_be_emptied;
use super::path::Step;
use super::place::is_empty;
use super::{Mode, Reading};
use crate::interpret::xml::document::{Tag, Token};
use crate::interpret::xml::fault::ReadError;
use crate::record::{Value, View, Why};
use crate::table::{Content, Element, Kind, Place, Tags, TextOnly};
use crate::value::{begins_blank, is_blank};

/// A child element that is in the table.
#[derive(Clone, Copy)]
struct Child<'c, 'a> {
    /// Index among the elements of the destination.
    at: usize,
    element: &'static Element,
    tag: &'c Tag<'a>,
}

/// The result of the fast path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fast {
    None,
    /// It consumed children.
    Some,
    /// It consumed all remaining children and the end tag.
    All,
}

impl<'a> Reading<'a> {
    /// Reads the children and the text of an element up to its end. The element begins at offset `at`.
    pub(super) fn children(&mut self, to: &mut Filling<'_>, tags: &Tags, at: usize) -> Result<(), ReadError> {
        match self.fast_child(to, tags)? {
            Fast::All => Ok(()),
            Fast::None if self.document.ends_empty() => Ok(()),
            some => self.more_children(to, tags, at, some == Fast::Some),
        }
    }

    /// Reads the children from the first that the fast path did not consume.
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
            // The fast path begins directly after a tag, so there is no text before it.
            match self.fast_child(to, tags)? {
                Fast::None => {}
                Fast::Some => _ = mixed.beside_element(),
                Fast::All => break,
            }
        }
        self.text_at_end(to.record, &mut mixed, at, &mut to.seen)
    }

    /// Reads children by the fast path as long as their tags come next, looking first for the next one in the order of
    /// the table. Consumes the end tag of the parent too.
    fn fast_child(&mut self, to: &mut Filling<'_>, around: &Tags) -> Result<Fast, ReadError> {
        let mut any = Fast::None;
        while let Some(ahead) = self.document.ahead() {
            let bytes = ahead.as_bytes();
            let (at, element, empty) = match to.elements.get(to.next) {
                Some(element) if element.tags.open().begins(bytes) => (to.next, element, false),
                Some(element) if element.tags.open().begins_empty(bytes) => (to.next, element, true),
                _ if let Some(after) = around.close().after(ahead) => {
                    // Beside elements, white space is layout; alone, it may be text.
                    if self.document.is_next(ahead) || any == Fast::Some {
                        self.document.leave(after);
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
                        // Treat as missing; reported later unless the whole struct is empty.
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
                let tag = &self.tag_ahead(element.name, ahead);
                self.known(to, Child { at, element, tag })?;
            }
            any = Fast::Some;
        }
        Ok(any)
    }

    /// Reads an empty element that is not a leaf. Returns true if it was consumed.
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
            let tag = &self.tag_ahead(element.name, ahead);
            self.known(to, Child { at, element, tag })?;
        }
        Ok(entered)
    }

    /// Returns the tag at `ahead`, a start tag without attributes.
    fn tag_ahead(&self, name: &'static str, ahead: &str) -> Tag<'a> {
        Tag {
            name,
            attributes: Vec::new(),
            start: self.document.before(ahead),
        }
    }

    /// Reads a child element.
    pub(super) fn child(&mut self, to: &mut Filling<'_>, tag: &Tag<'a>) -> Result<(), ReadError> {
        match to.named(tag.name.as_bytes()) {
            Some((at, element)) => self.known(to, Child { at, element, tag }),
            None if self.path.is_root() => self.enveloped(to.record, tag),
            None => self.keep_unknown(to.record, tag, Why::NoRow),
        }
    }

    /// Reads a child that is in the table.
    fn known(&mut self, to: &mut Filling<'_>, child: Child<'_, 'a>) -> Result<(), ReadError> {
        to.next = child.at + 1;
        self.path.push(Step::Element(child.element.name));
        let result = self.taken(to, child);
        self.path.pop();
        result
    }

    /// Reads a child, or keeps it if another one has taken its place.
    // Every child that is not a leaf passes here, from one caller.
    #[inline(always)]
    fn taken(&mut self, to: &mut Filling<'_>, Child { at, element, tag }: Child<'_, 'a>) -> Result<(), ReadError> {
        if came_before(to, at, element) && self.is_second(to, element) {
            return self.second(to, element, tag);
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

    /// Returns true if an element that may appear only once has had a value before. In requests, the items of a second
    /// list join the first list, and a second container is entered again, as PlanFix has been seen to do.
    #[cold]
    fn is_second(&self, to: &Filling<'_>, element: &Element) -> bool {
        match element.content {
            // An empty list or struct has no value, so a second one counts as the first.
            Content::Value {
                field,
                kind: Kind::Record(_),
            } => !is_empty(to.record, field),
            Content::Value { .. } => true,
            Content::List { field, .. } => !is_empty(to.record, field) && !self.joins(element),
            Content::Repeat { .. } => false,
            Content::Group(inner) => {
                let joins = self.enters_again(inner) || inner.iter().all(|element| self.joins(element));
                any_seen(inner, &to.seen) && !joins
            }
        }
    }

    /// Returns true if the items of a second list join the first list.
    fn joins(&self, element: &Element) -> bool {
        let is_list = matches!(element.content, Content::Repeat { .. } | Content::List { .. });
        self.mode == Mode::Request && !is_member(element) && is_list
    }

    /// Returns true if a second container of these elements is entered again, so that each of them that may appear only
    /// once is reported by itself. Directly below the root, a container is the object of the request, and a second one
    /// is another object.
    fn enters_again(&self, inner: &[Element]) -> bool {
        let has_elements_only = inner.iter().all(|element| element.place == Place::Element);
        self.mode == Mode::Request && self.path.len() > 1 && has_elements_only
    }

    /// Reads an element that may appear only once and has had a value before: enters a struct of a request again, and
    /// keeps anything else.
    #[cold]
    fn second(&mut self, to: &mut Filling<'_>, element: &'static Element, tag: &Tag<'a>) -> Result<(), ReadError> {
        let row = to.location(element);
        if let Content::Value {
            field,
            kind: Kind::Record(table),
        } = element.content
            && self.enters_again(table.elements)
            && !is_member(element)
            && let Some(record) = to.record.field_mut(field).and_then(Value::record)
        {
            let mut to = Filling::new(record, table);
            let fields = table.fields().filter_map(|element| element.content.field());
            for (field, _) in fields.filter(|(field, _)| !matches!(to.record.field(*field), View::Absent)) {
                to.seen.add(field);
            }
            to.groups = u64::MAX;
            self.attributes(to.record, table.elements, tag, &mut to.seen)?;
            return self.children(&mut to, &element.tags, tag.start);
        }
        self.keep(to.record, tag, Why::Second { row })
    }

    /// Reads a group, whose elements are fields of the same struct.
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
