//! The rules over several rows of one struct: `any-of`, `total`, `alternative`.

use super::argument::Bounds;
use super::note::Rule;
use super::record::{Build, Scope, Side};
use super::rules::Subject;
use crate::model::{Combination, Combined, Shape};
use crate::names::nearest;
use std::ops::Range;

/// A rule over several rows while its struct is read.
pub(super) struct Draft {
    word: &'static str,
    name: String,
    /// The bounds of `total`.
    bounds: Bounds,
    /// Of each member the number of its field and, with `alternative`, which one it belongs to.
    members: Vec<(u16, String)>,
}

/// A rule over several rows, kept until all structs are read.
pub(super) struct Seen {
    word: &'static str,
    name: String,
    line: u32,
    span: Range<usize>,
    /// Number of its members or, with `alternative`, of its alternatives.
    count: usize,
    /// Set when a member was reported, so that a single other one is not a second fault.
    is_faulty: bool,
}

impl Draft {
    /// Returns the members by alternative, in the order of the rows.
    fn alternatives(&self) -> Vec<Vec<u16>> {
        let mut out: Vec<(&str, Vec<u16>)> = Vec::new();
        for (field, which) in &self.members {
            match out.iter_mut().find(|(known, _)| known == which) {
                Some((_, fields)) => fields.push(*field),
                None => out.push((which, vec![*field])),
            }
        }
        out.into_iter().map(|(_, fields)| fields).collect()
    }

    /// Returns the rule as the model has it.
    pub(super) fn finish(self) -> Combination {
        let fields = || self.members.iter().map(|(field, _)| *field).collect();
        let rule = match self.word {
            "any-of" => Combined::AnyOf(fields()),
            "total" => Combined::Total {
                lists: fields(),
                min: self.bounds.0,
                max: self.bounds.1,
            },
            _ => Combined::Alternatives(self.alternatives()),
        };
        Combination { name: self.name, rule }
    }
}

impl Build<'_, '_> {
    /// Makes a row a member of a rule over several rows.
    pub(super) fn combine(&mut self, scope: &mut Scope, subject: &Subject<'_>, rule: &Rule, span: &Range<usize>) {
        if !self.may_combine(subject, rule, span) {
            self.spoil(rule);
            return;
        }
        let (word, name) = (rule.word(), rule.shared_name().unwrap_or_default());
        let (bounds, which) = match rule {
            Rule::Total(_, bounds) => (*bounds, ""),
            Rule::Alternative(_, which) => ((None, None), which.as_str()),
            _ => ((None, None), ""),
        };
        let is_it = |draft: &&mut Draft| draft.word == word && draft.name == name;
        let draft = match scope.combinations.iter_mut().find(is_it) {
            Some(draft) => draft,
            None => {
                self.first_combined(word, name, subject.row.line, span);
                scope.combinations.push(Draft {
                    word,
                    name: name.to_owned(),
                    bounds,
                    members: Vec::new(),
                });
                let Some(draft) = scope.combinations.last_mut() else {
                    return;
                };
                draft
            }
        };
        draft.members.push((scope.count, which.to_owned()));
        let differs = draft.bounds != bounds;
        let count = match rule {
            Rule::Alternative(..) => draft.alternatives().len(),
            _ => draft.members.len(),
        };
        let seen = self
            .combined
            .iter_mut()
            .rfind(|seen| seen.word == word && seen.name == name);
        let first = seen.map_or(0, |seen| {
            seen.count = count;
            seen.line
        });
        if differs {
            self.faults.help(
                span.clone(),
                format!("`total {name}` has two bounds"),
                format!("line {first} has another"),
                "write the same bounds on every row with this name",
            );
        }
    }

    /// Reports a rule over several rows on a row that cannot have it.
    fn may_combine(&mut self, subject: &Subject<'_>, rule: &Rule, span: &Range<usize>) -> bool {
        let word = rule.word();
        if self.side == Side::Response {
            self.faults.help(
                span.clone(),
                format!("`{word}` in a response"),
                "it is checked before a request is sent",
                "remove it",
            );
        } else if let Some(other) = subject.choice() {
            let why = "the caller says which member of a one-of is there";
            self.contradiction(span.clone(), word, other, why);
        } else if matches!(rule, Rule::Total(..)) {
            if *subject.shape != Shape::Single {
                return true;
            }
            self.faults.help(
                span.clone(),
                "`total` on something that does not repeat",
                "it counts the items of lists",
                "put it on rows with `[]`",
            );
        } else if subject.has("required") {
            let why = match rule {
                Rule::AnyOf(_) => "with a row that must be there, at least one always is",
                _ => "a row that must be there would rule out every other alternative",
            };
            self.contradiction(span.clone(), word, "required", why);
        } else {
            return true;
        }
        false
    }

    /// Notes the first member of a rule in its struct; reports one whose other members are in another struct.
    fn first_combined(&mut self, word: &'static str, name: &str, line: u32, span: &Range<usize>) {
        let mut others = self.combined.iter_mut().filter(|seen| seen.count > 0);
        let other = others.find(|seen| seen.word == word && seen.name == name);
        let is_faulty = other.is_some();
        if let Some(first) = other {
            first.is_faulty = true;
            self.faults.help(
                span.clone(),
                format!("rows with `{word} {name}` in two structs"),
                "in another struct than the first",
                format!(
                    "the first is on line {}; the rule holds in one struct, so use another name here",
                    first.line
                ),
            );
        }
        self.combined.push(Seen {
            word,
            name: name.to_owned(),
            line,
            span: span.clone(),
            count: 1,
            is_faulty,
        });
    }

    /// Notes that a member of a rule over several rows was reported.
    pub(super) fn spoil(&mut self, rule: &Rule) {
        let Some(name) = rule.shared_name() else { return };
        self.combined.push(Seen {
            word: rule.word(),
            name: name.to_owned(),
            line: 0,
            span: 0..0,
            count: 0,
            is_faulty: true,
        });
    }

    /// Reports the rules over several rows that have only one, unless another may have been reported.
    pub(super) fn lonely_combinations(&mut self) {
        let seen = std::mem::take(&mut self.combined);
        let is_spoilt = |one: &Seen| {
            let same = |other: &&Seen| other.word == one.word && other.name == one.name;
            seen.iter().filter(same).any(|other| other.is_faulty) || self.parsed.may_share(&one.name)
        };
        let lonely: Vec<&Seen> = seen.iter().filter(|one| one.count == 1 && !is_spoilt(one)).collect();
        let mut explained: Vec<&str> = Vec::new();
        // Of two names that are spelled almost alike, the first is probably right.
        for one in lonely.iter().rev() {
            if explained.contains(&one.name.as_str()) {
                continue;
            }
            let earlier = seen
                .iter()
                .filter(|other| other.word == one.word && other.line < one.line);
            let earlier = earlier
                .map(|other| other.name.as_str())
                .filter(|name| *name != one.name);
            let near = nearest(&one.name, earlier);
            explained.extend(near);
            let (message, label, help) = match one.word {
                "any-of" => (
                    format!("any-of `{}` has one row", one.name),
                    "at least one of one",
                    "add this rule to another row of the same struct, or make this one `required`",
                ),
                "total" => (
                    format!("total `{}` has one list", one.name),
                    "a sum of one",
                    "add this rule to another list of the same struct, or bound this one with `items`",
                ),
                _ => (
                    format!("`{}` has one alternative", one.name),
                    "it rules out nothing",
                    "add this rule with another alternative to the rows that exclude this one",
                ),
            };
            let help = near.map_or_else(|| help.to_owned(), |near| format!("did you mean `{near}`?"));
            self.faults.help(one.span.clone(), message, label, help);
        }
    }
}
