//! Parsers for parts of the grammar of XML 1.0: names, attributes, processing instructions and the declaration.

/// Splits the name (production 5, `Name`) at the start of a text from the rest.
pub(super) fn name(text: &str) -> Option<(&str, &str)> {
    // Nearly all names are ASCII.
    #[allow(clippy::indexing_slicing, reason = "a byte is below 256")]
    let ends = |b: u8| !ASCII_NAME[usize::from(b)];
    let mut end = text.bytes().position(ends).unwrap_or(text.len());
    if text.as_bytes().get(end).is_some_and(|b| !b.is_ascii()) {
        let tail = text.get(end..).unwrap_or("");
        end += tail.find(|c| !continues_name(c)).unwrap_or(tail.len());
    }
    let (name, rest) = text.split_at_checked(end)?;
    name.starts_with(starts_name).then_some((name, rest))
}

/// The ASCII characters that may continue a name.
#[allow(clippy::indexing_slicing, reason = "evaluated while it is compiled")]
static ASCII_NAME: [bool; 256] = {
    let mut of_name = [false; 256];
    let mut b = 0;
    while b < 256 {
        of_name[b] = matches!(b as u8, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b':');
        b += 1;
    }
    of_name
};

/// Returns true if the whole text is a name.
fn is_name(text: &str) -> bool {
    name(text).is_some_and(|(_, rest)| rest.is_empty())
}

fn starts_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '_' | ':'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(c: char) -> bool {
    starts_name(c) || matches!(c, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The declaration that nearly every document begins with, and that the writer uses.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// White space: production 3, `S`.
pub(super) const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Returns the text after its leading white space.
#[inline]
pub(super) fn after_space(text: &str) -> &str {
    let is_space = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
    let spaces = text.as_bytes().iter().take_while(|b| is_space(b)).count();
    text.get(spaces..).unwrap_or("")
}

/// Parses white space and one `name="value"`. Returns the name, the raw value, and the rest.
pub(super) fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let trimmed = after_space(text);
    if trimmed.len() == text.len() {
        return None;
    }
    let (name, rest) = name(trimmed)?;
    let rest = after_space(after_space(rest).strip_prefix('=')?);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, rest) = rest.get(1..)?.split_once(quote)?;
    Some((name, value, rest))
}

/// Returns true if this is the content of a processing instruction, between `<?` and `?>`.
pub(super) fn is_instruction(text: &str) -> bool {
    let target = text.split(SPACE).next().unwrap_or("");
    is_name(target) && !target.eq_ignore_ascii_case("xml")
}

/// Returns true if this is the content of a declaration, between `<?` and `?>`: the version, then optionally the
/// encoding (UTF-8) and standalone.
pub(super) fn is_declaration(text: &str) -> bool {
    let Some(text) = text.strip_prefix("xml") else {
        return false;
    };
    let Some(("version", version, mut rest)) = attribute(text) else {
        return false;
    };
    let digits = version.strip_prefix("1.").unwrap_or("");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    if let Some(("encoding", name, after)) = attribute(rest) {
        // The bytes are valid UTF-8, so another encoding here means that the declaration is wrong.
        if !name.eq_ignore_ascii_case("utf-8") {
            return false;
        }
        rest = after;
    }
    if let Some(("standalone", "yes" | "no", after)) = attribute(rest) {
        rest = after;
    }
    rest.trim_matches(SPACE).is_empty()
}

/// Returns the encoding in a declaration, if it is not UTF-8.
pub(super) fn other_encoding(text: &str) -> Option<&str> {
    let (_, _, rest) = attribute(text.strip_prefix("xml")?)?;
    let (_, name, _) = attribute(rest).filter(|(attribute, ..)| *attribute == "encoding")?;
    (!name.eq_ignore_ascii_case("utf-8")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_attributes_and_declarations() {
        for (name, right) in [
            ("a", true),
            ("имя-1", true),
            ("", false),
            ("1a", false),
            ("a;b", false),
            ("a<", false),
        ] {
            assert_eq!(is_name(name), right, "{name}");
        }
        for (text, right) in [
            (" a=\"1\" b", Some(("a", "1", " b"))),
            ("\n\tимя = '2'", Some(("имя", "2", ""))),
            (" a", None),
            (" a=1", None),
            (" a=\"1", None),
            (" 1=\"1\"", None),
            ("a=\"1\"", None),
        ] {
            assert_eq!(attribute(text), right, "{text}");
        }
        for (text, right) in [
            ("xml version=\"1.0\"", true),
            ("xml version='1.1' encoding='UTF-8' standalone='yes' ", true),
            ("xml encoding=\"UTF-8\"", false),
            ("xml version=\"2.0\"", false),
            ("xml version=\"1.0\" standalone=\"yes\" encoding=\"UTF-8\"", false),
            ("xml version=\"1.0\" encoding=\"utf-16\"", false),
            ("xml version=\"1.0\" encod;=\"UTF-8\"", false),
            ("xml", false),
        ] {
            assert_eq!(is_declaration(text), right, "{text}");
        }
        assert_eq!(
            other_encoding("xml version='1.0' encoding='windows-1251'"),
            Some("windows-1251")
        );
        assert_eq!(other_encoding("xml version='1.0' encoding='UTF-8'"), None);
        assert_eq!(other_encoding("xml version='1.0'"), None);
        assert!(is_instruction("go on") && is_instruction("go"));
        assert!(!is_instruction("XML a") && !is_instruction(" go") && !is_instruction(";"));
    }
}
