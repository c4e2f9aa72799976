//! The tokenizer: a strict scanner of XML 1.0 in UTF-8 without a document type. `fast` bypasses it for the input that
//! a reader expects.

mod encoding;
mod fast;
#[cfg(test)]
mod witness;

use super::fault::Malformed;
use super::grammar::{self, SPACE};
use super::limits::Limits;
use super::references::{Wrong, content, legal, line_ends, value};
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// A token of a document.
pub(super) enum Token<'a> {
    /// A start tag. For an empty element, `Close` follows.
    Open(Tag<'a>),
    /// The end of the innermost open element.
    Close,
    /// A piece of text with its references resolved; an element may have several in a row.
    Text(Cow<'a, str>),
    /// The end of the document.
    End,
}

/// A start tag.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// Name and value of each attribute, in order. Usually empty, so not allocated.
    pub(super) attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// Byte offset of the tag.
    pub(super) start: usize,
}

/// The start tag of the root.
pub(super) struct Root<'a> {
    pub(super) name: &'a str,
    /// Value of the expected attribute.
    pub(super) says: Option<Cow<'a, str>>,
    /// All other attributes.
    pub(super) others: Vec<(&'a str, Cow<'a, str>)>,
    /// Byte offset of the tag.
    pub(super) start: usize,
}

/// A fault in the document, at a byte offset.
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) why: Malformed,
}

pub(super) struct Document<'a> {
    text: &'a str,
    /// The input after the last token.
    rest: &'a str,
    /// The names of the open elements.
    open: Vec<&'a str>,
    rooted: bool,
    /// The last token was an empty element; its end comes next.
    empty: bool,
    /// The fast path may be tried: after a tag inside of the root. White space after a piece of text belongs to the
    /// text.
    ready: bool,
    /// The last text in which `fast` resolved references, kept to reuse its memory.
    resolved: String,
    limits: Limits,
    /// White space may precede the declaration, as some servers write it.
    padded: bool,
}

impl<'a> Document<'a> {
    pub(super) fn new(bytes: &'a [u8], mut limits: Limits, padded: bool) -> Result<Self, Broken> {
        let broken = |at, why| Err(Broken { at, why });
        if bytes.len() > limits.bytes {
            return broken(0, Malformed::Size(limits.bytes));
        }
        // Offsets count from after the byte order mark.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
            // The fast check does not tell the position.
            let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            return Err(encoding::broken(bytes, valid));
        };
        if text.bytes().all(|b| SPACE.contains(&char::from(b))) {
            return broken(0, Malformed::Empty);
        }
        // With a lower limit for names than the default, every name is left to the tokenizer to check.
        limits.fast &= limits.name >= Limits::DEFAULT.name;
        Ok(Self {
            text,
            rest: text,
            open: Vec::with_capacity(8),
            rooted: false,
            empty: false,
            ready: false,
            resolved: String::new(),
            limits,
            padded,
        })
    }

    /// Returns the byte offset after the last token.
    pub(super) fn position(&self) -> usize {
        self.before(self.rest)
    }

    /// Returns the byte offset at which `rest`, a suffix of the document, begins.
    pub(super) fn before(&self, rest: &str) -> usize {
        self.text.len() - rest.len()
    }

    /// Returns the number of bytes left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Returns the source between two offsets.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Returns the number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns true if the end tag of the innermost open element comes next, after white space if that is layout.
    pub(super) fn is_at_end_tag(&self, layout: bool) -> bool {
        let rest = self.rest;
        let rest = if layout { grammar::after_space(rest) } else { rest };
        self.empty || rest.starts_with("</")
    }

    /// Consumes the end of an empty element, if its tag was the last token.
    pub(super) fn ends_empty(&mut self) -> bool {
        let empty = std::mem::take(&mut self.empty);
        if empty {
            self.open.pop();
            self.ready = self.limits.fast && !self.open.is_empty();
        }
        empty
    }

    // Inlined, since a token is large to return.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Result<Token<'a>, Broken> {
        let token = self.token()?;
        let tag = matches!(token, Token::Open(_) | Token::Close);
        self.ready = self.limits.fast && tag && !self.empty && !self.open.is_empty();
        Ok(token)
    }

    fn token(&mut self) -> Result<Token<'a>, Broken> {
        if self.ends_empty() {
            return Ok(Token::Close);
        }
        loop {
            let rest = self.rest;
            match rest.as_bytes() {
                [] => return self.end(),
                [b'<', b'/', ..] => return self.end_tag(rest),
                [b'<', b'?', ..] => self.instruction(rest)?,
                [b'<', b'!', ..] => {
                    if let Some(text) = self.declared(rest)? {
                        return Ok(Token::Text(text));
                    }
                }
                [b'<', ..] => return self.start_tag(rest).map(Token::Open),
                _ => {
                    if let Some(text) = self.text(rest)? {
                        return Ok(Token::Text(text));
                    }
                }
            }
        }
    }

    /// Returns a fault at the position of the next token.
    fn broken<T>(&self, why: Malformed) -> Result<T, Broken> {
        Err(Broken {
            at: self.position(),
            why,
        })
    }

    /// Turns a fault in a piece of text into a fault of the document; the piece begins at this offset.
    fn inside(start: usize) -> impl Fn(Wrong) -> Broken {
        move |(at, why)| Broken { at: start + at, why }
    }

    fn syntax<T>(&self, what: &str) -> Result<T, Broken> {
        self.broken(Malformed::Syntax(what.to_owned()))
    }

    /// Returns the fault of a document that ends inside of markup.
    fn truncated<T>(&self) -> Result<T, Broken> {
        let innermost = self.open.last().copied().unwrap_or("");
        self.broken(Malformed::Truncated(innermost.to_owned()))
    }

    fn end(&self) -> Result<Token<'a>, Broken> {
        if !self.open.is_empty() {
            return self.truncated();
        }
        if !self.rooted {
            return self.broken(Malformed::Empty);
        }
        Ok(Token::End)
    }

    /// Reads text up to the next markup; outside of the root, only white space is allowed.
    fn text(&mut self, rest: &'a str) -> Result<Option<Cow<'a, str>>, Broken> {
        let end = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        let (raw, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if self.open.is_empty() {
            if !raw.trim_matches(SPACE).is_empty() {
                legal(raw).map_err(Self::inside(self.position()))?;
                return self.broken(if self.rooted {
                    Malformed::OutsideRoot
                } else {
                    Malformed::NoRoot
                });
            }
            self.rest = after;
            return Ok(None);
        }
        let text = content(raw).map_err(Self::inside(self.position()))?;
        self.rest = after;
        Ok(Some(text))
    }

    fn start_tag(&mut self, rest: &'a str) -> Result<Tag<'a>, Broken> {
        if self.open.is_empty() && self.rooted {
            return self.broken(Malformed::OutsideRoot);
        }
        if self.open.len() >= self.limits.depth {
            return self.broken(Malformed::Depth(self.limits.depth));
        }
        let Some((name, mut rest)) = rest.get(1..).and_then(grammar::name) else {
            if memchr(b'>', rest.as_bytes()).is_none() {
                return self.truncated();
            }
            return self.syntax("`<` must be followed by the name of a tag; write a literal `<` as `&lt;`");
        };
        self.within_name(name)?;
        let mut attributes: Vec<(&str, Cow<'_, str>)> = Vec::new();
        let empty = loop {
            let tail = grammar::after_space(rest);
            if let Some(after) = tail.strip_prefix('>') {
                rest = after;
                break false;
            }
            if let Some(after) = tail.strip_prefix("/>") {
                rest = after;
                break true;
            }
            // Limited, since the search for duplicates is quadratic.
            if attributes.len() >= self.limits.attributes {
                return self.broken(Malformed::Attributes(self.limits.attributes));
            }
            let Some((name, raw, after)) = grammar::attribute(rest) else {
                if memchr(b'>', rest.as_bytes()).is_none() {
                    return self.truncated();
                }
                return self.syntax("attributes must be `name=\"value\"`, separated by white space");
            };
            self.within_name(name)?;
            if attributes.iter().any(|(other, _)| *other == name) {
                return self.syntax("a tag has the same attribute twice");
            }
            let start = self.before(after) - "\"".len() - raw.len();
            let value = value(raw).map_err(Self::inside(start))?;
            attributes.push((name, value));
            rest = after;
        };
        let start = self.position();
        self.rest = rest;
        self.open.push(name);
        self.rooted = true;
        self.empty = empty;
        Ok(Tag {
            name,
            attributes,
            start,
        })
    }

    fn within_name(&self, name: &str) -> Result<(), Broken> {
        if name.len() > self.limits.name {
            return self.broken(Malformed::NameLength(self.limits.name));
        }
        Ok(())
    }

    fn end_tag(&mut self, rest: &'a str) -> Result<Token<'a>, Broken> {
        let Some((found, after)) = rest.get(2..).and_then(|rest| rest.split_once('>')) else {
            return self.truncated();
        };
        let found = found.trim_end_matches(SPACE);
        match self.open.pop() {
            Some(name) if name == found => {
                self.rest = after;
                Ok(Token::Close)
            }
            Some(name) => {
                // Errors show the name, so its characters must be legal.
                legal(found).map_err(Self::inside(self.position() + "</".len()))?;
                self.broken(Malformed::EndTag {
                    expected: name.to_owned(),
                    found: found.chars().take(40).collect(),
                })
            }
            None => self.broken(Malformed::OutsideRoot),
        }
    }

    /// Reads markup that begins with `<!`: skips a comment, and returns the text of CDATA.
    fn declared(&mut self, rest: &'a str) -> Result<Option<Cow<'a, str>>, Broken> {
        if let Some(inner) = rest.strip_prefix("<!--") {
            // XML allows two hyphens only at the end of a comment.
            return match inner.split_once("--") {
                None => self.truncated(),
                Some((comment, after)) => match after.strip_prefix('>') {
                    Some(after) => {
                        legal(comment).map_err(Self::inside(self.position() + "<!--".len()))?;
                        self.rest = after;
                        Ok(None)
                    }
                    None => self.syntax("`--` in a comment"),
                },
            };
        }
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            if self.open.is_empty() {
                return self.broken(Malformed::OutsideRoot);
            }
            let Some((raw, after)) = memmem::find(inner.as_bytes(), b"]]>").and_then(|end| inner.split_at_checked(end))
            else {
                return self.truncated();
            };
            let text = line_ends(raw).map_err(Self::inside(self.before(inner)))?;
            self.rest = after.get("]]>".len()..).unwrap_or("");
            return Ok(Some(text));
        }
        let begins = |word: &str| {
            rest.get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
        };
        if begins("<!DOCTYPE") {
            return self.broken(Malformed::Doctype);
        }
        if ["<!DOCTYPE", "<!--", "<![CDATA["]
            .iter()
            .any(|word| word.starts_with(rest))
        {
            return self.truncated();
        }
        self.syntax("`<!` does not begin a comment or CDATA")
    }

    /// Skips a processing instruction, or the declaration at the start.
    fn instruction(&mut self, rest: &'a str) -> Result<(), Broken> {
        let before = self.slice(0, self.position());
        let is_blank = before.trim_matches(SPACE).is_empty();
        let is_first = before.is_empty() || self.padded && is_blank;
        if is_first && let Some(after) = rest.strip_prefix(grammar::DECLARATION) {
            self.rest = after;
            return Ok(());
        }
        let Some((inner, after)) = rest.get(2..).and_then(|rest| rest.split_once("?>")) else {
            return self.truncated();
        };
        legal(inner).map_err(Self::inside(self.position() + "<?".len()))?;
        let declaration = is_first && grammar::is_declaration(inner);
        if !declaration && !grammar::is_instruction(inner) {
            if let Some(name) = grammar::other_encoding(inner).filter(|_| is_first) {
                return self.broken(encoding::declared(name));
            }
            if is_blank && !is_first && grammar::is_declaration(inner) {
                return self.broken(Malformed::SpaceBeforeDeclaration);
            }
            return self.syntax(
                "`<?…?>` is neither a processing instruction nor a declaration of XML 1 in UTF-8 at the start",
            );
        }
        self.rest = after;
        Ok(())
    }
}
