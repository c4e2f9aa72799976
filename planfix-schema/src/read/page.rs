//! Markdown to the parts of a table file: title, prose, facts, sections with their rows.

use crate::fault::Collector;
use crate::names::nearest;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A piece of text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spanned {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

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

pub(super) enum Body {
    /// Nothing but `None.`.
    None,
    /// Rows of the right columns.
    Rows(Vec<Row>),
    /// Something that was reported.
    Faulty,
}

/// A row: a cell for each column.
pub(super) struct Row {
    pub(super) cells: Vec<Spanned>,
    pub(super) span: Range<usize>,
}

/// A block of the first level of the document.
enum Block {
    Title(Spanned),
    Section(Spanned),
    Paragraph(Range<usize>),
    List(Vec<Spanned>, Range<usize>),
    Table(Range<usize>),
    Other(&'static str, Range<usize>),
}

/// Reads the parts. `sections` are the headings that may stand in the file, with their columns.
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
                if !known.contains(&name.text.as_str()) {
                    unknown(faults, "section", &name, &known);
                } else if page.sections.iter().any(|section| section.name.text == name.text) {
                    faults.add(
                        name.span.clone(),
                        format!("section `{}` stands twice", name.text),
                        "remove one",
                    );
                }
                page.sections.push(Section {
                    name,
                    body: Body::Faulty,
                });
            }
            Block::Paragraph(span) => match page.sections.last_mut() {
                Some(section) if matches!(section.body, Body::Faulty) && slice(&text, &span).trim() == "None." => {
                    section.body = Body::None;
                }
                Some(_) => faults.help(
                    span,
                    "text in a section",
                    "a section has one table and nothing else",
                    "put it into a note, or before the facts; a side without elements has the one word `None.`",
                ),
                None if listed => faults.help(
                    span,
                    "text after the facts",
                    "prose stands between the title and the facts",
                    "move it up",
                ),
                None => {
                    if !page.prose.is_empty() {
                        page.prose.push_str("\n\n");
                    }
                    page.prose.push_str(slice(&text, &span).trim());
                }
            },
            Block::List(items, span) if !in_section && !listed => {
                listed = true;
                let _ = span;
                for item in items {
                    fact(faults, &mut page.facts, item);
                }
            }
            Block::List(_, span) => faults.add(
                span,
                "a list where none may be",
                "facts are one list before the sections",
            ),
            Block::Table(span) => {
                let Some(section) = page.sections.last_mut() else {
                    faults.help(
                        span.start..first_line_end(&text, &span),
                        "a table outside a section",
                        "under which heading?",
                        "put `## Request` before it",
                    );
                    continue;
                };
                if !matches!(section.body, Body::Faulty) {
                    faults.add(
                        span.start..first_line_end(&text, &span),
                        "a second table in one section",
                        "a section has one table",
                    );
                    continue;
                }
                let columns = sections.iter().find(|(name, _)| *name == section.name.text);
                let columns = columns.map_or(&[][..], |(_, columns)| *columns);
                section.body = table(faults, &text, span, columns);
            }
            Block::Other(what, span) => {
                let end = first_line_end(&text, &span);
                faults.add(
                    span.start..end,
                    format!("{what} cannot stand in a table file"),
                    "remove it",
                );
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

/// Reports a word that is not one of the known.
pub(super) fn unknown(faults: &mut Collector<'_>, what: &str, found: &Spanned, known: &[&str]) {
    let message = format!("unknown {what} `{}`", found.text);
    let help = match nearest(&found.text, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.join(", ")),
    };
    faults.help(found.span.clone(), message, format!("not a {what}"), help);
}

fn fact(faults: &mut Collector<'_>, facts: &mut Vec<(Spanned, Spanned)>, item: Spanned) {
    let Some((key, value)) = item.text.split_once(':') else {
        faults.add(item.span, "a fact without a colon", "a fact is `key: value`");
        return;
    };
    let start = item.span.start;
    let key_span = start..start + key.len();
    let value_start = start + key.len() + 1 + (value.len() - value.trim_start().len());
    let value = Spanned {
        text: value.split_whitespace().collect::<Vec<_>>().join(" "),
        span: value_start..value_start + value.trim().len(),
    };
    let key = Spanned {
        text: key.trim().to_owned(),
        span: key_span,
    };
    if facts.iter().any(|(known, _)| known.text == key.text) {
        faults.add(key.span, format!("fact `{}` stands twice", key.text), "remove one");
    } else if value.text.is_empty() {
        faults.add(
            key.span.clone(),
            format!("fact `{}` has no value", key.text),
            "write it after the colon",
        );
    } else {
        facts.push((key, value));
    }
}

/// Checks that every fact is known, and gives one that must be there.
pub(super) fn known_facts(faults: &mut Collector<'_>, page: &Page, known: &[&str]) {
    for (key, _) in &page.facts {
        if !known.contains(&key.text.as_str()) {
            unknown(faults, "fact", key, known);
        }
    }
}

/// The value of a fact; a fault where it must be there and is not.
pub(super) fn need<'p>(faults: &mut Collector<'_>, page: &'p Page, key: &str, example: &str) -> Option<&'p Spanned> {
    let found = page
        .facts
        .iter()
        .find(|(name, _)| name.text == key)
        .map(|(_, value)| value);
    if found.is_none() {
        faults.help(
            page.title.span.clone(),
            format!("fact `{key}` is missing"),
            "this table does not say it",
            format!("add `- {key}: {example}` after the prose"),
        );
    }
    found
}

/// Checks title and prose, which every file has.
pub(super) fn titled(faults: &mut Collector<'_>, page: &Page, expected: Option<&str>) {
    let title = &page.title;
    if let Some(expected) = expected
        && !title.text.is_empty()
        && title.text != expected
    {
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
            "what is it?",
            "add a paragraph after the title: it becomes the documentation",
        );
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut depth = 0_usize;
    let mut items: Vec<Spanned> = Vec::new();
    for (event, span) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    items.clear();
                    let span = trimmed(text, span);
                    match tag {
                        Tag::Heading {
                            level: HeadingLevel::H1,
                            ..
                        } => out.push(Block::Title(heading(text, &span))),
                        Tag::Heading {
                            level: HeadingLevel::H2,
                            ..
                        } => out.push(Block::Section(heading(text, &span))),
                        Tag::Heading { .. } => out.push(Block::Other("a heading of this level", span)),
                        Tag::Paragraph => out.push(Block::Paragraph(span)),
                        Tag::Table(_) => out.push(Block::Table(span)),
                        Tag::List(None) => out.push(Block::List(Vec::new(), span)),
                        Tag::List(Some(_)) => out.push(Block::Other("a numbered list", span)),
                        Tag::BlockQuote(_) => out.push(Block::Other("a quotation", span)),
                        Tag::CodeBlock(_) => out.push(Block::Other("a code block", span)),
                        Tag::HtmlBlock => out.push(Block::Other("HTML", span)),
                        _ => out.push(Block::Other("this", span)),
                    }
                } else if depth == 1 && matches!(tag, Tag::Item) {
                    let span = trimmed(text, span);
                    let marker = slice(text, &span).len()
                        - slice(text, &span)
                            .trim_start_matches(['-', '*', '+'])
                            .trim_start()
                            .len();
                    let span = span.start + marker..span.end;
                    items.push(Spanned {
                        text: slice(text, &span).to_owned(),
                        span,
                    });
                }
                depth += 1;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && matches!(tag, TagEnd::List(_))
                    && let Some(Block::List(list, _)) = out.last_mut()
                {
                    *list = std::mem::take(&mut items);
                }
            }
            Event::Rule if depth == 0 => out.push(Block::Other("a rule", trimmed(text, span))),
            _ => {}
        }
    }
    out
}

fn heading(text: &str, span: &Range<usize>) -> Spanned {
    let raw = slice(text, span);
    // The underlined form has its text on the first line.
    let line = raw.lines().next().unwrap_or("");
    let start = span.start + (line.len() - line.trim_start_matches(['#', ' ', '\t']).len());
    let inner = line.trim_start_matches(['#', ' ', '\t']);
    let trimmed = inner.trim_end_matches(['#', ' ', '\t']);
    Spanned {
        text: trimmed.to_owned(),
        span: start..start + trimmed.len(),
    }
}

fn table(faults: &mut Collector<'_>, text: &str, span: Range<usize>, columns: &[&str]) -> Body {
    let mut lines = lines(text, &span);
    let Some(header) = lines.next() else {
        return Body::Faulty;
    };
    let head = cells(text, &header);
    if !header_matches(faults, &head, columns, &header) {
        return Body::Faulty;
    }
    let mut rows = Vec::new();
    // The second line is the ruler.
    for line in lines.skip(1) {
        let cells = cells(text, &line);
        if cells.len() == columns.len() {
            rows.push(Row { cells, span: line });
        } else {
            faults.help(
                line,
                format!("a row of {} cells", cells.len()),
                format!("this table has {} columns", columns.len()),
                "a pipe inside a cell is written `\\|`",
            );
        }
    }
    Body::Rows(rows)
}

fn header_matches(faults: &mut Collector<'_>, head: &[Spanned], columns: &[&str], line: &Range<usize>) -> bool {
    let found: Vec<&str> = head.iter().map(|cell| cell.text.as_str()).collect();
    if found == columns || columns.is_empty() {
        return !columns.is_empty();
    }
    let mut reported = false;
    for (i, cell) in head.iter().enumerate() {
        if !columns.contains(&cell.text.as_str()) {
            unknown(faults, "column", cell, columns);
            reported = true;
        } else if found[..i].contains(&cell.text.as_str()) {
            faults.add(
                cell.span.clone(),
                format!("column `{}` stands twice", cell.text),
                "remove one",
            );
            reported = true;
        }
    }
    let missing: Vec<&str> = columns
        .iter()
        .copied()
        .filter(|column| !found.contains(column))
        .collect();
    if !missing.is_empty() && !reported {
        let message = format!("missing column `{}`", missing.join("`, `"));
        faults.help(
            line.clone(),
            message,
            "in this heading",
            format!("the columns are {}", columns.join(", ")),
        );
    } else if !reported {
        let help = format!("the order is {}", columns.join(", "));
        faults.help(line.clone(), "columns in another order", "in this heading", help);
    }
    false
}

/// The cells of a line, split at pipes that no backslash escapes, trimmed and unescaped.
fn cells(text: &str, line: &Range<usize>) -> Vec<Spanned> {
    let raw = slice(text, line);
    let mut cuts = Vec::new();
    let mut escaped = false;
    for (at, c) in raw.char_indices() {
        if c == '|' && !escaped {
            cuts.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    let mut bounds = Vec::new();
    let mut from = 0;
    for cut in cuts {
        bounds.push(from..cut);
        from = cut + 1;
    }
    bounds.push(from..raw.len());
    // The pipes at both ends are optional.
    if bounds.first().is_some_and(|first| slice(raw, first).trim().is_empty()) && bounds.len() > 1 {
        bounds.remove(0);
    }
    if bounds.last().is_some_and(|last| slice(raw, last).trim().is_empty()) && bounds.len() > 1 {
        bounds.pop();
    }
    bounds
        .into_iter()
        .map(|cell| {
            let span = trimmed(text, line.start + cell.start..line.start + cell.end);
            Spanned {
                text: slice(text, &span).replace("\\|", "|"),
                span,
            }
        })
        .collect()
}

fn lines<'a>(text: &'a str, span: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let mut start = span.start;
    let block = text.get(span.clone()).unwrap_or("");
    block.split('\n').map(move |line| {
        let range = start..start + line.len();
        start += line.len() + 1;
        range
    })
}

/// The range without the white space at its ends; an empty one keeps its place.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = slice(text, &span);
    let start = span.start + (raw.len() - raw.trim_start().len());
    let len = raw.trim().len();
    if len == 0 {
        span.start..span.start
    } else {
        start..start + len
    }
}

fn slice<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    text.get(span.clone()).unwrap_or("")
}

fn first_line(text: &str) -> usize {
    text.find(['\n', '\r']).unwrap_or(text.len())
}

fn first_line_end(text: &str, span: &Range<usize>) -> usize {
    span.start + first_line(slice(text, span))
}
