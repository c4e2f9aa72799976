//! Which characters an XML 1.0 document can carry, and how text is escaped.

/// The first character that XML 1.0 cannot carry in any form, with its byte offset.
///
/// These are the control characters but tab, line feed and carriage return, and U+FFFE, U+FFFF
/// (production 2, `Char`). A Rust string has no surrogates.
pub(crate) fn first_illegal(text: &str) -> Option<(usize, char)> {
    let control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
    // Whole blocks without an early exit: the compiler makes vector code of it.
    let suspect = text
        .as_bytes()
        .chunks(64)
        .any(|block| block.iter().fold(false, |bad, &b| bad | control(b) | (b == 0xEF)));
    if !suspect {
        return None;
    }
    text.char_indices()
        .find(|&(_, c)| matches!(c, '\u{FFFE}' | '\u{FFFF}') || (c < ' ' && !matches!(c, '\t' | '\n' | '\r')))
}

/// Appends text, escaped so that a reader gives back exactly the same. Gives whether it holds only
/// characters that XML can carry.
pub(super) fn push_text(out: &mut String, text: &str) -> bool {
    push_escaped(out, text, |b| matches!(b, b'<' | b'>' | b'&' | b'\r'))
}

/// Appends the value of an attribute, to stand between double quotes. Also the quote is escaped, and
/// the white space that a reader would turn into spaces.
pub(super) fn push_attribute(out: &mut String, text: &str) -> bool {
    push_escaped(out, text, |b| {
        matches!(b, b'<' | b'>' | b'&' | b'\r' | b'"' | b'\t' | b'\n')
    })
}

fn push_escaped(out: &mut String, text: &str, special: impl Fn(u8) -> bool) -> bool {
    // One look at all bytes without an early exit: the compiler makes vector code of it. Most texts
    // have nothing to care for.
    let careful = |b: u8| b < b' ' || b == 0xEF || special(b);
    if !text.as_bytes().iter().fold(false, |any, &b| any | careful(b)) {
        out.push_str(text);
        return true;
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&special) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        // A special byte is ASCII, so the next byte begins a character.
        let (byte, after) = tail.split_at(1);
        match byte {
            "<" => out.push_str("&lt;"),
            ">" => out.push_str("&gt;"),
            "&" => out.push_str("&amp;"),
            "\"" => out.push_str("&quot;"),
            "\r" => out.push_str("&#13;"),
            "\n" => out.push_str("&#10;"),
            _ => out.push_str("&#9;"),
        }
        rest = after;
    }
    out.push_str(rest);
    first_illegal(text).is_none()
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
    fn escaping_keeps_what_a_reader_would_change() {
        let mut out = String::new();
        assert!(!push_text(&mut out, "a\u{1}"));
        out.clear();
        push_text(&mut out, "Tom & <Ann> \"x\"\r\n\tя");
        assert_eq!(out, "Tom &amp; &lt;Ann&gt; \"x\"&#13;\n\tя");
        out.clear();
        push_attribute(&mut out, "a\"\n\t<");
        assert_eq!(out, "a&quot;&#10;&#9;&lt;");
    }
}
