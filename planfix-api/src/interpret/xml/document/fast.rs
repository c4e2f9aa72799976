//! The fast path. The server writes compact XML in the order of the table, so the next bytes are nearly always the tag
//! that the reader expects. The fast path consumes only what needs no care (a start tag without attributes, the text
//! of a leaf, an end tag). At anything else it consumes nothing, and the tokenizer continues from the same byte, with
//! the same result.

use super::{Document, Root};
use crate::interpret::xml::characters::{needs_care, next_care};
use crate::interpret::xml::grammar::{DECLARATION, after_space};
use crate::interpret::xml::references::reference;
use crate::table::Tags;
use std::borrow::Cow;

impl<'a> Document<'a> {
    /// Consumes the usual beginning of a message: the declaration, and a root with this name and this one attribute,
    /// whose value needs no care.
    pub(in crate::interpret::xml) fn root(&mut self, name: &'static str, attribute: &str) -> Option<Root<'a>> {
        let is_first = self.position() == 0 && self.limits.fast && self.limits.depth > 0 && self.limits.attributes > 0;
        let text = self.text.strip_prefix(DECLARATION).filter(|_| is_first)?;
        let root = after_space(text);
        let after_name = root.strip_prefix('<')?.strip_prefix(name)?.strip_prefix(' ')?;
        let value = after_name.strip_prefix(attribute)?.strip_prefix("=\"")?;
        let (value, after) = value.split_at_checked(value.bytes().position(|b| b == b'"' || needs_care(b))?)?;
        let after = after.strip_prefix("\">")?;
        let start = self.before(root);
        self.rest = after;
        self.open.push(name);
        (self.rooted, self.ready) = (true, true);
        Some(Root {
            name,
            says: Some(Cow::Borrowed(value)),
            others: Vec::new(),
            start,
        })
    }

    /// Returns the remaining input if it begins with a tag. After a tag, white space is layout and is skipped.
    #[inline]
    pub(in crate::interpret::xml) fn ahead(&self) -> Option<&'a str> {
        if !self.ready {
            return None;
        }
        match self.rest.as_bytes() {
            [b'<', ..] => Some(self.rest),
            _ => self.after_layout(),
        }
    }

    #[inline(never)]
    fn after_layout(&self) -> Option<&'a str> {
        Some(after_space(self.rest)).filter(|rest| rest.starts_with('<'))
    }

    /// Returns true if the tag at `ahead` directly follows the last one.
    pub(in crate::interpret::xml) fn is_next(&self, ahead: &str) -> bool {
        ahead.len() == self.rest.len()
    }

    /// Consumes the start tag of this element, which `ahead` begins with. Returns false past the depth limit, which
    /// the tokenizer then reports.
    #[inline]
    pub(in crate::interpret::xml) fn enter(&mut self, tags: &Tags, ahead: &'a str) -> bool {
        match ahead.get(tags.open().len()..) {
            Some(inner) if self.open.len() < self.limits.depth => {
                self.rest = inner;
                self.open.push(tags.name);
                true
            }
            _ => false,
        }
    }

    /// Consumes the tag of an empty element; [`Self::ends`] then consumes its end.
    pub(in crate::interpret::xml) fn enter_empty(&mut self, tags: &Tags, ahead: &'a str) -> bool {
        let entered = ahead.get("/".len()..).is_some_and(|ahead| self.enter(tags, ahead));
        if entered {
            (self.empty, self.ready) = (true, false);
        }
        entered
    }

    /// Consumes the end tag of the innermost open element; `after` is the input after it.
    #[inline]
    pub(in crate::interpret::xml) fn leave(&mut self, after: &'a str) {
        self.rest = after;
        self.open.pop();
    }

    /// Consumes the end tag if it comes next, or the end of an empty element whose tag was consumed last. Returns true
    /// if it did.
    #[inline]
    pub(in crate::interpret::xml) fn ends(&mut self, tags: &Tags) -> bool {
        let Some(ahead) = self.ahead() else {
            return self.ends_empty();
        };
        let after = tags.close().after(ahead);
        if let Some(after) = after {
            self.leave(after);
        }
        after.is_some()
    }

    /// Consumes a leaf: the start tag that `ahead` begins with, its text, and the end tag. Returns the text; `None` if
    /// anything else is inside.
    // Every leaf passes here, from three callers: without inlining, reading took 2 % longer.
    #[inline(always)]
    pub(in crate::interpret::xml) fn fast_text(&mut self, tags: &Tags, ahead: &'a str) -> Option<&str> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        let inner = ahead.get(tags.open().len()..)?;
        let (text, after) = plain(inner)?;
        match tags.close().after(after) {
            Some(after) => {
                self.rest = after;
                Some(text)
            }
            None => self.careful_text(inner, text.len(), tags),
        }
    }

    /// Consumes the tag of an empty leaf, which `ahead` begins with. Returns its text.
    #[inline]
    pub(in crate::interpret::xml) fn empty(&mut self, tags: &Tags, ahead: &'a str) -> Option<&str> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        self.rest = ahead.get(tags.open().len() + "/".len()..)?;
        Some("")
    }

    /// Consumes the text and the end tag of a leaf whose start tag was the last token. Returns the text; `None` if
    /// anything else is inside or a reference is wrong.
    pub(in crate::interpret::xml) fn leaf(&mut self, tags: &Tags) -> Option<Cow<'a, str>> {
        if !self.ready {
            return None;
        }
        let inner = self.rest;
        let (text, after) = plain(inner)?;
        let text = match tags.close().after(after) {
            Some(after) => {
                self.rest = after;
                Cow::Borrowed(text)
            }
            None => Cow::Owned(self.careful_text(inner, text.len(), tags)?.to_owned()),
        };
        self.open.pop();
        Some(text)
    }

    /// Consumes text up to the end tag of this element, and returns it with its references resolved. The first `plain`
    /// bytes need no care.
    #[inline(never)]
    fn careful_text(&mut self, inner: &'a str, plain: usize, tags: &Tags) -> Option<&str> {
        // The text that is not resolved yet, and how much of it needs no care.
        let (mut rest, mut plain) = (inner, plain);
        self.resolved.clear();
        // Enough for most texts.
        self.resolved.reserve(256);
        loop {
            let (before, special) = rest.split_at_checked(plain)?;
            match special.as_bytes() {
                [b'&', ..] => {
                    let (character, length) = reference(special).ok()?;
                    self.resolved.push_str(before);
                    self.resolved.push(character);
                    (rest, plain) = (special.get(length..)?, 0);
                }
                _ if let Some(after) = tags.close().after(special) => {
                    self.rest = after;
                    if self.resolved.is_empty() {
                        return Some(before);
                    }
                    self.resolved.push_str(before);
                    return Some(&self.resolved);
                }
                [b'\n' | b'\t', ..] => plain += 1,
                [0xEF, second, third, ..] if (*second, *third) < (0xBF, 0xBE) => plain += 3,
                // A carriage return, an angle bracket, or an illegal character: left to the tokenizer.
                _ => return None,
            }
            plain = next_care(rest.as_bytes(), plain)?;
        }
    }
}

/// Splits text before the first byte that needs care.
#[inline]
fn plain(inner: &str) -> Option<(&str, &str)> {
    inner.split_at_checked(next_care(inner.as_bytes(), 0)?)
}
