//! The tables agree with the vendor's pages, and a single change in a page is found.

#![cfg(feature = "vendor")]

mod vendor;

use planfix_schema::model::KnownDifference;
use planfix_schema::vendor::tables::Tables;
use planfix_schema::vendor::{page, report::compare, resolve::Tree};
use vendor::{Random, files, known, pages, tables};

/// Pages of methods, and those of values and filters.
fn all() -> Vec<(String, String)> {
    let mut out = pages();
    out.extend(files("reference"));
    out
}

#[test]
fn nothing_is_new_on_the_pages() {
    let pages = all();
    if pages.is_empty() {
        return;
    }
    let report = compare(&pages, &tables(), &known());
    assert!(report.is_clean(), "{}", report.lines().join("\n"));
    println!(
        "{} pages compared, {} known differences",
        report.compared.len(),
        report.known
    );
}

#[test]
fn each_page_is_clean_by_itself_and_in_the_other_conversion() {
    let (tables, known) = (tables(), known());
    for (name, text) in all() {
        let report = compare(&[(name.clone(), text.clone())], &tables, &known);
        assert!(report.is_clean(), "{name}: {}", report.lines().join("\n"));
    }
}

/// A change of one page: what was done, and the page with it.
type Mutation = (String, String);

/// A page as lines, with what can be changed in it.
struct Text<'t> {
    lines: Vec<&'t str>,
    random: &'t mut Random,
}

impl Text<'_> {
    /// One of the lines for which something holds.
    fn pick(&mut self, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let found: Vec<usize> = (0..self.lines.len()).filter(|at| wanted(self.lines[*at])).collect();
        (!found.is_empty()).then(|| found[self.random.below(found.len())])
    }

    fn with(&self, at: usize, line: &str) -> String {
        let mut lines = self.lines.clone();
        lines[at] = line;
        lines.join("\n")
    }
}

/// Returns true for a leaf of a skeleton outside of the envelope.
fn is_leaf(line: &str) -> bool {
    let plain = line.trim();
    let tag = plain
        .strip_prefix('<')
        .and_then(|rest| rest.split_once("></"))
        .map(|(name, _)| name);
    line.starts_with("    ")
        && tag.is_some_and(|name| {
            !name.contains(' ') && !["account", "sid", "signature", "code", "message"].contains(&name)
        })
}

/// Returns true for a row, except one of the envelope, which is never compared.
fn is_row(line: &str) -> bool {
    let cells: Vec<&str> = line.split(" | ").collect();
    let envelope = ["account", "sid", "signature"].contains(&cells[0]);
    cells.len() >= 3 && !envelope && !line.starts_with(['|', ' ']) && cells[0] != "Название" && cells[0] != "Значение"
}

const TYPES: [&str; 8] = ["int", "bool", "string", "DateTime", "Date", "Time", "enum", "set"];

fn class(ty: &str) -> &str {
    match ty {
        "id" => "int",
        "boolean" | "bool (0/1)" | "bool - 0/1" => "bool",
        "node" => "",
        other if other.contains("DateTime") => "DateTime",
        other => other,
    }
}

fn mutate(kind: usize, text: &str, random: &mut Random) -> Option<Mutation> {
    let mut text = Text {
        lines: text.lines().collect(),
        random,
    };
    let leaf_name = |line: &str| {
        line.trim()
            .trim_start_matches('<')
            .split_once('>')
            .map(|(name, _)| name.to_owned())
    };
    match kind {
        // An element of a skeleton under another name.
        0 => {
            let at = text.pick(is_leaf)?;
            let name = leaf_name(text.lines[at])?;
            let line = text.lines[at].replace(&name, &format!("{name}Z"));
            Some((format!("element {name} renamed, line {}", at + 1), text.with(at, &line)))
        }
        // A row under another name.
        1 => {
            let at = text.pick(is_row)?;
            let (name, rest) = text.lines[at].split_once(" | ")?;
            Some((
                format!("row {name} renamed"),
                text.with(at, &format!("{name}Z | {rest}")),
            ))
        }
        // Another type.
        2 => {
            let at = text.pick(|line| is_row(line) && line.split(" | ").count() >= 3 && !line.starts_with("**"))?;
            let line = text.lines[at].to_owned();
            let cells: Vec<&str> = line.split(" | ").collect();
            let mut ty = TYPES[text.random.below(TYPES.len())];
            while class(ty) == class(cells[1]) || (cells[1].starts_with("string(") && ty == "string") {
                ty = TYPES[text.random.below(TYPES.len())];
            }
            // A table of values has no types.
            if !text.lines[..at]
                .iter()
                .rev()
                .find(|line| line.contains("---|"))?
                .matches('|')
                .count()
                .eq(&3)
            {
                return None;
            }
            let mut new = cells.clone();
            new[1] = ty;
            Some((
                format!("row {} {} to {ty}", cells[0], cells[1]),
                text.with(at, &new.join(" | ")),
            ))
        }
        // An element that is gone from the skeleton.
        3 => {
            let lines = text.lines.clone();
            let at = text.pick(|line| is_leaf(line) && lines.iter().filter(|other| **other == line).count() == 1)?;
            Some((format!("element {} dropped", text.lines[at].trim()), text.with(at, "")))
        }
        // A row of a leaf that is gone.
        4 => {
            let at = text.pick(|line| is_row(line) && !line.contains(" |  | ") && !line.contains(" | node |"))?;
            let line = text.lines[at].to_owned();
            let values = !text.lines[..at]
                .iter()
                .rev()
                .find(|line| line.contains("---|"))?
                .matches('|')
                .count()
                .eq(&3);
            // A container says nothing that the skeleton does not.
            if !values && line.starts_with("**") && !line.contains("** ") {
                return None;
            }
            Some((format!("row {line} dropped"), text.with(at, "")))
        }
        // A new element, with its row or without.
        5 => {
            let at = text.pick(is_leaf)?;
            let line = format!("{}\n      <added></added>", text.lines[at]);
            Some((format!("element added, line {}", at + 1), text.with(at, &line)))
        }
        6 => {
            let at = text.pick(|line| is_row(line) && line.contains(" | "))?;
            if !text.lines[..at]
                .iter()
                .rev()
                .find(|line| line.contains("---|"))?
                .matches('|')
                .count()
                .eq(&3)
            {
                return None;
            }
            let line = format!("{}\n\nadded | int | something |   ", text.lines[at]);
            Some((format!("row added, line {}", at + 1), text.with(at, &line)))
        }
        // An attribute under another name, or gone, in the skeleton or in a row.
        7 => {
            let at = text.pick(|line| {
                line.starts_with("    ") && line.contains("=\"") && !line.contains("<?xml") && !line.contains("<re")
            })?;
            let line = text.lines[at];
            let (before, after) = line.split_once("=\"")?;
            let (tag, name) = before.rsplit_once(' ')?;
            let new = if text.random.below(2) == 0 {
                format!("{before}Z=\"{after}")
            } else {
                format!("{tag}{}", after.split_once('"')?.1)
            };
            Some((format!("attribute {name} changed: {new}"), text.with(at, &new)))
        }
        8 => {
            let at = text.pick(|line| line.contains("** ") && line.contains("ount |"))?;
            let line = text.lines[at].replacen("ount |", "ounts |", 1);
            Some((format!("attribute renamed: {line}"), text.with(at, &line)))
        }
        // A leaf that moved one element outwards.
        9 => {
            let at =
                text.pick(|line| line.starts_with("    ") && line.trim().starts_with("</") && !line.contains("</re"))?;
            let before = (0..at).rev().find(|before| !text.lines[*before].trim().is_empty())?;
            if !is_leaf(text.lines[before]) {
                return None;
            }
            let (leaf, end) = (text.lines[before], text.lines[at]);
            // One of several is still there.
            if text.lines.iter().filter(|line| **line == leaf).count() > 1 {
                return None;
            }
            let mut lines = text.lines.clone();
            lines[before] = end;
            lines[at] = leaf;
            Some((format!("{} moved out of {}", leaf.trim(), end.trim()), lines.join("\n")))
        }
        // A leaf that now repeats.
        10 => {
            let lines = text.lines.clone();
            let once = |line: &str| is_leaf(line) && lines.iter().filter(|other| **other == line).count() == 1;
            let repeats = |line: &str| {
                let behind = lines
                    .iter()
                    .skip_while(|other| **other != line)
                    .skip(1)
                    .find(|line| !line.trim().is_empty());
                behind.is_some_and(|line| line.contains("..."))
            };
            let at = text.pick(|line| once(line) && !repeats(line))?;
            let line = format!("{0}\n{0}", text.lines[at]);
            Some((format!("{} twice", text.lines[at].trim()), text.with(at, &line)))
        }
        // A list that no longer does: the only sign of it is gone.
        11 => {
            let at = text.pick(|line| line.starts_with("    ") && line.trim() == "<!-- ... -->")?;
            let before = (0..at).rev().find(|before| !text.lines[*before].trim().is_empty())?;
            let sibling = text.lines[before];
            // An element that is there twice is a sign too.
            let twice = text.lines.iter().filter(|line| **line == sibling).count() > 1;
            if twice || sibling.trim().starts_with("<!--") || !sibling.contains("</") {
                return None;
            }
            Some((format!("no mark behind {}", sibling.trim()), text.with(at, "")))
        }
        // A value of an enum, in a table, in a cell, in braces.
        12 => {
            let at = text.pick(|line| {
                let value = line.split(" | ").next().unwrap_or("").replace("**", "");
                line.matches(" |").count() == 2
                    && !value.is_empty()
                    && !value.contains(' ')
                    && value.is_ascii()
                    && !line.starts_with('|')
                    || line.trim().starts_with("* **last")
                    || line.contains("{asc,desc}")
            })?;
            let line = text.lines[at];
            let new = if line.contains("{asc") {
                line.replace("asc", "up")
            } else if line.trim().starts_with("* ") {
                line.replace("last", "first")
            } else {
                format!("X{}", line.trim_start_matches('*'))
            };
            Some((format!("value changed: {line}"), text.with(at, &new)))
        }
        _ => None,
    }
}

#[test]
fn a_single_change_in_a_page_is_found() {
    let (tables, known): (Tables, Vec<KnownDifference>) = (tables(), known());
    let mut random = Random::new(3);
    let mut counts = [0_usize; 13];
    let mut missed = Vec::new();
    for (name, text) in all() {
        let is_method = page::read(&text)
            .iter()
            .any(|page| Tree::of(&page.request).nodes.len() > 1);
        let is_values = !is_method && !tables.of_page(&name).is_empty();
        for (kind, count) in counts.iter_mut().enumerate() {
            if !(is_method || is_values && kind == 12) {
                continue;
            }
            let tries = if kind == 12 { 6 } else { 3 };
            let mut done = Vec::new();
            for _ in 0..tries {
                let Some((what, changed)) = mutate(kind, &text, &mut random) else {
                    continue;
                };
                if done.contains(&what) {
                    continue;
                }
                *count += 1;
                if compare(&[(name.clone(), changed)], &tables, &known).is_clean() {
                    missed.push(format!("{kind} {name}: {what}"));
                }
                done.push(what);
            }
        }
    }
    println!("{} changes, by kind {counts:?}", counts.iter().sum::<usize>());
    assert_eq!(missed, Vec::<String>::new());
    let enough = counts.iter().sum::<usize>() >= 200 && !counts.contains(&0);
    assert!(enough || pages().is_empty(), "too few changes: {counts:?}");
}
