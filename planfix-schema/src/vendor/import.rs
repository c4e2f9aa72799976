//! Makes a table from a vendor page.
//!
//! In: a page and the existing tables. Out: a table whose only faults are its open questions. A question is about a
//! fact that the page leaves open; one question is about all sentences of the vendor, which a person writes anew. Each
//! guess is listed with its reason.
//! `draft` turns the elements into rows, `naming` gives them names that do not clash.

use super::bounds::at_most;
use super::draft::{self, Draft};
use super::envelope::SideName;
use super::page::Page;
use super::records::Known;
use super::resolve::Tree;
use super::siblings::Siblings;
use super::tables::Tables;
use super::{naming, question};
use crate::model::{Effect, Place};

/// A table made from a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Name of the method.
    pub name: String,
    /// The table as Markdown.
    pub text: String,
    /// The guesses with their reasons, one line each.
    pub guesses: Vec<String>,
    /// Number of open questions in the table.
    pub questions: usize,
}

/// The reason why a page cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoTable {
    /// It shows no request.
    NoMethod,
    /// Its request has a name that no method can have.
    BadName(String),
}

impl std::fmt::Display for NoTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoMethod => f.write_str("the page shows no request: `<request method=\"…\">` is not in it"),
            Self::BadName(name) => write!(
                f,
                "the request of the page is of `{name}`, which is not the name of a method"
            ),
        }
    }
}

impl std::error::Error for NoTable {}

/// Makes the table of a method from its page.
///
/// # Errors
/// If the page shows no request of a method.
pub fn import(page: &Page, tables: &Tables) -> Result<Imported, NoTable> {
    let name = page.method.as_deref().ok_or(NoTable::NoMethod)?;
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    if !name
        .split_once('.')
        .is_some_and(|(group, action)| word(group) && word(action))
    {
        return Err(NoTable::BadName(name.to_owned()));
    }
    let mut guesses = Vec::new();
    let mut facts = Vec::new();
    let effect = effect(name, &mut guesses, &mut facts);
    let siblings = Siblings::of(name, tables);
    let mut sides = Vec::new();
    for (side, which) in [(&page.request, SideName::Request), (&page.response, SideName::Response)] {
        let tree = Tree::of(side);
        facts.extend(question::of_side(page, side, &tree, which));
        let known = Known {
            page,
            tables,
            siblings: &siblings,
            which,
        };
        sides.push(draft::side(tree, known, effect, &mut guesses, &mut facts));
    }
    naming::name(&mut sides);
    facts.extend(question::of_end(page));
    facts.extend(question::of_values(page));
    let prose = question::prose(&page.prose);
    if let Some(bound) = page.prose.iter().find_map(|text| at_most(text)) {
        facts.push(format!(
            "the page says at most {bound}: which list has `items ..{bound}`, or which number `range ..{bound}`?"
        ));
    }
    if let [request, response] = sides.as_slice()
        && effect == Effect::Read
        && ["pageCurrent", "pageSize"]
            .iter()
            .all(|name| request.iter().any(|draft| draft.path == *name))
        && lists(response) != 1
    {
        facts.push(
            "which list of the response comes in pages? The fact pages names it, such as contacts.contact[]".to_owned(),
        );
    }
    if prose.is_none() {
        facts.insert(0, question::NO_PROSE.to_owned());
    }
    let prose_written = prose
        .clone()
        .unwrap_or_else(|| format!("The method {name} of the PlanFix XML API."));
    let mut text = format!("# {name}\n\n{prose_written}\n\n");
    text.push_str(&format!("- effect: {}\n- source: PlanFix API {name}\n", effect.word()));
    for fact in &facts {
        text.push_str(&format!("- question: {fact}\n"));
    }
    let mut questions = facts.len();
    let mut vendors = prose.is_some();
    for (heading, side) in [("Request", sides.first()), ("Response", sides.get(1))] {
        text.push_str(&format!("\n## {heading}\n\n"));
        let rows = side.map_or_else(Vec::new, |drafts| draft::rows(drafts));
        questions += rows.iter().map(|row| row.questions.len()).sum::<usize>();
        vendors |= rows.iter().any(|row| row.says.is_some());
        text.push_str(&written(&rows));
    }
    // All sentences of the vendor are one question.
    questions += usize::from(vendors);
    Ok(Imported {
        name: name.to_owned(),
        text,
        guesses,
        questions,
    })
}

/// Returns the number of lists that can come in pages: of elements that hold others, at the top or one element below.
fn lists(response: &[Draft]) -> usize {
    let is_list = |draft: &&Draft| draft.repeats && (draft.holds() || draft.ty.starts_with(char::is_uppercase));
    let below = response
        .iter()
        .filter(|draft| !draft.repeats)
        .flat_map(|draft| &draft.children);
    response.iter().chain(below).filter(is_list).count()
}

/// Guesses the effect from the name of a method.
fn effect(name: &str, guesses: &mut Vec<String>, facts: &mut Vec<String>) -> Effect {
    let action = name.split_once('.').map_or("", |(_, action)| action);
    let starts = |word: &str| {
        let rest = action.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    let known = [
        ("get", Effect::Read),
        ("add", Effect::Create),
        ("update", Effect::Set),
        ("delete", Effect::Delete),
        ("download", Effect::Read),
    ];
    if let Some((word, effect)) = known.into_iter().find(|(word, _)| starts(word)) {
        guesses.push(format!(
            "effect: {}, because the method begins with `{word}`",
            effect.word()
        ));
        return effect;
    }
    facts.push(
        "which effect does it have? `act` is above, because then nothing is sent twice; if it ends in the same state \
         however often it is sent, it is `set`. Does a field that a request leaves out keep its value, or go back to \
         its default? Then it is `patch`, and the fact left-out says which"
            .to_owned(),
    );
    Effect::Act
}

/// Writes the rows of a side as a table.
fn written(rows: &[draft::Row<'_>]) -> String {
    if rows.is_empty() {
        return "None.\n".to_owned();
    }
    let width = |cells: &mut dyn Iterator<Item = usize>, least: usize| cells.max().unwrap_or(0).max(least);
    let first = width(&mut rows.iter().map(|row| row.path.len()), 4);
    let second = width(&mut rows.iter().map(|row| row.ty.len()), 4);
    let mut out = format!("| {:first$} | {:second$} | note |\n", "name", "type");
    out.push_str(&format!(
        "|{}|{}|------|\n",
        "-".repeat(first + 2),
        "-".repeat(second + 2)
    ));
    for row in rows {
        let rules = row.rules.iter().map(|rule| format!("`{rule}`"));
        let questions = row
            .questions
            .iter()
            .map(|text| format!("`question {}`", question::cell(text)));
        let says = row.says.map(|text| text.replace('|', "\\|"));
        let note = rules.chain(questions).chain(says).collect::<Vec<_>>().join(" ");
        let space = if note.is_empty() { "" } else { " " };
        out.push_str(&format!(
            "| {:first$} | {:second$} | {note}{space}|\n",
            row.path, row.ty
        ));
    }
    out
}

/// Questions about the shape of a draft.
impl Draft {
    /// Returns true if it holds elements or attributes.
    pub(super) fn holds(&self) -> bool {
        !self.children.is_empty()
    }

    /// Returns true for a list that is one field with its items.
    pub(super) fn lists(&self) -> bool {
        !self.repeats && matches!(self.children.as_slice(), [item] if item.repeats)
    }

    /// Returns true for an element that appears once, and so can be a member of a one-of.
    pub(super) fn is_single(&self) -> bool {
        self.place == Some(Place::Element) && !self.repeats && !self.lists()
    }
}
