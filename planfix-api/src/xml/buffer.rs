//! The bytes of a message that is written.

use super::characters::care;
use crate::table::Tag;

/// Bytes that grow at their end. They are zeros ahead of it, so that a tag, or a text sixteen bytes at a time, is
/// put where it belongs by moves of a fixed size, which may reach beyond its end: pieces are short, and a call
/// to copy each of them takes as long as all else.
pub(super) struct Buffer {
    bytes: Vec<u8>,
    end: usize,
}

/// How far beyond its end a piece may be written.
const BEYOND: usize = 16;

impl Buffer {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: vec![0; capacity + BEYOND],
            end: 0,
        }
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.end
    }

    /// Takes back what was written behind this length.
    pub(super) fn truncate(&mut self, len: usize) {
        self.end = self.end.min(len);
    }

    /// The zeros behind the end: at least so many, and some beyond.
    #[inline]
    fn room(&mut self, len: usize) -> &mut [u8] {
        if self.bytes.len() < self.end + len + BEYOND {
            self.grow(len);
        }
        self.bytes.get_mut(self.end..).unwrap_or_default()
    }

    #[cold]
    fn grow(&mut self, len: usize) {
        let needed = self.end + len + BEYOND;
        self.bytes.resize(needed.max(self.bytes.len() * 2), 0);
    }

    pub(super) fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    pub(super) fn push_bytes(&mut self, piece: &[u8]) {
        if piece.len() < 16
            && let Some(to) = self.bytes.get_mut(self.end..).and_then(<[u8]>::first_chunk_mut)
        {
            short(to, piece);
            self.end += piece.len();
        } else {
            self.push_long(piece);
        }
    }

    #[inline(never)]
    fn push_long(&mut self, piece: &[u8]) {
        if let Some(to) = self.room(piece.len()).get_mut(..piece.len()) {
            to.copy_from_slice(piece);
            self.end += piece.len();
        }
    }

    #[inline]
    pub(super) fn push_tag(&mut self, tag: Tag) {
        let room = self.bytes.get_mut(self.end..).and_then(<[u8]>::first_chunk_mut);
        match (room, tag.chunk()) {
            (Some(to), Some(chunk)) => {
                *to = *chunk;
                self.end += tag.len();
            }
            _ => self.push_long(tag.bytes()),
        }
    }

    /// Appends text if none of its bytes needs care; says whether it did.
    #[inline]
    pub(super) fn push_plain(&mut self, text: &str) -> bool {
        let text = text.as_bytes();
        let room = self.room(text.len());
        let care = match text.last_chunk() {
            Some(last) => {
                let (blocks, _) = text.as_chunks();
                let (to, _) = room.as_chunks_mut();
                let mut any = u128::from_le_bytes(care(last));
                for (to, block) in to.iter_mut().zip(blocks) {
                    *to = *block;
                    any |= u128::from_le_bytes(care(block));
                }
                // The last bytes, some of them once more.
                if let Some(to) = room.get_mut(..text.len()).and_then(<[u8]>::last_chunk_mut) {
                    *to = *last;
                }
                any
            }
            None => {
                // Spaces need no care.
                let mut block = [b' '; 16];
                short(&mut block, text);
                if let Some(to) = room.first_chunk_mut() {
                    *to = block;
                }
                u128::from_le_bytes(care(&block))
            }
        };
        if care != 0 {
            return false;
        }
        self.end += text.len();
        true
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }
}

/// Copies fewer than sixteen bytes, by two pieces that overlap.
#[inline]
fn short(to: &mut [u8; 16], text: &[u8]) {
    fn ends<const N: usize>(to: &mut [u8; 16], text: &[u8]) -> Option<()> {
        let (first, last) = (text.first_chunk::<N>()?, text.last_chunk::<N>()?);
        *to.first_chunk_mut()? = *first;
        *to.get_mut(..text.len())?.last_chunk_mut()? = *last;
        Some(())
    }
    let _ = match text.len() {
        8.. => ends::<8>(to, text),
        4.. => ends::<4>(to, text),
        2.. => ends::<2>(to, text),
        1 => ends::<1>(to, text),
        0 => None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_every_length_stand_behind_each_other() {
        let text: String = ('a'..='z').cycle().take(100).collect();
        for capacity in [0, 1, 10_000] {
            let mut buffer = Buffer::with_capacity(capacity);
            let mut expected = String::new();
            for length in (0..100).chain((0..100).rev()) {
                buffer.push(&text[..length]);
                assert!(buffer.push_plain(&text[..length]));
                expected.push_str(&text[..length]);
                expected.push_str(&text[..length]);
            }
            buffer.truncate(19_000);
            assert_eq!(buffer.len(), 19_000);
            assert_eq!(buffer.into_bytes(), &expected.as_bytes()[..19_000]);
        }
    }
}
