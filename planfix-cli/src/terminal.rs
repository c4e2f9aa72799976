//! Terminals: their width, and escaping of the characters that they obey.

use std::borrow::Cow;
use std::io::IsTerminal as _;

/// Narrower output has no room for names and texts side by side.
const NARROWEST: usize = 20;

/// Returns true if standard output is a terminal.
pub(crate) fn is_stdout() -> bool {
    std::io::stdout().is_terminal()
}

/// Returns the width available for output: `COLUMNS`, else the width of the terminal on standard output.
pub(crate) fn width() -> Option<usize> {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let width = match told.filter(|columns| *columns > 0) {
        Some(columns) => columns,
        None => usize::from(terminal_size::terminal_size_of(std::io::stdout())?.0.0),
    };
    Some(width.max(NARROWEST))
}

/// Returns true if a terminal obeys this character instead of showing it: a control character (C0, DEL, C1), or one
/// that changes the direction of the text around it.
pub(crate) fn obeys(c: char) -> bool {
    let turns = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// Escapes the characters of a multi-line text that a terminal would obey, as in `\u{9b}`.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    escaped(
        text,
        |c| obeys(c) && !matches!(c, '\n' | '\t'),
        |c| c.escape_default().to_string(),
    )
}

/// Escapes the characters of a JSON text that a terminal would obey as `\u009b`, which every reader decodes to the
/// same data.
pub(crate) fn safe_json(text: &str) -> Cow<'_, str> {
    // The only control characters that JSON allows outside of strings are white space.
    escaped(
        text,
        |c| obeys(c) && !matches!(c, '\n' | '\r' | '\t'),
        |c| format!("\\u{:04x}", u32::from(c)),
    )
}

/// Escapes the characters of an XML text that a terminal would obey as `&#x9b;`.
pub(crate) fn safe_xml(text: &str) -> Cow<'_, str> {
    escaped(
        text,
        |c| obeys(c) && !matches!(c, '\n' | '\t'),
        |c| format!("&#x{:x};", u32::from(c)),
    )
}

fn escaped(text: &str, is_wrong: fn(char) -> bool, escape: fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(is_wrong) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_wrong(c) {
            out.push_str(&escape(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{safe, safe_json, safe_xml};

    #[test]
    fn every_character_that_a_terminal_obeys_is_escaped() {
        let controls = ('\u{0}'..='\u{1F}').chain('\u{7F}'..='\u{9F}');
        let turning = ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}');
        for c in controls.chain(turning).chain(['\u{200E}', '\u{200F}', '\u{061C}']) {
            let text = format!("a{c}b");
            if !matches!(c, '\n' | '\t') {
                assert!(!safe(&text).contains(c), "{c:?}");
                assert!(!safe_xml(&text).contains(c), "{c:?}");
            }
            let json = serde_json::to_string(&text).unwrap();
            let escaped = safe_json(&json);
            assert!(!escaped.contains(c), "{c:?}");
            assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
        }
        let plain = "Анна: 1\n\t«два» ✓ עברית";
        assert_eq!(safe(plain), plain);
    }
}
