//! The fast path. The server writes compact XML in the order of the table, so a reader that compares the next
//! bytes with the tag it expects is right nearly always. It takes only what needs no care (a start tag without
//! attributes, the text of a leaf, an end tag); at anything else it takes nothing, and the tokens go on from the
//! same byte, with the same result.

use super::{Document, Root};
use crate::interpret::xml::characters::{needs_care, next_care};
use crate::interpret::xml::grammar::{DECLARATION, behind_space};
use crate::interpret::xml::references::reference;
use crate::table::Tags;
use std::borrow::Cow;

impl<'a> Document<'a> {
    /// Takes what nearly every message begins with: the declaration, and a root of this name with this one attribute,
    /// whose value is plain.
    pub(in crate::interpret::xml) fn root(&mut self, name: &'static str, attribute: &str) -> Option<Root<'a>> {
        let is_first = self.position() == 0 && self.limits.fast && self.limits.depth > 0 && self.limits.attributes > 0;
        let text = self.text.strip_prefix(DECLARATION).filter(|_| is_first)?;
        let root = behind_space(text);
        let behind_name = root.strip_prefix('<')?.strip_prefix(name)?.strip_prefix(' ')?;
        let value = behind_name.strip_prefix(attribute)?.strip_prefix("=\"")?;
        let (value, behind) = value.split_at_checked(value.bytes().position(|b| b == b'"' || needs_care(b))?)?;
        let behind = behind.strip_prefix("\">")?;
        let start = self.before(root);
        self.rest = behind;
        self.open.push(name);
        (self.rooted, self.ready) = (true, true);
        Some(Root {
            name,
            says: Some(Cow::Borrowed(value)),
            others: Vec::new(),
            start,
        })
    }

    /// What is left from the next tag on, if that stands next. Behind a tag, white space before it is layout.
    #[inline]
    pub(in crate::interpret::xml) fn ahead(&self) -> Option<&'a str> {
        if !self.ready {
            return None;
        }
        match self.rest.as_bytes() {
            [b'<', ..] => Some(self.rest),
            _ => self.behind_layout(),
        }
    }

    #[inline(never)]
    fn behind_layout(&self) -> Option<&'a str> {
        Some(behind_space(self.rest)).filter(|rest| rest.starts_with('<'))
    }

    /// Whether a tag that stands ahead follows right behind the last one.
    pub(in crate::interpret::xml) fn is_next(&self, ahead: &str) -> bool {
        ahead.len() == self.rest.len()
    }

    /// Takes the start tag of this element, which stands ahead. It does not where that is beyond a limit, which the
    /// tokens say.
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

    /// [`Self::enter`] of an empty element; [`Self::ends`] takes its end.
    pub(in crate::interpret::xml) fn enter_empty(&mut self, tags: &Tags, ahead: &'a str) -> bool {
        let entered = ahead.get("/".len()..).is_some_and(|ahead| self.enter(tags, ahead));
        if entered {
            (self.empty, self.ready) = (true, false);
        }
        entered
    }

    /// Takes the end tag of the innermost open element, which this is behind.
    #[inline]
    pub(in crate::interpret::xml) fn leave(&mut self, behind: &'a str) {
        self.rest = behind;
        self.open.pop();
    }

    /// [`Self::leave`] where the end tag stands next, or the last tag was that of an empty element. Gives whether it
    /// does.
    #[inline]
    pub(in crate::interpret::xml) fn ends(&mut self, tags: &Tags) -> bool {
        let Some(ahead) = self.ahead() else {
            return self.ends_empty();
        };
        let behind = tags.close().behind(ahead);
        if let Some(behind) = behind {
            self.leave(behind);
        }
        behind.is_some()
    }

    /// Takes the start tag of a leaf, which stands ahead, with its text and its end tag, if nothing else stands between.
    /// Gives the text.
    // Three callers, and the way of every leaf: as a call it took a fiftieth of the time of reading.
    #[inline(always)]
    pub(in crate::interpret::xml) fn fast_text(&mut self, tags: &Tags, ahead: &'a str) -> Option<&str> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        let inner = ahead.get(tags.open().len()..)?;
        let (text, behind) = plain(inner)?;
        match tags.close().behind(behind) {
            Some(behind) => {
                self.rest = behind;
                Some(text)
            }
            None => self.careful_text(inner, text.len(), tags),
        }
    }

    /// Takes the tag of an empty leaf, which stands ahead. Gives its text.
    #[inline]
    pub(in crate::interpret::xml) fn empty(&mut self, tags: &Tags, ahead: &'a str) -> Option<&str> {
        if self.open.len() >= self.limits.depth {
            return None;
        }
        self.rest = ahead.get(tags.open().len() + "/".len()..)?;
        Some("")
    }

    /// The text of a leaf whose start tag was the last token, and its end tag, if nothing else stands
    /// between and its references are right.
    pub(in crate::interpret::xml) fn leaf(&mut self, tags: &Tags) -> Option<Cow<'a, str>> {
        if !self.ready {
            return None;
        }
        let inner = self.rest;
        let (text, behind) = plain(inner)?;
        let text = match tags.close().behind(behind) {
            Some(behind) => {
                self.rest = behind;
                Cow::Borrowed(text)
            }
            None => Cow::Owned(self.careful_text(inner, text.len(), tags)?.to_owned()),
        };
        self.open.pop();
        Some(text)
    }

    /// Takes text that the end tag of this element stands behind, and gives it with its references resolved. So much of
    /// it may stand for itself.
    #[inline(never)]
    fn careful_text(&mut self, inner: &'a str, plain: usize, tags: &Tags) -> Option<&str> {
        // What is not resolved yet, and how much of it may stand for itself.
        let (mut rest, mut plain) = (inner, plain);
        self.resolved.clear();
        // Most texts fit into what is made room for at first.
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
                _ if let Some(behind) = tags.close().behind(special) => {
                    self.rest = behind;
                    if self.resolved.is_empty() {
                        return Some(before);
                    }
                    self.resolved.push_str(before);
                    return Some(&self.resolved);
                }
                [b'\n' | b'\t', ..] => plain += 1,
                [0xEF, second, third, ..] if (*second, *third) < (0xBF, 0xBE) => plain += 3,
                // A carriage return, an angle bracket, what XML cannot carry: the tokens know what it is.
                _ => return None,
            }
            plain = next_care(rest.as_bytes(), plain)?;
        }
    }
}

/// Text up to the first byte that may not stand for itself, and what is behind it.
#[inline]
fn plain(inner: &str) -> Option<(&str, &str)> {
    inner.split_at_checked(next_care(inner.as_bytes(), 0)?)
}
