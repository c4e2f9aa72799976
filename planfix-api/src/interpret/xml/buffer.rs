//! The output buffer for XML.

use super::characters::{care, first_care_of, first_illegal, illegal_at, needs_care, reference};
use crate::Bytes;
use crate::table::{Tag, Tags};

/// A byte buffer that grows at its end. The bytes after the end are zeros, so that a tag, or a text sixteen bytes at a
/// time, is written with moves of a fixed size that may go past the end: pieces are short, and a copy call for each of
/// them would take as long as everything else.
pub(super) struct Buffer {
    bytes: Vec<u8>,
    end: usize,
    /// Bytes that are not in memory, each with the position of its base64.
    sources: Vec<(usize, Bytes)>,
}

/// The bytes after the end that a write may touch.
const BEYOND: usize = 16;

/// The number of zeros added at once, few enough to be in the cache when they are overwritten.
const ZEROS: usize = 2048;

impl Buffer {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(capacity + BEYOND),
            end: 0,
            sources: Vec::new(),
        }
    }

    /// Returns the number of bytes written.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.end
    }

    /// Removes everything after this length.
    pub(super) fn truncate(&mut self, len: usize) {
        self.end = self.end.min(len);
    }

    /// Returns the space after the end: at least `len` bytes, and `BEYOND` more.
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

    /// Appends the first `len` bytes of a block.
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

    /// Appends text, escaped so that a reader returns exactly the same. Returns true if all its characters are allowed
    /// in XML.
    ///
    /// Copies sixteen bytes at a time; what follows a byte that needs escaping is copied again.
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
            // A branch, so that the processor predicts it: the position of the next block must not wait for the
            // result.
            let Some(plain) = care else {
                at += rest.len().min(16);
                continue;
            };
            legal &= self.push_with_care(text, at + plain);
            at += plain + 1;
        }
        legal
    }

    /// Appends a byte of a text that needs care. Returns true if the character that it begins is allowed in XML.
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

    /// Appends the value of an attribute that is written in double quotes. Escapes the quote too, and white space that a
    /// reader would turn into spaces.
    pub(super) fn push_attribute(&mut self, text: &str) -> bool {
        let special = |b: &u8| matches!(b, b'<' | b'>' | b'&' | b'\r' | b'"' | b'\t' | b'\n');
        let mut rest = text;
        while let Some(at) = rest.as_bytes().iter().position(special) {
            let (plain, special) = rest.split_at(at);
            self.push(plain);
            if let Some(&special) = special.as_bytes().first() {
                let (block, len) = reference(special);
                self.push_block(block, len);
            }
            // Special bytes are ASCII, so the next byte begins a character.
            rest = special.get(1..).unwrap_or("");
        }
        self.push(rest);
        first_illegal(text).is_none()
    }

    /// Appends an element with text, like [`Self::push_text`]. Most are written in one piece, since their tags are
    /// short and none of their bytes needs care. A number never needs care, so it is not checked.
    #[inline(always)]
    pub(super) fn push_element<const NUMBER: bool>(&mut self, tags: &Tags, text: &str) -> bool {
        let (open, close) = (tags.open(), tags.close());
        let (Some(open_chunk), Some(close_chunk)) = (open.chunk(), close.chunk()) else {
            return self.push_rest(tags, text);
        };
        let after = open.len() + text.len();
        let Some(room) = self.room(after + close.len()) else {
            return self.push_rest(tags, text);
        };
        if let Some(to) = room.first_chunk_mut() {
            *to = *open_chunk;
        }
        let care = match room.get_mut(open.len()..after) {
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
        if let Some(to) = room.get_mut(after..).and_then(<[u8]>::first_chunk_mut) {
            *to = *close_chunk;
        }
        self.end += after + close.len();
        true
    }

    #[inline(never)]
    fn push_rest(&mut self, tags: &Tags, text: &str) -> bool {
        self.push_tag(tags.open());
        let legal = self.push_text(text);
        self.push_tag(tags.close());
        legal
    }

    /// Appends the base64 of bytes that are not in memory.
    pub(super) fn push_source(&mut self, source: Bytes) {
        self.sources.push((self.end, source));
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.into_parts().0
    }

    /// Returns the text, and the sources with their positions in it.
    pub(super) fn into_parts(mut self) -> (Vec<u8>, Vec<(usize, Bytes)>) {
        self.bytes.truncate(self.end);
        (self.bytes, self.sources)
    }
}

/// Copies `text` to a slice of the same length. Returns true if any byte needs care.
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
    // The last bytes, overlapping the last full block.
    if !tail.is_empty()
        && let Some(to) = to.last_chunk_mut()
    {
        *to = *last;
        any |= care(last);
    }
    any != 0
}

/// Copies fewer than sixteen bytes to a slice of the same length, as two overlapping pieces.
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
    fn pieces_of_every_length_are_appended_in_order() {
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

    #[test]
    fn escaping_keeps_what_a_reader_would_change() {
        let written = |push: fn(&mut Buffer, &str) -> bool, text: &str| {
            let mut out = Buffer::with_capacity(0);
            let legal = push(&mut out, text);
            (String::from_utf8(out.into_bytes()).unwrap(), legal)
        };
        assert!(!written(Buffer::push_text, "a\u{1}").1);
        assert!(!written(Buffer::push_text, "ab\u{FFFF}<").1);
        let text = "Tom & <Ann> \"x\"\n\tя";
        assert_eq!(written(Buffer::push_text, text).0, "Tom &amp; &lt;Ann&gt; \"x\"\n\tя");
        assert_eq!(written(Buffer::push_text, "\r\n<я").0, "&#13;\n&lt;я");
        assert_eq!(written(Buffer::push_attribute, "a\"\n\t<").0, "a&quot;&#10;&#9;&lt;");
    }
}
