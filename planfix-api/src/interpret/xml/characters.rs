//! The characters that XML 1.0 allows, and how text is escaped.

use std::hint::black_box;

/// Finds the first character that XML 1.0 does not allow in any form. Returns its byte offset too.
///
/// These are the control characters except tab, line feed and carriage return, and U+FFFE and U+FFFF (production 2,
/// `Char`). A Rust string has no surrogates.
pub(crate) fn first_illegal(text: &str) -> Option<(usize, char)> {
    let mut from = 0;
    loop {
        let at = next_care(text.as_bytes(), from)?;
        if let Some(illegal) = illegal_at(text, at) {
            return Some((at, illegal));
        }
        from = at + 1;
    }
}

/// Returns the character at this offset, if XML does not allow it.
pub(super) fn illegal_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at..)? {
        [b'\t' | b'\n' | b'\r', ..] => None,
        [b @ ..b' ', ..] => Some(char::from(*b)),
        [0xEF, 0xBF, 0xBE, ..] => Some('\u{FFFE}'),
        [0xEF, 0xBF, 0xBF, ..] => Some('\u{FFFF}'),
        _ => None,
    }
}

/// Returns the reference that replaces a special byte, as a block and its length.
#[inline]
pub(super) fn reference(special: u8) -> (&'static [u8; 16], usize) {
    match special {
        b'<' => (b"&lt;            ", 4),
        b'>' => (b"&gt;            ", 4),
        b'&' => (b"&amp;           ", 5),
        b'"' => (b"&quot;          ", 6),
        b'\r' => (b"&#13;           ", 5),
        b'\n' => (b"&#10;           ", 5),
        _ => (b"&#9;            ", 4),
    }
}

/// Finds the next byte that needs care: it must be escaped, is a control character, or may begin a character that XML
/// does not allow. Checks sixteen bytes at a time, since most texts have none.
#[inline]
pub(super) fn next_care(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(block) = text.get(at..)?.first_chunk() {
        if let Some(care) = first_care_of(block) {
            return Some(at + care);
        }
        at += block.len();
    }
    next_of_few(text, at)
}

#[inline(never)]
fn next_of_few(text: &[u8], from: usize) -> Option<usize> {
    let care = text.get(from..)?.iter().position(|&b| needs_care(b))?;
    Some(from + care)
}

/// Returns true if [`next_care`] stops at this byte.
#[inline]
#[allow(clippy::indexing_slicing, reason = "a byte is below 256")]
pub(super) fn needs_care(b: u8) -> bool {
    const CARE: [bool; 256] = {
        let mut care = [false; 256];
        let mut b = 0;
        while b < 256 {
            care[b] = b < 0x20 || b == 0xEF || matches!(b as u8, b'<' | b'>' | b'&');
            b += 1;
        }
        care
    };
    CARE[usize::from(b)]
}

/// Returns a bitmask of the bytes that need care: 0xFF for each, the first byte in the low bits.
#[inline(always)]
pub(super) fn care(block: &[u8; 16]) -> u128 {
    let mut out = [0; 16];
    for (out, &b) in out.iter_mut().zip(block) {
        // `<` and `>` differ in one bit.
        let angle = b & !(b'<' ^ b'>') == b'<' & b'>';
        let needed = u8::from(b < b' ') | u8::from(angle) | u8::from(b == b'&') | u8::from(b == 0xEF);
        *out = needed.wrapping_neg();
    }
    // `black_box` forces a store, so that LLVM vectorizes the loop instead of assembling the `u128` byte by byte.
    u128::from_le_bytes(black_box(out))
}

/// Returns the index of the first byte that needs care.
#[inline]
pub(super) fn first_care_of(block: &[u8; 16]) -> Option<usize> {
    let bit = care(block).trailing_zeros() as usize;
    (bit < 128).then_some(bit / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn illegal_characters_are_found_at_their_offset() {
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
}
