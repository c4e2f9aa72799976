//! Rust names of structs, one-ofs and fields: each is free and right, or reported and replaced.

use super::record::{Build, Scope};
use super::rows::ParsedRow;
use crate::names::{is_field, is_reserved, is_type, pascal, snake};
use std::ops::Range;

/// Returns a free name in the place of one that was reported: the skeleton of a faulty table must compile.
pub(super) fn free_name(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = base.to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

impl Build<'_, '_> {
    /// Returns the Rust name of a part. Shared types are all in one module, so the names of their parts begin with theirs.
    pub(super) fn prefixed(&self, name: &str) -> String {
        format!("{}{}", self.prefix, pascal(name))
    }

    /// Reserves a name for a struct or a one-of, and returns the one to use: another if this one is wrong.
    pub(super) fn claim(&mut self, name: &str, span: &Range<usize>, line: u32, remedy: &str) -> String {
        let mut base = name;
        // A rule that was reported may have given it another name.
        let mut rows = self.parsed.rows.iter().filter(|row| row.line == line);
        let in_doubt = rows.any(|row| row.may_rule("struct"));
        if !is_type(name) {
            let better = pascal(name);
            let help = if is_type(&better) {
                format!("a type is PascalCase, such as `{better}`")
            } else {
                remedy.to_owned()
            };
            let message = format!("`{name}` cannot be the name of a Rust type");
            self.faults.help(span.clone(), message, "this name", help);
            base = "Unnamed";
        } else if let Some(first) = self.taken.get(name).filter(|_| !in_doubt) {
            let help = match first {
                0 => format!("there always is one of this name; {remedy}"),
                first => format!("the first is made from line {first}; {remedy}"),
            };
            let message = format!("two structs with the Rust name `{name}`");
            self.faults.help(span.clone(), message, "the second", help);
        }
        self.take(base, line)
    }

    /// Reserves a name without reporting anything, or another if it is taken.
    pub(super) fn take(&mut self, base: &str, line: u32) -> String {
        let name = free_name(base, |name| self.taken.contains_key(name));
        self.taken.insert(name.clone(), line);
        name
    }

    /// Reserves a name for a field, and returns the one to use: another if this one is wrong. `others` are the words that
    /// the names of its other setters begin with.
    pub(super) fn name_field(
        &mut self,
        scope: &mut Scope,
        rust: &str,
        span: &Range<usize>,
        row: &ParsedRow,
        others: &[&'static str],
    ) -> String {
        let mut base = rust;
        // Setters have the names of the fields, and share their namespace with the constructor.
        if is_reserved(rust) {
            let message = format!("`{rust}` cannot be the name of a Rust field");
            let help = format!(
                "its setter would hide the function `{rust}` that every struct has: rename it, such as \
                 `as {rust}_value`"
            );
            self.faults.help(span.clone(), message, "this name", help);
            base = "unnamed";
        } else if !is_field(rust) {
            let better = snake(rust);
            let help = if better != rust && is_field(&better) {
                format!("such as `as {better}`")
            } else {
                "choose another one with `as other_name`".to_owned()
            };
            let message = format!("`{rust}` cannot be the name of a Rust field");
            self.faults.help(span.clone(), message, "this name", help);
            base = "unnamed";
        } else if let Some((line, path)) = scope.fields.get(rust)
            && !self.may_be_named(row, path)
        {
            let help = format!("the first is `{path}` on line {line}; rename one of them with `as other_name`");
            let message = format!("two rows with the Rust name `{rust}`");
            self.faults.help(span.clone(), message, "the second", help);
        }
        // A field that can be cleared has a second setter, a list one that adds an item.
        let setters = |name: &str| -> Vec<String> { others.iter().map(|word| format!("{word}_{name}")).collect() };
        for setter in setters(base) {
            if let Some((line, path)) = scope.fields.get(&setter) {
                let help = format!("`{path}` on line {line} has that name; rename one of them with `as other_name`");
                let message = format!("two rows with the Rust name `{setter}`");
                let label = match setter.starts_with("clear_") {
                    true => format!("this one is cleared by `{setter}`"),
                    false => format!("items are added to this one by `{setter}`"),
                };
                self.faults.help(span.clone(), message, label, help);
            }
        }
        let is_taken = |name: &str| scope.fields.contains_key(name);
        let name = free_name(base, |name| {
            is_taken(name) || setters(name).iter().any(|setter| is_taken(setter))
        });
        for name in setters(&name).into_iter().chain([name.clone()]) {
            scope.fields.insert(name, (row.line, row.path.text.clone()));
        }
        name
    }

    /// Returns true if a rule that was reported may rename one of two rows.
    fn may_be_named(&self, row: &ParsedRow, other: &str) -> bool {
        let mut others = self.parsed.rows.iter().filter(|row| row.path.text == other);
        row.may_rule("as") || others.any(|row| row.may_rule("as"))
    }
}
