//! Fills a record with the values of another one, by the paths of its rows.

use super::leaf::text;
use super::path::{Found, find};
use super::rules;
use crate::record::{Record, Value, View};
use crate::table::{Content, Kind, Row, Table};
use std::collections::HashSet;

/// Where the rows of a record find their values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Where the rule `reads` says, and otherwise at their own paths: in the answer of the method that reads an object.
    Reading,
    /// Where the rule `reads` says, or at their own paths: in any record.
    Either,
}

/// A value that did not get into the other record.
pub(crate) struct Lost {
    /// Path of its row, with items numbered from 0.
    pub(crate) path: String,
    pub(crate) row: &'static Row,
    /// File of the row.
    pub(crate) file: &'static str,
    /// Description of a value that the row takes.
    pub(crate) expected: &'static str,
}

impl Lost {
    const fn new(path: String, row: &'static Row, table: &'static Table, expected: &'static str) -> Self {
        let file = table.file;
        Self {
            path,
            row,
            file,
            expected,
        }
    }
}

/// The filling of a record.
pub(crate) struct Fill {
    by: By,
    /// True if fields that are set or emptied stay as they are.
    keeps: bool,
    pub(crate) lost: Vec<Lost>,
}

/// The record with the values.
#[derive(Clone, Copy)]
struct Source<'a> {
    record: &'a dyn Record,
    /// The beginning that the paths of rows have more than the paths in the record.
    row: &'a str,
    /// The beginning that the paths in rules `reads` have more.
    reads: &'a str,
}

/// A field to fill.
#[derive(Clone, Copy)]
struct Slot<'p> {
    field: u16,
    kind: Kind,
    row: &'static Row,
    file: &'static str,
    /// Path with items numbered from 0.
    path: &'p str,
}

/// The fields of a record that have a value.
#[derive(Default)]
struct Filled(HashSet<u16>);

impl Filled {
    /// Returns true if all required values are there.
    fn is_whole(&self, table: &'static Table) -> bool {
        let fields = table.required.iter().all(|field| self.0.contains(field));
        let mut choices = table.choices.iter().filter(|choice| choice.required);
        fields && choices.all(|choice| self.has_any(choice.members))
    }

    fn has_any(&self, fields: &[u16]) -> bool {
        fields.iter().any(|field| self.0.contains(field))
    }
}

impl Fill {
    pub(crate) const fn new(by: By) -> Self {
        Self {
            by,
            keeps: false,
            lost: Vec::new(),
        }
    }

    /// Fills only the fields that are left out.
    pub(crate) const fn keeping(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// Fills a record whose paths begin with `base`, in addition to those of the other one. Returns false if a required
    /// value is missing.
    pub(crate) fn fill(&mut self, into: &mut dyn Record, from: &dyn Record, base: &str) -> bool {
        let source = Source {
            record: from,
            row: base,
            reads: base,
        };
        let table = into.table();
        let filled = self.record(into, source, "");
        self.incomplete(table, &filled, "");
        filled.is_whole(table)
    }

    fn record(&mut self, into: &mut dyn Record, source: Source<'_>, path: &str) -> Filled {
        let table = into.table();
        let mut filled = Filled::default();
        for element in table.fields() {
            let (Some((field, kind)), Some(row)) = (element.content.field(), element.row) else {
                continue;
            };
            let present = self.keeps.then(|| into.field(field));
            if matches!(present, Some(view) if !matches!(view, View::Absent | View::Record(_))) {
                filled.0.insert(field);
                continue;
            }
            let is_chosen = table.choice(row).is_some_and(|choice| {
                let is_kept = |field: &u16| self.keeps && !matches!(into.field(*field), View::Absent);
                filled.has_any(choice.members) || choice.members.iter().any(is_kept)
            });
            let is_flag = row.rules.flag_of.is_some() && self.by == By::Reading;
            if is_chosen || is_flag || row.rules.removed.is_some() {
                continue;
            }
            let path = joined(path, below(row.path, table.path));
            let slot = Slot {
                field,
                kind,
                row,
                file: table.file,
                path: &path,
            };
            let is_part = matches!(element.content, Content::Value { .. })
                && matches!(kind, Kind::Record(inner) if !inner.path.is_empty());
            let has_value = match is_part {
                true => self.part(into, slot, source),
                false => self.field(into, slot, source),
            };
            if has_value {
                filled.0.insert(field);
            }
        }
        if self.by == By::Reading {
            rules::set_flags(into, self.keeps);
        }
        for field in rules::leave_out_excluded(into) {
            filled.0.remove(&field);
        }
        filled
    }

    /// Fills a field. Returns true if it has a value then.
    fn field(&mut self, into: &mut dyn Record, slot: Slot<'_>, source: Source<'_>) -> bool {
        match self.find(slot.row, source) {
            Found::Absent => false,
            Found::Empty => clear(into, slot),
            Found::One(view) => {
                let Some(value) = into.field_mut(slot.field) else {
                    return false;
                };
                let is_set = self.set(value, slot, view);
                if !is_set {
                    rules::leave_out(into, slot.field);
                }
                is_set
            }
            Found::Many(views) => self.list(into, slot, &views),
        }
    }

    fn find<'a>(&self, row: &Row, source: Source<'a>) -> Found<'a> {
        let own = || find(source.record, below(row.path, source.row));
        let read = |path: &str| find(source.record, below(path, source.reads));
        match (self.by, row.rules.reads) {
            (By::Reading, Some("")) => Found::Absent,
            (By::Reading, Some(path)) => read(path),
            (By::Either, Some(path)) if !path.is_empty() => match read(path) {
                Found::Absent => own(),
                found => found,
            },
            _ => own(),
        }
    }

    /// Fills a struct whose rows are in the table of the record, with whole paths.
    fn part(&mut self, into: &mut dyn Record, slot: Slot<'_>, source: Source<'_>) -> bool {
        let Some(inner) = into.field_mut(slot.field).and_then(|value| value.record()) else {
            return false;
        };
        let table = inner.table();
        let filled = self.record(inner, source, slot.path);
        let is_any = !filled.0.is_empty();
        if is_any && filled.is_whole(table) {
            return true;
        }
        if is_any {
            self.incomplete(table, &filled, slot.path);
        }
        rules::leave_out(into, slot.field);
        false
    }

    fn list(&mut self, into: &mut dyn Record, slot: Slot<'_>, views: &[View<'_>]) -> bool {
        if views.is_empty() {
            return clear(into, slot);
        }
        let Some(list) = into.field_mut(slot.field).and_then(|value| value.list()) else {
            self.lose(slot, "a single value");
            return false;
        };
        for (index, view) in views.iter().enumerate() {
            let path = format!("{}[{index}]", slot.path);
            let item = Slot { path: &path, ..slot };
            if !self.set(list.push(), item, *view) {
                list.pop();
            }
        }
        let is_any = !list.is_empty();
        if !is_any {
            rules::leave_out(into, slot.field);
        }
        is_any
    }

    /// Sets a value that does not repeat, or an item. Returns false if it has no value then.
    fn set(&mut self, value: &mut dyn Value, slot: Slot<'_>, view: View<'_>) -> bool {
        let expected = match (slot.kind, view) {
            (Kind::Record(table), View::Record(from)) => {
                let Some(into) = value.record() else { return false };
                // Rows of a struct in a table have whole paths, those of a shared record begin anew.
                let (row, reads) = match table.path {
                    "" => ("", ""),
                    path => (path, slot.row.rules.reads.unwrap_or(path)),
                };
                let source = Source {
                    record: from,
                    row,
                    reads,
                };
                // A new record has nothing to keep but its blank required values.
                let keeps = std::mem::replace(&mut self.keeps, false);
                let filled = self.record(into, source, slot.path);
                self.keeps = keeps;
                self.incomplete(table, &filled, slot.path);
                return filled.is_whole(table);
            }
            (Kind::Record(_), _) => Err("elements"),
            (Kind::Union(_), View::Record(from)) => return self.form(value, slot, from),
            (Kind::Bytes, View::Bytes(bytes)) => value.set_bytes(bytes.clone()).map_err(|error| error.0),
            (_, View::Record(_) | View::List(_)) => Err("a single value"),
            (kind, view) => match text(kind, view) {
                None => return false,
                Some(text) => value.set_text(&text).map_err(|error| error.0),
            },
        };
        if let Err(expected) = expected {
            self.lose(slot, expected);
        }
        expected.is_ok()
    }

    /// Sets a value of several forms to the one that is a struct.
    fn form(&mut self, value: &mut dyn Value, slot: Slot<'_>, from: &dyn Record) -> bool {
        let is_set = |field: u16| !matches!(from.field(field), View::Absent);
        let mut elements = from.table().fields();
        let set = elements.find(|element| element.content.field().is_some_and(|(field, _)| is_set(field)));
        let Some(into) = set.and_then(|element| value.record_with(element.name)) else {
            return false;
        };
        let source = Source {
            record: from,
            row: "",
            reads: "",
        };
        let table = into.table();
        self.record(into, source, slot.path).is_whole(table)
    }

    /// Notes the required values that a record lacks.
    fn incomplete(&mut self, table: &'static Table, filled: &Filled, path: &str) {
        let row = |field: &u16| table.numbered(*field).and_then(|element| element.row);
        for row in table
            .required
            .iter()
            .filter(|field| !filled.0.contains(field))
            .filter_map(row)
        {
            let path = joined(path, below(row.path, table.path));
            self.lost
                .push(Lost::new(path, row, table, "a value, since it is required"));
        }
        for choice in table
            .choices
            .iter()
            .filter(|choice| choice.required && !filled.has_any(choice.members))
        {
            let rows = || choice.members.iter().filter_map(row);
            let paths: Vec<String> = rows().map(|row| joined(path, below(row.path, table.path))).collect();
            let paths = paths.join(" or ");
            let first = rows().next();
            self.lost
                .extend(first.map(|row| Lost::new(paths, row, table, "one of them, since it is required")));
        }
    }

    fn lose(&mut self, slot: Slot<'_>, expected: &'static str) {
        self.lost.push(Lost {
            path: slot.path.to_owned(),
            row: slot.row,
            file: slot.file,
            expected,
        });
    }
}

/// Empties a field, if emptying it clears it. Returns true if it is emptied then.
fn clear(into: &mut dyn Record, slot: Slot<'_>) -> bool {
    let value = into.field_mut(slot.field).filter(|_| slot.row.rules.patch);
    value.is_some_and(|value| value.set_empty().is_ok())
}

/// Removes the beginning of a path, if it has it.
fn below<'p>(path: &'p str, base: &str) -> &'p str {
    let rest = path.strip_prefix(base).unwrap_or(path);
    rest.strip_prefix('.').unwrap_or(rest)
}

fn joined(path: &str, rest: &str) -> String {
    match rest.chars().next() {
        Some('@' | '#') => format!("{path}{rest}"),
        _ if path.is_empty() => rest.to_owned(),
        _ => format!("{path}.{rest}"),
    }
}
