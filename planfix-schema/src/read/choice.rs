//! The one-ofs: their members, and that each is made inside of one struct.

use super::naming::free_name;
use super::record::{Build, Scope, Side};
use super::rows::Tail;
use super::rules::Subject;
use crate::model::Choice;
use crate::names::{is_field, is_reserved, is_type, nearest, pascal, snake};

use std::ops::Range;

impl Build<'_, '_> {
    /// Makes a row a member of a one-of: exactly one of them (`required`), or at most one. Returns the number
    /// of the one-of in its struct.
    pub(super) fn member(
        &mut self,
        scope: &mut Scope,
        subject: &Subject<'_>,
        group: &str,
        required: bool,
        span: &Range<usize>,
    ) -> Option<usize> {
        let word = if required { "one-of" } else { "at-most-one-of" };
        let is_element = subject.row.tail == Tail::Element;
        if !required && subject.has("one-of") {
            self.contradiction(span.clone(), word, "one-of", "a row belongs to one choice");
        } else if required && self.side == Side::Response {
            self.faults.help(
                span.clone(),
                format!("`{word}` in a response"),
                "the server chooses, not the caller",
                "remove it, or make it `at-most-one-of`",
            );
        } else if !is_element {
            self.faults.help(
                span.clone(),
                format!("`{word}` on something that is not an element"),
                "a member is an element, or a list of them",
                "put it on rows of elements, not of attributes or texts",
            );
        } else if is_reserved(group) {
            self.faults.help(
                span.clone(),
                format!("`{group}` cannot be the name of a one-of"),
                "every struct has a function of this name",
                format!("use another one, such as `{word} {group}_value`"),
            );
        } else if !is_field(group) || snake(group) != group {
            self.faults.help(
                span.clone(),
                format!("`{group}` cannot be the name of a one-of"),
                "it becomes a Rust field",
                "use lower case, such as `one-of key`",
            );
        } else {
            let variant = self.variant(subject);
            let at = scope.groups.iter().position(|known| known == group);
            let at = at.unwrap_or_else(|| self.first_member(scope, group, required, span, subject.row.line));
            self.join(scope, at, group, required, variant, subject, span);
            return Some(at);
        }
        scope.faulty.push(group.to_owned());
        None
    }

    /// Returns the variant of a member, and true if its name is right.
    fn variant(&mut self, subject: &Subject<'_>) -> (String, bool) {
        let variant = pascal(subject.name);
        if is_type(&variant) {
            return (variant, true);
        }
        self.faults.help(
            subject.name_span.clone(),
            format!("`{}` cannot be the name of a variant", subject.name),
            "this name",
            "choose another one with `as OtherName`",
        );
        ("Unnamed".to_owned(), false)
    }

    /// Makes the one-of, with its names, and returns its number.
    fn first_member(
        &mut self,
        scope: &mut Scope,
        group: &str,
        required: bool,
        span: &Range<usize>,
        line: u32,
    ) -> usize {
        let remedy = "name this one-of otherwise";
        let rust = match self.groups.get(group) {
            None => {
                self.groups.insert(group.to_owned(), line);
                self.claim(&self.prefixed(group), span, line, remedy)
            }
            Some(first) => {
                let help = format!("the first is on line {first}; a choice is made inside of one struct, so {remedy}");
                let message = format!("members of one-of `{group}` are in two structs");
                self.faults
                    .help(span.clone(), message, "in another struct than the first", help);
                self.spread.push(group.to_owned());
                self.take(&self.prefixed(group), line)
            }
        };
        if let Some((first, path)) = scope.fields.get(group) {
            let help = format!("the first is `{path}` on line {first}; {remedy}");
            let message = format!("a row and a one-of with the Rust name `{group}`");
            self.faults.help(span.clone(), message, "the second", help);
        }
        let name = free_name(group, |name| scope.fields.contains_key(name));
        scope.fields.insert(name.clone(), (line, format!("one-of {group}")));
        scope.groups.push(group.to_owned());
        scope.choices.push((Choice { name, rust, required }, Vec::new()));
        scope.choices.len() - 1
    }

    /// Adds a member to a one-of.
    #[allow(clippy::too_many_arguments)]
    fn join(
        &mut self,
        scope: &mut Scope,
        at: usize,
        group: &str,
        required: bool,
        (variant, is_right): (String, bool),
        subject: &Subject<'_>,
        span: &Range<usize>,
    ) {
        let Some((choice, members)) = scope.choices.get_mut(at) else {
            return;
        };
        if choice.required != required {
            self.faults.help(
                span.clone(),
                format!("`{group}` is both `one-of` and `at-most-one-of`"),
                "the first row has the other rule",
                "write the same rule on every member",
            );
        }
        let is_taken = |name: &str| members.iter().any(|(known, _)| known == name);
        if is_right && is_taken(&variant) && !subject.row.may_rule("as") {
            self.faults.help(
                subject.name_span.clone(),
                format!("two rows with the Rust name `{variant}` in one-of `{group}`"),
                "the second",
                "rename one of them with `as OtherName`",
            );
        }
        let variant = free_name(&variant, is_taken);
        members.push((variant, span.clone()));
    }

    /// Remembers the one-ofs of a struct with one member, when all of its rows are read.
    pub(super) fn note_lonely(&mut self, scope: &Scope) {
        for ((_, members), group) in scope.choices.iter().zip(&scope.groups) {
            if let [(_, span)] = members.as_slice()
                && !scope.faulty.contains(group)
            {
                self.lonely.push((group.clone(), span.clone()));
            }
        }
    }

    /// Reports the one-ofs with one member, except those whose members are in another struct, and those
    /// that a row or a rule that was reported may belong to.
    pub(super) fn lonely_members(&mut self) {
        let lonely = std::mem::take(&mut self.lonely);
        let mut explained: Vec<&str> = Vec::new();
        // Of two that are spelt almost alike the first is what was meant.
        for (group, span) in lonely.iter().rev() {
            let is_known = explained.contains(&group.as_str()) || self.spread.contains(group);
            if is_known || self.parsed.may_share(group) {
                continue;
            }
            let line = |name: &str| self.groups.get(name).copied().unwrap_or(0);
            let earlier = self.groups.keys().map(String::as_str);
            let earlier = earlier.filter(|name| *name != group && line(name) < line(group));
            let help = match nearest(group, earlier) {
                Some(near) => {
                    let twin = lonely.iter().find(|(name, _)| name == near);
                    explained.extend(twin.map(|(name, _)| name.as_str()));
                    format!("did you mean `{near}`?")
                }
                None => "add this rule to another row of the same struct, or make this one `required`".to_owned(),
            };
            let message = format!("one-of `{group}` has one member");
            self.faults.help(span.clone(), message, "a choice of one", help);
        }
    }
}
