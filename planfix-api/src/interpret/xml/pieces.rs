//! A message in pieces: its text, and the bytes between that are not in memory.

use super::buffer::Buffer;
use crate::Bytes;
use std::io::{self, Read as _};

/// A piece of a message.
pub(crate) enum Piece {
    /// XML.
    Text(bytes::Bytes),
    /// Bytes to write as base64.
    Source(Bytes),
}

/// A message that is written, in pieces.
pub(crate) struct Pieces(pub(crate) Vec<Piece>);

impl Pieces {
    pub(super) fn of(out: Buffer) -> Self {
        let (text, sources) = out.into_parts();
        let text = bytes::Bytes::from(text);
        let mut pieces = Vec::with_capacity(1 + 2 * sources.len());
        let mut from = 0;
        for (at, source) in sources {
            pieces.push(Piece::Text(text.slice(from..at)));
            pieces.push(Piece::Source(source));
            from = at;
        }
        pieces.push(Piece::Text(text.slice(from..)));
        Self(pieces)
    }

    /// Reads the sources, and returns the message as a whole.
    ///
    /// # Errors
    /// A source cannot be read.
    pub(crate) fn read(self) -> io::Result<Vec<u8>> {
        let mut pieces = self.0;
        if let [Piece::Text(text)] = pieces.as_mut_slice() {
            return Ok(std::mem::take(text).into());
        }
        let mut whole = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => whole.extend_from_slice(&text),
                Piece::Source(source) => {
                    source.encoder()?.read_to_end(&mut whole)?;
                }
            }
        }
        Ok(whole)
    }
}
