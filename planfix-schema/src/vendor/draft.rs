//! The rows of an imported table, before they have Rust names.

use super::envelope::{self, SideName};
use super::guess::{self, Leaf};
use super::records::{self, Found, Known};
use super::resolve::{Tree, is_name};
use super::skeleton::Mark;
use super::values::listed;
use super::{learn, question, repeats};
use crate::model::{Effect, Place};
use crate::names::are_twins;
use std::collections::HashMap;

/// An element or attribute that becomes a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Name on the wire; `text` for the text of an element with attributes.
    pub(super) name: String,
    /// Element, attribute or text.
    pub(super) place: Option<Place>,
    /// Path in the table.
    pub(super) path: String,
    /// True if it repeats.
    pub(super) repeats: bool,
    /// True if it is written as a row, and so becomes a field or a struct of its own.
    pub(super) row: bool,
    /// Type; empty if it holds others.
    pub(super) ty: String,
    /// Rules, without their backticks.
    pub(super) rules: Vec<String>,
    /// Name of its one-of.
    pub(super) group: Option<String>,
    /// Open questions.
    pub(super) questions: Vec<String>,
    /// The vendor's sentence, in quotes.
    pub(super) says: Option<String>,
    /// Its children, attributes first.
    pub(super) children: Vec<Draft>,
}

/// A row to write.
pub(super) struct Row<'d> {
    pub(super) path: &'d str,
    pub(super) ty: &'d str,
    pub(super) rules: &'d [String],
    pub(super) questions: &'d [String],
    pub(super) says: Option<&'d str>,
}

/// Returns the rows of a side in the order of the wire.
pub(super) fn rows(drafts: &[Draft]) -> Vec<Row<'_>> {
    let mut out = Vec::new();
    for draft in drafts {
        if draft.row {
            out.push(Row {
                path: &draft.path,
                ty: &draft.ty,
                rules: &draft.rules,
                questions: &draft.questions,
                says: draft.says.as_deref(),
            });
        }
        out.extend(rows(&draft.children));
    }
    out
}

/// The drafting of one side.
pub(super) struct Side<'s> {
    pub(super) tree: &'s Tree,
    pub(super) known: Known<'s>,
    /// The questions about repetition, by the number of the element.
    asked: HashMap<usize, String>,
    pub(super) guesses: &'s mut Vec<String>,
    pub(super) facts: &'s mut Vec<String>,
    /// Number of one-ofs with each name.
    pub(super) choices: HashMap<&'static str, usize>,
}

/// Drafts the elements of a side, without its envelope.
pub(super) fn side(
    mut tree: Tree,
    known: Known<'_>,
    effect: Effect,
    guesses: &mut Vec<String>,
    facts: &mut Vec<String>,
) -> Vec<Draft> {
    let asked = repeats::infer(&mut tree, known.which, known.siblings, guesses);
    let is_request = known.which == SideName::Request;
    let mut side = Side {
        tree: &tree,
        known,
        asked,
        guesses,
        facts,
        choices: HashMap::new(),
    };
    let mut drafts = side.children(0, "", false);
    if is_request {
        side.choices(&mut drafts);
        if effect == Effect::Set {
            side.patches(&mut drafts);
        }
    }
    drafts
}

/// Deeper elements are not written, because the grammar bounds the depth of a path.
const MAX_DEPTH: usize = 15;

/// The question about an element that the page does not show whole.
const MORE: &str = "what more is in it? The page says that there is more";

impl Side<'_> {
    fn children(&mut self, at: usize, path: &str, in_item: bool) -> Vec<Draft> {
        let numbers = self.tree.children(at);
        let drafts = numbers
            .into_iter()
            .filter_map(|number| self.draft(number, path, in_item));
        let mut drafts: Vec<Draft> = drafts.collect();
        ask_twins(&mut drafts);
        drafts
    }

    fn draft(&mut self, at: usize, parent: &str, in_item: bool) -> Option<Draft> {
        let node = self.tree.nodes.get(at)?;
        let which = self.known.which;
        if envelope::holds(self.tree, at, which) {
            self.guesses.push(format!(
                "{} {}: left out, it belongs to the envelope",
                which.word(),
                node.name
            ));
            return None;
        }
        // Pages do not describe the envelope of a response, but its names cannot be rows.
        let reserved = which == SideName::Response && parent.is_empty() && node.name == "status";
        if reserved || !is_name(&node.name) || node.depth > MAX_DEPTH || (node.attribute && parent.is_empty()) {
            self.facts.push(format!(
                "what is {} in the {}?",
                question::quoted(&node.name),
                which.word()
            ));
            return None;
        }
        let repeats = node.mark != Mark::None;
        let mut out = Draft {
            name: node.name.clone(),
            place: Some(if node.attribute {
                Place::Attribute
            } else {
                Place::Element
            }),
            repeats,
            row: true,
            ..Draft::default()
        };
        out.path = match (node.attribute, parent) {
            (true, parent) => format!("{parent}@{}", node.name),
            (false, "") => node.name.clone(),
            (false, parent) => format!("{parent}.{}", node.name),
        };
        if repeats {
            out.path.push_str("[]");
        }
        out.says = question::note(self.tree, at);
        let record = match records::find(self.tree, at, &self.known) {
            Found::Is(name, why) => {
                self.guess(&out.path, &name, &why);
                out.ty = name;
                out.questions = question::of_row(self.tree, at, true, &[]);
                self.ask_repeats(at, &mut out);
                return Some(out);
            }
            Found::Asked(question) => Some(question),
            Found::Own => None,
        };
        out.children = self.children(at, &out.path, in_item || repeats);
        if out.holds() {
            self.holder(at, &mut out);
        } else {
            self.leaf(at, &mut out);
        }
        out.questions.splice(0..0, record);
        self.ask_repeats(at, &mut out);
        if !out.row {
            let side = self.known.which.word();
            let asked = out.questions.drain(..);
            self.facts
                .extend(asked.map(|question| format!("{} in the {side}: {question}", out.path)));
        }
        Some(out)
    }

    fn guess(&mut self, path: &str, what: &str, why: &str) {
        let side = self.known.which.word();
        self.guesses.push(format!("{side} {path}: {what}, because {why}"));
    }

    fn ask_repeats(&self, at: usize, out: &mut Draft) {
        out.questions.splice(0..0, self.asked.get(&at).cloned());
    }

    fn leaf(&mut self, at: usize, out: &mut Draft) {
        let Some(node) = self.tree.nodes.get(at) else { return };
        let Known {
            page,
            tables,
            siblings,
            which,
        } = self.known;
        let (path, address) = (self.tree.path(at), self.tree.address(at));
        let listed = listed(page, self.tree, at);
        let row = node.rows.first();
        let guess = guess::leaf(
            &Leaf {
                method: page.method.as_deref().unwrap_or(""),
                path: &path,
                row,
                listed: &listed,
            },
            tables,
        );
        let leaf = learn::Leaf {
            path: &address,
            side: which,
            row,
            listed: &listed,
        };
        let guess = learn::refine(guess, &leaf, siblings, tables);
        if let Some(why) = &guess.why {
            self.guess(&out.path, &guess.ty, why);
        }
        out.ty = guess.ty;
        let learned = learn::rules(&leaf, &out.ty, out.repeats, siblings);
        let side = which.word();
        self.guesses
            .extend(learned.guesses.into_iter().map(|line| format!("{side} {line}")));
        out.rules.extend(learned.rules);
        if matches!(node.name.as_str(), "password" | "token") && !out.rules.iter().any(|rule| rule == "secret") {
            self.guess(&out.path, "secret", "of its name");
            out.rules.push("secret".to_owned());
        }
        let more = node.open.then(|| MORE.to_owned());
        let asked: Vec<String> = more
            .into_iter()
            .chain(guess.questions)
            .chain(learned.questions)
            .collect();
        out.questions = question::of_row(self.tree, at, false, &asked);
    }

    /// Completes an element that holds others. It has a row if the page has one, or if the grammar needs one.
    fn holder(&mut self, at: usize, out: &mut Draft) {
        let Some(node) = self.tree.nodes.get(at) else { return };
        let elements = out.children.iter().any(|child| child.place == Some(Place::Element));
        let attributes = out.children.iter().any(|child| child.place == Some(Place::Attribute));
        let alone = self
            .tree
            .nodes
            .get(node.parent)
            .is_some_and(|parent| parent.alternative.is_some());
        out.row = out.repeats || attributes || alone || !node.rows.is_empty();
        let has_text = node
            .rows
            .first()
            .is_some_and(|row| !row.ty.is_empty() && row.ty != "node");
        if has_text && !elements {
            out.children.push(Draft {
                name: "text".to_owned(),
                place: Some(Place::Text),
                path: format!("{}#text", out.path),
                row: true,
                ty: "string".to_owned(),
                questions: vec!["does it have a text beside its attributes?".to_owned()],
                ..Draft::default()
            });
        }
        let more = node.open.then(|| MORE.to_owned());
        out.questions = question::of_row(self.tree, at, true, more.as_slice());
    }
}

/// Asks about an element that is spelled almost like one beside it, and gives it the row that this needs in a table.
fn ask_twins(drafts: &mut [Draft]) {
    let several = |name: &str| name.strip_suffix('s').map(str::to_owned);
    let lists = drafts
        .iter()
        .map(|draft| (draft.name.clone(), draft.children.iter().any(|item| item.repeats)));
    let names: Vec<(String, bool)> = lists.collect();
    for draft in drafts.iter_mut().filter(|draft| !draft.row) {
        let is_list = draft.children.iter().any(|item| item.repeats);
        let twin = names.iter().find(|(name, other_is_list)| {
            let meant = *other_is_list && several(name).as_ref() == Some(&draft.name)
                || is_list && several(&draft.name).as_ref() == Some(name);
            are_twins(name, &draft.name) && !meant
        });
        if let Some((twin, _)) = twin {
            draft.row = true;
            draft
                .questions
                .push(format!("is it {twin}, misspelled? Both are there, beside each other"));
        }
    }
}
