//! The short way. The server writes compact XML in the order of the table, so a reader that compares the next
//! bytes with the tag it expects is right nearly always. It takes only what needs no care (a start tag without
//! attributes, the text of a leaf, an end tag); at anything else it takes nothing, and the tokens go on from the
//! same byte, with the same result.

use super::Document;
use crate::table::{Tag as Close, Tags};
use crate::xml::characters::{first_of, markup};
use crate::xml::references::{content, plain};
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// What stands next, as far as the short way cares.
pub(in crate::xml) enum Ahead<'a> {
    /// These bytes, which begin with a tag; and how many of white space stand before them.
    Tag(&'a [u8], usize),
    /// Anything else.
    Other,
}

impl<'a> Document<'a> {
    /// What stands next. Behind a tag, white space before the next one is layout.
    #[inline]
    pub(in crate::xml) fn ahead(&self) -> Ahead<'a> {
        let rest = self.bytes();
        if !self.ready {
            Ahead::Other
        } else if rest.first() == Some(&b'<') {
            Ahead::Tag(rest, 0)
        } else {
            ahead_of_layout(rest)
        }
    }

    /// Takes the start tag of this element, which stands ahead behind so much white space. Gives its offset;
    /// `None` where that is beyond a limit, which the tokens say.
    #[inline]
    pub(in crate::xml) fn enter(&mut self, tags: &Tags, layout: usize) -> Option<usize> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        let start = self.at + layout;
        self.at = start + tags.open().len();
        self.open.push(tags.name);
        Some(start)
    }

    /// Takes the end tag of the innermost open element, which stands ahead behind so much white space.
    #[inline]
    pub(in crate::xml) fn leave(&mut self, close: Close, layout: usize) {
        self.at += layout + close.len();
        self.open.pop();
    }

    /// Takes the start tag of a leaf, which stands ahead, with its text and its end tag, if nothing else stands
    /// between. Gives the offset and the text.
    #[inline]
    pub(in crate::xml) fn simple(&mut self, tags: &Tags, layout: usize) -> Option<(usize, Cow<'a, str>)> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        let start = self.at + layout;
        let (text, behind) = self.text_and_end(start + tags.open().len(), tags.close())?;
        self.at = behind;
        Some((start, text))
    }

    /// The text of a leaf whose start tag was the last token, and its end tag, if nothing else stands
    /// between and its references are right.
    pub(in crate::xml) fn leaf(&mut self, close: Close) -> Option<Cow<'a, str>> {
        if !self.ready {
            return None;
        }
        let (text, behind) = self.text_and_end(self.at, close)?;
        self.at = behind;
        self.open.pop();
        Some(text)
    }

    /// Text that an end tag stands behind, and the offset behind that one.
    #[inline]
    fn text_and_end(&self, from: usize, close: Close) -> Option<(Cow<'a, str>, usize)> {
        let bytes = self.text.as_bytes().get(from..)?;
        let mut end = end_of_text(bytes)?;
        let mut tail = bytes.get(end..)?;
        let references = tail.first() == Some(&b'&');
        if references {
            end += memchr(b'<', tail)?;
            tail = bytes.get(end..)?;
        }
        if !close.begins(tail) {
            return None;
        }
        let raw = self.text.get(from..from + end)?;
        let text = match (references, self.plain) {
            (false, true) => Cow::Borrowed(raw),
            (true, true) => plain(raw).ok()?,
            (_, false) => content(raw).ok()?,
        };
        Some((text, from + end + close.len()))
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or(&[])
    }
}

#[inline(never)]
fn ahead_of_layout(bytes: &[u8]) -> Ahead<'_> {
    let space = |b: &u8| matches!(b, b' ' | b'\n' | b'\t' | b'\r');
    let layout = bytes.iter().position(|b| !space(b)).unwrap_or(bytes.len());
    match bytes.get(layout..) {
        Some(tag @ [b'<', ..]) => Ahead::Tag(tag, layout),
        _ => Ahead::Other,
    }
}

/// Where the next `<` or `&` stands. Most texts are short, so the first bytes are looked at here.
#[inline]
fn end_of_text(bytes: &[u8]) -> Option<usize> {
    if let Some(block) = bytes.first_chunk()
        && let Some(at) = first_of(markup(block))
    {
        return Some(at);
    }
    let looked = bytes.len().min(16);
    Some(looked + memchr2(b'<', b'&', bytes.get(looked..)?)?)
}
