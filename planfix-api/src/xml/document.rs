//! A document as tokens. The only place that knows quick-xml, and the place of the strict checks:
//! UTF-8, legal characters, one root, no DOCTYPE, the five named entities, a bound on depth.

use super::characters::first_illegal;
use super::fault::Malformed;
use quick_xml::Reader;
use quick_xml::errors::IllFormedError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, XmlVersion};
use std::borrow::Cow;

/// Deeper than any message of PlanFix by far.
const MAX_DEPTH: usize = 64;

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
    /// Names of the open elements.
    open: Vec<&'a str>,
    rooted: bool,
}

impl<'a> Document<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Broken> {
        let text = std::str::from_utf8(bytes).map_err(|error| Broken {
            at: error.valid_up_to(),
            why: Malformed::NotUtf8,
        })?;
        if let Some((at, character)) = first_illegal(text) {
            return Err(Broken {
                at,
                why: Malformed::Character(character),
            });
        }
        let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        if body.trim().is_empty() {
            return Err(Broken {
                at: 0,
                why: Malformed::Empty,
            });
        }
        let mut xml = Reader::from_str(body);
        let config = xml.config_mut();
        config.enable_all_checks(true);
        config.expand_empty_elements = true;
        Ok(Self {
            text: body,
            xml,
            open: Vec::with_capacity(8),
            rooted: false,
        })
    }

    /// Byte offset behind the last token.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
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
        loop {
            let at = self.position();
            let broken = |why| Err(Broken { at, why });
            let event = match self.xml.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.describe(error)),
            };
            match event {
                // The second does not come, since empty elements are expanded.
                Event::Start(tag) | Event::Empty(tag) => {
                    if self.open.is_empty() && self.rooted {
                        return broken(Malformed::OutsideRoot);
                    }
                    if self.open.len() >= MAX_DEPTH {
                        return broken(Malformed::Depth(MAX_DEPTH));
                    }
                    self.rooted = true;
                    let attributes = match attributes(&tag) {
                        Ok(attributes) => attributes,
                        Err(why) => return broken(why),
                    };
                    // The event borrows from itself; the same name in the text lives long enough.
                    let name = self.slice(at + 1, at + 1 + tag.name().as_ref().len());
                    self.open.push(name);
                    return Ok(Token::Open(Tag {
                        name,
                        attributes,
                        start: at,
                    }));
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Token::Close);
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
                        return broken(Malformed::OutsideRoot);
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
                    if let Some(name) = self.open.last() {
                        return broken(Malformed::Truncated((*name).to_owned()));
                    }
                    if !self.rooted {
                        return broken(Malformed::Empty);
                    }
                    return Ok(Token::End);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn describe(&self, error: Error) -> Broken {
        let at = usize::try_from(self.xml.error_position()).unwrap_or(usize::MAX);
        let why = match error {
            // Unclosed markup at the end is a document that was cut off.
            Error::Syntax(_) | Error::IllFormed(IllFormedError::MissingEndTag(_)) => {
                Malformed::Truncated(self.open.last().map_or("", |name| name).to_owned())
            }
            other => Malformed::Syntax(other.to_string()),
        };
        Broken { at, why }
    }
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

fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, Malformed> {
    if tag.attributes_raw().is_empty() {
        return Ok(Vec::new());
    }
    let wrong = |error: &dyn std::fmt::Display| Malformed::Syntax(error.to_string());
    tag.attributes()
        .map(|attribute| {
            let attribute = attribute.map_err(|e| wrong(&e))?;
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
