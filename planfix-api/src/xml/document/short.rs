//! The short way. The server writes compact XML in the order of the table, so a reader that compares the next
//! bytes with the tag it expects is right nearly always. It takes only what needs no care (a start tag without
//! attributes, the text of a leaf, an end tag); at anything else it takes nothing, and the tokens go on from the
//! same byte, with the same result.

use super::Document;
use crate::table::Tags;
use crate::xml::characters::{first_care, next_care};
use crate::xml::references::reference;
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
        match self.text.as_bytes().get(self.at..) {
            Some(rest @ [b'<', ..]) if self.ready => Ahead::Tag(rest, 0),
            Some(rest) if self.ready => ahead_of_layout(rest),
            _ => Ahead::Other,
        }
    }

    /// Takes the start tag of this element, which stands ahead at this offset. It does not where that is beyond a
    /// limit, which the tokens say.
    #[inline]
    pub(in crate::xml) fn enter(&mut self, tags: &Tags, start: usize) -> bool {
        let within = self.open.len() < self.limits.depth;
        if within {
            self.at = start + tags.open().len();
            self.open.push(tags.name);
        }
        within
    }

    /// Takes the end tag of the innermost open element, which stands ahead behind so much white space.
    #[inline]
    pub(in crate::xml) fn leave(&mut self, tags: &Tags, layout: usize) {
        self.at += layout + tags.close().len();
        self.open.pop();
    }

    /// Takes the start tag of a leaf, which stands ahead at this offset, with its text and its end tag, if nothing
    /// else stands between. Gives the text.
    #[inline]
    pub(in crate::xml) fn simple(&mut self, tags: &Tags, start: usize) -> Option<&str> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        let from = start + tags.open().len();
        let (stop, last) = self.stop(from, tags)?;
        if !last {
            return self.careful_text(from, stop, tags);
        }
        self.at = stop + tags.close().len();
        self.text.get(from..stop)
    }

    /// The text of a leaf whose start tag was the last token, and its end tag, if nothing else stands
    /// between and its references are right.
    pub(in crate::xml) fn leaf(&mut self, tags: &Tags) -> Option<Cow<'a, str>> {
        if !self.ready {
            return None;
        }
        let from = self.at;
        let (stop, last) = self.stop(from, tags)?;
        let text = if last {
            self.at = stop + tags.close().len();
            Cow::Borrowed(self.text.get(from..stop)?)
        } else {
            Cow::Owned(self.careful_text(from, stop, tags)?.to_owned())
        };
        self.open.pop();
        Some(text)
    }

    /// Where text first has a byte that may not stand for itself, and whether it begins the end tag of this element.
    #[inline]
    fn stop(&self, from: usize, tags: &Tags) -> Option<(usize, bool)> {
        let stop = from + first_care(self.text.as_bytes().get(from..)?)?;
        Some((stop, tags.close().begins(self.text.as_bytes().get(stop..)?)))
    }

    /// Takes text that the end tag of this element stands behind, and gives it with its references resolved. The
    /// first byte that may not stand for itself is at this offset.
    #[inline(never)]
    fn careful_text(&mut self, from: usize, mut at: usize, tags: &Tags) -> Option<&str> {
        let bytes = self.text.as_bytes();
        let mut piece = from;
        self.resolved.clear();
        // Most texts fit into what is made room for at first.
        self.resolved.reserve(256);
        loop {
            let length = match bytes.get(at..)? {
                [b'\n' | b'\t', ..] => 1,
                [0xEF, second, third, ..] if (*second, *third) < (0xBF, 0xBE) => 3,
                [b'&', ..] => {
                    let (character, length) = reference(self.text.get(at..)?).ok()?;
                    self.resolved.push_str(self.text.get(piece..at)?);
                    self.resolved.push(character);
                    piece = at + length;
                    length
                }
                tail if tags.close().begins(tail) => break,
                // A carriage return, an angle bracket, what XML cannot carry: the tokens know what it is.
                _ => return None,
            };
            at = next_care(bytes, at + length)?;
        }
        let last = self.text.get(piece..at)?;
        self.at = at + tags.close().len();
        if piece == from {
            return Some(last);
        }
        self.resolved.push_str(last);
        Some(&self.resolved)
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
