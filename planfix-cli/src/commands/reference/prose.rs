//! Renders Markdown prose as HTML, linking the names of methods, and of types in code.

use super::page::{code, escape};
use super::site::Site;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Renders prose as paragraphs.
pub(super) fn prose(site: &Site, up: &str, markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(tag) => out.push_str(&start(&tag)),
            Event::End(tag) => out.push_str(end(tag)),
            Event::Text(text) => out.push_str(&text_with_methods(site, up, &text)),
            Event::Code(text) => out.push_str(&site.linked(up, &text).unwrap_or_else(|| code(&text))),
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("<br/>"),
            // Shows markup literally: the prose of tables contains none.
            Event::Html(text) | Event::InlineHtml(text) => out.push_str(&escape(&text)),
            _ => {}
        }
    }
    out
}

/// Renders prose for a cell: a single paragraph loses the element around it.
pub(super) fn cell(site: &Site, up: &str, markdown: &str) -> String {
    let html = prose(site, up, markdown);
    let only = html
        .trim()
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"));
    only.filter(|inner| !inner.contains("<p>"))
        .map_or_else(|| html.clone(), str::to_owned)
}

fn start(tag: &Tag<'_>) -> String {
    match tag {
        Tag::Paragraph => "<p>".to_owned(),
        Tag::Emphasis => "<em>".to_owned(),
        Tag::Strong => "<strong>".to_owned(),
        Tag::List(None) => "<ul>\n".to_owned(),
        Tag::List(Some(_)) => "<ol>\n".to_owned(),
        Tag::Item => "<li>".to_owned(),
        Tag::Link { dest_url, .. } => format!("<a href=\"{}\">", escape(dest_url)),
        _ => String::new(),
    }
}

const fn end(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "</p>\n",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::List(false) => "</ul>\n",
        TagEnd::List(true) => "</ol>\n",
        TagEnd::Item => "</li>\n",
        TagEnd::Link => "</a>",
        _ => "",
    }
}

/// Links the names of methods in a text.
fn text_with_methods(site: &Site, up: &str, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '.';
        let word = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word);
        // The full stop of a sentence is not part of a name.
        let name = word.trim_end_matches('.');
        match site.method_link(up, name) {
            Some(link) => {
                out.push_str(&link);
                out.push_str(word.get(name.len()..).unwrap_or(""));
            }
            None => out.push_str(word),
        }
        let other = after.find(is_name).unwrap_or(after.len());
        let (other, next) = after.split_at(other);
        out.push_str(&escape(other));
        rest = next;
    }
    out
}
