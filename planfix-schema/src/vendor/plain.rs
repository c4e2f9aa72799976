//! Turns pieces of Markdown in a vendor page into plain text: style, links, items, character references.

use super::page::Value;
use percent_encoding::percent_decode_str;

/// Returns the text of a list item.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let item = text.strip_prefix(['*', '-', '•', '+'])?;
    item.starts_with(char::is_whitespace).then(|| item.trim())
}

/// Reads `**value** - its meaning`.
pub(super) fn listed(item: &str, line: u32) -> Value {
    let item = plain(item);
    let (value, text) = item.split_once(char::is_whitespace).unwrap_or((&item, ""));
    Value {
        line,
        value: value.trim_end_matches([':', ',', ';', '.']).to_owned(),
        text: text.trim_start_matches(['-', '–', '—', ' ', ':']).to_owned(),
    }
}

/// Splits a cell into its lines, which one conversion separates with `<br>`.
pub(super) fn broken(cell: &str) -> Vec<String> {
    let cell = cell.replace("<br/>", "<br>").replace("<br />", "<br>");
    cell.split("<br>").map(|part| part.trim().to_owned()).collect()
}

/// Returns a piece of Markdown as one line, without style, links, escapes and entities.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let edge = !before.is_alphanumeric() || !next.is_alphanumeric();
        match c {
            '\\' if !next.is_alphanumeric() && next != ' ' => {
                out.push(next);
                chars.next();
            }
            '*' | '`' => {}
            '_' if edge && !(before.is_ascii_uppercase() || next.is_ascii_uppercase()) => {}
            ']' if next == '(' => {
                // Skip the target of a link; titles may contain brackets.
                let mut depth = 0_usize;
                for c in chars.by_ref() {
                    depth = match c {
                        '(' => depth + 1,
                        ')' => depth.saturating_sub(1),
                        _ => depth,
                    };
                    if depth == 0 {
                        break;
                    }
                }
            }
            '[' if link_at(&chars) => {}
            _ => out.push(c),
        }
        before = c;
    }
    let out = entities(&out.replace("<br>", " ").replace("<br/>", " "));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns true if the text of a link follows.
fn link_at(chars: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let mut before = ' ';
    for c in chars.clone().take(300) {
        if before == ']' {
            return c == '(';
        }
        if c == '[' {
            return false;
        }
        before = c;
    }
    false
}

/// Returns the titles of the pages that a cell links to.
pub(super) fn links(cell: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = cell;
    while let Some((_, after)) = rest.split_once("](") {
        let (target, next) = after.split_once(')').unwrap_or((after, ""));
        out.push(title(target));
        rest = next;
    }
    out
}

/// Returns the title of a page from the name of its file or its address, in the form in which titles are compared.
pub(super) fn title(target: &str) -> String {
    let target = target
        .split([' ', '#', '?'])
        .find(|part| !part.is_empty())
        .unwrap_or("");
    let file = target.rsplit('/').next().unwrap_or("");
    // In an address, letters outside ASCII are percent-encoded.
    let file = percent_decode_str(file).decode_utf8_lossy();
    compared(file.strip_suffix(".md").unwrap_or(&file))
}

/// Returns a title in the form in which titles are compared: names of files have `_` for some characters.
pub(super) fn compared(title: &str) -> String {
    let spaced: String = title
        .chars()
        .map(|c| if matches!(c, '_' | ':' | '/') { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns the ASCII words of a text that may name an element, emphasized ones first.
pub(super) fn names(text: &str) -> Vec<String> {
    let is_name = |word: &&str| word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.is_ascii();
    let trim = |word: &str| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned();
    let (mut strong, mut other) = (Vec::new(), Vec::new());
    for word in text.split_whitespace() {
        let name = trim(word);
        if is_name(&name.as_str()) {
            if word.starts_with(['_', '*', '`']) {
                strong.push(name);
            } else {
                other.push(name);
            }
        }
    }
    strong.append(&mut other);
    strong
}

/// Resolves the character references that converters leave.
pub(super) fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&#124;", "|"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
