//! The signature of a request: MD5 of its values, sorted by the names of their elements, and a private key.
//!
//! The rule is the vendor's PHP code: on each level, elements are sorted by name, in the order of bytes; repeated
//! elements keep their order. The attributes of an element with elements come before them, so the name of the method
//! comes first.

use super::document::Token;
use super::fault::ReadError;
use super::limits::Limits;
use super::pieces::{Piece, Pieces};
use super::read::{Mode, Reading};
use crate::Bytes;
use std::borrow::Cow;
use std::io::{self, Read as _};
use std::iter::Peekable;

/// Returns the signature of a request, as PlanFix computes it. The element `signature` of the request is ignored.
///
/// A signature is optional, since requests are sent with TLS. [`Auth::signed_with`](crate::client::Auth::signed_with)
/// adds it to each request.
///
/// ```
/// use planfix_api::xml;
///
/// let request = b"<request method=\"auth.login\"><account>acc</account>\
///     <password>passw</password><login>login</login></request>";
/// assert_eq!(xml::signature(request, "privateKey").unwrap(), "3472ec55ecdc01bfcd90c028e43ab33b");
/// ```
///
/// # Errors
/// The document is not well-formed.
pub fn signature(request: &[u8], private_key: &str) -> Result<String, ReadError> {
    let mut hash = md5::Context::new();
    for value in joined(request, &[])? {
        if let Part::Text(text) = value {
            hash.consume(text.as_bytes());
        }
    }
    hash.consume(private_key);
    Ok(format!("{:x}", hash.finalize()))
}

impl Pieces {
    /// Adds the signature to a request. Reads bytes that are not in memory.
    ///
    /// # Errors
    /// A source cannot be read.
    pub(crate) fn sign(&mut self, private_key: &str) -> io::Result<()> {
        let (mut text, mut sources) = (Vec::new(), Vec::new());
        for piece in &self.0 {
            match piece {
                Piece::Text(piece) => text.extend_from_slice(piece),
                Piece::Source(source) => sources.push((text.len(), source)),
            }
        }
        let mut hash = md5::Context::new();
        for value in joined(&text, &sources).map_err(io::Error::other)? {
            match value {
                Part::Text(text) => hash.consume(text.as_bytes()),
                Part::Source(source) => {
                    let mut encoder = source.encoder()?;
                    let mut piece = vec![0; 16 << 10];
                    loop {
                        match encoder.read(&mut piece)? {
                            0 => break,
                            read => hash.consume(piece.get(..read).unwrap_or_default()),
                        }
                    }
                }
            }
        }
        hash.consume(private_key);
        let signature = format!("<signature>{:x}</signature></request>", hash.finalize());
        if let Some(Piece::Text(last)) = self.0.last_mut() {
            last.truncate(last.len().saturating_sub("</request>".len()));
        }
        self.0.push(Piece::Text(signature.into()));
        Ok(())
    }
}

/// A value, or a part of one.
enum Part<'a> {
    Text(Cow<'a, str>),
    Source(&'a Bytes),
}

/// An element, and its value or its elements.
struct Node<'a> {
    name: &'a str,
    value: Vec<Part<'a>>,
    inner: Vec<Self>,
}

/// Returns the values of a request in the order in which they are signed. `sources` are bytes that are not in the
/// document, with their positions in it.
fn joined<'a>(request: &'a [u8], sources: &[(usize, &'a Bytes)]) -> Result<Vec<Part<'a>>, ReadError> {
    // A request is not larger than memory, and its writer or its reader has limited the rest.
    let limits = Limits::DEFAULT.bytes(usize::MAX).items(usize::MAX);
    let mut reading = Reading::new(request, &limits, Mode::Request)?;
    let mut sources = sources.iter().copied().peekable();
    let mut root = None;
    loop {
        match reading.token()? {
            Token::Open(tag) => {
                let mut node = Node::open(tag.name);
                node.value = tag.attributes.into_iter().map(|(_, value)| Part::Text(value)).collect();
                node.read(&mut reading, &mut sources)?;
                root = Some(node);
            }
            Token::End => break,
            Token::Close | Token::Text(_) => {}
        }
    }
    let mut values = Vec::new();
    if let Some(mut root) = root {
        root.inner.retain(|node| node.name != "signature");
        root.join(&mut values);
    }
    Ok(values)
}

impl<'a> Node<'a> {
    const fn open(name: &'a str) -> Self {
        Self {
            name,
            value: Vec::new(),
            inner: Vec::new(),
        }
    }

    /// Reads an element after its start tag.
    fn read(
        &mut self,
        reading: &mut Reading<'a>,
        sources: &mut Peekable<impl Iterator<Item = (usize, &'a Bytes)>>,
    ) -> Result<(), ReadError> {
        let mut text = Vec::new();
        loop {
            if let Some((_, source)) = sources.next_if(|(at, _)| *at == reading.at()) {
                text.push(Part::Source(source));
            }
            match reading.token()? {
                Token::Open(tag) => {
                    let mut node = Node::open(tag.name);
                    let attributes = tag.attributes.into_iter().map(|(_, value)| Part::Text(value));
                    node.value = attributes.collect();
                    node.read(reading, sources)?;
                    self.inner.push(node);
                }
                Token::Text(piece) => text.push(Part::Text(piece)),
                Token::Close | Token::End => break,
            }
        }
        // Where an element has elements, its text is layout; where it has text, its attributes are not signed.
        if self.inner.is_empty() && !text.is_empty() {
            self.value = text;
        }
        Ok(())
    }

    fn join(mut self, values: &mut Vec<Part<'a>>) {
        values.append(&mut self.value);
        // Stable, so that repeated elements keep their order.
        self.inner.sort_by_key(|node| node.name);
        for node in self.inner {
            node.join(values);
        }
    }
}
