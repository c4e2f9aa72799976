//! Resolves references and normalizes line ends in the text of a document.

use super::characters::first_illegal;
use super::fault::Malformed;
use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;

/// A fault, with its offset in the text.
pub(super) type Wrong = (usize, Malformed);

/// Returns the content of the text between tags.
///
/// # Errors
/// An undefined entity, a literal `]]>`, or a character that XML does not allow.
pub(super) fn content(raw: &str) -> Result<Cow<'_, str>, Wrong> {
    legal(raw)?;
    if let Some(at) = memmem::find(raw.as_bytes(), b"]]>") {
        return Err((at, Malformed::Syntax("`]]>` in text".to_owned())));
    }
    resolved(raw, |text| memchr2(b'&', b'\r', text), '\n')
}

/// Returns the value of an attribute, in which white space becomes spaces.
///
/// # Errors
/// An undefined entity, a literal `<`, or a character that XML does not allow.
pub(super) fn value(raw: &str) -> Result<Cow<'_, str>, Wrong> {
    legal(raw)?;
    if let Some(at) = memchr(b'<', raw.as_bytes()) {
        return Err((at, Malformed::Syntax("`<` in an attribute".to_owned())));
    }
    let special = |b: &u8| matches!(b, b'&' | b'\r' | b'\n' | b'\t');
    resolved(raw, |text| text.iter().position(special), ' ')
}

/// Normalizes the line ends of a text without references, as in CDATA.
///
/// # Errors
/// A character that XML does not allow.
pub(super) fn line_ends(raw: &str) -> Result<Cow<'_, str>, Wrong> {
    legal(raw)?;
    resolved(raw, |text| memchr(b'\r', text), '\n')
}

/// # Errors
/// A character that XML does not allow.
pub(super) fn legal(text: &str) -> Result<(), Wrong> {
    match first_illegal(text) {
        None => Ok(()),
        Some((at, character)) => Err((at, Malformed::Character(character))),
    }
}

/// Replaces every place that `next` finds: a reference with its character, and white space (a carriage return together
/// with its line feed) with `space`.
fn resolved(raw: &str, next: impl Fn(&[u8]) -> Option<usize>, space: char) -> Result<Cow<'_, str>, Wrong> {
    let Some(mut found) = next(raw.as_bytes()) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        let (before, special) = rest.split_at(found);
        out.push_str(before);
        let (replacement, length) = match special.as_bytes() {
            [b'&', ..] => reference(special).map_err(|why| (raw.len() - special.len(), why))?,
            [b'\r', b'\n', ..] => (space, 2),
            _ => (space, 1),
        };
        out.push(replacement);
        rest = special.get(length..).unwrap_or("");
        match next(rest.as_bytes()) {
            Some(next) => found = next,
            None => break,
        }
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// Parses the reference at the start of a text. Returns its character and its length in bytes.
#[inline]
pub(super) fn reference(text: &str) -> Result<(char, usize), Malformed> {
    match text.as_bytes() {
        // The usual references.
        [b'&', b'a', b'm', b'p', b';', ..] => Ok(('&', 5)),
        [b'&', b'l', b't', b';', ..] => Ok(('<', 4)),
        [b'&', b'g', b't', b';', ..] => Ok(('>', 4)),
        _ => rare_reference(text),
    }
}

#[inline(never)]
fn rare_reference(text: &str) -> Result<(char, usize), Malformed> {
    let Some((name, _)) = text.get(1..).and_then(|text| text.split_once(';')) else {
        let what = "`&` must begin a reference such as `&amp;`, which ends with `;`; write a literal `&` as `&amp;`";
        return Err(Malformed::Syntax(what.to_owned()));
    };
    let character = match name {
        "apos" => '\'',
        "quot" => '"',
        _ => match name.strip_prefix('#') {
            Some(number) => numbered(number)?,
            None => return Err(Malformed::Entity(name.chars().take(40).collect())),
        },
    };
    Ok((character, name.len() + 2))
}

/// Returns the character of a numeric reference, such as `10` or `x0A`.
fn numbered(number: &str) -> Result<char, Malformed> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    // The parser would accept a sign too.
    let code = Some(digits)
        .filter(|digits| digits.chars().all(|digit| digit.is_digit(radix)))
        .and_then(|digits| u32::from_str_radix(digits, radix).ok());
    let character = code.and_then(char::from_u32).ok_or_else(|| {
        let shown: String = number.chars().take(40).collect();
        Malformed::Syntax(format!("`&#{shown};` is not a character"))
    })?;
    match first_illegal(character.encode_utf8(&mut [0; 4])) {
        None => Ok(character),
        Some((_, bad)) => Err(Malformed::Character(bad)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_line_ends() {
        assert!(matches!(content("Анна"), Ok(Cow::Borrowed("Анна"))));
        assert!(matches!(content("a]b"), Ok(Cow::Borrowed("a]b"))));
        let all = "&lt;&gt;&amp;&apos;&quot;&#65;&#x41f;";
        assert_eq!(content(all).unwrap(), "<>&'\"AП");
        assert_eq!(content("a\r\nb\rc\r\r\n&#13;").unwrap(), "a\nb\nc\n\n\r");
        assert_eq!(value("a\r\nb\tc\n&#10;").unwrap(), "a b c \n");
        assert_eq!(line_ends("&amp;\r\n").unwrap(), "&amp;\n");
    }

    #[test]
    fn a_wrong_reference_is_found_at_its_offset() {
        for (text, at) in [
            ("я&nbsp;", 2),
            ("ab&amp", 2),
            ("&;", 0),
            ("&#;", 0),
            ("&#x;", 0),
            ("&#X41;", 0),
            ("&#+65;", 0),
            ("&#xD800;", 0),
            ("&#0;", 0),
            ("&#99999999999;", 0),
            ("a]]>", 1),
            ("я\u{1}", 2),
            ("a\u{FFFE}", 1),
        ] {
            assert_eq!(content(text).unwrap_err().0, at, "{text}");
        }
        assert_eq!(value("a<b").unwrap_err().0, 1);
    }
}
