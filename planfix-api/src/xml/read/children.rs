//! The children of an element: which row each belongs to.

use super::text::Mixed;
use super::{Reading, Seen, Step, StepKind};
use crate::record::Record;
use crate::table::{Content, Element, Kind, Place, Table, Tag as Close};
use crate::xml::document::{Ahead, Tag, Token};
use crate::xml::fault::{FaultKind, ReadError};

/// How far ahead in the table the short way looks first: optional elements are often left out.
const GUESSES: usize = 8;

impl<'a> Reading<'a> {
    /// The children of an element, and its text, up to its end.
    pub(super) fn children(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        close: Close,
        seen: &mut Seen,
        at: usize,
    ) -> Result<(), ReadError> {
        let mut next = 0;
        let any = self.guessed(record, table, elements, &mut next, seen)?;
        // Nearly always that was all. White space beside elements is layout, by itself it may be text.
        if let Ahead::Tag(bytes, layout) = self.document.ahead()
            && (any || layout == 0)
            && close.begins(bytes)
        {
            self.document.leave(close, layout);
            return Ok(());
        }
        let mut mixed = Mixed::of(elements);
        if any {
            mixed.beside_element();
        }
        self.more_children(record, table, elements, close, next, mixed, seen, at)
    }

    /// The children that the short way leaves, and those behind them.
    #[allow(clippy::too_many_arguments)]
    #[inline(never)]
    fn more_children(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        close: Close,
        mut next: usize,
        mut mixed: Mixed<'a>,
        seen: &mut Seen,
        at: usize,
    ) -> Result<(), ReadError> {
        loop {
            if self.guessed(record, table, elements, &mut next, seen)? {
                // What was guessed stands right behind a tag: there is no text before it.
                mixed.beside_element();
            }
            // The short way out passes over white space, which may be the text.
            if mixed.place.is_none()
                && let Ahead::Tag(bytes, layout) = self.document.ahead()
                && close.begins(bytes)
            {
                self.document.leave(close, layout);
                break;
            }
            match self.token()? {
                Token::Open(tag) => {
                    if mixed.beside_element() {
                        self.text_run(record, &mut mixed);
                    }
                    self.child(record, table, elements, tag, &mut next, seen)?;
                }
                Token::Text(piece) => mixed.add(piece),
                Token::Close | Token::End => break,
            }
        }
        self.text_at_end(record, mixed, at, seen);
        Ok(())
    }

    /// Children by the short way: elements that the table has, as long as their tags stand here; the next ones in
    /// its order are looked for first. Gives whether there was any.
    pub(super) fn guessed(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<bool, ReadError> {
        let mut any = false;
        while let Ahead::Tag(bytes, layout) = self.document.ahead() {
            let is = |element: &Element| element.place == Place::Element && element.tags.open().begins(bytes);
            let ahead = elements.get(*next..).unwrap_or(&[]).iter().take(GUESSES);
            let found = match ahead.enumerate().find(|(_, element)| is(element)) {
                Some((skipped, element)) => Some((*next + skipped, element)),
                // The order is another one.
                None => elements.iter().enumerate().find(|(_, element)| is(element)),
            };
            let Some((at, element)) = found else { break };
            if element.simple
                && let Content::Value { field, .. } = element.content
                && !seen.has(field)
                && let Some((start, text)) = self.document.simple(&element.tags, layout)
            {
                (any, *next) = (true, at + 1);
                seen.add(field);
                let behind = self.document.position();
                if let Some(slot) = record.field_mut(field)
                    && let Err(expected) = slot.set_text(text)
                {
                    self.wrong_leaf(element, table, expected, start, behind);
                }
                continue;
            }
            let Some(start) = self.document.enter(&element.tags, layout) else {
                break;
            };
            any = true;
            let tag = Tag {
                name: element.name,
                attributes: Vec::new(),
                start,
            };
            self.known(record, table, element, at, tag, next, seen)?;
        }
        Ok(any)
    }

    /// One child element. `next` guesses which: the server writes in the order of the table.
    pub(super) fn child(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        elements: &'static [Element],
        tag: Tag<'a>,
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        let is = |e: &Element| e.place == Place::Element && e.name == tag.name;
        let known = match elements.get(*next) {
            Some(element) if is(element) => Some((*next, element)),
            _ => elements.iter().enumerate().find(|(_, e)| is(e)),
        };
        let Some((at, element)) = known else {
            return self.keep_unknown(record, tag);
        };
        self.known(record, table, element, at, tag, next, seen)
    }

    /// A child that the table knows, at its place among the elements.
    #[allow(clippy::too_many_arguments)]
    fn known(
        &mut self,
        record: &mut dyn Record,
        table: &'static Table,
        element: &'static Element,
        at: usize,
        tag: Tag<'a>,
        next: &mut usize,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        let repeats = matches!(element.content, Content::Repeat { .. });
        *next = if repeats { at } else { at + 1 };
        self.path.push(Step {
            name: tag.name,
            kind: StepKind::Element,
        });
        let result = match element.content {
            Content::Group(inner) => {
                self.attributes(record, inner, &tag, seen);
                self.children(record, table, inner, element.tags.close(), seen, tag.start)
            }
            Content::Value { field, kind } => {
                let is_record = matches!(kind, Kind::Record(_));
                if seen.has(field) || (is_record && !self.choose(table, element, field, seen, tag.start)) {
                    // A second one of a single element is nothing the table knows.
                    self.path.pop();
                    return self.keep_unknown(record, tag);
                }
                self.value(record, element, field, kind, &tag, seen)
            }
            Content::Repeat { field, kind } => {
                seen.add(field);
                self.item(record, element, field, kind, &tag, element.tags.close())
            }
            Content::List { field, kind, item } => {
                if seen.has(field) {
                    self.path.pop();
                    return self.keep_unknown(record, tag);
                }
                seen.add(field);
                self.list(record, element, field, kind, item, &tag)
            }
        };
        self.path.pop();
        result
    }

    /// Whether a member of a one-of may be taken; the stronger one replaces the weaker.
    pub(super) fn choose(&mut self, table: &Table, element: &Element, field: u16, seen: &Seen, at: usize) -> bool {
        let Some(row) = element.row else { return true };
        let Some(choice) = row.rules.choice.and_then(|c| table.choices.get(usize::from(c))) else {
            return true;
        };
        let rank = |f: u16| choice.members.iter().position(|&m| m == f);
        let Some(other) = choice.members.iter().copied().find(|&m| seen.has(m)) else {
            return true;
        };
        if !choice.ranked {
            self.fault(at, FaultKind::Conflict, Some(row), table.file);
            return false;
        }
        rank(field) < rank(other)
    }

    pub(super) fn keep_unknown(&mut self, record: &mut dyn Record, tag: Tag<'a>) -> Result<(), ReadError> {
        self.path.push(Step {
            name: tag.name,
            kind: StepKind::Element,
        });
        let path = self.path_text();
        self.skip()?;
        self.path.pop();
        let xml = self.document.slice(tag.start, self.document.position());
        record.unknown_mut().push(path, xml.to_owned());
        Ok(())
    }
}
