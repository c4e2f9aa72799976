//! Reads a record along its table.
//!
//! Values that do not match are collected, so that one reading reports all of them. A document that is not well-formed
//! ends the reading, since nothing after that point can be trusted. `filling` is the struct being read, `children` finds
//! the row of each element, and `choice` the member of a one-of that counts; `value` and `list` fill the fields, `text`
//! reads the text between elements, `keep` collects elements without a row; `path` tracks the position, and `place`
//! reports faults.

mod children;
mod choice;
mod filling;
mod keep;
mod list;
mod path;
mod place;
mod repeat;
mod text;
mod value;

pub(super) use place::wrong_root;

use super::document::{Broken, Document, Root, Token};
use super::fault::{ReadError, ReadFault};
use super::limits::Limits;
use crate::record::Record;
use crate::record::{Unknown, Why};
use crate::table::Tags;
use filling::Filling;
use keep::Cause;
use path::{Path, Step};
use place::malformed;
use std::borrow::Cow;

/// A reading of one document.
pub(super) struct Reading<'a> {
    document: Document<'a>,
    bytes: &'a [u8],
    /// The largest number of items of a list.
    items: usize,
    /// The largest number of elements that are kept, and the number kept so far.
    unknown: usize,
    kept: usize,
    faults: Vec<ReadFault>,
    /// The number of faults that are not collected.
    others: usize,
    /// The reasons why records of an answer were left out.
    causes: Vec<Cause>,
    mode: Mode,
    path: Path<'a>,
    /// The elements of the envelope, with the texts that were found in them.
    pub(super) envelope: Envelope<'a>,
}

/// The kind of message, which decides how faults are handled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::interpret::xml) enum Mode {
    /// A request. A value that does not match is a fault; an empty one that cannot be emptied is left out.
    Request,
    /// An answer. A value that does not match is kept, and its field left out.
    Answer,
    /// An answer in which a value that does not match is a fault.
    Strict,
}

/// The elements of the envelope of a request; a response has none.
type Envelope<'a> = Option<[(Tags, Cow<'a, str>); 3]>;

/// The fields of one record that were read.
#[derive(Default)]
struct Seen([u64; 4]);

impl Seen {
    fn has(&self, field: u16) -> bool {
        self.0
            .get(usize::from(field / 64))
            .is_some_and(|word| word & (1 << (field % 64)) != 0)
    }
    fn any(&self) -> bool {
        self.0.iter().any(|&word| word != 0)
    }
    fn remove(&mut self, field: u16) {
        if let Some(word) = self.0.get_mut(usize::from(field / 64)) {
            *word &= !(1 << (field % 64));
        }
    }
    fn add(&mut self, field: u16) {
        if let Some(word) = self.0.get_mut(usize::from(field / 64)) {
            *word |= 1 << (field % 64);
        }
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(bytes: &'a [u8], limits: &Limits, mode: Mode) -> Result<Self, ReadError> {
        match Document::new(bytes, *limits, mode != Mode::Request) {
            Ok(document) => Ok(Self {
                document,
                bytes,
                items: limits.items,
                unknown: limits.unknown,
                kept: 0,
                faults: Vec::new(),
                others: 0,
                causes: Vec::new(),
                mode,
                path: Path::new(),
                envelope: None,
            }),
            Err(broken) => Err(ReadError::new(vec![malformed(bytes, broken, String::new())])),
        }
    }

    /// Reads the root, which should have this name and this attribute.
    pub(super) fn root(&mut self, name: &'static str, attribute: &str) -> Result<Root<'a>, ReadError> {
        if let Some(root) = self.document.root(name, attribute) {
            return Ok(root);
        }
        loop {
            match self.token()? {
                Token::Open(tag) => {
                    let (says, others): (Vec<_>, _) =
                        tag.attributes.into_iter().partition(|(name, _)| *name == attribute);
                    return Ok(Root {
                        name: tag.name,
                        says: says.into_iter().next().map(|(_, value)| value),
                        others,
                        start: tag.start,
                    });
                }
                // No other token can precede the root.
                Token::Text(_) | Token::Close | Token::End => {}
            }
        }
    }

    /// Reads to the end of the document, which must follow the root.
    pub(super) fn end(mut self) -> Result<(), ReadError> {
        while !matches!(self.token()?, Token::End) {}
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(ReadError::new(self.faults).with_others(self.others))
        }
    }

    /// Skips what is left of the open elements, checking it. Used where only the head matters.
    pub(super) fn skip_rest(mut self) -> Result<(), ReadError> {
        self.faults.clear();
        self.end()
    }

    /// Returns the byte offset after the last token.
    #[cfg(feature = "signature")]
    pub(super) fn at(&self) -> usize {
        self.document.position()
    }

    pub(super) fn token(&mut self) -> Result<Token<'a>, ReadError> {
        match self.document.next() {
            Ok(token) => Ok(token),
            Err(broken) => Err(self.malformed(broken)),
        }
    }

    /// Returns the error for a document that cannot be read past this point.
    #[cold]
    fn malformed(&mut self, broken: Broken) -> ReadError {
        let mut faults = std::mem::take(&mut self.faults);
        faults.push(malformed(self.bytes, broken, self.path.text().to_owned()));
        ReadError::new(faults).with_others(self.others)
    }

    /// Keeps the attributes of the current element that have no row.
    pub(super) fn keep_attributes(
        &mut self,
        kept: &mut Unknown,
        attributes: &[(&'a str, Cow<'a, str>)],
        at: usize,
    ) -> Result<(), ReadError> {
        // A namespace declaration is not data.
        let data = attributes
            .iter()
            .filter(|(name, _)| *name != "xmlns" && !name.starts_with("xmlns:"));
        for (name, value) in data {
            self.path.push(Step::Attribute(name));
            let result = self.keep_xml(kept, value, at, Why::NoRow);
            self.path.pop();
            result?;
        }
        Ok(())
    }

    /// Reads the content of the root, whose start tag begins at this offset.
    pub(super) fn body(&mut self, record: &mut dyn Record, tags: &Tags, at: usize) -> Result<(), ReadError> {
        let table = record.table();
        let mut to = Filling::new(record, table);
        self.children(&mut to, tags, at)?;
        self.required(to.record, table, &to.seen, at);
        self.explain_missing();
        Ok(())
    }

    /// Returns the number of elements, attributes and texts that did not become fields.
    pub(super) const fn kept(&self) -> usize {
        self.kept
    }

    /// Returns the source from this offset to the current position.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.document.slice(start, self.document.position())
    }

    /// Skips the rest of the innermost open element.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let depth = self.document.depth();
        if self.document.ends_empty() {
            return Ok(());
        }
        loop {
            match self.token()? {
                Token::Close if self.document.depth() < depth => return Ok(()),
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }
}
