//! A document as tokens. The only place that knows quick-xml, and the place of the strict checks:
//! UTF-8, legal characters, one root, no DOCTYPE, the five named entities, a bound on depth.
//!
//! Beside the tokens there is a short way: the server writes compact XML in the order of the table,
//! so a reader that compares the next bytes with the tag it expects is right nearly always. The
//! short way takes only what needs no care (a start tag without attributes, text without
//! references, an end tag); anything else is left to the tokens, which go on from the same byte.

use super::characters::first_illegal;
use super::fault::Malformed;
use super::grammar;
use super::limits::Limits;
use quick_xml::Reader;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, XmlVersion};
use std::borrow::Cow;

/// A piece of a document.
pub(super) enum Token<'a> {
    /// A start tag. An empty element gives a `Close` next.
    Open(Tag<'a>),
    /// The end of the innermost open element.
    Close,
    /// A piece of text, its references resolved; an element may have several in a row.
    Text(Cow<'a, str>),
    /// The end of the document.
    End,
}

/// A start tag.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// Name and value of each attribute, in order. Usually empty, and then not allocated.
    pub(super) attributes: Vec<(String, String)>,
    /// Byte offset of the tag.
    pub(super) start: usize,
}

/// A fault of the document itself, at a byte offset.
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) why: Malformed,
}

pub(super) struct Document<'a> {
    text: &'a str,
    xml: Reader<&'a [u8]>,
    /// The open elements.
    open: Vec<Open<'a>>,
    rooted: bool,
    /// The last token was an empty element, whose end comes next.
    empty: bool,
    /// Bytes that the short way took, which the library does not count.
    taken: usize,
    /// Whether the library stands between two pieces, so that the short way may be tried.
    between: bool,
    limits: Limits,
}

/// An open element. One that the library opened must be closed by it, or its own list of open
/// elements would grow.
struct Open<'a> {
    name: &'a str,
    short: bool,
}

impl<'a> Document<'a> {
    pub(super) fn new(bytes: &'a [u8], limits: Limits) -> Result<Self, Broken> {
        if bytes.len() > limits.bytes {
            return Err(Broken {
                at: 0,
                why: Malformed::Size(limits.bytes),
            });
        }
        // Offsets count from behind the byte order mark.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let body = std::str::from_utf8(bytes).map_err(|error| Broken {
            at: error.valid_up_to(),
            why: Malformed::NotUtf8,
        })?;
        if let Some((at, character)) = first_illegal(body) {
            return Err(Broken {
                at,
                why: Malformed::Character(character),
            });
        }
        if body.trim().is_empty() {
            return Err(Broken {
                at: 0,
                why: Malformed::Empty,
            });
        }
        let mut xml = Reader::from_str(body);
        let config = xml.config_mut();
        config.check_comments = true;
        // End tags are checked here, since the library does not see those of the short way.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Ok(Self {
            text: body,
            xml,
            open: Vec::with_capacity(8),
            rooted: false,
            empty: false,
            taken: 0,
            between: false,
            limits,
        })
    }

    /// Byte offset behind the last token.
    pub(super) fn position(&self) -> usize {
        self.text.len() - self.rest().len()
    }

    /// The bytes that are still to be read.
    fn rest(&self) -> &'a [u8] {
        self.xml.get_ref()
    }

    /// Takes the next bytes past the library.
    fn take(&mut self, count: usize) {
        let rest = self.rest();
        if let Some(after) = rest.get(count..) {
            *self.xml.get_mut() = after;
            self.taken += count;
        }
    }

    /// Where the next tag begins behind white space, if the short way may be tried.
    fn layout(&self) -> Option<usize> {
        let rest = self.rest();
        let may = self.between && !self.empty && !self.open.is_empty() && self.open.len() < self.limits.depth;
        may.then(|| rest.iter().position(|b| !matches!(b, b' ' | b'\n' | b'\t')))?
    }

    /// The short way into an element: takes `<name>` if it stands next. Gives where it stands.
    pub(super) fn try_open(&mut self, name: &'static str, open: &str) -> Option<usize> {
        let layout = self.layout()?;
        if !self.rest().get(layout..)?.starts_with(open.as_bytes()) {
            return None;
        }
        let at = self.position() + layout;
        self.take(layout + open.len());
        self.open.push(Open { name, short: true });
        Some(at)
    }

    /// The short way out of an element that was entered by it: takes `</name>` if it stands next.
    pub(super) fn try_close(&mut self, close: &str) -> bool {
        if !self.open.last().is_some_and(|open| open.short) {
            return false;
        }
        let Some(layout) = self.layout_before_close() else {
            return false;
        };
        let found = self
            .rest()
            .get(layout..)
            .is_some_and(|rest| rest.starts_with(close.as_bytes()));
        if found {
            self.take(layout + close.len());
            self.open.pop();
        }
        found
    }

    fn layout_before_close(&self) -> Option<usize> {
        let may = self.between && !self.empty;
        may.then(|| self.rest().iter().position(|b| !matches!(b, b' ' | b'\n' | b'\t')))?
    }

    /// The short way through the text of a leaf that was entered by it: takes the text and
    /// `</name>`, if nothing else stands between and the references are right.
    pub(super) fn try_text(&mut self, close: &str) -> Option<Cow<'a, str>> {
        if !self.between || !self.open.last().is_some_and(|open| open.short) {
            return None;
        }
        let rest = self.rest();
        let end = memchr::memchr(b'<', rest)?;
        let (text, after) = rest.split_at_checked(end)?;
        if !after.starts_with(close.as_bytes()) {
            return None;
        }
        let at = self.position();
        let careful = text
            .iter()
            .fold(false, |any, &b| any | matches!(b, b'&' | b'\r' | b'>'));
        let text = self.slice(at, at + end);
        let text = if careful { resolved(text)? } else { Cow::Borrowed(text) };
        self.take(end + close.len());
        self.open.pop();
        Some(text)
    }

    /// The source from one offset to another.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, Broken> {
        if std::mem::take(&mut self.empty) {
            self.open.pop();
            return Ok(Token::Close);
        }
        loop {
            let at = self.position();
            let broken = |why| Err(Broken { at, why });
            let event = match self.xml.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.describe(error)),
            };
            // White space behind a piece of text belongs to it.
            self.between = !matches!(event, Event::Text(_) | Event::CData(_) | Event::GeneralRef(_));
            self.empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    if self.open.is_empty() && self.rooted {
                        return broken(Malformed::OutsideRoot);
                    }
                    if self.open.len() >= self.limits.depth {
                        return broken(Malformed::Depth(self.limits.depth));
                    }
                    self.rooted = true;
                    let attributes = match attributes(&tag, &self.limits) {
                        Ok(attributes) => attributes,
                        Err(why) => return broken(why),
                    };
                    // The event borrows from itself; the same name in the text lives long enough.
                    let name = self.slice(at + 1, at + 1 + tag.name().as_ref().len());
                    if name.len() > self.limits.name {
                        return broken(Malformed::NameLength(self.limits.name));
                    }
                    if !grammar::is_name(name) {
                        let name: String = name.chars().take(40).collect();
                        return broken(Malformed::Syntax(format!("`{name}` is no name")));
                    }
                    self.open.push(Open { name, short: false });
                    return Ok(Token::Open(Tag {
                        name,
                        attributes,
                        start: at,
                    }));
                }
                Event::End(end) => {
                    let found = end.name();
                    return match self.open.pop() {
                        Some(open) if open.name == found.as_ref() => Ok(Token::Close),
                        Some(open) => broken(Malformed::EndTag {
                            expected: open.name.to_owned(),
                            found: found.as_ref().to_owned(),
                        }),
                        None => broken(Malformed::OutsideRoot),
                    };
                }
                Event::Text(text) => {
                    let text = text_content(text);
                    if !self.open.is_empty() {
                        if text.contains("]]>") {
                            return broken(Malformed::Syntax("`]]>` in text".to_owned()));
                        }
                        return Ok(Token::Text(text));
                    }
                    if !text.trim().is_empty() {
                        return broken(if self.rooted {
                            Malformed::OutsideRoot
                        } else {
                            Malformed::NoRoot
                        });
                    }
                }
                Event::CData(text) => {
                    if self.open.is_empty() {
                        return broken(Malformed::OutsideRoot);
                    }
                    return Ok(Token::Text(match text.xml10_content() {
                        Cow::Borrowed(_) => text.into_inner(),
                        Cow::Owned(owned) => Cow::Owned(owned),
                    }));
                }
                Event::GeneralRef(reference) => {
                    if self.open.is_empty() {
                        return broken(Malformed::OutsideRoot);
                    }
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(character)) => legal(character).map(|c| Cow::Owned(c.to_string())),
                        Ok(None) => quick_xml::escape::resolve_xml_entity(&reference)
                            .map(Cow::Borrowed)
                            .ok_or_else(|| Malformed::Entity(reference.into_inner().into_owned())),
                        Err(error) => Err(Malformed::Syntax(error.to_string())),
                    };
                    return match resolved {
                        Ok(text) => Ok(Token::Text(text)),
                        Err(why) => broken(why),
                    };
                }
                Event::DocType(_) => return broken(Malformed::Doctype),
                Event::Eof => {
                    if let Some(open) = self.open.last() {
                        return broken(Malformed::Truncated(open.name.to_owned()));
                    }
                    if !self.rooted {
                        return broken(Malformed::Empty);
                    }
                    return Ok(Token::End);
                }
                Event::Comment(_) => {}
                Event::Decl(_) | Event::PI(_) => {
                    let inner = self.slice(at + 2, self.position().saturating_sub(2));
                    // A declaration stands at the very start, or is none.
                    let right = grammar::is_instruction(inner) || (at == 0 && grammar::is_declaration(inner));
                    if !right {
                        let what =
                            "`<?…?>` is no processing instruction, and no declaration of XML 1 in UTF-8 at the start";
                        return broken(Malformed::Syntax(what.to_owned()));
                    }
                }
            }
        }
    }

    fn describe(&self, error: Error) -> Broken {
        let at = usize::try_from(self.xml.error_position()).map_or(usize::MAX, |at| at + self.taken);
        let why = match error {
            // Unclosed markup at the end is a document that was cut off.
            Error::Syntax(_) => Malformed::Truncated(self.open.last().map_or("", |open| open.name).to_owned()),
            other => Malformed::Syntax(other.to_string()),
        };
        Broken { at, why }
    }
}

/// Text with its references resolved; `None` where the tokens have to say what is wrong with it.
fn resolved(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('\r') || text.contains("]]>") {
        return None;
    }
    let text = quick_xml::escape::unescape(text).ok()?;
    first_illegal(&text).is_none().then_some(text)
}

/// The text with its line ends as XML 1.0 has them, borrowed from the document where possible.
fn text_content<'a>(text: quick_xml::events::BytesText<'a>) -> Cow<'a, str> {
    match text.xml10_content() {
        Cow::Borrowed(_) => text.into_inner(),
        Cow::Owned(owned) => Cow::Owned(owned),
    }
}

fn legal(character: char) -> Result<char, Malformed> {
    match first_illegal(character.encode_utf8(&mut [0; 4])) {
        None => Ok(character),
        Some((_, bad)) => Err(Malformed::Character(bad)),
    }
}

fn attributes(tag: &BytesStart<'_>, limits: &Limits) -> Result<Vec<(String, String)>, Malformed> {
    if tag.attributes_raw().is_empty() {
        return Ok(Vec::new());
    }
    let wrong = |error: &dyn std::fmt::Display| Malformed::Syntax(error.to_string());
    let names = grammar::attribute_names(tag.attributes_raw(), limits.attributes + 1);
    let Some(names) = names else {
        let what = "attributes are `name=\"value\"` with white space between";
        return Err(Malformed::Syntax(what.to_owned()));
    };
    // Looking for one that stands twice takes time by the square of their number.
    if names.len() > limits.attributes {
        return Err(Malformed::Attributes(limits.attributes));
    }
    if names.iter().any(|name| name.len() > limits.name) {
        return Err(Malformed::NameLength(limits.name));
    }
    tag.attributes()
        .map(|attribute| {
            let attribute = attribute.map_err(|error| match error {
                // The library's message counts from somewhere inside the tag.
                AttrError::Duplicated(..) => Malformed::Syntax("an attribute stands twice in one tag".to_owned()),
                error => wrong(&error),
            })?;
            if attribute.value.contains('<') {
                return Err(Malformed::Syntax("`<` in an attribute".to_owned()));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| wrong(&e))?;
            if let Some((_, bad)) = first_illegal(&value) {
                return Err(Malformed::Character(bad));
            }
            Ok((attribute.key.as_ref().to_owned(), value.into_owned()))
        })
        .collect()
}
