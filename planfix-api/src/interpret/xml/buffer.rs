//! The bytes of a message that is written.

use super::characters::{care, first_care_of, illegal_at, needs_care, reference};
use crate::table::{Tag, Tags};

/// Bytes that grow at their end. They are zeros ahead of it, so that a tag, or a text sixteen bytes at a time, is
/// put where it belongs by moves of a fixed size, which may reach beyond its end: pieces are short, and a call
/// to copy each of them takes as long as all else.
pub(super) struct Buffer {
    bytes: Vec<u8>,
    end: usize,
}

/// How far beyond its end a piece may be written.
const BEYOND: usize = 16;

/// How many zeros are made at once: they are still near when they are written over.
const ZEROS: usize = 2048;

impl Buffer {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(capacity + BEYOND),
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
    fn room(&mut self, len: usize) -> Option<&mut [u8]> {
        if self.bytes.len() < self.end + len + BEYOND {
            self.grow(len);
        }
        self.bytes.get_mut(self.end..)
    }

    #[cold]
    fn grow(&mut self, len: usize) {
        let needed = self.end + len + BEYOND;
        let some = (self.bytes.len() + ZEROS).min(self.bytes.capacity());
        self.bytes.resize(needed.max(some), 0);
    }

    pub(super) fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    pub(super) fn push_bytes(&mut self, piece: &[u8]) {
        let room = self
            .bytes
            .get_mut(self.end..)
            .and_then(|room| room.get_mut(..piece.len()));
        match room {
            Some(to) if piece.len() < 16 => {
                short(to, piece);
                self.end += piece.len();
            }
            _ => self.push_long(piece),
        }
    }

    #[inline(never)]
    fn push_long(&mut self, piece: &[u8]) {
        if let Some(to) = self.room(piece.len()).and_then(|room| room.get_mut(..piece.len())) {
            to.copy_from_slice(piece);
            self.end += piece.len();
        }
    }

    #[inline]
    pub(super) fn push_tag(&mut self, tag: Tag) {
        match tag.chunk() {
            Some(chunk) => self.push_block(chunk, tag.len()),
            None => {
                let [begin, name, end] = tag.pieces();
                self.push_pieces(begin, name, end);
            }
        }
    }

    #[inline(never)]
    fn push_pieces(&mut self, begin: &str, name: &str, end: &str) {
        for piece in [begin, name, end] {
            self.push(piece);
        }
    }

    /// Appends the first bytes of a block.
    #[inline]
    pub(super) fn push_block(&mut self, block: &[u8; 16], len: usize) {
        match self.bytes.get_mut(self.end..).and_then(<[u8]>::first_chunk_mut) {
            Some(to) => *to = *block,
            None => self.grow_by(block),
        }
        self.end += len;
    }

    #[cold]
    fn grow_by(&mut self, block: &[u8; 16]) {
        if let Some(to) = self.room(block.len()).and_then(<[u8]>::first_chunk_mut) {
            *to = *block;
        }
    }

    /// Appends text, escaped so that a reader gives back exactly the same. Gives whether it holds only characters
    /// that XML can carry.
    ///
    /// Sixteen bytes are put at a time, and what stands behind one that cannot stand for itself is put once more.
    #[inline(never)]
    pub(super) fn push_text(&mut self, text: &str) -> bool {
        let (mut at, mut legal) = (0, true);
        while let Some(rest @ [_, ..]) = text.as_bytes().get(at..) {
            let care = match rest.first_chunk() {
                Some(block) => {
                    let care = first_care_of(block);
                    self.push_block(block, care.unwrap_or(16));
                    care
                }
                None => {
                    let care = rest.iter().position(|&b| needs_care(b));
                    self.push_bytes(rest.get(..care.unwrap_or(rest.len())).unwrap_or_default());
                    care
                }
            };
            // Said by a branch, and so guessed by the processor: where the next block stands must not wait for this.
            let Some(plain) = care else {
                at += rest.len().min(16);
                continue;
            };
            legal &= self.push_with_care(text, at + plain);
            at += plain + 1;
        }
        legal
    }

    /// Appends the byte of a text that needs care. Gives whether it begins a character that XML can carry.
    #[inline]
    fn push_with_care(&mut self, text: &str, at: usize) -> bool {
        match text.as_bytes().get(at) {
            Some(&special @ (b'<' | b'>' | b'&' | b'\r')) => {
                let (block, len) = reference(special);
                self.push_block(block, len);
                true
            }
            Some(&other) => {
                self.push_block(&[other; 16], 1);
                illegal_at(text, at).is_none()
            }
            None => true,
        }
    }

    /// Appends an element with text, as [`Self::push_text`] does. Most are put in one piece: their tags are short, and
    /// none of their bytes needs care. A number needs none, so it is not looked for.
    #[inline(always)]
    pub(super) fn push_element<const NUMBER: bool>(&mut self, tags: &Tags, text: &str) -> bool {
        let (open, close) = (tags.open(), tags.close());
        let (Some(open_chunk), Some(close_chunk)) = (open.chunk(), close.chunk()) else {
            return self.push_rest(tags, text);
        };
        let behind = open.len() + text.len();
        let Some(room) = self.room(behind + close.len()) else {
            return self.push_rest(tags, text);
        };
        if let Some(to) = room.first_chunk_mut() {
            *to = *open_chunk;
        }
        let care = match room.get_mut(open.len()..behind) {
            Some(to) if NUMBER && text.len() < 16 => {
                short(to, text.as_bytes());
                false
            }
            Some(to) => put(to, text.as_bytes()),
            None => true,
        };
        if care {
            return self.push_rest(tags, text);
        }
        if let Some(to) = room.get_mut(behind..).and_then(<[u8]>::first_chunk_mut) {
            *to = *close_chunk;
        }
        self.end += behind + close.len();
        true
    }

    #[inline(never)]
    fn push_rest(&mut self, tags: &Tags, text: &str) -> bool {
        self.push_tag(tags.open());
        let legal = self.push_text(text);
        self.push_tag(tags.close());
        legal
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }
}

/// Copies text to as many bytes; says whether any of it needs care.
#[inline]
fn put(to: &mut [u8], text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        short(to, text);
        return text.iter().fold(false, |care, &b| care | needs_care(b));
    };
    let mut any = 0;
    let (blocks, tail) = text.as_chunks();
    let (rooms, _) = to.as_chunks_mut();
    for (to, block) in rooms.iter_mut().zip(blocks) {
        *to = *block;
        any |= care(block);
    }
    // The last bytes, some of them once more.
    if !tail.is_empty()
        && let Some(to) = to.last_chunk_mut()
    {
        *to = *last;
        any |= care(last);
    }
    any != 0
}

/// Copies fewer than sixteen bytes, by two pieces that overlap, to as many.
#[inline]
fn short(to: &mut [u8], text: &[u8]) {
    fn ends<const N: usize>(to: &mut [u8], text: &[u8]) -> Option<()> {
        *to.first_chunk_mut::<N>()? = *text.first_chunk()?;
        *to.last_chunk_mut::<N>()? = *text.last_chunk()?;
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
    use crate::table::both_tags;

    #[test]
    fn pieces_of_every_length_stand_behind_each_other() {
        let text: String = ('a'..='z').cycle().take(100).collect();
        let tags = |name| Tags::new(name, both_tags(name));
        for capacity in [0, 1, 10_000] {
            let mut buffer = Buffer::with_capacity(capacity);
            let mut expected = String::new();
            for length in (0..100).chain((0..100).rev()) {
                buffer.push(&text[..length]);
                let piece = &text[..length];
                expected.push_str(piece);
                for name in ["short", "eleven_byte", "fourteen_bytes", "twenty_of_them_at_all"] {
                    assert!(buffer.push_element::<false>(&tags(name), piece));
                    assert!(buffer.push_element::<false>(&tags(name), &format!("{piece}&{piece}")));
                    assert!(!buffer.push_element::<false>(&tags(name), &format!("{piece}\u{1}<")));
                    let escaped = [piece, &format!("{piece}&amp;{piece}"), &format!("{piece}\u{1}&lt;")];
                    expected.extend(escaped.map(|text| format!("<{name}>{text}</{name}>")));
                }
            }
            assert_eq!(buffer.len(), expected.len());
            buffer.truncate(19_000);
            assert_eq!(buffer.into_bytes(), &expected.as_bytes()[..19_000]);
        }
    }
}
