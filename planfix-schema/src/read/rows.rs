//! A row to its path, type, rules and prose. Rows and rules that were reported and left out are remembered, so that
//! what only seems to be missing is not a second fault.

use super::blocks::Spanned;
use super::note::{Rule, note};
use super::page::not_ascii;
use super::table::Row;
use super::types::{Known, type_cell};
use crate::fault::Collector;
use crate::limits;
use crate::model::Type;
use crate::names::nearest;
use std::ops::Range;

/// The rows of a table, each understood by itself.
pub(super) struct Parsed {
    pub(super) rows: Vec<ParsedRow>,
    /// The whole table may be elsewhere: nothing is missing for sure.
    pub(super) unsure: bool,
    /// The names of the rows that were reported and left out, as they were written.
    lost: Vec<String>,
    /// The spans in the place of rules that were reported, and the rules of the rows that were left out.
    broken: Vec<String>,
}

/// A row, each cell understood by itself.
#[derive(Debug, Clone)]
pub(super) struct ParsedRow {
    /// The path as it was written, and its place.
    pub(super) path: Spanned,
    pub(super) steps: Vec<Step>,
    pub(super) tail: Tail,
    /// Nothing for an element that holds others. A type that was reported reads as text.
    pub(super) ty: Option<Type>,
    /// True if the type was reported, so that rules that depend on it are not checked.
    pub(super) ty_faulty: bool,
    pub(super) ty_span: Range<usize>,
    pub(super) rules: Vec<(Rule, Range<usize>)>,
    /// The spans in the place of rules that were reported.
    broken: Vec<String>,
    pub(super) doc: String,
    pub(super) line: u32,
}

/// A step of a path: `phone[]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) repeats: bool,
}

/// The end of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tail {
    Element,
    Attribute(String),
    Text,
}

/// The rules whose rows share a name.
const SHARING: [&str; 5] = ["one-of", "at-most-one-of", "any-of", "total", "alternative"];

/// With more than this left out, nothing is missing for sure. It also bounds what is compared.
const MAX_LOST: usize = 50;

/// Reads the rows; a row whose path is wrong is reported and left out.
pub(super) fn read(faults: &mut Collector<'_>, rows: &[Row], types: Known<'_>) -> Parsed {
    let mut out = Parsed {
        rows: Vec::new(),
        unsure: false,
        lost: Vec::new(),
        broken: Vec::new(),
    };
    let mut deep = Deep::default();
    for row in rows {
        let mut cut: Vec<String> = Vec::new();
        if row.cut {
            // Its note is not known and may have any of the rules that other rows depend on.
            cut.extend(["one-of", "as", "struct"].map(str::to_owned));
            out.broken.push("one-of".to_owned());
        }
        let [name, ty, note] = row.cells.as_slice() else {
            // Its number of cells was reported.
            out.lost
                .push(row.cells.first().map_or(String::new(), |name| name.text.clone()));
            continue;
        };
        // Any cell may be the missing one, so a fault in the others is not reported as well.
        let mut unsaid = Collector::new(faults.source());
        let told = if row.short { &mut unsaid } else { &mut *faults };
        let before = told.count();
        let ty_value = type_cell(told, ty, types);
        let ty_faulty = told.count() > before;
        let path = path(told, name, &row.span).filter(|(steps, _)| !deep.has(told, name, steps));
        let note = self::note(told, note);
        out.broken.extend(note.broken.iter().cloned());
        let Some((steps, tail)) = path else {
            out.lost.push(name.text.clone());
            let names = note.rules.iter().filter_map(|(rule, _)| rule.shared_name());
            out.broken.extend(names.map(str::to_owned));
            continue;
        };
        out.rows.push(ParsedRow {
            path: name.clone(),
            steps,
            tail,
            ty: ty_value,
            ty_faulty,
            ty_span: if ty.text.is_empty() {
                name.span.clone()
            } else {
                ty.span.clone()
            },
            rules: note.rules,
            broken: note.broken.into_iter().chain(cut).collect(),
            doc: note.doc,
            line: faults.line(row.span.start),
        });
    }
    deep.report(faults);
    out
}

/// Rows that are too deep. Those that follow each other below one element have one cause, and are one fault.
#[derive(Default)]
struct Deep {
    /// The first of them, its steps, and how many there are.
    first: Option<(Spanned, Vec<Step>, usize)>,
}

impl Deep {
    /// Takes a row if it is too deep.
    fn has(&mut self, faults: &mut Collector<'_>, name: &Spanned, steps: &[Step]) -> bool {
        let is_deep = steps.len() > limits::DEPTH;
        match &mut self.first {
            Some((_, first, count)) if is_deep && first.first() == steps.first() => *count += 1,
            _ => {
                self.report(faults);
                self.first = is_deep.then(|| (name.clone(), steps.to_vec(), 1));
            }
        }
        is_deep
    }

    fn report(&mut self, faults: &mut Collector<'_>) {
        let Some((name, steps, count)) = self.first.take() else {
            return;
        };
        let label = match count {
            1 => "too deep".to_owned(),
            2 => "too deep, as the row after it".to_owned(),
            count => format!("too deep, as the {} rows after it", count - 1),
        };
        faults.help(
            name.span,
            format!("`{}` is {} elements deep", name.text, steps.len()),
            label,
            format!(
                "at most {} are allowed; the rows of a shared type of the kind `record` begin anew",
                limits::DEPTH
            ),
        );
    }
}

impl Parsed {
    /// Returns true if a row that was left out may be the one with this path.
    pub(super) fn may_have(&self, path: &str) -> bool {
        let squash = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
        let is_it = |lost: &String| {
            let bare = squash(lost);
            bare.is_empty() || bare == squash(path) || nearest(lost, [path]).is_some()
        };
        self.unsure || self.lost.len() > MAX_LOST || self.lost.iter().any(is_it)
    }

    /// Returns true if a row that was left out may be a child of the element with this path.
    pub(super) fn may_hold(&self, path: &str) -> bool {
        let path = path.trim_end_matches("[]");
        let below = |lost: &String| {
            let rest = lost.strip_prefix(path);
            lost.is_empty() || rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_alphanumeric()))
        };
        self.unsure || self.lost.len() > MAX_LOST || self.lost.iter().any(below)
    }

    /// True if a rule or a row that was left out may share this name with others.
    pub(super) fn may_share(&self, group: &str) -> bool {
        let names = |text: &String| {
            let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
            let bare = text.trim();
            words.any(|word| word == group) || nearest(bare, SHARING).is_some()
        };
        self.unsure || self.broken.len() > MAX_LOST || self.broken.iter().any(names)
    }

    /// Returns true if the row with this path has a rule that was reported.
    pub(super) fn has_broken_rule(&self, path: &str) -> bool {
        self.rows
            .iter()
            .any(|row| row.path.text == path && !row.broken.is_empty())
    }

    /// Returns true if no row, type or rule was reported.
    pub(super) fn is_whole(&self) -> bool {
        let is_left_out = self.unsure || !self.lost.is_empty() || !self.broken.is_empty();
        !is_left_out && !self.rows.iter().any(|row| row.ty_faulty)
    }
}

impl ParsedRow {
    /// Returns true if a rule of this row that was reported may be the one with this word.
    pub(super) fn may_rule(&self, word: &str) -> bool {
        self.broken.iter().any(|text| {
            let first = text.split_whitespace().next().unwrap_or("").trim_matches('`');
            nearest(first, [word]).is_some()
        })
    }
}

type Path = (Vec<Step>, Tail);

fn path(faults: &mut Collector<'_>, name: &Spanned, row: &Range<usize>) -> Option<Path> {
    if name.text.is_empty() {
        faults.add(
            row.clone(),
            "a row without a name",
            "the name is the path of the element",
        );
        return None;
    }
    let (elements, tail) = if let Some((elements, attribute)) = name.text.split_once('@') {
        if !is_wire_name(attribute) {
            bad_path(faults, name, "the name of one attribute follows `@`");
            return None;
        }
        (elements, Tail::Attribute(attribute.to_owned()))
    } else if let Some((elements, text)) = name.text.split_once('#') {
        if text != "text" {
            bad_path(faults, name, "`text` follows `#`");
            return None;
        }
        (elements, Tail::Text)
    } else {
        (name.text.as_str(), Tail::Element)
    };
    let mut steps = Vec::new();
    if !elements.is_empty() {
        for part in elements.split('.') {
            let (bare, repeats) = part.strip_suffix("[]").map_or((part, false), |bare| (bare, true));
            if !is_wire_name(bare) {
                bad_path(
                    faults,
                    name,
                    "a path is element names with `.` between, `[]` after one that repeats, `@` before an attribute",
                );
                return None;
            }
            steps.push(Step {
                name: bare.to_owned(),
                repeats,
            });
        }
    }
    Some((steps, tail))
}

fn bad_path(faults: &mut Collector<'_>, name: &Spanned, help: &str) {
    faults.help(
        name.span.clone(),
        format!("`{}` is not a path", name.text),
        "a path names elements",
        match not_ascii(&name.text).trim_start() {
            "" => help.to_owned(),
            other => other.to_owned(),
        },
    );
}

/// Names of PlanFix are ASCII; anything else is a slip, such as a Cyrillic letter that looks Latin.
fn is_wire_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}
