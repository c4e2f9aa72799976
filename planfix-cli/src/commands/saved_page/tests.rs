use super::{is_html, markdown};
use planfix_schema::vendor::import::import;
use planfix_schema::vendor::page;
use planfix_schema::vendor::tables::Tables;
use std::path::{Path, PathBuf};

/// Returns a page as the vendor's wiki shows it, including the parts of the wiki around it.
fn html(page: &str) -> String {
    let mut out = String::from(
        "<!-- saved from url=(0030)https://planfix.example/ -->\n<!DOCTYPE html>\n<html lang=\"ru\"><head>\
         <title>Page</title><style>td { color: red }</style><script>var request = \"<request\";</script></head>\n<body>\
         <div id=\"mw-head\" role=\"navigation\"><ul><li><a href=\"/\">Main page of this wiki</a></li></ul></div>\n\
         <h1>Page</h1>\n<div id=\"mw-content-text\">\n",
    );
    let (mut code, mut table) = (false, false);
    let mut lines = page.lines().filter(|line| !line.trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        let is_code = line.starts_with("    ");
        if is_code != code {
            out.push_str(if is_code { "<pre>" } else { "</pre>\n" });
            code = is_code;
        }
        if is_code {
            out.push_str(&format!("{}\n", escaped(line.get(4..).unwrap_or(""))));
            continue;
        }
        if line.starts_with("---|") {
            continue;
        }
        let is_head = lines.peek().is_some_and(|next| next.starts_with("---|"));
        if is_head && !table {
            out.push_str("<table class=\"wikitable\"><tbody>\n");
        }
        // A note of a single cell may appear between rows.
        let is_row =
            is_head || table && (line.contains(" | ") || lines.peek().is_some_and(|next| next.contains(" | ")));
        if !is_row || line.starts_with('#') {
            if std::mem::take(&mut table) {
                out.push_str("</tbody></table>\n");
            }
            let level = line.len() - line.trim_start_matches('#').len();
            out.push_str(&match line.trim_start().strip_prefix("* ") {
                Some(item) => format!("<ul><li>{}</li></ul>\n", inline(item)),
                None if level == 0 => format!("<p>{}</p>\n", inline(line)),
                None => format!("<h{level}>{}</h{level}>\n", inline(line.trim_start_matches('#'))),
            });
            continue;
        }
        table = true;
        // A list in a cell is on separate lines, followed by the rest of the row.
        let (mut row, mut items) = (line.trim_end().to_owned(), String::new());
        while let Some(item) = lines.next_if(|line| line.trim_start().starts_with("* ")) {
            items.push_str(&format!(
                "<li>{}</li>",
                inline(item.trim_start().trim_start_matches("* "))
            ));
        }
        if !items.is_empty() {
            row.push_str(&format!(" <ul>{items}</ul>"));
            if let Some(rest) = lines.next_if(|line| line.starts_with("| ")) {
                row.push_str(&format!(" {rest}"));
            }
        }
        let tag = if is_head { "th" } else { "td" };
        // A row without a name begins with a pipe.
        if row.starts_with("| ") {
            row.insert(0, ' ');
        }
        let cells = row.split(" | ").map(|cell| match cell.split_once(" <ul>") {
            Some((text, list)) => format!("<{tag}>{}<ul>{list}</{tag}>", inline(text)),
            None => format!("<{tag}>{}\n</{tag}>", inline(cell.trim_end_matches('|'))),
        });
        out.push_str(&format!("<tr>{}</tr>\n", cells.collect::<Vec<_>>().join("\n")));
    }
    if code {
        out.push_str("</pre>");
    }
    if table {
        out.push_str("</tbody></table>");
    }
    out.push_str("</div><footer><p>This page was last changed on a Sunday in 2025.</p></footer></body></html>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Converts bold and italic text and links of a line to HTML, with non-ASCII letters in addresses percent-encoded.
fn inline(line: &str) -> String {
    let mut out = escaped(line.trim()).replace("\\-", "-");
    for (mark, tag) in [("**", "b"), ("_", "i")] {
        let mut is_open = false;
        // Underscores within a word are not markup.
        let mark_at = |out: &str| {
            out.match_indices(mark).map(|(at, _)| at).find(|at| {
                let before = out.get(..*at).and_then(|text| text.chars().next_back());
                let after = out.get(at + mark.len()..).and_then(|text| text.chars().next());
                let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                mark == "**" || !(is_word(before) && is_word(after))
            })
        };
        while let Some(at) = mark_at(&out).filter(|_| !out.contains("](") || mark == "**") {
            is_open = !is_open;
            let tag = if is_open {
                format!("<{tag}>")
            } else {
                format!("</{tag}>")
            };
            out.replace_range(at..at + mark.len(), &tag);
        }
    }
    while let Some((before, rest)) = out.split_once("](") {
        let (head, text) = before.rsplit_once('[').expect("a link begins");
        let (target, after) = rest.split_once(')').expect("a link ends");
        let target = target.trim_end_matches(".md").rsplit('/').next().unwrap_or("");
        let target: String = target.bytes().map(|byte| format!("%{byte:02X}")).collect();
        out = format!("{head}<a href=\"/wiki/{target}\">{text}</a>{after}");
    }
    out
}

fn folder(name: &str) -> Vec<(String, String)> {
    let vendor = std::env::var_os("PLANFIX_VENDOR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vendor")),
        PathBuf::from,
    );
    files(&vendor.join(name))
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: {} does not exist", folder.display());
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("a file").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect()
}

#[test]
fn a_page_in_html_becomes_the_table_that_it_becomes_in_markdown() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let tables = Tables::read(&files(&spec.join("methods")), &files(&spec.join("types")));
    let mut wrong = Vec::new();
    for (name, text) in [folder("methods"), folder("last-nine")].concat() {
        let html = html(&text);
        assert!(is_html(&html) && !is_html(&text), "{name}");
        let made = [text, markdown(&html).expect("Markdown")].map(|text| {
            let [page] = page::read(&text).try_into().expect("one page");
            import(&page, &tables).expect("a table").text
        });
        // Markdown does not recognize italics after `=`.
        let made = made.map(|table| table.replace("=_LIST_", "=LIST").replace("=_HANDBOOK_", "=HANDBOOK"));
        if let Some(differ) = made[0].lines().zip(made[1].lines()).find(|(one, two)| one != two) {
            wrong.push(format!("{name}: {differ:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_a_wiki_puts_around_a_page_is_left_out() {
    let html = html("Reads it.\n\nName | Type\n---|---\n**a** b | int\n");
    assert_eq!(
        markdown(&html).unwrap(),
        "# Page\n\nReads it.\n\n| Name | Type |\n\n| **a** b | int |"
    );
}
