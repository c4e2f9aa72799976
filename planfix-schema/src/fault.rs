//! Faults of a table, shown in the style of rustc.

use crate::limits;
use crate::source::Source;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;

/// One fault of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Number of characters in question, on this line; 0 where something is missing.
    pub length: u32,
    /// The fault itself.
    pub message: String,
    /// The text at the caret.
    pub label: String,
    /// Advice on how to correct it.
    pub help: Option<String>,
    /// The shared type that the table names and that does not exist.
    pub missing_type: Option<String>,
    /// Place in the text, in bytes.
    span: Range<usize>,
}

impl Fault {
    /// Renders the fault without the word `error` before it: message, place, row, caret, help.
    #[must_use]
    pub fn render_body(&self, source: &Source) -> String {
        let text = self.render(source, false);
        text.strip_prefix("error: ").unwrap_or(&text).to_owned()
    }

    /// Renders the fault as rustc shows its errors.
    #[must_use]
    pub fn render(&self, source: &Source, color: bool) -> String {
        let (start, line) = source.line_at(self.span.start);
        // The columns before the text in its file are shown as spaces, so that the caret and the
        // column agree.
        let margin = source.column as usize;
        let shown = format!("{}{line}", " ".repeat(margin));
        let clip = |offset: usize| line.floor_char_boundary(offset.saturating_sub(start));
        let from = margin + clip(self.span.start);
        let to = margin + clip(self.span.end);
        let snippet = Snippet::source(&shown)
            .line_start(self.line as usize)
            .path(&source.name)
            .annotation(AnnotationKind::Primary.span(from..to.max(from)).label(&self.label));
        let mut group = Group::with_title(Level::ERROR.primary_title(&self.message)).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help));
        }
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// Every fault of a table, in the order of the text; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    list: Vec<Fault>,
    source: Source,
}

impl Faults {
    /// The faults.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.list.iter()
    }

    /// The file that they are in, as people name it.
    #[must_use]
    pub fn source_name(&self) -> &str {
        &self.source.name
    }

    /// Renders all of them as rustc shows its errors, with an empty line between.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        let faults: Vec<String> = self
            .list
            .iter()
            .map(|fault| fault.render(&self.source, color))
            .collect();
        faults.join("\n\n")
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Faults {}

/// Collects the faults of one table.
pub(crate) struct Collector<'a> {
    source: &'a Source,
    /// The offset of each line, so that finding a place does not scan the whole text.
    starts: Vec<usize>,
    list: Vec<Fault>,
    /// Number of open questions among them.
    questions: usize,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        let breaks = source.text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source,
            starts: std::iter::once(0).chain(breaks).collect(),
            list: Vec::new(),
            questions: 0,
        }
    }

    pub(crate) fn source(&self) -> &'a Source {
        self.source
    }

    pub(crate) fn add(&mut self, span: Range<usize>, message: impl Into<String>, label: impl Into<String>) {
        self.push(span, message.into(), label.into(), None);
    }

    pub(crate) fn help(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(span, message.into(), label.into(), Some(help.into()));
    }

    fn push(&mut self, span: Range<usize>, mut message: String, label: String, help: Option<String>) {
        if self.list.len() > limits::FAULTS {
            return;
        }
        if self.list.len() == limits::FAULTS {
            message.push_str(&format!(
                "; more than {} faults, the others are left out",
                limits::FAULTS
            ));
        }
        let line = self.line_number(span.start);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let count = |range: Range<usize>| {
            let text = self.source.text.get(range).unwrap_or("");
            let row = text.split(['\r', '\n']).next().unwrap_or("");
            u32::try_from(row.chars().count()).unwrap_or(u32::MAX)
        };
        let column = count(start..span.start);
        self.list.push(Fault {
            line: self.line(span.start),
            column: column.saturating_add(1).saturating_add(self.source.column),
            length: count(span.clone()),
            message,
            label,
            help,
            missing_type: None,
            span,
        });
    }

    /// Notes of the fault that was reported last that a shared type is missing.
    pub(crate) fn lacks_type(&mut self, name: &str) {
        if let Some(fault) = self.list.last_mut() {
            fault.missing_type = Some(name.to_owned());
        }
    }

    /// Reports a question that an import left in the table.
    pub(crate) fn question(&mut self, span: Range<usize>, text: &str) {
        self.question_at(
            span,
            text,
            "only a person can tell",
            "write the answer into the table and remove the question",
        );
    }

    /// Reports a question with a label and a help of its own.
    pub(crate) fn question_at(&mut self, span: Range<usize>, text: &str, label: &str, help: &str) {
        // A question leaves the rest of its row readable, so it must not count among the faults that hide others.
        self.questions += usize::from(self.list.len() <= limits::FAULTS);
        self.help(span, format!("open question: {text}"), label, help);
    }

    /// Returns the number of faults so far, without the open questions.
    pub(crate) fn count(&self) -> usize {
        self.list.len() - self.questions
    }

    /// Returns true if an import has left questions in the table.
    pub(crate) const fn has_questions(&self) -> bool {
        self.questions > 0
    }

    /// Line in the file of a byte offset.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        let number = u32::try_from(self.line_number(offset)).unwrap_or(u32::MAX);
        self.source.first_line.saturating_add(number)
    }

    /// Returns the place of a piece of a line, or of the whole line if the piece is not in it.
    pub(crate) fn place(&self, line: u32, piece: &str) -> Range<usize> {
        let number = line.saturating_sub(self.source.first_line) as usize;
        let start = self.starts.get(number).copied().unwrap_or(0);
        let (start, text) = self.source.line_at(start);
        match text.find(piece).filter(|_| !piece.is_empty()) {
            Some(at) => start + at..start + at + piece.len(),
            None => start..start + text.trim_end().len(),
        }
    }

    /// Returns the number, from 0, of the line that holds a byte offset.
    fn line_number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    pub(crate) fn finish(mut self) -> Option<Faults> {
        self.list.sort_by_key(|fault| (fault.line, fault.column));
        self.list.dedup();
        (!self.list.is_empty()).then(|| Faults {
            list: self.list,
            source: self.source.clone(),
        })
    }
}
