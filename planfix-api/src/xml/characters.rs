//! Which characters an XML 1.0 document can carry, and how text is escaped.

use super::buffer::Buffer;
use memchr::{memchr, memmem};

/// The first character that XML 1.0 cannot carry in any form, with its byte offset.
///
/// These are the control characters but tab, line feed and carriage return, and U+FFFE, U+FFFF
/// (production 2, `Char`). A Rust string has no surrogates.
pub(crate) fn first_illegal(text: &str) -> Option<(usize, char)> {
    let suspect = |b: u8| u8::from(b == 0xEF) | u8::from(b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r'));
    let (blocks, tail) = text.as_bytes().as_chunks();
    let whole = blocks.len() * BLOCK;
    let in_block = |(number, block): (usize, &[u8; BLOCK])| {
        let at = number * BLOCK;
        any(block, suspect).then(|| illegal_in(text, at, at + BLOCK)).flatten()
    };
    blocks
        .iter()
        .enumerate()
        .find_map(in_block)
        .or_else(|| illegal_in(text, whole, whole + tail.len()))
}

const BLOCK: usize = 64;

/// Whether a test gives a one for any byte. A whole block without an early exit, and with bytes for truths, is what
/// the compiler makes vector code of.
#[inline]
fn any(block: &[u8; BLOCK], test: impl Fn(u8) -> u8) -> bool {
    block.iter().fold(0, |any, &b| any | test(b)) != 0
}

/// The first illegal character that begins between two offsets.
fn illegal_in(text: &str, from: usize, to: usize) -> Option<(usize, char)> {
    (from..to).find_map(|at| match text.as_bytes().get(at..)? {
        [b'\t' | b'\n' | b'\r', ..] => None,
        [b @ ..b' ', ..] => Some((at, char::from(*b))),
        [0xEF, 0xBF, 0xBE, ..] => Some((at, '\u{FFFE}')),
        [0xEF, 0xBF, 0xBF, ..] => Some((at, '\u{FFFF}')),
        _ => None,
    })
}

/// What a document is known to hold before it is read.
pub(super) struct Survey {
    /// See [`first_illegal`].
    pub(super) illegal: Option<(usize, char)>,
    /// Whether there is neither a carriage return nor `]]>`: text needs no care but for references.
    pub(super) plain: bool,
}

impl Survey {
    pub(super) fn of(text: &str) -> Self {
        // Most documents hold nothing of all this, which one pass shows: few tests for each byte, and more of
        // them only in a block with line feeds.
        let may = |b: u8| u8::from(b < b' ') | u8::from(b == b']') | u8::from(b == 0xEF);
        let care = |b: u8| may(b) & u8::from(b != b'\t' && b != b'\n');
        let (blocks, tail) = text.as_bytes().as_chunks();
        if !blocks.iter().any(|block| any(block, may) && any(block, care)) && !tail.iter().any(|&b| care(b) != 0) {
            return Self {
                illegal: None,
                plain: true,
            };
        }
        let bytes = text.as_bytes();
        Self {
            illegal: first_illegal(text),
            plain: memchr(b'\r', bytes).is_none() && memmem::find(bytes, b"]]>").is_none(),
        }
    }
}

/// Appends text, escaped so that a reader gives back exactly the same. Gives whether it holds only
/// characters that XML can carry.
#[inline]
pub(super) fn push_text(out: &mut Buffer, text: &str) -> bool {
    out.push_plain(text) || push_careful(out, text)
}

/// [`push_text`] of a text that needs care.
#[inline(never)]
fn push_careful(out: &mut Buffer, text: &str) -> bool {
    let (mut done, mut from, mut legal) = (0, 0, true);
    while let Some(at) = next_care(text.as_bytes(), from) {
        match text.as_bytes().get(at) {
            Some(&special @ (b'<' | b'>' | b'&' | b'\r')) => {
                out.push(text.get(done..at).unwrap_or(""));
                out.push(reference(special));
                done = at + 1;
            }
            _ => legal &= illegal_in(text, at, at + 1).is_none(),
        }
        from = at + 1;
    }
    out.push(text.get(done..).unwrap_or(""));
    legal
}

/// Appends the value of an attribute, to stand between double quotes. Also the quote is escaped, and
/// the white space that a reader would turn into spaces.
pub(super) fn push_attribute(out: &mut Buffer, text: &str) -> bool {
    let special = |b: &u8| matches!(b, b'<' | b'>' | b'&' | b'\r' | b'"' | b'\t' | b'\n');
    let mut rest = text;
    while let Some(at) = rest.as_bytes().iter().position(special) {
        let (plain, special) = rest.split_at(at);
        out.push(plain);
        out.push(special.bytes().next().map_or("", reference));
        // A special byte is ASCII, so the next byte begins a character.
        rest = special.get(1..).unwrap_or("");
    }
    out.push(rest);
    first_illegal(text).is_none()
}

/// What stands for a byte that cannot stand for itself.
fn reference(special: u8) -> &'static str {
    match special {
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'&' => "&amp;",
        b'"' => "&quot;",
        b'\r' => "&#13;",
        b'\n' => "&#10;",
        _ => "&#9;",
    }
}

/// The next byte of a text that may have to be escaped, or may be part of what XML cannot carry. Most texts
/// have none, so this is asked of sixteen bytes at a time.
fn next_care(text: &[u8], from: usize) -> Option<usize> {
    let (blocks, tail) = text.get(from..)?.as_chunks::<16>();
    for (number, block) in blocks.iter().enumerate() {
        if let Some(at) = first_of(care(block)) {
            return Some(from + number * 16 + at);
        }
    }
    // Spaces need no care.
    let mut block = [b' '; 16];
    block.get_mut(..tail.len())?.copy_from_slice(tail);
    Some(from + blocks.len() * 16 + first_of(care(&block))?)
}

/// Which of sixteen bytes need care: a one for each. By itself, and byte for byte, the compiler makes vector code
/// of it; inside of another loop it would not.
#[inline(never)]
pub(super) fn care(block: &[u8; 16]) -> [u8; 16] {
    let mut out = [0; 16];
    for (out, &b) in out.iter_mut().zip(block) {
        // `<` and `>` differ in one bit.
        let angle = b & !(b'<' ^ b'>') == b'<' & b'>';
        *out = u8::from(b < b' ') | u8::from(angle) | u8::from(b == b'&') | u8::from(b == 0xEF);
    }
    out
}

/// Which of sixteen bytes are `<` or `&`, in the same way.
#[inline(never)]
pub(super) fn markup(block: &[u8; 16]) -> [u8; 16] {
    let mut out = [0; 16];
    for (out, &b) in out.iter_mut().zip(block) {
        *out = u8::from(b == b'<') | u8::from(b == b'&');
    }
    out
}

/// The first byte that [`care`] or [`markup`] found.
#[inline]
pub(super) fn first_of(care: [u8; 16]) -> Option<usize> {
    let bit = u128::from_le_bytes(care).trailing_zeros() as usize;
    (bit < 128).then_some(bit / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn illegal_characters_are_found_where_they_stand() {
        assert_eq!(first_illegal("Анна 😀 \t\r\n\u{7F}\u{FFFD}"), None);
        assert_eq!(first_illegal("Анна\u{0}"), Some((8, '\u{0}')));
        assert_eq!(first_illegal("a\u{FFFE}b"), Some((1, '\u{FFFE}')));
        assert_eq!(first_illegal("\u{1B}[0m"), Some((0, '\u{1B}')));
    }

    #[test]
    fn care_is_taken_of_every_byte_at_every_place() {
        for byte in 0..=0x7F_u8 {
            let care = byte < b' ' || b"<>&".contains(&byte);
            for length in 0..40 {
                for at in 0..length {
                    let mut text = vec![b'a'; length];
                    text[at] = byte;
                    assert_eq!(next_care(&text, 0), care.then_some(at), "{byte} at {at} of {length}");
                    assert_eq!(next_care(&text, at + 1), None);
                }
                assert_eq!(next_care("яй".repeat(length).as_bytes(), 0), None);
            }
        }
    }

    #[test]
    fn escaping_keeps_what_a_reader_would_change() {
        let written = |push: fn(&mut Buffer, &str) -> bool, text: &str| {
            let mut out = Buffer::with_capacity(0);
            let legal = push(&mut out, text);
            (String::from_utf8(out.into_bytes()).unwrap(), legal)
        };
        assert!(!written(push_text, "a\u{1}").1);
        assert!(!written(push_text, "ab\u{FFFF}<").1);
        let text = "Tom & <Ann> \"x\"\n\tя";
        assert_eq!(written(push_text, text).0, "Tom &amp; &lt;Ann&gt; \"x\"\n\tя");
        assert_eq!(written(push_text, "\r\n<я").0, "&#13;\n&lt;я");
        assert_eq!(written(push_attribute, "a\"\n\t<").0, "a&quot;&#10;&#9;&lt;");
    }
}
