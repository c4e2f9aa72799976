//! The short way. The server writes compact XML in the order of the table, so a reader that compares the next
//! bytes with the tag it expects is right nearly always. It takes only what needs no care (a start tag without
//! attributes, the text of a leaf, an end tag); at anything else it takes nothing, and the tokens go on from the
//! same byte, with the same result.

use super::Document;
use crate::table::Tags;
use crate::xml::characters::next_care;
use crate::xml::grammar::{DECLARATION, SPACE};
use crate::xml::references::reference;
use std::borrow::Cow;

impl<'a> Document<'a> {
    /// Takes what nearly every message begins with: the declaration, and a root of this name with this one attribute,
    /// whose value is a word.
    pub(in crate::xml) fn root(&mut self, name: &'static str, attribute: &'static str) -> Option<super::Tag<'a>> {
        let is_first = self.at == 0 && self.limits.short && self.limits.depth > 0 && self.limits.attributes > 0;
        let text = self.text.strip_prefix(DECLARATION).filter(|_| is_first)?;
        let root = text.trim_start_matches(SPACE);
        let behind_name = root.strip_prefix('<')?.strip_prefix(name)?.strip_prefix(' ')?;
        let value = behind_name.strip_prefix(attribute)?.strip_prefix("=\"")?;
        let (value, behind) =
            value.split_at_checked(value.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'.'))?)?;
        let behind = behind.strip_prefix("\">")?;
        let start = self.text.len() - root.len();
        self.at = self.text.len() - behind.len();
        self.open.push(name);
        (self.rooted, self.ready) = (true, true);
        Some(super::Tag {
            name,
            attributes: vec![(attribute, Cow::Borrowed(value))],
            start,
        })
    }

    /// Where the next tag begins, if it stands next. Behind a tag, white space before it is layout.
    #[inline]
    pub(in crate::xml) fn ahead(&self) -> Option<usize> {
        if !self.ready {
            return None;
        }
        match self.text.as_bytes().get(self.at) {
            Some(b'<') => Some(self.at),
            _ => self.behind_layout(),
        }
    }

    #[inline(never)]
    fn behind_layout(&self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let layout = rest.iter().position(|b| !matches!(b, b' ' | b'\n' | b'\t' | b'\r'))?;
        (rest.get(layout) == Some(&b'<')).then_some(self.at + layout)
    }

    /// The bytes from an offset on.
    #[inline]
    pub(in crate::xml) fn bytes_from(&self, at: usize) -> &'a [u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
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

    /// Takes the end tag of the innermost open element, which stands ahead at this offset.
    #[inline]
    pub(in crate::xml) fn leave(&mut self, tags: &Tags, start: usize) {
        self.at = start + tags.close().len();
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

    /// Takes the tag of an empty leaf, which stands ahead at this offset. Gives its text.
    #[inline]
    pub(in crate::xml) fn empty(&mut self, tags: &Tags, start: usize) -> Option<&str> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        self.at = start + tags.open().len() + "/".len();
        Some("")
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
        let stop = next_care(self.text.as_bytes(), from)?;
        Some((stop, tags.close().begins(self.bytes_from(stop))))
    }

    /// Takes text that the end tag of this element stands behind, and gives it with its references resolved. The
    /// first byte that may not stand for itself is at this offset.
    #[inline(never)]
    fn careful_text(&mut self, from: usize, stop: usize, tags: &Tags) -> Option<&str> {
        // What is not resolved yet, and how much of it may stand for itself.
        let (mut rest, mut plain) = (self.text.get(from..)?, stop - from);
        self.resolved.clear();
        // Most texts fit into what is made room for at first.
        self.resolved.reserve(256);
        loop {
            let (before, special) = rest.split_at_checked(plain)?;
            match special.as_bytes() {
                [b'\n' | b'\t', ..] => plain += 1,
                [0xEF, second, third, ..] if (*second, *third) < (0xBF, 0xBE) => plain += 3,
                [b'&', ..] => {
                    let (character, length) = reference(special).ok()?;
                    self.resolved.push_str(before);
                    self.resolved.push(character);
                    (rest, plain) = (special.get(length..)?, 0);
                }
                tag if tags.close().begins(tag) => {
                    self.at = self.text.len() - special.len() + tags.close().len();
                    if self.resolved.is_empty() {
                        return Some(before);
                    }
                    self.resolved.push_str(before);
                    return Some(&self.resolved);
                }
                // A carriage return, an angle bracket, what XML cannot carry: the tokens know what it is.
                _ => return None,
            }
            plain = next_care(rest.as_bytes(), plain)?;
        }
    }
}
