//! The parts of a table file: title, prose, facts, sections with their rows.

use super::blocks::{Block, Spanned, blocks, first_line, on_first_line, slice};
use super::facts::fact;
use super::table::{Row, table};
use crate::fault::Collector;
use crate::names::nearest;
use std::ops::Range;

/// The parts of a file.
pub(super) struct Page {
    pub(super) title: Spanned,
    pub(super) prose: String,
    pub(super) facts: Vec<(Spanned, Spanned)>,
    pub(super) sections: Vec<Section>,
}

/// A part under a heading of the second level.
pub(super) struct Section {
    pub(super) name: Spanned,
    pub(super) body: Body,
}

/// The content of a section.
pub(super) enum Body {
    /// Nothing.
    Missing,
    /// Nothing but `None.`.
    None,
    /// Rows of the right columns.
    Rows(Vec<Row>),
    /// Something that was reported.
    Faulty,
}

impl Section {
    /// Returns the rows of a section that must have some.
    pub(super) fn needed_rows(&self, faults: &mut Collector<'_>) -> &[Row] {
        if matches!(self.body, Body::None) {
            faults.help(
                self.name.span.clone(),
                format!("section `{}` has no rows", self.name.text),
                "it must have some",
                "put a table in the place of `None.`",
            );
        }
        self.rows(faults)
    }

    /// Returns the rows; reports a section without a table.
    pub(super) fn rows(&self, faults: &mut Collector<'_>) -> &[Row] {
        match &self.body {
            Body::Rows(rows) => return rows,
            Body::None | Body::Faulty => {}
            Body::Missing => faults.help(
                self.name.span.clone(),
                format!("section `{}` has no table", self.name.text),
                "nothing below it",
                "add its table; a side of a method without elements has the one word `None.`",
            ),
        }
        &[]
    }
}

/// Reads the parts. `sections` are the headings that the file may have, with their columns.
pub(super) fn page(faults: &mut Collector<'_>, sections: &[(&str, &[&str])]) -> Page {
    let text = faults.source().text.clone();
    let mut page = Page {
        title: Spanned {
            text: String::new(),
            span: 0..first_line(&text),
        },
        prose: String::new(),
        facts: Vec::new(),
        sections: Vec::new(),
    };
    let mut titled = false;
    let mut listed = false;
    for block in blocks(&text) {
        let in_section = !page.sections.is_empty();
        match block {
            Block::Title(title) if !titled => {
                titled = true;
                if !page.prose.is_empty() || listed || in_section {
                    faults.help(
                        title.span.clone(),
                        "the title is not first",
                        "something is above it",
                        "move it to the first line",
                    );
                }
                page.title = title;
            }
            Block::Title(title) => faults.help(
                title.span,
                "a second title",
                "one table has one title",
                "make it a section (`## …`) or another file",
            ),
            Block::Section(name) => {
                let known: Vec<&str> = sections.iter().map(|(name, _)| *name).collect();
                let mut name = name;
                if !known.contains(&name.text.as_str()) {
                    unknown(faults, "section", &name, &known);
                    // The rows below are read as the section that was meant, which is then not missing.
                    if let Some(near) = nearest(&name.text, known.iter().copied()) {
                        name.text = near.to_owned();
                    }
                } else if page.sections.iter().any(|section| section.name.text == name.text) {
                    faults.add(
                        name.span.clone(),
                        format!("section `{}` appears twice", name.text),
                        "remove one",
                    );
                } else if let Some(last) = page.sections.last()
                    && known.iter().position(|k| *k == last.name.text) > known.iter().position(|k| *k == name.text)
                {
                    faults.help(
                        name.span.clone(),
                        format!("section `{}` is below `{}`", name.text, last.name.text),
                        "in another order",
                        format!("the order is {}", known.join(", ")),
                    );
                }
                page.sections.push(Section {
                    name,
                    body: Body::Missing,
                });
            }
            Block::Paragraph(span) => match page.sections.last_mut() {
                Some(section) if matches!(section.body, Body::Missing) && slice(&text, &span) == "None." => {
                    section.body = Body::None;
                }
                Some(section) if matches!(section.body, Body::Rows(_)) && slice(&text, &span).starts_with('|') => {
                    // A table without rows was reported.
                    if matches!(&section.body, Body::Rows(rows) if rows.is_empty()) {
                        continue;
                    }
                    faults.help(
                        on_first_line(&text, &span),
                        "rows after an empty line",
                        "the table ended above",
                        "remove the empty line: a section has one table",
                    );
                }
                Some(section) => {
                    text_in_section(faults, &text, &span);
                    if matches!(section.body, Body::Missing) {
                        section.body = Body::Faulty;
                    }
                }
                None => {
                    if listed {
                        faults.help(
                            on_first_line(&text, &span),
                            "text after the facts",
                            "prose belongs between the title and the facts",
                            "move it up",
                        );
                    }
                    if !page.prose.is_empty() {
                        page.prose.push_str("\n\n");
                    }
                    page.prose.push_str(slice(&text, &span).trim());
                }
            },
            Block::List(items, _) if !in_section && !listed => {
                listed = true;
                for item in items {
                    fact(faults, &mut page.facts, item);
                }
            }
            Block::List(_, span) => {
                faults.add(
                    on_first_line(&text, &span),
                    "a list where none may be",
                    "facts are one list before the sections",
                );
                if let Some(section) = page.sections.last_mut()
                    && matches!(section.body, Body::Missing)
                {
                    section.body = Body::Faulty;
                }
            }
            Block::Table(span) => {
                let Some(section) = page.sections.last_mut() else {
                    faults.help(
                        on_first_line(&text, &span),
                        "a table outside a section",
                        "under which heading?",
                        "put `## Request` before it",
                    );
                    continue;
                };
                if matches!(section.body, Body::Rows(_) | Body::None) {
                    faults.add(
                        on_first_line(&text, &span),
                        "a second table in one section",
                        "a section has one table",
                    );
                    continue;
                }
                let columns = sections.iter().find(|(name, _)| *name == section.name.text);
                let columns = columns.map_or(&[][..], |(_, columns)| *columns);
                section.body = table(faults, &text, &span, columns);
            }
            Block::Other(what, span) => {
                faults.add(
                    on_first_line(&text, &span),
                    format!("a table file cannot hold {what}"),
                    "remove it",
                );
                // It is in the place of the table.
                if let Some(section) = page.sections.last_mut()
                    && matches!(section.body, Body::Missing)
                {
                    section.body = Body::Faulty;
                }
            }
        }
    }
    if !titled {
        faults.help(
            0..first_line(&text),
            "no title",
            "the first line is the title",
            "begin with `# ` and the name",
        );
    }
    page
}

/// Reports a paragraph in a section; often it should have been a table.
fn text_in_section(faults: &mut Collector<'_>, text: &str, span: &Range<usize>) {
    let line = on_first_line(text, span);
    if slice(text, span).starts_with('|') {
        faults.help(
            line,
            "a table without its ruler",
            "the line below this one is not a ruler",
            "the second line of a table has as many columns as the first: `|---|---|---|`",
        );
    } else {
        faults.help(
            line,
            "text in a section",
            "a section has one table and nothing else",
            "put it into a note, or before the facts; a side without elements has the one word `None.`",
        );
    }
}

/// Reports a word that is not one of the known.
pub(super) fn unknown(faults: &mut Collector<'_>, what: &str, found: &Spanned, known: &[&str]) {
    let message = format!("unknown {what} `{}`", found.text);
    let help = match nearest(&found.text, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.join(", ")),
    };
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    faults.help(
        found.span.clone(),
        message,
        format!("not {article} {what}"),
        with_stray_letter(help, &found.text),
    );
}

/// Names a letter that is not ASCII: a Cyrillic one often looks like a Latin one. Empty where there is none.
pub(super) fn not_ascii(text: &str) -> String {
    text.chars().find(|c| !c.is_ascii()).map_or_else(String::new, |c| {
        format!(" `{c}` (U+{:04X}) is not ASCII: type it again", u32::from(c))
    })
}

/// Appends the stray letter of a text to a help.
pub(super) fn with_stray_letter(help: String, text: &str) -> String {
    let letter = not_ascii(text);
    let join = if letter.is_empty() || help.ends_with('?') {
        ""
    } else {
        ";"
    };
    help + join + &letter
}

/// Checks title and prose, which every file has. Returns true if the title was reported.
pub(super) fn titled(faults: &mut Collector<'_>, page: &Page, expected: Option<&str>) -> bool {
    let title = &page.title;
    let wrong = expected.filter(|expected| !title.text.is_empty() && title.text != *expected);
    if let Some(expected) = wrong {
        faults.help(
            title.span.clone(),
            format!("the title `{}` is not the name of the file", title.text),
            format!("the file is `{expected}.md`"),
            "rename one of them",
        );
    }
    if page.prose.is_empty() {
        faults.help(
            title.span.clone(),
            "no prose",
            "the table does not say what it is",
            "add a paragraph after the title: it becomes the documentation",
        );
    }
    wrong.is_some()
}
