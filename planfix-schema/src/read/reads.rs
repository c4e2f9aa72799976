//! Where the value of a row can be read before it is changed: the fact `reads`, and the rules `reads`, `flag-of` and
//! `merge`. Whether the other method has such a row, only both tables together show.

use super::page::Page;
use super::record::{Build, Scope, Side};
use super::rules::Subject;
use super::types::record;
use crate::fault::Collector;
use crate::model::{Effect, Record, Shape, Type};
use crate::names::nearest;
use std::ops::Range;

/// Reads the fact: the method that reads what this one changes.
pub(super) fn method(faults: &mut Collector<'_>, page: &Page, effect: Effect, request: &Record) -> Option<String> {
    let Some((key, value)) = page.facts.iter().find(|(key, _)| key.text == "reads") else {
        lonely(faults, request);
        return None;
    };
    // One without a value was reported.
    if value.text.is_empty() {
        return None;
    }
    if !matches!(effect, Effect::Set | Effect::Act) {
        let message = format!("fact `reads` in a method with the effect `{}`", effect.word());
        faults.help(
            key.span.clone(),
            message,
            "it changes no object",
            "remove it, or correct the effect",
        );
        return None;
    }
    let group = |name: &str| name.split_once('.').map(|(group, _)| group.to_owned());
    let own = group(&page.title.text);
    if own.is_none() || group(&value.text) != own || value.text == page.title.text {
        let example = own.unwrap_or_else(|| "contact".to_owned());
        faults.help(
            value.span.clone(),
            format!("`{}` is not a method that reads the object", value.text),
            "another method of the same group",
            format!("such as `- reads: {example}.get`"),
        );
        return None;
    }
    Some(value.text.clone())
}

/// Reports rules about reading in a method that reads nothing.
fn lonely(faults: &mut Collector<'_>, request: &Record) {
    for record in std::iter::once(request).chain(request.records()) {
        for field in record.fields() {
            if let Some(path) = &field.rules.reads {
                let path = if path.is_empty() { "none" } else { path };
                let place = faults.place(field.line, &format!("reads {path}"));
                faults.help(
                    place,
                    "`reads` in a method that has no fact `reads`",
                    "in the answer of which method?",
                    "add the fact, such as `- reads: contact.get`, or remove this rule",
                );
            }
        }
    }
}

impl Build<'_, '_> {
    /// The path of the value in an answer; empty for `none`.
    pub(super) fn reads(&mut self, path: &str, span: Range<usize>) -> Option<String> {
        if self.side == Side::Response {
            let help = "put it on a row of the request";
            self.faults.help(
                span,
                "`reads` in a response",
                "it says where a request gets its value",
                help,
            );
            return None;
        }
        if path == "none" {
            return Some(String::new());
        }
        let is_name = |part: &str| {
            let part = part.strip_suffix("[]").unwrap_or(part);
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        };
        if !path.split(['.', '@', '#']).all(is_name) {
            self.faults.help(
                span,
                format!("`{path}` is not a path"),
                "where the value is in the answer",
                "the path of a row of that answer, such as `reads contact.template.id`, or `reads none`",
            );
            return None;
        }
        Some(path.to_owned())
    }

    /// The row that a flag announces; whether it exists is checked when all rows of the struct are known.
    pub(super) fn flag_of(
        &mut self,
        scope: &mut Scope,
        subject: &Subject<'_>,
        path: &str,
        span: Range<usize>,
    ) -> Option<String> {
        if *subject.ty != Type::Bool || *subject.shape != Shape::Single {
            if !subject.row.ty_faulty {
                let message = "`flag-of` on something that is not a `bool`";
                self.faults
                    .help(span, message, "a flag is 1 or 0", "remove it, or correct the type");
            }
            return None;
        }
        if let Some(other) = subject.choice() {
            self.contradiction(span, "flag-of", other, "the caller says which member is there");
            return None;
        }
        scope.flags.push((path.to_owned(), span));
        Some(path.to_owned())
    }

    /// Reports the flags of rows that are not in the same struct.
    pub(super) fn flags(&mut self, record: &Record, flags: &[(String, Range<usize>)]) {
        let fields = record.fields();
        for (path, span) in flags {
            let is_flag = |field: &&crate::model::Field| field.rules.flag_of.is_some();
            let values = || {
                fields
                    .iter()
                    .filter(|field| !is_flag(field))
                    .map(|field| field.path.as_str())
            };
            if values().any(|known| known == path) || self.parsed.may_have(path) {
                continue;
            }
            let help = match nearest(path, values()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "it is the whole name of another row of the same struct, which is not a flag itself".to_owned(),
            };
            let message = format!("`flag-of` cannot name `{path}` here");
            self.faults
                .help(span.clone(), message, "the row whose value it announces", help);
        }
    }

    pub(super) fn merges(&mut self, subject: &Subject<'_>, span: Range<usize>) -> bool {
        let holds = matches!(subject.ty, Type::Record(_)) || record(self.types, subject.ty).is_some();
        if *subject.shape == Shape::Single || !holds {
            self.faults.help(
                span,
                "`merge` on something that is not a list of elements that hold others",
                "an item that the list does not name keeps its value",
                "put it on the row with `[]`, or remove it",
            );
            return false;
        }
        if !subject.has("patch") && !subject.has("required") {
            self.faults.help(
                span,
                "`merge` on a list that changes nothing",
                "its items keep no value",
                "add `patch`, or remove it",
            );
            return false;
        }
        true
    }
}
