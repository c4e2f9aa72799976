//! A page in the other conversion: fenced skeletons, rows with pipes around and no lines between.

/// Turns a page of the first conversion into one of the second.
pub fn conversion(page: &str) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    let (mut fenced, mut table) = (false, false);
    while let Some(line) = lines.next() {
        let plain = line.trim();
        if plain.is_empty() {
            continue;
        }
        let code = line.starts_with("    ");
        if code != fenced {
            out.push_str(if code { "\n```\n" } else { "```\n\n" });
            fenced = code;
        }
        if code {
            table = false;
            out.push_str(line.get(4..).unwrap_or(""));
        } else if plain.starts_with("---|") {
            table = true;
            out.push_str(&format!("|{}", " --- |".repeat(plain.matches('|').count() + 1)));
        } else if plain.contains(" | ") || (table && plain.ends_with('|')) || (table && plain.starts_with("| ")) {
            let mut row = plain.to_owned();
            // The list in a cell, and the text after it.
            while lines
                .clone()
                .find(|line| !line.trim().is_empty())
                .is_some_and(|line| line.trim().starts_with("* "))
            {
                let item = lines.by_ref().find(|line| !line.trim().is_empty()).expect("an item");
                row.push_str(&format!("<br>- {}", item.trim().trim_start_matches("* ")));
                let next = lines.clone().find(|line| !line.trim().is_empty()).unwrap_or("");
                if next.starts_with("| ") {
                    row.push_str(&format!(
                        " {}",
                        lines
                            .by_ref()
                            .find(|line| !line.trim().is_empty())
                            .expect("a cell")
                            .trim()
                    ));
                }
            }
            // A row ends with its last cell, which may be empty.
            let end = if row.ends_with('|') { "  |" } else { " |" };
            let start = if row.starts_with('|') { "|  " } else { "| " };
            out.push_str(&format!("{start}{row}{end}"));
        } else if table
            && !plain.starts_with('#')
            && lines
                .clone()
                .find(|line| !line.trim().is_empty())
                .is_some_and(|line| line.contains(" | ") && !line.contains("| Тип |") && !line.starts_with("Значение"))
        {
            out.push_str(&format!("| {plain} |"));
        } else {
            if table {
                out.push('\n');
                table = false;
            }
            out.push_str(plain);
        }
        out.push('\n');
    }
    if fenced {
        out.push_str("```\n");
    }
    // The second conversion has the text of a link alone.
    unlinked(&out)
}

/// A page without the targets of its links.
pub fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (head, name) = before.rsplit_once('[').unwrap_or((before, ""));
        out.push_str(head);
        out.push_str(name);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}
