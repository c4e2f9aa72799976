//! The rules of a field. Its place, its shape and its type decide which rules its row may have.

use super::argument::Bounds;
use super::note::Rule;
use super::record::{Build, Scope, Side};
use super::rows::ParsedRow;
use super::types::{kind, record};
use super::values::misfit;
use crate::kind::Kind;
use crate::model::{Effect, Rules, Shape, Type};
use std::ops::Range;

/// A row, and the facts about its field that are known when its rules are read.
pub(super) struct Subject<'r> {
    pub(super) row: &'r ParsedRow,
    pub(super) shape: &'r Shape,
    pub(super) ty: &'r Type,
    /// Its Rust name, and the place of the rule or the path that it comes from.
    pub(super) name: &'r str,
    pub(super) name_span: &'r Range<usize>,
}

impl Subject<'_> {
    pub(super) fn has(&self, word: &str) -> bool {
        self.row.rules.iter().any(|(rule, _)| rule.word() == word)
    }

    /// The rule that makes it a member of a one-of.
    pub(super) fn choice(&self) -> Option<&'static str> {
        ["one-of", "at-most-one-of"].into_iter().find(|word| self.has(word))
    }

    /// Returns true if its children are rows of this table.
    fn holds_rows(&self) -> bool {
        matches!(self.ty, Type::Record(_))
    }
}

impl Side {
    /// Names a side whose fields are neither kept nor cleared, and says why; nothing for any other.
    fn without_patch(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Request(Effect::Set | Effect::Act) | Self::Shared => None,
            Self::Request(Effect::Read) => Some(("a request that only reads", "it changes nothing")),
            Self::Request(Effect::Create) => Some(("a request that creates", "there is no value yet to keep or clear")),
            Self::Request(Effect::Delete) => Some(("a request that deletes", "no value is left to keep or clear")),
            Self::Response => Some(("a response", "it changes nothing")),
        }
    }
}

impl Build<'_, '_> {
    /// The rules of a field.
    pub(super) fn rules(&mut self, scope: &mut Scope, subject: &Subject<'_>) -> Rules {
        let mut rules = Rules::default();
        for (rule, span) in &subject.row.rules {
            let span = span.clone();
            match rule {
                Rule::Required => rules.required = self.required(subject, span),
                Rule::Patch => rules.patch = self.patch(subject, span),
                Rule::OneOf(group) => rules.choice = self.member(scope, subject, group, true, &span),
                Rule::AtMostOneOf(group) => {
                    if let Some(choice) = self.member(scope, subject, group, false, &span) {
                        rules.choice = Some(choice);
                    }
                }
                Rule::AnyOf(_) | Rule::Total(..) | Rule::Alternative(..) => self.combine(scope, subject, rule, &span),
                Rule::Secret => rules.secret = self.hidden(subject, rule, span),
                Rule::Personal => rules.personal = self.hidden(subject, rule, span),
                Rule::Range(low, high) => rules.range = self.range(subject, (*low, *high), span),
                Rule::Items(low, high) => rules.items = self.items(subject, (*low, *high), span),
                Rule::Default(value) => rules.default = self.default_value(subject, value, span),
                Rule::OnlyIf(condition) | Rule::RequiredIf(condition) => {
                    if self.may_depend(subject, rule, &condition.path, &span) {
                        scope.conditions.push((condition.clone(), span));
                        if matches!(rule, Rule::OnlyIf(_)) {
                            rules.only_if = Some(condition.clone());
                        } else {
                            rules.required_if = Some(condition.clone());
                        }
                    }
                }
                Rule::Struct(_) if !subject.holds_rows() => self.faults.help(
                    span,
                    "`struct` on a row that makes no struct",
                    "it has a type",
                    "a field is renamed with `as`",
                ),
                Rule::Field => self.faults.help(
                    span,
                    "`field` on a row that is not a filter",
                    "it belongs in `## Filters`",
                    "remove it",
                ),
                Rule::Reads(path) => rules.reads = self.reads(path, span),
                Rule::FlagOf(path) => rules.flag_of = self.flag_of(scope, subject, path, span),
                Rule::Merge => rules.merge = self.merges(subject, span),
                Rule::Id(_) => self.faults.help(
                    span,
                    "`id` on a row that is not a custom field",
                    "it belongs in a table of custom fields",
                    "remove it",
                ),
                Rule::Since(when) => rules.since = Some(when.clone()),
                Rule::Removed(when) => rules.removed = self.removed(subject, when, span),
                Rule::As(_) | Rule::Struct(_) => {}
            }
        }
        rules
    }

    fn required(&mut self, subject: &Subject<'_>, span: Range<usize>) -> bool {
        if let Some(other) = subject.choice() {
            let why = "exactly one member is there, and the caller says which";
            self.contradiction(span, "required", other, why);
        } else if subject.has("patch") {
            self.contradiction(span, "required", "patch", "what must be there cannot be left out");
        } else if subject.has("default") {
            self.contradiction(span, "required", "default", "what must be there needs no default");
        } else {
            return true;
        }
        false
    }

    fn patch(&mut self, subject: &Subject<'_>, span: Range<usize>) -> bool {
        if let Some(other) = subject.choice() {
            self.contradiction(span, "patch", other, "a selector cannot be cleared");
        } else if subject.has("default") {
            self.contradiction(span, "patch", "default", "a field that is left out keeps its value");
        } else if let Some((place, why)) = self.side.without_patch() {
            self.faults.help(
                span,
                format!("`patch` in {place}"),
                why,
                "remove it: it belongs in requests of methods with the effect `set` or `act`",
            );
        } else if subject.has("required") {
            // The other of the two was reported.
        } else if *subject.shape == Shape::Repeat {
            self.faults.help(
                span,
                "`patch` on a list without an element around it",
                "an empty list cannot be written",
                "remove it",
            );
        } else {
            return true;
        }
        false
    }

    /// `secret` and `personal`: they hide the value of their own row, and no other.
    fn hidden(&mut self, subject: &Subject<'_>, rule: &Rule, span: Range<usize>) -> bool {
        let word = rule.word();
        if subject.holds_rows() {
            self.no_value(span, word);
        } else if let Some(name) = record(self.types, subject.ty) {
            self.faults.help(
                span,
                format!("`{word}` on the record `{name}`"),
                "nothing would be hidden: its values are in its own rows",
                format!("put it on those rows of `{name}` that need it, and remove it here"),
            );
        } else {
            return true;
        }
        false
    }

    fn range(&mut self, subject: &Subject<'_>, bounds: Bounds, span: Range<usize>) -> Option<Bounds> {
        let is_number = match subject.ty {
            Type::Int => true,
            Type::Shared(name) => kind(self.types, name) == Some(Kind::Id),
            _ => false,
        };
        // A type that was reported may have been a number.
        if !is_number && !subject.row.ty_faulty {
            self.faults.help(
                span,
                "`range` on something that is not a number",
                "it bounds `int` and identifiers",
                match subject.ty {
                    Type::Text { .. } => "remove it; the exact length of a text is its type, such as `string(32)`",
                    _ => "remove it",
                },
            );
        }
        is_number.then_some(bounds)
    }

    fn items(&mut self, subject: &Subject<'_>, bounds: Bounds, span: Range<usize>) -> Option<Bounds> {
        if *subject.shape == Shape::Single {
            self.faults.help(
                span,
                "`items` on something that does not repeat",
                "it bounds the length of a list",
                "put it on the row with `[]`",
            );
            return None;
        }
        Some(bounds)
    }

    fn default_value(&mut self, subject: &Subject<'_>, value: &str, span: Range<usize>) -> Option<String> {
        if subject.holds_rows() {
            self.no_value(span, "default");
            return None;
        }
        if let Some(name) = record(self.types, subject.ty) {
            let message = format!("`default` on the record `{name}`");
            self.faults
                .help(span, message, "it has no value of its own", "say it in the prose");
            return None;
        }
        let expected = misfit(subject.ty, value, self.types).filter(|_| !subject.row.ty_faulty);
        let outside = || {
            let number = value.parse::<i64>().ok()?;
            subject.row.rules.iter().find_map(|(rule, _)| {
                let Rule::Range(low, high) = rule else { return None };
                let low = low.filter(|low| number < *low).map(|low| format!("at least {low}"));
                low.or_else(|| high.filter(|high| number > *high).map(|high| format!("at most {high}")))
            })
        };
        if let Some(expected) = expected.or_else(outside) {
            let message = format!("`{value}` cannot be the default of `{}`", subject.row.path.text);
            let help = "write the default as on the wire, or say it in the prose";
            self.faults.help(span, message, format!("expected {expected}"), help);
            return None;
        }
        Some(value.to_owned())
    }

    /// Reports `removed` beside a rule about setting the field.
    fn removed(&mut self, subject: &Subject<'_>, when: &str, span: Range<usize>) -> Option<String> {
        let mut rules = subject.row.rules.iter();
        if let Some((other, _)) = rules.find(|(rule, _)| rule.is_about_setting()) {
            let other = other.word();
            self.contradiction(
                span,
                "removed",
                other,
                "no request can set it, and an answer may lack it",
            );
            return None;
        }
        let mut rules = subject.row.rules.iter();
        let since = rules.find_map(|(rule, _)| match rule {
            Rule::Since(since) => Some(since.as_str()),
            _ => None,
        });
        // Dates of one precision are compared; a year says nothing about a month in it.
        if let Some(since) = since.filter(|since| since.len() == when.len() && *since > when) {
            self.faults.help(
                span,
                format!("removed in {when}, before it came in {since}"),
                "which of the two dates is wrong?",
                "correct one of them",
            );
            return None;
        }
        Some(when.to_owned())
    }

    /// Reports a condition on a row that cannot have one; returns true for any other.
    fn may_depend(&mut self, subject: &Subject<'_>, rule: &Rule, other: &str, span: &Range<usize>) -> bool {
        let word = rule.word();
        let is_single = *subject.shape == Shape::Single;
        if is_single && subject.holds_rows() {
            self.no_value(span.clone(), word);
        } else if let Some(name) = record(self.types, subject.ty).filter(|_| is_single) {
            self.faults.help(
                span.clone(),
                format!("`{word}` on the record `{name}`"),
                "it has no value of its own",
                "say it in the prose, or write rows for this element instead of the type",
            );
        } else if other == subject.row.path.text {
            let message = format!("`{word}` names its own row");
            self.faults.help(
                span.clone(),
                message,
                "it depends on itself",
                "name another row of the same struct",
            );
        } else if subject.has("required") {
            let why = "what must be there depends on nothing";
            self.contradiction(span.clone(), word, "required", why);
        } else if let (Rule::RequiredIf(_), Some(other)) = (rule, subject.choice()) {
            let why = "the caller says which member is there";
            self.contradiction(span.clone(), word, other, why);
        } else {
            return true;
        }
        false
    }

    /// Reports a rule that needs a value on an element that holds others.
    fn no_value(&mut self, span: Range<usize>, word: &str) {
        self.faults.help(
            span,
            format!("`{word}` on an element that holds others"),
            "it has no value of its own",
            "put it on the rows of its values",
        );
    }

    pub(super) fn contradiction(&mut self, span: Range<usize>, one: &str, other: &str, why: &str) {
        self.faults.help(
            span,
            format!("`{one}` and `{other}` contradict each other"),
            why,
            "remove one of them",
        );
    }
}
