//! The body of a request, which logs do not show.

use crate::interpret::xml::{Piece, Pieces};
use crate::value::Encoder;
use bytes::Bytes;
use std::fmt;
use std::io::{self, Read};
use std::ops::Deref;
use std::sync::Arc;

/// The body of a request. It holds the session, the password of a login, and personal values, so `Debug` shows only
/// its length.
///
/// ```
/// use planfix_api::client::Body;
///
/// let body = Body::from(b"<request/>".to_vec());
/// assert_eq!(body.len(), 10);
/// assert_eq!(format!("{body:?}"), "Body(10 bytes)");
/// assert_eq!(Vec::from(body), b"<request/>");
/// ```
///
/// A clone shares the bytes. A transport that [streams](super::Transport::streams) reads a body with
/// [`reader`](Self::reader), since its files are not in memory; for any other one the client reads them before.
#[derive(Clone, Default)]
pub struct Body(Content);

#[derive(Clone)]
enum Content {
    Memory(Bytes),
    Pieces(Arc<[Piece]>),
}

impl Body {
    pub(super) fn of(pieces: Pieces) -> Self {
        let mut pieces = pieces.0;
        Self(match pieces.as_mut_slice() {
            [Piece::Text(text)] => Content::Memory(std::mem::take(text)),
            _ => Content::Pieces(pieces.into()),
        })
    }

    /// Returns the number of bytes, for the header `Content-Length`.
    #[must_use]
    pub fn len(&self) -> u64 {
        match &self.0 {
            Content::Memory(bytes) => bytes.len() as u64,
            Content::Pieces(pieces) => pieces.iter().map(length).fold(0, u64::saturating_add),
        }
    }

    /// Returns true if there are no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the bytes; `None` if some of them are not in memory.
    #[must_use]
    pub fn as_slice(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Memory(bytes) => Some(bytes),
            Content::Pieces(_) => None,
        }
    }

    /// Returns a reader of the bytes, from their beginning. Its errors are those of files that cannot be read; the
    /// request is then incomplete, so PlanFix does not carry it out.
    ///
    /// ```
    /// use planfix_api::client::Body;
    /// use std::io::Read as _;
    ///
    /// let body = Body::from(b"<request/>".to_vec());
    /// let mut text = String::new();
    /// body.reader().read_to_string(&mut text).unwrap();
    /// assert_eq!(text, "<request/>");
    /// ```
    #[must_use]
    pub fn reader(&self) -> BodyReader {
        BodyReader {
            body: self.clone(),
            piece: 0,
            read: 0,
            source: None,
        }
    }

    /// Reads what is not in memory.
    pub(super) fn load(&mut self) -> io::Result<()> {
        if let Content::Pieces(_) = &self.0 {
            let mut bytes = Vec::new();
            self.reader().read_to_end(&mut bytes)?;
            self.0 = Content::Memory(bytes.into());
        }
        Ok(())
    }

    pub(super) fn piece(&self, number: usize) -> Option<Part<'_>> {
        match &self.0 {
            Content::Memory(bytes) => (number == 0).then_some(Part::Text(bytes)),
            Content::Pieces(pieces) => pieces.get(number).map(|piece| match piece {
                Piece::Text(text) => Part::Text(text),
                Piece::Source(source) => Part::Source(source),
            }),
        }
    }
}

/// A part of a body.
pub(super) enum Part<'a> {
    Text(&'a Bytes),
    Source(&'a crate::Bytes),
}

fn length(piece: &Piece) -> u64 {
    match piece {
        Piece::Text(text) => text.len() as u64,
        Piece::Source(source) => source.encoded_len(),
    }
}

/// A reader of a [`Body`].
pub struct BodyReader {
    body: Body,
    /// The number of the current piece.
    piece: usize,
    /// The number of its bytes that were read, if it is text.
    read: usize,
    /// Its reader, if it is a file.
    source: Option<Encoder<Box<dyn Read + Send>>>,
}

impl Read for BodyReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            let read = match self.body.piece(self.piece) {
                None => return Ok(0),
                Some(Part::Text(text)) => {
                    let read = text.get(self.read..).unwrap_or_default().read(into)?;
                    self.read += read;
                    read
                }
                Some(Part::Source(source)) => {
                    let reader = match &mut self.source {
                        Some(reader) => reader,
                        none => none.insert(Encoder::new(Box::new(source.reader()?))),
                    };
                    reader.read(into)?
                }
            };
            if read > 0 {
                return Ok(read);
            }
            self.piece += 1;
            self.read = 0;
            self.source = None;
        }
    }
}

impl fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyReader").finish_non_exhaustive()
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Memory(Bytes::new())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.len())
    }
}

/// The bytes, or none if they are not in memory, which is never so in a transport that does not
/// [stream](super::Transport::streams).
impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_slice().unwrap_or_default()
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Content::Memory(bytes.into()))
    }
}

/// Copies the bytes only where a clone still shares them.
impl From<Body> for Vec<u8> {
    fn from(body: Body) -> Self {
        Bytes::from(body).into()
    }
}

impl From<Body> for Bytes {
    fn from(body: Body) -> Self {
        match body.0 {
            Content::Memory(bytes) => bytes,
            Content::Pieces(_) => Self::new(),
        }
    }
}
