//! The frame of a page, and the few elements that pages are made of.

/// Escapes text for an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Returns a whole page. `up` is the relative path to the folder of the index.
pub(super) fn page(title: &str, up: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" href=\"{up}style.css\"/>\n</head>\n<body>\n<nav>{}{}{}{}</nav>\n{body}</body>\n</html>\n",
        escape(title),
        link(&format!("{up}index.html"), "Methods"),
        link(&format!("{up}index.html#types"), "Types"),
        link(&format!("{up}filters.html"), "Filters"),
        link(&format!("{up}errors.html"), "Error codes"),
    )
}

/// Returns a link with a plain text.
pub(super) fn link(to: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(to), escape(text))
}

/// Returns inline code.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Returns a block of code.
pub(super) fn block(text: &str) -> String {
    format!("<pre><code>{}</code></pre>\n", escape(text.trim_end()))
}

/// Returns a table with cells in HTML. Each row has an id for links, or an empty one.
pub(super) fn table(head: &[&str], rows: &[(String, Vec<String>)]) -> String {
    let mut out = String::from("<table>\n<thead><tr>");
    for cell in head {
        out.push_str(&format!("<th>{}</th>", escape(cell)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (name, cells) in rows {
        if name.is_empty() {
            out.push_str("<tr>");
        } else {
            out.push_str(&format!("<tr id=\"{}\">", escape(name)));
        }
        for cell in cells {
            out.push_str(&format!("<td>{cell}</td>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

/// Returns a list of terms and their meanings, both in HTML.
pub(super) fn facts(facts: &[(&str, String)]) -> String {
    let facts: String = facts
        .iter()
        .map(|(name, what)| format!("<dt>{name}</dt><dd>{what}</dd>\n"))
        .collect();
    format!("<dl>\n{facts}</dl>\n")
}
