//! Facts about a leaf of a page that the tables of other methods have: its type and some rules.

use super::agree::agree;
use super::bounds::at_most;
use super::envelope::SideName;
use super::guess::Guess;
use super::outline::{Entry, Holds};
use super::page::Row;
use super::siblings::{Agreed, Siblings};
use super::spelling::Spelt;
use super::tables::Tables;
use super::values::Listed;
use crate::model::{SharedKind, Type};

/// A leaf of a page.
pub(super) struct Leaf<'l> {
    pub(super) path: &'l str,
    pub(super) side: SideName,
    pub(super) row: Option<&'l Row>,
    /// The values that the page lists.
    pub(super) listed: &'l Listed,
}

/// Takes the type that other tables have at the same path if the page leaves it open, and asks if they have another one
/// than the guess.
pub(super) fn refine(guess: Guess, leaf: &Leaf<'_>, siblings: &Siblings<'_>, tables: &Tables) -> Guess {
    let spelt = leaf.row.map_or(Spelt::Nothing, |row| Spelt::read(&row.ty));
    let fits = |entry: &Entry| match spelt {
        Spelt::Nothing | Spelt::Node => entry.holds != Holds::Elements,
        _ => agree(&spelt, &entry.holds, tables) && lists(entry, leaf.listed, tables),
    };
    let known = siblings.agreed(leaf.side, leaf.path, |entry| fits(entry).then(|| entry.spelt.clone()));
    let Some(known) = known.filter(|known| known.fact != guess.ty || !guess.questions.is_empty()) else {
        return elsewhere(guess, leaf, siblings);
    };
    let Agreed { fact: ty, method, .. } = known;
    let place = format!("{method} has it at the same path");
    match &guess.why {
        Some(why) => Guess {
            questions: vec![format!("{ty}, as {place}, or {}, because {why}?", guess.ty)],
            why: None,
            ..guess
        },
        None if known.is_near => Guess::because(&ty, place),
        // In another group the same path may be about something else.
        None => Guess {
            questions: vec![format!("is it {ty}? {place}")],
            ..guess
        },
    }
}

/// Adds to the question about an identifier the type that the same group has at a path with the same end.
fn elsewhere(guess: Guess, leaf: &Leaf<'_>, siblings: &Siblings<'_>) -> Guess {
    let steps: Vec<&str> = leaf.path.split('.').collect();
    let end = steps.len().checked_sub(2).and_then(|start| steps.get(start..));
    let Some(end) = end.filter(|_| !guess.questions.is_empty() && guess.ty == "int") else {
        return guess;
    };
    let is_number = |entry: &Entry| matches!(entry.holds, Holds::Value(Type::Int)).then(|| entry.spelt.clone());
    match siblings.agreed_at_end(end, is_number) {
        Some((known, path)) if known.fact != guess.ty => Guess {
            questions: vec![format!("is it {}? {} has that at {path}", known.fact, known.method)],
            ..guess
        },
        _ => guess,
    }
}

/// Returns true if an enum has all values that a page lists.
fn lists(entry: &Entry, listed: &Listed, tables: &Tables) -> bool {
    let Holds::Enum(name, _) = &entry.holds else {
        return true;
    };
    match tables.types.get(name).map(|ty| &ty.kind) {
        Some(SharedKind::Enum { values, .. }) => {
            let words = listed.words();
            words.iter().all(|word| values.iter().any(|value| value.wire == *word))
        }
        _ => true,
    }
}

/// The rules of a leaf.
#[derive(Default)]
pub(super) struct Learned {
    pub(super) rules: Vec<String>,
    /// The reasons for them, one line each.
    pub(super) guesses: Vec<String>,
    pub(super) questions: Vec<String>,
}

/// Finds the rules that other tables have at the same path, and a bound that the page states in words.
pub(super) fn rules(leaf: &Leaf<'_>, ty: &str, repeats: bool, siblings: &Siblings<'_>) -> Learned {
    let mut out = Learned::default();
    let mut learn = |rule: String, method: &str| {
        out.guesses.push(format!(
            "{}: {rule}, because {method} has it at the same path",
            leaf.path
        ));
        out.rules.push(rule);
    };
    for (rule, is) in [
        ("secret", (|entry| entry.rules.secret) as fn(&Entry) -> bool),
        ("personal", |entry| entry.rules.personal),
    ] {
        let known = siblings.agreed(leaf.side, leaf.path, |entry| Some(is(entry)));
        if let Some(known) = known.filter(|known| known.fact) {
            learn(rule.to_owned(), known.method);
        }
    }
    let said = leaf.row.and_then(|row| {
        let remarks = row.remarks.iter().map(String::as_str);
        let mut texts = [row.text.as_str(), row.note.as_str()].into_iter().chain(remarks);
        texts.find_map(at_most)
    });
    let Some(bound) = said.filter(|_| leaf.side == SideName::Request) else {
        return out;
    };
    let range = siblings.agreed(leaf.side, leaf.path, |entry| entry.rules.range);
    match range.filter(|known| known.fact.1 == Some(i64::from(bound))) {
        Some(known) => {
            let low = known.fact.0.map_or(String::new(), |low| low.to_string());
            learn(format!("range {low}..{bound}"), known.method);
        }
        None if repeats => out
            .questions
            .push(format!("the page says at most {bound}: is it `items ..{bound}`?")),
        None if ty == "int" => out
            .questions
            .push(format!("the page says at most {bound}: is it `range ..{bound}`?")),
        None => {}
    }
    out
}
