//! Makes the table of an enum from a vendor page of values.
//!
//! Such a page does not say which element has the values, so whoever imports it names the type. The title of the page
//! becomes the fact `page`.

use super::import::Imported;
use super::page::{Page, Value};
use super::question;
use crate::names::{is_type, pascal};

/// Makes the table of an enum from a page of its values; `None` if the page lists none.
/// `title` is the title of the page, or the name of its file; `name` is the name of the type.
#[must_use]
pub fn import_values(page: &Page, title: &str, name: &str) -> Option<Imported> {
    let values: Vec<&Value> = page.values.iter().flat_map(|table| &table.list).collect();
    if values.is_empty() || page.method.is_some() || !is_type(name) {
        return None;
    }
    let title = title.replace('_', " ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut facts = vec!["what are these values of? Write it in the place of the paragraph above".to_owned()];
    let (mut rows, mut taken): (Vec<(String, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for value in values {
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
        if value.value.is_empty()
            || !value.value.chars().all(word)
            || rows.iter().any(|(known, _)| *known == value.value)
        {
            facts.push(format!(
                "what is this? The page lists `{}`",
                question::quoted(&value.value)
            ));
            continue;
        }
        let own = pascal(&value.value);
        let numbered = (1..1000).map(|number| format!("Value{number}"));
        let mut names = std::iter::once(own.clone()).chain(numbered);
        let free = |name: &String| is_type(name) && name != "Unlisted" && !taken.contains(name);
        let Some(rust) = names.find(free) else { continue };
        let rule = if rust == own {
            String::new()
        } else {
            format!("`as {rust}` ")
        };
        let says = if value.text.trim().is_empty() {
            "`question what does it mean?`".to_owned()
        } else {
            question::quoted(&value.text).replace('|', "\\|")
        };
        rows.push((value.value.clone(), format!("{rule}{says}")));
        taken.push(rust);
    }
    if rows.is_empty() {
        return None;
    }
    let asked = rows.iter().filter(|(_, note)| note.contains("`question ")).count();
    let width = rows.iter().map(|(value, _)| value.len()).max().unwrap_or(0).max(5);
    let mut text =
        format!("# {name}\n\nValues of the PlanFix XML API.\n\n- kind: enum\n- source: PlanFix API\n- page: {title}\n");
    facts
        .iter()
        .for_each(|fact| text.push_str(&format!("- question: {fact}\n")));
    text.push_str(&format!(
        "\n## Values\n\n| {:width$} | note |\n|{}|------|\n",
        "value",
        "-".repeat(width + 2)
    ));
    rows.iter()
        .for_each(|(value, note)| text.push_str(&format!("| {value:width$} | {note} |\n")));
    Some(Imported {
        name: name.to_owned(),
        text,
        guesses: Vec::new(),
        questions: facts.len() + asked + usize::from(asked < rows.len()),
    })
}
