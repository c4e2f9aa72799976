//! The text among the elements of an element.

use super::{Reading, Seen};
use crate::record::Record;
use crate::table::{Element, Kind, Place};
use crate::value::{says_nothing, trim};
use crate::xml::document::Token;
use crate::xml::fault::ReadError;
use std::borrow::Cow;

impl<'a> Reading<'a> {
    /// The text beside a child: content where the table has a `#text`, otherwise unknown; white
    /// space is layout.
    pub(super) fn text_beside(&mut self, record: &mut dyn Record, elements: &'static [Element], mixed: &mut Mixed<'a>) {
        mixed.elements = true;
        if !mixed.run.is_empty() {
            self.text_run(record, elements, mixed);
        }
    }

    /// The text before the end tag. Where the element holds nothing else, all of it is content.
    pub(super) fn text_at_end(
        &mut self,
        record: &mut dyn Record,
        elements: &'static [Element],
        mixed: &mut Mixed<'a>,
        at: usize,
        seen: &mut Seen,
    ) {
        if !mixed.run.is_empty() {
            self.text_run(record, elements, mixed);
        }
        let Some((element, field, kind)) = text_place(elements) else {
            return;
        };
        if says_nothing(kind, &mixed.whole) {
            return;
        }
        seen.add(field);
        let file = record.table().file;
        if let Some(slot) = record.field_mut(field) {
            let whole = std::mem::take(&mut mixed.whole);
            self.set(slot, Cow::Owned(whole), element.row, file, at);
        }
    }

    pub(super) fn text_run(&mut self, record: &mut dyn Record, elements: &'static [Element], mixed: &mut Mixed<'a>) {
        let run = std::mem::take(&mut mixed.run);
        let blank = trim(&run).is_empty();
        if text_place(elements).is_some() {
            if !blank || !mixed.elements {
                mixed.whole.push_str(&run);
            }
        } else if !blank {
            let path = format!("{}#text", self.path_text());
            record.unknown_mut().push(path, run.into_owned());
        }
    }

    /// The text of an element of the envelope.
    pub(in crate::xml) fn plain_text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.token()? {
                Token::Text(piece) if text.is_empty() => text = piece,
                Token::Text(piece) => text.to_mut().push_str(&piece),
                Token::Open(_) => self.skip()?,
                Token::Close | Token::End => return Ok(text),
            }
        }
    }
}

/// The text among the elements of one element. It comes in pieces, one for each reference or CDATA.
#[derive(Default)]
pub(super) struct Mixed<'a> {
    /// The text since the last tag.
    run: Cow<'a, str>,
    /// The text of the element as its row takes it.
    whole: String,
    /// Whether an element stood beside it.
    elements: bool,
}

impl<'a> Mixed<'a> {
    pub(super) fn add(&mut self, piece: Cow<'a, str>) {
        if self.run.is_empty() {
            self.run = piece;
        } else {
            self.run.to_mut().push_str(&piece);
        }
    }
}

/// The `#text` of these elements: its field number and kind.
pub(super) fn text_place(elements: &'static [Element]) -> Option<(&'static Element, u16, Kind)> {
    let element = elements.iter().find(|e| e.place == Place::Text)?;
    let (field, kind) = element.content.field()?;
    Some((element, field, kind))
}
