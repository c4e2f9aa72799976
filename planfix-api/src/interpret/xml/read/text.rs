//! Reads the text between elements, and the text of the envelope.

use super::path::Step;
use super::{Reading, Seen};
use crate::interpret::xml::document::{Tag, Token};
use crate::interpret::xml::fault::ReadError;
use crate::record::Record;
use crate::record::{Unknown, Why};
use crate::table::{Element, Kind, Place};
use crate::value::{is_blank, trim};
use std::borrow::Cow;

impl<'a> Reading<'a> {
    /// Handles the text before an element or the end tag: it is content if the table has a `#text`, and unknown
    /// otherwise. White space beside elements is layout.
    pub(super) fn text_run(&mut self, record: &mut dyn Record, mixed: &mut Mixed<'a>) -> Result<(), ReadError> {
        let run = std::mem::take(&mut mixed.run);
        let blank = trim(&run).is_empty();
        if mixed.place.is_some() {
            if !blank || !mixed.elements {
                mixed.whole.push_str(&run);
            }
        } else if !blank {
            self.keep_text(record, &run)?;
        }
        Ok(())
    }

    /// Handles the text at the end tag. If the element has no children, all of the text is content.
    pub(super) fn text_at_end(
        &mut self,
        record: &mut dyn Record,
        mixed: &mut Mixed<'a>,
        at: usize,
        seen: &mut Seen,
    ) -> Result<(), ReadError> {
        if !mixed.run.is_empty() {
            self.text_run(record, mixed)?;
        }
        let Some((element, field, kind)) = mixed.place else {
            return Ok(());
        };
        if is_blank(kind, &mixed.whole) {
            return Ok(());
        }
        seen.add(field);
        let file = record.table().file;
        if let Some(slot) = record.field_mut(field)
            && let Err(expected) = slot.set_text(&mixed.whole)
        {
            let found = (&*mixed.whole, &*mixed.whole);
            self.path.push(Step::Text);
            let left_out = self.unfit(record.unknown_mut(), found, expected, element.row, file, at);
            self.path.pop();
            if left_out? {
                seen.remove(field);
            }
        }
        Ok(())
    }

    /// Reads an element of the envelope, if `ahead` begins with one. Returns true if it did.
    pub(super) fn fast_envelope(&mut self, ahead: &'a str) -> bool {
        let elements = self.envelope.iter_mut().flatten().filter(|_| self.path.is_root());
        for (tags, text) in elements {
            if text.is_empty()
                && tags.open().begins(ahead.as_bytes())
                && let Some(found) = self.document.fast_text(tags, ahead)
            {
                *text = Cow::Owned(found.to_owned());
                return true;
            }
        }
        false
    }

    /// Reads a child of the root that is not in the table.
    pub(super) fn enveloped(&mut self, record: &mut dyn Record, tag: &Tag<'a>) -> Result<(), ReadError> {
        let elements = self.envelope.iter().flatten();
        let Some(number) = elements.map(|(tags, _)| tags.name).position(|name| name == tag.name) else {
            return self.keep_unknown(record, tag, Why::NoRow);
        };
        let found = self.kept_text(record.unknown_mut(), tag)?;
        match self.envelope.iter_mut().flatten().nth(number) {
            Some((_, text)) if text.is_empty() => *text = found,
            Some(_) => {
                let (xml, row) = (self.since(tag.start), None);
                self.path.push(Step::Element(tag.name));
                let result = self.keep_xml(record.unknown_mut(), xml, tag.start, Why::Second { row });
                self.path.pop();
                result?;
            }
            None => {}
        }
        Ok(())
    }

    /// Reads the text of an element without a row, and keeps its attributes and children.
    pub(in crate::interpret::xml) fn kept_text(
        &mut self,
        kept: &mut Unknown,
        tag: &Tag<'a>,
    ) -> Result<Cow<'a, str>, ReadError> {
        self.path.push(Step::Element(tag.name));
        let text = self.kept_content(kept, tag);
        self.path.pop();
        text
    }

    fn kept_content(&mut self, kept: &mut Unknown, tag: &Tag<'a>) -> Result<Cow<'a, str>, ReadError> {
        self.keep_attributes(kept, &tag.attributes, tag.start)?;
        let mut text = Cow::Borrowed("");
        loop {
            match self.token()? {
                Token::Text(piece) if text.is_empty() => text = piece,
                Token::Text(piece) => text.to_mut().push_str(&piece),
                Token::Open(inner) => {
                    self.skip()?;
                    self.path.push(Step::Element(inner.name));
                    let result = self.keep_xml(kept, self.since(inner.start), inner.start, Why::InText);
                    self.path.pop();
                    result?;
                }
                Token::Close | Token::End => return Ok(text),
            }
        }
    }
}

/// The text between the children of one element. It arrives in pieces, split at references and CDATA.
#[derive(Default)]
pub(super) struct Mixed<'a> {
    /// The `#text` element with its field number and kind, if there is one.
    pub(super) place: Option<(&'static Element, u16, Kind)>,
    /// The text since the last tag.
    run: Cow<'a, str>,
    /// The text of the element so far, for its row.
    whole: String,
    /// True if there was an element beside the text.
    elements: bool,
}

impl<'a> Mixed<'a> {
    pub(super) fn of(elements: &'static [Element]) -> Self {
        // In every table it comes right after the attributes.
        let first = elements.iter().find(|element| element.place != Place::Attribute);
        let place = first.filter(|element| element.place == Place::Text);
        Self {
            place: place.and_then(|element| element.content.field().map(|(field, kind)| (element, field, kind))),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, piece: Cow<'a, str>) {
        if self.run.is_empty() {
            self.run = piece;
        } else {
            self.run.to_mut().push_str(&piece);
        }
    }

    /// Records that an element follows. Returns true if there is text before it, for [`Reading::text_run`].
    pub(super) fn beside_element(&mut self) -> bool {
        self.elements = true;
        !self.run.is_empty()
    }
}
