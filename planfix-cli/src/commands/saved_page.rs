//! A saved page of the vendor: Markdown, or HTML as a browser saves it.

use crate::status::Failure;
use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdown};
use std::path::Path;

/// Elements around the content of a page.
const AROUND: [&str; 11] = [
    "aside", "button", "footer", "form", "head", "header", "nav", "noscript", "script", "style", "svg",
];

/// The extensions of HTML files.
const HTML: [&str; 3] = ["html", "htm", "xhtml"];

/// Returns the name of a file without its extension, and its text as Markdown; `-` is standard input.
pub(super) fn read(path: &Path) -> Result<(String, String), Failure> {
    let (name, text) = super::spec_diff::page_file(path)?;
    if !has_extension(path, &HTML) && !is_html(&text) {
        return Ok((name, text));
    }
    let markdown =
        markdown(&text).map_err(|error| Failure::input(format!("cannot read {} as HTML: {error}", path.display())))?;
    Ok((name, markdown))
}

/// Returns true if the extension of a file in a folder is the one of a page.
pub(super) fn is_page(path: &Path) -> bool {
    has_extension(path, &["md"]) || has_extension(path, &HTML)
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| known.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Returns true for a document that begins like HTML; no Markdown page does.
fn is_html(text: &str) -> bool {
    const BEGIN: usize = 4096;
    let begin = text.get(..text.floor_char_boundary(BEGIN)).unwrap_or(text);
    let begin = begin.to_ascii_lowercase();
    begin.contains("<!doctype html") || begin.contains("<html")
}

/// Converts HTML. A row of a table stays one line, so that lists and line breaks in its cells are `<br>`.
fn markdown(html: &str) -> std::io::Result<String> {
    let converter = HtmlToMarkdown::builder()
        .skip_tags(AROUND.to_vec())
        .add_handler(vec!["td", "th"], |handlers: &dyn Handlers, cell: Element<'_>| {
            let text = handlers.walk_children(cell.node).content.replace('|', "&#124;");
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            Some(HandlerResult::from(format!(
                "{}|",
                lines.collect::<Vec<_>>().join("<br>")
            )))
        })
        .add_handler(vec!["tr"], |handlers: &dyn Handlers, row: Element<'_>| {
            let cells = handlers.walk_children(row.node).content;
            let cells = cells.trim();
            // Each cell ends with a pipe.
            let cells = cells.strip_suffix('|').unwrap_or(cells).split('|');
            let cells: Vec<&str> = cells.map(str::trim).collect();
            Some(HandlerResult::from(format!("\n| {} |\n", cells.join(" | "))))
        })
        .add_handler(
            vec!["table", "tbody", "thead"],
            |handlers: &dyn Handlers, table: Element<'_>| {
                let rows = handlers.walk_children(table.node).content;
                Some(HandlerResult::from(format!("\n\n{}\n\n", rows.trim())))
            },
        )
        .add_handler(
            vec!["div", "section", "ul"],
            |handlers: &dyn Handlers, part: Element<'_>| {
                let role = part.attrs.iter().find(|attribute| &*attribute.name.local == "role");
                let is_around = role.is_some_and(|role| {
                    ["navigation", "banner", "contentinfo", "search", "complementary"].contains(&&*role.value)
                });
                if is_around { None } else { handlers.fallback(part) }
            },
        )
        .build();
    converter.convert(html)
}

#[cfg(test)]
mod tests;
