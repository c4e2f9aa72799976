//! The text of a table and its place.

/// The text of a table and its place, so that a fault can name file, line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file as people name it: `spec/methods/contact.update.md`, `src/lib.rs`.
    pub name: String,
    /// The table, Markdown.
    pub text: String,
    /// Line of the file at which the text starts, from 1.
    pub first_line: u32,
    /// Columns before each line of the text in the file: 0 for a file of its own, the indent and the marker for a doc
    /// comment.
    pub column: u32,
}

impl Source {
    /// A table that is a file of its own. A byte order mark is passed over.
    #[must_use]
    pub fn file(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned(),
            first_line: 1,
            column: 0,
        }
    }

    /// The line of the text that holds a byte offset: its offset and its text.
    pub(crate) fn line_at(&self, offset: usize) -> (usize, &str) {
        let offset = offset.min(self.text.len());
        let before = self.text.as_bytes().get(..offset).unwrap_or_default();
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let line = self.text.get(start..).unwrap_or("");
        let line = line.split('\n').next().unwrap_or("").trim_end_matches('\r');
        (start, line)
    }
}
