//! Base64 of a reader, piece by piece.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, ErrorKind, Read};

/// The bytes to encode at a time, a multiple of three, so that only the last piece is padded.
const PIECE: usize = 12 << 10;

/// A reader of the base64 of another reader. It is finished once it has returned 0.
pub(crate) struct Encoder<R> {
    source: R,
    bytes: Vec<u8>,
    text: Vec<u8>,
    /// The number of bytes of `text` that were read.
    read: usize,
}

impl<R: Read> Encoder<R> {
    pub(crate) const fn new(source: R) -> Self {
        Self {
            source,
            bytes: Vec::new(),
            text: Vec::new(),
            read: 0,
        }
    }

    fn encode_piece(&mut self) -> io::Result<()> {
        self.bytes.resize(PIECE, 0);
        let mut filled = 0;
        while let Some(room @ [_, ..]) = self.bytes.get_mut(filled..) {
            match self.source.read(room) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.bytes.truncate(filled);
        self.text.resize(filled.div_ceil(3) * 4, 0);
        let written = STANDARD
            .encode_slice(&self.bytes, &mut self.text)
            .map_err(io::Error::other)?;
        self.text.truncate(written);
        self.read = 0;
        Ok(())
    }
}

impl<R: Read> Read for Encoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.read == self.text.len() {
            self.encode_piece()?;
        }
        let read = self.text.get(self.read..).unwrap_or_default().read(into)?;
        self.read += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_encoded_as_the_whole() {
        for len in [0, 1, 2, 3, 4, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 2] {
            let bytes: Vec<u8> = (0..len).map(|i| (i % 251) as u8).collect();
            // Readers may return any number of bytes.
            let uneven = (&bytes[..len / 3]).chain(&bytes[len / 3..]);
            let mut text = String::new();
            Encoder::new(uneven).read_to_string(&mut text).unwrap();
            assert_eq!(text, STANDARD.encode(&bytes), "{len}");
        }
    }
}
