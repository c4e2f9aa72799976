//! The questions of an import about facts that the page leaves open, and the vendor's sentences.

use super::envelope::{self, SideName};
use super::page::{Page, Row, Side};
use super::resolve::Tree;
use super::skeleton::Mark;

/// Returns a sentence of the vendor in quotes that nothing else in a table has, shortened if it is very long.
/// Characters with a meaning in Markdown are replaced.
pub(super) fn quoted(text: &str) -> String {
    const LONG: usize = 600;
    let plain = text.chars().take(LONG).map(|c| match c {
        '`' | '«' | '»' => '\'',
        '<' => '‹',
        '>' => '›',
        '[' => '(',
        ']' => ')',
        '\\' => '/',
        '*' => '·',
        c => c,
    });
    let plain: String = plain.collect();
    let plain: Vec<&str> = plain.split_whitespace().collect();
    let more = if text.chars().count() > LONG { " …" } else { "" };
    format!("«{}{more}»", plain.join(" "))
}

/// Returns a question for the cell of a table, inside a code span.
pub(super) fn cell(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    text.join(" ").replace('`', "'").replace('\\', "/").replace('|', "\\|")
}

/// Returns a question for a fact. The vendor's words are in a code span, where Markdown has no meaning.
fn fact(ask: &str, text: &str) -> String {
    format!("{ask} `{}`", quoted(text))
}

/// The question if the page has no paragraph about the method.
pub(super) const NO_PROSE: &str = "what does the method do? Write it in the place of the paragraph above";

/// Returns the paragraph about the method, in the vendor's words; `None` if the page has none.
pub(super) fn prose(prose: &[String]) -> Option<String> {
    let (last, before) = prose.split_last()?;
    // The last sentence announces the skeleton.
    let last = if last.trim_end().ends_with(':') {
        let end = last.rmatch_indices(['.', '!']).find(|(at, _)| {
            let rest = last.get(at + 1..).unwrap_or("");
            rest.starts_with(char::is_whitespace)
        });
        match end {
            Some((end, _)) => last.get(..=end).unwrap_or(""),
            None if before.is_empty() => last.as_str(),
            None => "",
        }
    } else {
        last.as_str()
    };
    let whole = format!("{} {last}", before.join(" "));
    (!whole.trim().is_empty()).then(|| quoted(&whole))
}

/// Returns the questions about a row, after those in `more`.
pub(super) fn of_row(tree: &Tree, at: usize, holder: bool, more: &[String]) -> Vec<String> {
    let mut out = more.to_vec();
    let Some(node) = tree.nodes.get(at) else { return out };
    let has_skeleton = tree.nodes.iter().any(|node| node.shown);
    if !node.shown && has_skeleton {
        out.push("is it there? The page describes it, and its skeleton does not show it".to_owned());
    }
    if node.rows.is_empty() && !holder {
        out.push("what is it? The page shows it, and does not describe it".to_owned());
    }
    if node.rows.len() > 1 {
        out.push(format!("why does the page have {} rows for it?", node.rows.len()));
    }
    if let Some(scalar) = node
        .rows
        .first()
        .map(|row| row.ty.as_str())
        .filter(|ty| holder && !ty.is_empty() && *ty != "node")
    {
        out.push(format!("the page gives it the type {scalar}, and shows elements in it"));
    }
    let only = tree.only_child(at).and_then(|only| tree.nodes.get(only));
    if let Some(only) = only.filter(|only| holder && [node.mark, only.mark] == [Mark::None; 2])
        && node.rows.iter().map(said).any(|text| is_called_list(&text))
    {
        out.push(format!(
            "the page calls it a list, and shows one {} in it: does that repeat?",
            only.name
        ));
    }
    out
}

/// Returns the vendor's words about a row; `None` if the page has none.
pub(super) fn note(tree: &Tree, at: usize) -> Option<String> {
    let rows = tree.nodes.get(at).map_or(&[][..], |node| node.rows.as_slice());
    let says: Vec<String> = rows.iter().map(said).filter(|text| !text.is_empty()).collect();
    (!says.is_empty()).then(|| quoted(&says.join(" / ")))
}

/// Returns true if a text calls an element a list.
fn is_called_list(text: &str) -> bool {
    let text = text.to_lowercase();
    ["список", "list of"].iter().any(|word| text.contains(word))
}

/// Returns all words of a row.
fn said(row: &Row) -> String {
    let listed = row
        .listed
        .iter()
        .map(|value| format!("{} - {}", value.value, value.text));
    let parts = std::iter::once(row.text.clone())
        .chain(listed)
        .chain([row.note.clone()])
        .chain(row.remarks.iter().cloned());
    let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
    parts.join("; ").replace(":; ", ": ")
}

/// Returns the questions about a side.
pub(super) fn of_side(page: &Page, side: &Side, tree: &Tree, which: SideName) -> Vec<String> {
    let mut out = Vec::new();
    let word = which.word();
    if side.skeletons.is_empty() {
        out.push(format!(
            "what is in the {word}? The page shows none; it may be a file (fact reply)"
        ));
    }
    if which == SideName::Request && side.skeletons.len() > 1 {
        out.push("the page shows the request in several ways: which elements exclude each other?".to_owned());
    }
    for row in &tree.strays {
        out.push(fact(
            &format!("where in the {word} is this? The page has a row:"),
            &format!("{} | {}", row.name, said(row)),
        ));
    }
    for text in side.prose.iter().filter(|text| says_something(text)) {
        out.push(fact(
            &format!("what of this belongs in the {word} or the prose? The page says:"),
            text,
        ));
    }
    let names: Vec<&str> = (1..tree.nodes.len())
        .filter(|at| !envelope::holds(tree, *at, which))
        .filter_map(|at| tree.nodes.get(at))
        .filter(|node| node.shown && !node.rows.is_empty())
        .map(|node| node.name.as_str())
        .collect();
    if which == SideName::Request && !names.is_empty() && page.method.is_some() {
        out.push("which rows must be there (required), which are about a person (personal)?".to_owned());
    }
    out
}

/// Returns true if a sentence does more than announce the part below it.
fn says_something(text: &str) -> bool {
    let long = text.chars().count() > 20;
    let announces = text.ends_with(':') && text.chars().count() < 120;
    long && !announces && text.contains(' ') && !text.starts_with(['*', '-', '[', '!'])
}

/// Returns the questions about the end of a page.
pub(super) fn of_end(page: &Page) -> Vec<String> {
    let texts = page.behind.iter().filter(|text| says_something(text));
    let ask = "what of this belongs in the table? The page says at its end:";
    texts.map(|text| fact(ask, text)).collect()
}

/// Returns the questions about tables of values that belong to no element.
pub(super) fn of_values(page: &Page) -> Vec<String> {
    let sides = [Tree::of(&page.request), Tree::of(&page.response)];
    let known = |word: &String| {
        sides
            .iter()
            .any(|tree| tree.nodes.iter().any(|node| node.name == *word))
    };
    let strange = page.values.iter().filter(|values| !values.of.iter().any(known));
    strange
        .filter(|values| !values.list.is_empty())
        .map(|values| {
            let list: Vec<String> = values
                .list
                .iter()
                .map(|v| format!("{} - {}", v.value, v.text))
                .collect();
            fact("what are these values of? The page lists:", &list.join("; "))
        })
        .collect()
}
