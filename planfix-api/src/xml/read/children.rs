//! The children of an element: which row each belongs to.

use super::choice::is_member;
use super::list::Items;
use super::path::Step;
use super::text::Mixed;
use super::{Reading, Seen};
use crate::record::{Record, Value, View};
use crate::table::{Content, Element, Kind, Place, Short, Table, Tags};
use crate::value::says_nothing;
use crate::xml::characters::next_care;
use crate::xml::document::{Tag, Token};
use crate::xml::fault::ReadError;

/// What the children of an element fill: a struct, or those of its fields that a group around them has.
pub(super) struct Filling<'r> {
    pub(super) record: &'r mut dyn Record,
    pub(super) table: &'static Table,
    elements: &'static [Element],
    /// Which of them is looked for first: the server writes in the order of the table. Attributes and text, which
    /// stand before the others, are behind it.
    next: usize,
    pub(super) seen: Seen,
}

impl<'r> Filling<'r> {
    pub(super) fn new(record: &'r mut dyn Record, table: &'static Table) -> Self {
        Self {
            record,
            table,
            elements: table.elements,
            next: first(table.elements),
            seen: Seen::default(),
        }
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

/// What the short way took.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guessed {
    None,
    /// Children.
    Some,
    /// All that was left of the element, and its end.
    All,
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
        match self.guessed(to, tags)? {
            Guessed::All => Ok(()),
            Guessed::None if self.document.ends_empty() => Ok(()),
            some => self.more_children(to, tags, at, some == Guessed::Some),
        }
    }

    /// The children that the short way leaves, and those behind them.
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
            // What is guessed stands right behind a tag: there is no text before it.
            match self.guessed(to, tags)? {
                Guessed::None => {}
                Guessed::Some => _ = mixed.beside_element(),
                Guessed::All => break,
            }
        }
        self.text_at_end(to.record, &mut mixed, at, &mut to.seen)
    }

    /// Children by the short way: elements that the table has, as long as their tags stand here; the next ones in
    /// its order are looked for first. Takes the end tag of the element around them too.
    fn guessed(&mut self, to: &mut Filling<'_>, around: &Tags) -> Result<Guessed, ReadError> {
        let mut any = Guessed::None;
        while let Some(ahead) = self.document.ahead() {
            let bytes = ahead.as_bytes();
            let (at, element, empty) = match to.elements.get(to.next) {
                Some(element) if element.tags.open().begins(bytes) => (to.next, element, false),
                Some(element) if element.tags.open().begins_empty(bytes) => (to.next, element, true),
                _ if let Some(behind) = around.close().behind(ahead) => {
                    // White space beside elements is layout, by itself it may be text.
                    if self.document.is_next(ahead) || any == Guessed::Some {
                        self.document.leave(behind);
                        any = Guessed::All;
                    }
                    break;
                }
                _ => match to.opened_by(bytes) {
                    Some(found) => found,
                    None if self.guessed_envelope(ahead) => {
                        any = Guessed::Some;
                        continue;
                    }
                    None => break,
                },
            };
            if element.short != Short::Never
                && let Content::Value { field, kind } = element.content
                && !to.seen.has(field)
                && let Some(text) = match empty {
                    false => self.document.simple(&element.tags, ahead),
                    true => self.document.empty(&element.tags, ahead),
                }
            {
                to.next = at + 1;
                if element.short == Short::Must && says_nothing(kind, text) {
                    // It was not met, which is reported where the struct as a whole is not empty.
                    any = Guessed::Some;
                    continue;
                }
                to.seen.add(field);
                if let Some(slot) = to.record.field_mut(field)
                    && let Err(expected) = slot.set_text(text)
                {
                    let step = Step::Element(element.name);
                    self.wrong_leaf(step, &element.tags, element.row, to.table.file, expected, ahead);
                }
            } else if empty {
                if !self.guessed_empty(to, at, element, ahead)? {
                    break;
                }
            } else if !self.guessed_repeats(to, at, element)? {
                if !self.document.enter(&element.tags, ahead) {
                    break;
                }
                self.known(to, at, element, &self.tag_ahead(element.name, ahead))?;
            }
            any = Guessed::Some;
        }
        Ok(any)
    }

    /// An empty element that is no leaf. Gives whether it took it.
    #[inline(never)]
    fn guessed_empty(
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

    /// Several elements of one name. Gives whether it took any.
    fn guessed_repeats(
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
        let any = self.guessed_items(to.record, Items::repeated(element, field, kind))?;
        if any {
            to.next = at;
            to.seen.add(field);
        }
        Ok(any)
    }

    /// One child element.
    pub(super) fn child(&mut self, to: &mut Filling<'_>, tag: &Tag<'a>) -> Result<(), ReadError> {
        match to.named(tag.name.as_bytes()) {
            Some((at, element)) => self.known(to, at, element, tag),
            None if self.path.is_root() => self.enveloped(to.record, tag),
            None => self.keep_unknown(to.record, tag),
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
        let result = match element.content {
            // A second one of a single element is nothing the table knows.
            Content::Value { field, .. } | Content::List { field, .. } if to.seen.has(field) => {
                self.keep(to.record, tag)
            }
            _ if is_member(element) && self.is_empty(element, tag) => self.skip(),
            Content::Value { field, kind } => match kind {
                Kind::Record(inner) => self.part(to, element, field, inner, tag),
                _ => self.value(to, element, field, kind, tag),
            },
            Content::Repeat { field, .. } | Content::List { field, .. }
                if is_member(element) && !self.choose(to, element, field, tag.start) =>
            {
                self.keep(to.record, tag)
            }
            Content::Repeat { field, kind } => {
                to.next = at;
                to.seen.add(field);
                self.item(to.record, Items::repeated(element, field, kind), tag)
            }
            Content::List { field, kind, item } => {
                to.seen.add(field);
                let items = Items {
                    element,
                    field,
                    kind,
                    tags: item,
                };
                let any = self.list(to.record, items, tag);
                if is_member(element) && matches!(any, Ok(false)) {
                    to.seen.remove(field);
                    to.record.unchoose(field);
                }
                any.map(|_| ())
            }
            Content::Group(inner) => self.group(to, element, inner, tag),
        };
        self.path.pop();
        result
    }

    /// Makes room for the items of a list: the server says in `count` how many there are on a page. That is
    /// believed as far as the document and the limit go, and near the root alone, where there is one such list.
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
