//! Markdown to the blocks of a table file, each with its place in the text.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A piece of text and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spanned {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// A block of the first level of the document.
pub(super) enum Block {
    Title(Spanned),
    Section(Spanned),
    Paragraph(Range<usize>),
    /// The items of a list with bullets, without the bullets.
    List(Vec<Spanned>, Range<usize>),
    Table(Range<usize>),
    /// A block that no table file has, by its name; it may also be inside another block.
    Other(&'static str, Range<usize>),
}

/// The blocks of a text, in its order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut depth = 0_usize;
    // The list of the first level that is being read, and its items so far.
    let mut list: Option<Range<usize>> = None;
    let mut items: Vec<Spanned> = Vec::new();
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES);
    // They make no event, and what they are for does not reach the documentation.
    for (_, definition) in parser.reference_definitions().iter() {
        out.push(Block::Other(
            "a link definition",
            trimmed(text, definition.span.clone()),
        ));
    }
    for (event, span) in parser.into_offset_iter() {
        let span = trimmed(text, span);
        match event {
            Event::Start(tag) => {
                match (depth, &tag) {
                    (0, Tag::List(None)) => list = Some(span),
                    (0, tag) => out.push(block(text, tag, span)),
                    (1, Tag::Item) if list.is_some() => items.push(item(text, span)),
                    _ if list.is_some() => {
                        if let Some(what) = nested(&tag) {
                            if let Some(item) = items.last_mut() {
                                shorten(text, item, span.start);
                            }
                            out.push(Block::Other(what, span));
                        }
                    }
                    _ => {}
                }
                depth += 1;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && matches!(tag, TagEnd::List(_))
                    && let Some(span) = list.take()
                {
                    out.push(Block::List(std::mem::take(&mut items), span));
                }
            }
            Event::Rule if depth == 0 => out.push(Block::Other("a rule", span)),
            // The start tag says it.
            Event::InlineHtml(html) if html.starts_with("</") => {}
            Event::InlineHtml(html) => out.push(Block::Other(inline_html(&html), span)),
            _ => {}
        }
    }
    out
}

/// A block that begins at the first level.
fn block(text: &str, tag: &Tag<'_>, span: Range<usize>) -> Block {
    match tag {
        Tag::Heading { .. } if !slice(text, &span).starts_with('#') => Block::Other("an underlined heading", span),
        Tag::Heading {
            level: HeadingLevel::H1,
            ..
        } => Block::Title(heading(text, &span)),
        Tag::Heading {
            level: HeadingLevel::H2,
            ..
        } => Block::Section(heading(text, &span)),
        Tag::Heading { .. } => Block::Other("a heading of this level", span),
        Tag::Paragraph => Block::Paragraph(span),
        Tag::Table(_) => Block::Table(span),
        Tag::List(_) => Block::Other("a numbered list", span),
        Tag::BlockQuote(_) => Block::Other("a quotation", span),
        Tag::CodeBlock(_) => Block::Other("a code block", span),
        Tag::HtmlBlock => Block::Other("HTML", span),
        _ => Block::Other("this", span),
    }
}

/// Returns the name of a block that cannot be inside a list item.
fn nested(tag: &Tag<'_>) -> Option<&'static str> {
    match tag {
        Tag::List(_) => Some("a list inside of a list"),
        Tag::BlockQuote(_) => Some("a quotation"),
        Tag::CodeBlock(_) => Some("a code block"),
        Tag::Heading { .. } => Some("a heading inside of a list"),
        Tag::HtmlBlock => Some("HTML"),
        Tag::Table(_) => Some("a table inside of a list"),
        _ => None,
    }
}

/// `Vec<T>` in prose is HTML for Markdown, and vanishes from the documentation.
fn inline_html(html: &CowStr<'_>) -> &'static str {
    if html.starts_with("<!--") {
        "a comment"
    } else {
        "HTML (outside of `code`)"
    }
}

fn item(text: &str, span: Range<usize>) -> Spanned {
    let raw = slice(text, &span);
    let inner = raw.strip_prefix(['-', '*', '+']).unwrap_or(raw).trim_start();
    let span = span.start + (raw.len() - inner.len())..span.end;
    Spanned {
        text: slice(text, &span).to_owned(),
        span,
    }
}

/// Ends a piece of text where something begins that was reported.
fn shorten(text: &str, item: &mut Spanned, end: usize) {
    let end = end.clamp(item.span.start, item.span.end);
    item.span = trimmed(text, item.span.start..end);
    slice(text, &item.span).clone_into(&mut item.text);
}

fn heading(text: &str, span: &Range<usize>) -> Spanned {
    let raw = slice(text, span);
    let inner = raw.trim_start_matches(['#', ' ', '\t']);
    let start = span.start + (raw.len() - inner.len());
    let inner = inner.trim_end_matches(['#', ' ', '\t']);
    Spanned {
        text: inner.to_owned(),
        span: start..start + inner.len(),
    }
}

/// The range without the white space at its ends; an empty one keeps its place.
pub(super) fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = slice(text, &span);
    let start = span.start + (raw.len() - raw.trim_start().len());
    let len = raw.trim().len();
    if len == 0 {
        span.start..span.start
    } else {
        start..start + len
    }
}

pub(super) fn slice<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    text.get(span.clone()).unwrap_or("")
}

pub(super) fn first_line(text: &str) -> usize {
    text.find(['\n', '\r']).unwrap_or(text.len())
}

/// The part of a range that is on its first line.
pub(super) fn on_first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    span.start..span.start + first_line(slice(text, span))
}
