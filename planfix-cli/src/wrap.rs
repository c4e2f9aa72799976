//! Text fitted to the width of a terminal.
//!
//! Every width is an `Option`: `None` is a pipe or a file, where text is whole and each paragraph is one line.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// With fewer columns left beside a name, its text goes below the name.
const NARROW: usize = 20;
/// The indent of text below its name.
const BELOW: usize = 4;

/// Returns the columns that a text occupies.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// Pads the text with trailing spaces to `width` columns.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Cuts the text to `width` columns, ending in `…` if anything was lost.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let (head, _) = text.split_at(fitting(text, width.saturating_sub(1)));
    format!("{head}…")
}

/// Wraps the text into lines of at most `width` columns. A longer word is broken.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for mut word in paragraph.split_whitespace() {
            if !line.is_empty() {
                if columns(&line) + 1 + columns(word) <= width {
                    line.push(' ');
                    line.push_str(word);
                    continue;
                }
                lines.push(std::mem::take(&mut line));
            }
            while columns(word) > width {
                let (part, rest) = word.split_at(break_of(word, width));
                lines.push(part.to_owned());
                word = rest;
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// Formats a text with every line indented.
pub(crate) fn indented(text: &str, indent: usize, width: Option<usize>) -> String {
    hung("", indent, indent, text, width)
}

/// Formats a text after a name. The text begins in the column `margin`, or below the name if too few columns are left
/// there.
pub(crate) fn hanging(name: &str, margin: usize, text: &str, width: Option<usize>) -> String {
    let is_beside = width.is_none_or(|width| margin + NARROW <= width);
    if is_beside && columns(name) <= margin {
        return hung(name, margin, margin, text, width);
    }
    let indent = columns(name) - columns(name.trim_start());
    let mut out = hung("", indent, indent + BELOW / 2, name, width);
    if !text.is_empty() {
        out.push_str(&indented(text, indent + BELOW, width));
    }
    out
}

/// Formats a text whose first line begins in the column `first`, after `head`, and all others in the column `margin`.
fn hung(head: &str, first: usize, margin: usize, text: &str, width: Option<usize>) -> String {
    let lines = match width {
        Some(width) => wrapped(text, width.saturating_sub(margin).max(1)),
        None => text.split('\n').map(str::to_owned).collect(),
    };
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        let start = if number == 0 {
            padded(head, first)
        } else {
            " ".repeat(margin)
        };
        out.push_str(format!("{start}{}", line.trim_start()).trim_end());
        out.push('\n');
    }
    out
}

/// Breaks the lines of a finished text that are too long, and indents what follows as the line was. Escape sequences
/// of colors occupy no columns.
pub(crate) fn broken(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let indent = if indent < width / 2 { indent } else { 0 };
        let (mut column, mut escaped) = (0, false);
        for c in line.chars() {
            escaped |= c == '\u{1B}';
            let wide = if escaped || c == '\n' {
                0
            } else {
                c.width().unwrap_or(0)
            };
            if column + wide > width {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                column = indent;
            }
            column += wide;
            out.push(c);
            escaped &= c != 'm';
        }
    }
    out
}

/// Returns the offset at which a word that is too long is broken: after a separator in its second half if possible.
fn break_of(word: &str, width: usize) -> usize {
    let end = fitting(word, width);
    let head = word.get(..end).unwrap_or(word);
    let separator = head.rfind(['/', '.', ',', ';', '&', '-', '_', '|', ']', ')', '>']);
    match separator.map(|at| at + 1) {
        Some(at) if at > end / 2 => at,
        _ if end == 0 => word.chars().next().map_or(0, char::len_utf8),
        _ => end,
    }
}

/// Returns the length of the longest start of a text that fits, in bytes. A mark stays with its character.
fn fitting(text: &str, width: usize) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.width() != Some(0) {
            if columns(text.get(..at).unwrap_or("")) > width {
                return end;
            }
            end = at;
        }
    }
    if columns(text) <= width { text.len() } else { end }
}

#[cfg(test)]
mod tests {
    use super::{broken, columns, cut, hanging, indented, wrapped};

    #[test]
    fn a_long_word_is_broken() {
        assert_eq!(wrapped("a 漢字漢字 b", 4), ["a", "漢字", "漢字", "b"]);
        assert_eq!(wrapped("漢字漢", 5), ["漢字", "漢"]);
        assert_eq!(
            wrapped("see https://example.org/abc", 12),
            ["see", "https://", "example.org/", "abc"]
        );
        let marked = "e\u{301}".repeat(30);
        for line in wrapped(&marked, 7) {
            assert!(columns(&line) <= 7 && !line.starts_with('\u{301}'), "{line}");
        }
        for width in 1..40 {
            let text = format!(
                "{} https://example.org/{} {}",
                "x".repeat(150),
                "y".repeat(30),
                "漢".repeat(70)
            );
            let lines = wrapped(&text, width);
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            assert!(
                lines.iter().all(|line| columns(line) <= width.max(2)),
                "{width} {lines:?}"
            );
        }
    }

    #[test]
    fn a_cut_text_ends_in_dots_and_fits() {
        assert_eq!(cut("漢字漢字", 8), "漢字漢字");
        assert_eq!(cut("漢字漢字", 6), "漢字…");
        assert_eq!(cut("漢字漢字", 7), "漢字漢…");
    }

    #[test]
    fn text_goes_below_a_name_that_leaves_no_room() {
        assert_eq!(hanging("  name", 8, "some text", None), "  name  some text\n");
        assert_eq!(hanging("  name", 8, "some text", Some(80)), "  name  some text\n");
        assert_eq!(hanging("  name", 8, "some text", Some(27)), "  name\n      some text\n");
        assert_eq!(hanging("  a.long.name", 8, "x", Some(80)), "  a.long.name\n      x\n");
        assert_eq!(indented("one two", 2, Some(6)), "  one\n  two\n");
    }

    #[test]
    fn a_finished_text_is_broken_with_its_indent_and_colors() {
        assert_eq!(broken("ab\n  cdefgh\n", 6), "ab\n  cdef\n  gh\n");
        assert_eq!(broken("\u{1B}[1mabc\u{1B}[0md", 3), "\u{1B}[1mabc\u{1B}[0m\nd");
    }
}
