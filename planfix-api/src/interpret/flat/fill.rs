//! Fills a record from pairs: first the way of each, then level by level.

use super::leaf;
use super::path::{Item, Step, Way, way};
use super::{FlatFault, FlatFaults};
use crate::Maybe;
use crate::record::{List, Record, Value};
use crate::table::{Content, Element, Form, Kind, Location, Place, Table};
use std::borrow::Cow;

type Text<'t> = Maybe<Cow<'t, str>>;

/// A pair whose way is known.
struct Entry<'t> {
    pair: usize,
    path: String,
    steps: Vec<Step>,
    typed: Option<&'static Form>,
    text: Text<'t>,
}

impl Entry<'_> {
    fn fault(&self, message: impl Into<String>) -> FlatFault {
        FlatFault {
            path: self.path.clone(),
            pair: Some(self.pair),
            ..FlatFault::new(
                message,
                self.steps.last().map(|step| step.row.location(step.table.file)),
            )
        }
    }
}

/// Fills a record from all pairs, and reports all faults.
pub(super) fn all(record: &mut dyn Record, pairs: Vec<(String, Text<'_>)>, open: bool) -> Result<(), FlatFaults> {
    let mut fill = Fill {
        open,
        faults: Vec::new(),
    };
    let mut entries = Vec::new();
    for (pair, (path, text)) in pairs.into_iter().enumerate() {
        if text.is_absent() {
            continue;
        }
        match way(record.table(), &path) {
            Ok(Way { steps, typed }) => entries.push(Entry {
                pair,
                path,
                steps,
                typed,
                text,
            }),
            Err(lost) => fill.faults.push(FlatFault {
                path,
                pair: Some(pair),
                suggestion: lost.suggestion,
                ..FlatFault::new(lost.message, lost.row.map(|(row, table)| row.location(table.file)))
            }),
        }
    }
    let entries: Vec<&Entry<'_>> = entries.iter().collect();
    fill.record(record, &entries, 0, "");
    let mut faults = fill.faults;
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort_by_key(|fault| fault.pair.unwrap_or(usize::MAX));
    Err(FlatFaults(faults))
}

struct Fill {
    open: bool,
    faults: Vec<FlatFault>,
}

impl Fill {
    fn record(&mut self, record: &mut dyn Record, entries: &[&Entry<'_>], depth: usize, path: &str) {
        let mut seen: Vec<u16> = Vec::new();
        let fields = entries.iter().filter_map(|entry| entry.steps.get(depth));
        for step in fields {
            if seen.contains(&step.field) {
                continue;
            }
            seen.push(step.field);
            let is_here = |entry: &&&Entry<'_>| entry.steps.get(depth).is_some_and(|other| other.field == step.field);
            let here: Vec<&Entry<'_>> = entries.iter().filter(is_here).copied().collect();
            let Some(slot) = record.field_mut(step.field) else {
                continue;
            };
            let path = join(path, &step.path);
            match step.item {
                Item::None => self.value(slot, &here, depth, &path),
                Item::Unnumbered | Item::Number(_) => self.list(slot, &here, depth, &path),
            }
        }
        self.missing(record, &seen, path);
    }

    /// Fills one value: a leaf, or a struct from the pairs that lead into it.
    fn value(&mut self, slot: &mut dyn Value, entries: &[&Entry<'_>], depth: usize, path: &str) {
        let (ends, deeper): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            entries.iter().partition(|entry| entry.steps.len() == depth + 1);
        let Some(first) = entries.first() else { return };
        let Some(step) = first.steps.get(depth) else { return };
        let forms = |entry: &&Entry<'_>| {
            entry
                .steps
                .get(depth)
                .and_then(|step| step.form)
                .map(std::ptr::from_ref)
        };
        let differs = deeper
            .iter()
            .any(|entry| Some(forms(entry)) != deeper.first().map(forms));
        if differs || (!ends.is_empty() && !deeper.is_empty()) {
            let mut names: Vec<&str> = Vec::new();
            names.extend(ends.first().map(|entry| entry.path.as_str()));
            names.extend(deeper.iter().map(|entry| entry.path.as_str()));
            let fault = FlatFault {
                path: names.join(" and "),
                row: Some(step.row.location(step.table.file)),
                ..first.fault("two forms of one value; give one of them")
            };
            return self.faults.push(fault);
        }
        if let Some((first, others)) = ends.split_first() {
            for other in others {
                let number = match first.steps.iter().any(|step| step.item == Item::Unnumbered) {
                    true => "given twice; for several items, number them from 0, as in `phones[0].number`",
                    false => "given twice",
                };
                self.faults.push(other.fault(number));
            }
            return self.leaf(slot, first, step);
        }
        let child = || deeper.first()?.steps.get(depth + 1);
        let record = match (step.form, child()) {
            (Some(form), Some(child)) => head(form, child.field).and_then(|name| slot.record_with(name)),
            _ => slot.record(),
        };
        if let Some(record) = record {
            self.record(record, &deeper, depth + 1, path);
        }
    }

    fn leaf(&mut self, slot: &mut dyn Value, entry: &Entry<'_>, step: &Step) {
        let Maybe::Set(text) = &entry.text else {
            if slot.set_empty().is_err() {
                self.faults.push(entry.fault("cannot be emptied: leave it out"));
            }
            return;
        };
        let fault = match entry.typed {
            Some(form) => leaf::set_form(slot, form, step.table, step.row, text),
            None => self.text(slot, step, text),
        };
        if let Err(fault) = fault {
            self.faults.push(FlatFault {
                path: entry.path.clone(),
                pair: Some(entry.pair),
                ..*fault
            });
        }
    }

    fn text(&self, slot: &mut dyn Value, step: &Step, text: &str) -> Result<(), Box<FlatFault>> {
        let Step { kind, table, row, .. } = *step;
        let at = Some(row.location(table.file));
        if matches!(kind, Kind::Record(_)) {
            let message = "holds other elements: write the path of each of them";
            return Err(Box::new(FlatFault::new(message, at)));
        }
        if let Some(stranger) = kind.unlisted(text).filter(|_| !self.open) {
            return Err(Box::new(FlatFault {
                suggestion: stranger.nearest().map(str::to_owned),
                ..FlatFault::new(stranger.message(row.rules.hidden()), at)
            }));
        }
        leaf::set(slot, kind, table, row, text)
    }

    fn list(&mut self, slot: &mut dyn Value, entries: &[&Entry<'_>], depth: usize, path: &str) {
        let Some(step) = entries.first().and_then(|entry| entry.steps.get(depth)) else {
            return;
        };
        let ends = |entry: &&Entry<'_>| entry.steps.len() == depth + 1;
        let item = |entry: &Entry<'_>| entry.steps.get(depth).map_or(Item::None, |step| step.item);
        // A list is emptied as a whole.
        let emptied = entries.iter().find(|entry| entry.text.is_emptied() && ends(entry));
        if let Some(emptied) = emptied.filter(|entry| item(entry) == Item::Unnumbered) {
            match entries {
                [_] if slot.set_empty().is_ok() => {}
                [_] => self.faults.push(emptied.fault("cannot be emptied: leave it out")),
                _ => self
                    .faults
                    .push(emptied.fault("emptied and set at once; give one of the two")),
            }
            return;
        }
        let Some(list) = slot.list() else { return };
        let numbers: Vec<usize> = entries
            .iter()
            .filter_map(|entry| match item(entry) {
                Item::Number(number) => Some(number),
                Item::None | Item::Unnumbered => None,
            })
            .collect();
        if numbers.is_empty() {
            self.unnumbered(list, entries, depth, path, step);
            return;
        }
        if let Some(entry) = entries.iter().find(|entry| item(entry) == Item::Unnumbered) {
            let message = "other pairs of the list have a number: number this item too, from 0";
            return self.faults.push(entry.fault(message));
        }
        let mut next = 0;
        while let Some(number) = numbers.iter().copied().filter(|number| *number >= next).min() {
            let is_here = |entry: &&&Entry<'_>| item(entry) == Item::Number(number);
            let here: Vec<&Entry<'_>> = entries.iter().filter(is_here).copied().collect();
            if number != next
                && let Some(entry) = here.first()
            {
                let message = format!("there is no item {next}: items are numbered from 0, without gaps");
                self.faults.push(entry.fault(message));
            }
            self.value(list.push(), &here, depth, &format!("{path}[{number}]"));
            next = number + 1;
        }
    }

    /// Fills a list from pairs without numbers: single values are one item each, parts of a struct are one item.
    fn unnumbered(&mut self, list: &mut dyn List, entries: &[&Entry<'_>], depth: usize, path: &str, step: &Step) {
        if matches!(step.kind, Kind::Record(_)) {
            return self.value(list.push(), entries, depth, &format!("{path}[0]"));
        }
        for entry in entries {
            let texts: Vec<Text<'_>> = match &entry.text {
                Maybe::Set(text) if is_split(step.kind) => text
                    .split(',')
                    .map(|part| Maybe::Set(Cow::Borrowed(part.trim_matches(' '))))
                    .collect(),
                text => vec![text.clone()],
            };
            for text in texts {
                let one = Entry {
                    pair: entry.pair,
                    path: entry.path.clone(),
                    steps: entry.steps.clone(),
                    typed: entry.typed,
                    text,
                };
                self.value(list.push(), &[&one], depth, path);
            }
        }
    }

    /// Reports required fields that no pair has, and one-ofs with too few or too many members.
    fn missing(&mut self, record: &dyn Record, seen: &[u16], path: &str) {
        let table = record.table();
        let row = |field: &u16| table.numbered(*field)?.row;
        let name = |field: &u16| {
            let whole = row(field).map_or("", |row| row.path);
            let below = whole.strip_prefix(table.path).unwrap_or(whole);
            join(path, below.trim_start_matches(['.', '[', ']']).trim_end_matches("[]"))
        };
        let at = |field: Option<&u16>| field.and_then(row).map(|row| row.location(table.file));
        for field in table.required.iter().filter(|field| !seen.contains(field)) {
            self.lacks(name(field), "required, but missing or empty", at(Some(field)));
        }
        for choice in table.choices {
            let given: Vec<&u16> = choice.members.iter().filter(|member| seen.contains(member)).collect();
            let names = |members: Vec<&u16>, between: &str| {
                let names: Vec<String> = members.into_iter().map(name).collect();
                names.join(between)
            };
            let at = at(choice.members.first());
            match given.len() {
                0 if choice.required => {
                    let names = names(choice.members.iter().collect(), " or ");
                    self.lacks(names, "give exactly one of them", at);
                }
                2.. => self.lacks(names(given, " and "), "give only one of them", at),
                _ => {}
            }
        }
    }

    fn lacks(&mut self, path: String, message: &str, row: Option<Location>) {
        self.faults.push(FlatFault {
            path,
            ..FlatFault::new(message, row)
        });
    }
}

/// Returns true if a text of this kind may be several items separated by commas. In all other kinds a comma is part of
/// the value.
fn is_split(kind: Kind) -> bool {
    !matches!(kind, Kind::Text | Kind::Record(_) | Kind::Union(_) | Kind::Joined(..))
}

fn join(path: &str, below: &str) -> String {
    if path.is_empty() {
        below.trim_start_matches('@').to_owned()
    } else if below.starts_with(['@', '#']) {
        format!("{path}{below}")
    } else {
        format!("{path}.{below}")
    }
}

/// Returns the name of the element of a form that is, or contains, the field with this number.
fn head(form: &'static Table, number: u16) -> Option<&'static str> {
    fn holds(element: &Element, number: u16) -> bool {
        match element.content {
            Content::Group(inner) => inner.iter().any(|element| holds(element, number)),
            _ => element.content.field().is_some_and(|(field, _)| field == number),
        }
    }
    let mut children = form.elements.iter().filter(|element| element.place == Place::Element);
    children
        .find(|element| holds(element, number))
        .map(|element| element.name)
}
